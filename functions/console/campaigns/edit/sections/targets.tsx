import { MOST_IN } from '../../../../core/campaigns/values.ts';
import { Entries, LineField } from '../fields.tsx';
import { countryCode, countryName } from '../places.ts';
import type { Section } from '../section.ts';
import { filled, filledIn, listFields, textIn } from '../typed.ts';
import { Countries } from './countries.tsx';

/** Whom the demand addresses. */
export const targets: Section = {
  name: 'targets',
  word: 'section.targets',
  right: 'campaign.write',
  fields: ({ targets }) =>
    listFields(
      'targets',
      targets.map(({ name, role = '', country }) => ({
        ...{ name, role },
        country: country === undefined ? '' : countryName(country),
      })),
    ),
  patch: (typed) => ({
    targets: filledIn(typed, 'targets').map((number) => {
      const at = `targets.${number}`;
      const country = textIn(typed, `${at}.country`);
      return {
        name: textIn(typed, `${at}.name`) ?? '',
        ...filled({ role: textIn(typed, `${at}.role`), country: country && countryCode(country) }),
      };
    }),
  }),
  view: ({ typed, errors, campaign: { language } }) => (
    <>
      <Entries
        list="targets"
        most={MOST_IN.targets}
        {...{ typed, errors }}
        entry={(at) => (
          <>
            <LineField name={`${at}.name`} {...{ typed, errors, language }} />
            <LineField name={`${at}.role`} {...{ typed, errors, language }} />
            <LineField name={`${at}.country`} list="countries" {...{ typed, errors }} />
          </>
        )}
      />
      <Countries />
    </>
  ),
  state: ({ targets }) => (targets.length > 0 ? 'done' : 'missing'),
};
