import { pictureName } from '../../../../core/pictures/address.ts';
import { keptAt, PictureField } from '../../../pictures/field.tsx';
import { pictureFaults, pictureFields, picturePatch } from '../../../pictures/taken.ts';
import type { Section } from '../section.ts';

/** The picture above the text. */
export const picture: Section = {
  name: 'picture',
  word: 'section.picture',
  right: 'campaign.write',
  pictures: 'campaign',
  fields: ({ picture }) => pictureFields('picture', picture),
  faults: (typed) => pictureFaults(typed, 'picture'),
  patch: (typed) => ({ picture: picturePatch(typed, 'picture') }),
  view: ({ typed, errors, campaign: { slug, language, picture, visibility } }) => (
    <PictureField
      name="picture"
      {...{ typed, errors, language }}
      shownAt={(file, { id }) =>
        visibility !== 'draft' && id === picture?.made?.id ? `/${pictureName(slug, file)}` : keptAt(file)
      }
    />
  ),
  state: ({ picture }) => (picture?.made ? 'done' : 'optional'),
};
