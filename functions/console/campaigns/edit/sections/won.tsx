import { DateFields, dateFaults, dayFields, dayIn } from '../dates.tsx';
import { LineField } from '../fields.tsx';
import type { Section, Typed } from '../section.ts';
import { lineIn, textIn } from '../typed.ts';

/** What a campaign has reached, once its demand is met. */
export const won: Section = {
  name: 'won',
  word: 'section.won',
  right: 'campaign.write',
  fields: ({ won }) => ({ ...dayFields('won.on', won?.on), 'won.words': won?.words ?? '' }),
  faults: (typed) => dateFaults('won.on', dayIn(typed, 'won.on'), { isNeeded: !isEmpty(typed) }),
  patch: (typed) => ({
    won: isEmpty(typed) ? null : { on: dayIn(typed, 'won.on'), words: lineIn(typed, 'won.words') ?? '' },
  }),
  view: ({ typed, errors, campaign: { language } }) => (
    <>
      <LineField name="won.words" rows={3} {...{ typed, errors, language }} />
      <DateFields name="won.on" {...{ typed, errors }} />
    </>
  ),
  state: ({ won }) => (won ? 'done' : 'optional'),
};

const isEmpty = (typed: Typed): boolean =>
  textIn(typed, 'won.words') === undefined && dayIn(typed, 'won.on') === undefined;
