import type { Campaign } from '../../../../core/campaigns/campaign.ts';
import { LEGAL_BASIS } from '../../../../core/campaigns/legal-basis.ts';
import { logoName } from '../../../../core/pictures/address.ts';
import { keptAt, LogoField } from '../../../pictures/field.tsx';
import { madeIn } from '../../../pictures/taken.ts';
import { writtenMade } from '../../../ui/picture-file.tsx';
import { t } from '../../../ui/words.ts';
import { campaignAt } from '../../address.ts';
import { LineField } from '../fields.tsx';
import type { MergePatch, Section, Typed } from '../section.ts';
import { lineIn, textIn } from '../typed.ts';

const names = ['name', 'contact', 'imprint', 'controller', 'legalBasis'] as const;

const LOGO = 'group.logo';

/** Who asks, if it is not the group of the installation. */
export const group: Section = {
  name: 'group',
  word: 'section.group',
  right: 'campaign.publish',
  picture: { name: LOGO, use: 'logo' },
  fields: ({ group }) => ({
    ...Object.fromEntries(
      names.map((name) => [
        `group.${name}`,
        name === 'legalBasis' && group?.[name] === LEGAL_BASIS ? '' : (group?.[name] ?? ''),
      ]),
    ),
    [`${LOGO}.made`]: group?.logo?.made ? writtenMade(group.logo.made) : '',
  }),
  patch: (typed, campaign) => {
    const { isNew, ...logo } = logoPatch(typed, campaign);
    // Who empties all words means the group of the installation, with its logo.
    if (!isNew && names.every((name) => textIn(typed, `group.${name}`) === undefined)) return { group: null };
    return {
      group: {
        ...Object.fromEntries(names.map((name) => [name, lineIn(typed, `group.${name}`) ?? null])),
        ...{ name: lineIn(typed, 'group.name') ?? '', contact: lineIn(typed, 'group.contact') ?? '' },
        ...logo,
      },
    };
  },
  view: ({ typed, errors, campaign: { slug, language, group, visibility } }) => (
    <>
      <p>{t('group.lead')}</p>
      <LineField name="group.name" {...{ typed, errors, language }} />
      <LogoField
        name={LOGO}
        {...{ typed, errors }}
        shownAt={(file, made) => {
          if (made.id !== group?.logo?.made?.id) return keptAt(file);
          return visibility === 'draft' ? `${campaignAt(slug)}/pictures/${file}` : `/${logoName(made)}`;
        }}
      />
      <LineField name="group.contact" {...{ typed, errors }} />
      <LineField name="group.imprint" inputmode="url" {...{ typed, errors }} />
      <LineField name="group.controller" rows={2} {...{ typed, errors, language }} />
      <LineField name="group.legalBasis" rows={2} {...{ typed, errors, language }} />
    </>
  ),
  state: ({ group }) => (group ? 'done' : 'optional'),
};

/** The change of the logo, and whether it is another one than what is stored. */
function logoPatch(typed: Typed, { group }: Campaign): MergePatch & { readonly isNew: boolean } {
  const [made, before] = [madeIn(typed, LOGO), group?.logo?.made];
  if (made) return { isNew: made.id !== before?.id, logo: { made, file: null } };
  return { isNew: false, ...(before && { logo: null }) };
}
