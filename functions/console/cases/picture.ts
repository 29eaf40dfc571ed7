import type { SeenCase } from '../../core/cases/case.ts';
import { pictureName } from '../../core/pictures/address.ts';
import { keptAt, type PictureAt } from '../pictures/field.tsx';

/** Where organisers see the picture of a case: in the folder of a campaign that shows it, or where it waits. */
export const pictureOf =
  ({ campaigns }: Pick<SeenCase, 'campaigns'>): PictureAt =>
  (file, { id }) => {
    const shown = campaigns.find(
      ({ campaign, one }) => campaign.visibility !== 'draft' && one.picture?.made?.id === id,
    );
    return shown ? `/${pictureName(shown.campaign.slug, file)}` : keptAt(file);
  };
