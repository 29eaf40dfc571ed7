import * as z from 'zod/mini';
import { slug } from '../core/campaigns/fields.ts';
import { caseStatuses } from '../core/campaigns/values.ts';
import { NAMED_FROM, STEP } from '../core/published/countries.ts';
import { type Call, problem, problemSchema } from '../http/contract.ts';

const time = z.iso.datetime();
const country = z.string().check(z.describe('ISO 3166-1 alpha-2'));

/** The parameter of calls whose answers have texts of campaigns. */
export const lang = z.optional(
  z
    .string()
    .check(
      z.describe(
        'BCP 47 tag of a language. Texts that are not translated into it are in the original language. Left out: all are.',
      ),
    ),
);

export const campaignAnswer = z.object({
  slug: z.string(),
  title: z.string(),
  demand: z.string(),
  language: z
    .string()
    .check(
      z.describe('BCP 47 tag of the language of the texts of this answer, as far as the campaign has them in it.'),
    ),
  languages: z
    .array(z.string())
    .check(z.describe('BCP 47 tags of the languages of its texts. The first one is the original, and has all.')),
  targets: z.array(z.object({ name: z.string(), role: z.optional(z.string()), country: z.optional(country) })),
  cases: z.array(
    z.object({
      id: z
        .string()
        .check(z.describe('Of the page about them: `/cases/{id}`. The same in each campaign that speaks for them.')),
      name: z.string(),
      people: z.int(),
      work: z.optional(z.string()),
      detainedOn: z.optional(z.string()),
      charge: z.optional(z.string()),
      sentence: z.optional(z.string()),
      status: z.enum(caseStatuses),
      history: z.optional(
        z.array(z.object({ status: z.enum(caseStatuses), on: z.string(), note: z.optional(z.string()) })),
      ),
      story: z.optional(z.string()),
    }),
  ),
  goal: z.int(),
  opensAt: time,
  closesAt: z.nullable(time),
  status: z.enum(['upcoming', 'open', 'closed']),
  won: z.nullable(z.object({ on: z.string(), words: z.string() })).check(z.describe('What was reached, and when')),
  handedOver: z.array(z.object({ on: z.string(), to: z.string(), answer: z.optional(z.string()) })),
  signatures: z.int(),
  nextAt: time.check(
    z.describe('When a number may move next, or the campaign opens or closes. If it is past: at any moment.'),
  ),
});

export interface AnswerTexts {
  readonly [field: string]: string | AnswerTexts;
}

const texts: z.ZodMiniType<AnswerTexts> = z.record(
  z.string(),
  z.union([z.string(), z.lazy((): z.ZodMiniType<AnswerTexts> => texts)]),
);

/** One campaign, with its texts in all languages. */
export const spokenCampaignAnswer = z.extend(campaignAnswer, {
  texts: z
    .record(z.string(), texts)
    .check(
      z.describe(
        'The texts in the other languages, by their tags, with the names of the fields. Entries go by names: cases by `id`, targets by `name`, updates by `at`, others by `url` or `on`. What is missing is there in the original alone.',
      ),
    ),
});

export const countsAnswer = z.object({
  total: z.int(),
  goal: z.int(),
  byCountry: z.array(
    z.object({
      country: z
        .string()
        .check(
          z.describe(
            `ISO 3166-1 alpha-2, or “other” for all that are not named. A country is named from ${NAMED_FROM} signatures on at the earliest, in steps of ${STEP}, once many have signed there within a day or a week.`,
          ),
        ),
      signatures: z.int(),
    }),
  ),
  byDay: z
    .array(z.object({ day: z.iso.date(), signatures: z.int() }))
    .check(
      z.describe(
        'By how much the published total moved, on days that are over, in UTC. It may wait for a crowd: then it stands for the days since the one before, too. Less than 0 if more people withdrew than signed.',
      ),
    ),
  asOf: time.check(z.describe('When a number last moved')),
  nextAt: time.check(z.describe('When a number may move next. If it is past: at any moment.')),
});

/** The counts, with the total in words. */
export const spokenCountsAnswer = z.extend(countsAnswer, {
  written: z
    .record(z.string(), z.string())
    .check(z.describe('The total as each language of the installation writes it, by its BCP 47 tag.')),
});

export const noCampaign = problem('No such campaign');

export const campaign = {
  method: 'get',
  path: '/api/campaigns/:slug',
  summary: 'One campaign',
  params: { slug },
  query: { lang },
  answers: { 200: { description: 'The campaign', schema: spokenCampaignAnswer }, 404: noCampaign },
} satisfies Call;

export const counts = {
  method: 'get',
  path: '/api/campaigns/:slug/counts',
  summary:
    'The published numbers of a campaign. Ask again after `nextAt`, with If-None-Match: if they are unchanged, the answer is 304.',
  params: { slug },
  answers: {
    200: { description: 'The numbers', schema: spokenCountsAnswer },
    304: { description: 'Unchanged since the ETag of If-None-Match' },
    404: noCampaign,
  },
} satisfies Call;

export const elementAnswer = z.object({
  path: z.string().check(z.describe('Of the campaign’s page in this language.')),
  nextAt: time.check(z.describe('When an answer may be another. If it is past: at any moment.')),
  parts: z.array(
    z.object({
      part: z.enum(['title', 'number', 'signatures', 'progress', 'goal', 'note', 'button']),
      text: z.string(),
      lang: z.string().check(z.describe('BCP 47 tag of the language of `text`.')),
      dir: z.enum(['ltr', 'rtl', 'auto']),
      word: z
        .optional(z.enum(['signatures', 'few', 'sign', 'goal', 'won', 'closed', 'upcoming', 'gone']))
        .check(
          z.describe('If the page around has an attribute `text-` with this name, its words stand there instead.'),
        ),
      value: z.optional(z.string()).check(z.describe('What takes the place of the braces in these words.')),
      notIn: z.optional(z.string()).check(z.describe('The choices of `show` that leave it out.')),
      rest: z.optional(z.number()).check(z.describe('How much of the bar is empty, in percent.')),
    }),
  ),
});

/** The problem for programs, and beside it what the element shows. */
const elementOfNone = z.extend(problemSchema, {
  path: z.string().check(z.describe('Of the list of campaigns.')),
  nextAt: z.literal(''),
  parts: elementAnswer.shape.parts,
});

export const element = {
  method: 'get',
  path: '/api/campaigns/:slug/element',
  summary:
    'What `<amparo-campaign>` shows on another site, with its words, numbers and dates as a language writes them',
  params: { slug },
  query: {
    lang: z.optional(
      z.string().check(z.describe('BCP 47 tag of a language of the interface. Left out: that of the campaign.')),
    ),
  },
  answers: {
    200: { description: 'The parts of the element', schema: elementAnswer },
    404: { ...noCampaign, schema: elementOfNone },
  },
} satisfies Call;

export const siteCalls: readonly Call[] = [campaign, counts, element];
