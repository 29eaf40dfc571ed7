import * as z from 'zod/mini';
import { slug } from '../core/campaigns/fields.ts';
import { caseStatuses } from '../core/campaigns/values.ts';
import { NAMED_FROM, STEP } from '../core/published/countries.ts';
import { type Call, problem } from '../http/contract.ts';

const time = z.iso.datetime();
const country = z.string().check(z.describe('ISO 3166-1 alpha-2'));

export const campaignAnswer = z.object({
  slug: z.string(),
  title: z.string(),
  demand: z.string(),
  languages: z
    .array(z.string())
    .check(z.describe('BCP 47 tags of the languages of its texts. The texts of this answer are in the first one.')),
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

export const siteCalls: readonly Call[] = [campaign, counts];
