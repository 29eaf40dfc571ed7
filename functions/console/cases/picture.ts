import type { SeenCase } from '../../core/cases/case.ts';
import { pictureName } from '../../core/pictures/address.ts';
import { keptAt, type PictureAt } from '../pictures/field.tsx';
import { caseAt } from './address.ts';

/** Where organisers see the picture of a case: in the folder of a campaign that shows it, with the case, or as their upload. */
export const pictureOf =
  ({ campaigns, record }: Pick<SeenCase, 'campaigns' | 'record'>): PictureAt =>
  (file, { id }) => {
    const shown = campaigns.find(
      ({ campaign, one }) => campaign.visibility !== 'draft' && one.picture?.made?.id === id,
    );
    if (shown) return `/${pictureName(shown.campaign.slug, file)}`;
    return record.fields.picture?.made?.id === id ? `${caseAt(record.id)}/pictures/${file}` : keptAt(file);
  };
