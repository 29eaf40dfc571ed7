import { MOST_IN } from '../../../../core/campaigns/values.ts';
import { DateFields, dateFaults, dayFields, dayIn } from '../dates.tsx';
import { Entries, LineField } from '../fields.tsx';
import type { Section } from '../section.ts';
import { filled, filledIn, listFields, textIn } from '../typed.ts';

/** Where the facts of a campaign come from. */
export const references: Section = {
  name: 'references',
  word: 'section.references',
  right: 'campaign.write',
  fields: ({ references }) =>
    listFields(
      'references',
      references.map(({ title, url, publisher = '', date }) => ({ title, url, publisher, ...dayFields('date', date) })),
    ),
  faults: (typed) =>
    filledIn(typed, 'references').flatMap((number) =>
      dateFaults(`references.${number}.date`, dayIn(typed, `references.${number}.date`), { isNeeded: false }),
    ),
  patch: (typed) => ({
    references: filledIn(typed, 'references').map((number) => {
      const at = `references.${number}`;
      return {
        ...{ title: textIn(typed, `${at}.title`) ?? '', url: textIn(typed, `${at}.url`) ?? '' },
        ...filled({ publisher: textIn(typed, `${at}.publisher`), date: dayIn(typed, `${at}.date`) }),
      };
    }),
  }),
  view: ({ typed, errors, campaign: { language } }) => (
    <Entries
      list="references"
      most={MOST_IN.references}
      {...{ typed, errors }}
      entry={(at) => (
        <>
          <LineField name={`${at}.title`} {...{ typed, errors, language }} />
          <LineField name={`${at}.url`} inputmode="url" {...{ typed, errors }} />
          <LineField name={`${at}.publisher`} {...{ typed, errors, language }} />
          <DateFields name={`${at}.date`} {...{ typed, errors }} />
        </>
      )}
    />
  ),
  state: ({ references }) => (references.length > 0 ? 'done' : 'optional'),
};
