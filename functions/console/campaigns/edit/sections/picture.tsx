import type { Campaign } from '../../../../core/campaigns/campaign.ts';
import { pictureName } from '../../../../core/pictures/address.ts';
import { keptAt, PictureField } from '../../../pictures/field.tsx';
import { pictureFaults, pictureFields, picturePatch } from '../../../pictures/taken.ts';
import { campaignAt } from '../../address.ts';
import type { MergePatch, Section } from '../section.ts';

/** Words that are gone have no translation: without this, the campaign's rules would refuse the change. */
function withoutTranslations(
  translations: NonNullable<Campaign['translations']>,
  picture: ReturnType<typeof picturePatch>,
): MergePatch {
  const gone = picture === null ? null : picture.credit === null ? { credit: null } : undefined;
  const changed = Object.entries(translations).flatMap(([tag, words]) => {
    if (gone === undefined || words.picture === undefined) return [];
    const hasAlt = typeof words.picture === 'object' && 'alt' in words.picture;
    return [[tag, { picture: hasAlt ? gone : null }] as const];
  });
  return changed.length === 0 ? {} : { translations: Object.fromEntries(changed) };
}

const taken = { name: 'picture', use: 'campaign' } as const;

/** The picture above the text. */
export const picture: Section = {
  name: 'picture',
  word: 'section.picture',
  right: 'campaign.write',
  picture: taken,
  fields: ({ picture }) => pictureFields('picture', picture),
  faults: (typed) => pictureFaults(typed, 'picture'),
  patch(typed, { translations = {} }) {
    const picture = picturePatch(typed, 'picture');
    return { picture, ...withoutTranslations(translations, picture) };
  },
  view: ({ typed, errors, campaign: { slug, language, picture, visibility } }) => (
    <PictureField
      {...taken}
      {...{ typed, errors, language }}
      shownAt={(file, { id }) => {
        if (id !== picture?.made?.id) return keptAt(file);
        return visibility === 'draft' ? `${campaignAt(slug)}/pictures/${file}` : `/${pictureName(slug, file)}`;
      }}
    />
  ),
  state: ({ picture }) => (picture?.made ? 'done' : 'optional'),
};
