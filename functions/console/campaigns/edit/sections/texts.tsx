import type { Campaign } from '../../../../core/campaigns/campaign.ts';
import { summaryFrom } from '../../../../core/campaigns/summary.ts';
import { LineField, MarkdownField } from '../fields.tsx';
import { wholeNumber } from '../numbers.ts';
import { countryCode, countryName, languageName, languageTag } from '../places.ts';
import type { Section } from '../section.ts';
import { lineIn, textIn, textOrNone } from '../typed.ts';
import { Countries } from './countries.tsx';

/** What a campaign asks, and why. */
export const texts: Section = {
  name: 'texts',
  word: 'section.texts',
  right: 'campaign.write',
  owns: ['language', 'title', 'demand', 'summary', 'why', 'letter', 'notice', 'country', 'goal'],
  fields: ({ language, title, demand, summary, why, letter = '', notice = '', country, goal }: Campaign) => ({
    // One that was taken from the demand follows it, until somebody writes another.
    ...{
      title,
      demand,
      summary: summary === summaryFrom(demand, language) ? '' : summary,
      why,
      letter,
      notice,
      goal: String(goal),
    },
    language: languageName(language),
    country: country === undefined ? '' : countryName(country),
  }),
  patch: (typed) => {
    const [demand, language] = [lineIn(typed, 'demand') ?? '', languageTag(textIn(typed, 'language') ?? '')];
    const summary = lineIn(typed, 'summary') ?? summaryFrom(demand, language);
    return {
      ...{ title: lineIn(typed, 'title') ?? '', demand, why: textIn(typed, 'why') ?? '', language },
      // Without a demand, the one that is stored stays: there is one fault, and not two.
      ...(summary !== '' && { summary }),
      letter: textOrNone(typed, 'letter'),
      notice: lineIn(typed, 'notice') ?? null,
      goal: wholeNumber(textIn(typed, 'goal')),
      country: textIn(typed, 'country') === undefined ? null : countryCode(textIn(typed, 'country') ?? ''),
    };
  },
  view: ({ typed, errors, campaign: { language } }) => (
    <>
      <LineField name="title" rows={2} {...{ typed, errors, language }} />
      <LineField name="demand" rows={3} {...{ typed, errors, language }} />
      <LineField name="summary" rows={3} {...{ typed, errors, language }} />
      <MarkdownField name="why" {...{ typed, errors, language }} />
      <MarkdownField name="letter" rows={8} {...{ typed, errors, language }} />
      <LineField name="notice" rows={2} {...{ typed, errors, language }} />
      <LineField name="goal" short inputmode="numeric" {...{ typed, errors }} />
      <LineField name="country" list="countries" {...{ typed, errors }} />
      <LineField name="language" {...{ typed, errors }} />
      <Countries />
    </>
  ),
  state: () => 'done',
};
