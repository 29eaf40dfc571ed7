import { MOST_IN } from '../../../../core/campaigns/values.ts';
import { DateFields, dateFaults, dayFields, dayIn } from '../dates.tsx';
import { Entries, LineField, MarkdownField } from '../fields.tsx';
import type { Section } from '../section.ts';
import { filled, filledIn, listFields, textIn } from '../typed.ts';

/** When the signatures were handed over, to whom, and what they answered. */
export const handOver: Section = {
  name: 'hand-over',
  word: 'section.hand-over',
  right: 'campaign.write',
  owns: ['handedOver'],
  fields: ({ handedOver }) =>
    listFields(
      'handedOver',
      handedOver.map(({ on, to, answer = '' }) => ({ ...dayFields('on', on), to, answer })),
    ),
  faults: (typed) =>
    filledIn(typed, 'handedOver').flatMap((number) =>
      dateFaults(`handedOver.${number}.on`, dayIn(typed, `handedOver.${number}.on`), { isNeeded: true }),
    ),
  patch: (typed) => ({
    handedOver: filledIn(typed, 'handedOver').map((number) => {
      const at = `handedOver.${number}`;
      return {
        ...{ on: dayIn(typed, `${at}.on`), to: textIn(typed, `${at}.to`) ?? '' },
        ...filled({ answer: textIn(typed, `${at}.answer`) }),
      };
    }),
  }),
  view: ({ typed, errors, campaign: { language } }) => (
    <Entries
      list="handedOver"
      most={MOST_IN.handedOver}
      {...{ typed, errors }}
      entry={(at) => (
        <>
          <DateFields name={`${at}.on`} {...{ typed, errors }} />
          <LineField name={`${at}.to`} {...{ typed, errors, language }} />
          <MarkdownField name={`${at}.answer`} rows={5} {...{ typed, errors, language }} />
        </>
      )}
    />
  ),
  state: ({ handedOver }) => (handedOver.length > 0 ? 'done' : 'optional'),
};
