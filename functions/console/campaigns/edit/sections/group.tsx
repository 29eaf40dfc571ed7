import { LEGAL_BASIS } from '../../../../core/campaigns/legal-basis.ts';
import { t } from '../../../ui/words.ts';
import { LineField } from '../fields.tsx';
import type { Section } from '../section.ts';
import { lineIn, textIn } from '../typed.ts';

const names = ['name', 'contact', 'imprint', 'controller', 'legalBasis'] as const;

/** Who asks, if it is not the group of the installation. Its logo is a picture, and stays as it is. */
export const group: Section = {
  name: 'group',
  word: 'section.group',
  right: 'campaign.publish',
  fields: ({ group }) =>
    Object.fromEntries(
      names.map((name) => [
        `group.${name}`,
        name === 'legalBasis' && group?.[name] === LEGAL_BASIS ? '' : (group?.[name] ?? ''),
      ]),
    ),
  patch: (typed) => {
    if (names.every((name) => textIn(typed, `group.${name}`) === undefined)) return { group: null };
    return {
      group: {
        ...Object.fromEntries(names.map((name) => [name, lineIn(typed, `group.${name}`) ?? null])),
        ...{ name: lineIn(typed, 'group.name') ?? '', contact: lineIn(typed, 'group.contact') ?? '' },
      },
    };
  },
  view: ({ typed, errors, campaign: { language } }) => (
    <>
      <p>{t('group.lead')}</p>
      <LineField name="group.name" {...{ typed, errors, language }} />
      <LineField name="group.contact" {...{ typed, errors }} />
      <LineField name="group.imprint" inputmode="url" {...{ typed, errors }} />
      <LineField name="group.controller" rows={2} {...{ typed, errors, language }} />
      <LineField name="group.legalBasis" rows={2} {...{ typed, errors, language }} />
    </>
  ),
  state: ({ group }) => (group ? 'done' : 'optional'),
};
