import * as z from 'zod/mini';
import { isCountry } from '../country.ts';

/**
 * A campaign as its organisers write it: the schema of the campaign file, of the table's items and of the editor's
 * completion (`npm run campaign -- schema`). `z.describe` texts are what an editor shows beside a field.
 */
const line = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));
const prose = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));
const moment = z.iso.datetime({ offset: true });
const day = z.union([z.iso.date(), z.string().check(z.regex(/^\d{4}(-\d{2})?$/))]);
const country = z.string().check(z.refine(isCountry, 'must be an ISO 3166-1 alpha-2 code'));

export const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const slug = z.string().check(z.minLength(3), z.maxLength(64), z.regex(slugPattern));

/** An age public key (X25519): https://age-encryption.org/v1 */
const recipient = z.string().check(z.regex(/^age1[02-9ac-hj-np-z]{58}$/));

export const caseStatuses = ['detained', 'released', 'died'] as const;

export const prisonerCase = z.object({
  name: line(120).check(z.describe('The prisoner, or words such as “14 people” for a group that is not named.')),
  people: z
    ._default(z.int().check(z.positive(), z.maximum(100_000)), 1)
    .check(z.describe('How many people this case stands for.')),
  work: z.optional(line(200).check(z.describe('What they do: journalist, lawyer, student …'))),
  detainedOn: z.optional(day.check(z.describe('A date, or a year or month where the day is not known.'))),
  charge: z.optional(line(300)),
  sentence: z.optional(line(200)),
  status: z.enum(caseStatuses),
  story: z.optional(prose(2_000)),
});

export const target = z.object({
  name: line(160),
  role: z.optional(line(200).check(z.describe('Why the demand is addressed to them.'))),
  country: z.optional(country),
});

export const update = z.object({
  at: moment,
  title: line(160),
  text: prose(4_000),
});

export const campaignFile = z
  .strictObject({
    $schema: z.optional(z.string()),
    slug: slug.check(z.describe('The address of the campaign. It can never change: signatures are keyed by it.')),
    language: z._default(line(35), 'en').check(z.describe('BCP 47 tag of the language of these texts.')),
    title: line(120),
    demand: line(400).check(z.describe('One sentence: who must do what.')),
    summary: line(300).check(z.describe('For the list of campaigns and for shared links.')),
    why: prose(8_000).check(z.describe('Plain text; an empty line begins a new paragraph.')),
    country: z.optional(country.check(z.describe('The country where the prisoners are held.'))),
    notice: z.optional(
      line(400).check(z.describe('A line shown above everything else, such as that a campaign is historical.')),
    ),
    goal: z.int().check(z.minimum(1), z.maximum(1_000_000_000)),
    opensAt: moment,
    closesAt: z.optional(moment.check(z.describe('Leave out for a campaign that stays open.'))),
    showNames: z
      ._default(z.boolean(), false)
      .check(z.describe('Whether signers may choose to show their name and reason.')),
    targets: z.array(target).check(z.minLength(1), z.maxLength(20)),
    cases: z._default(z.array(prisonerCase).check(z.maxLength(60)), []),
    updates: z._default(z.array(update).check(z.maxLength(15)), []),
    sources: z
      ._default(z.array(z.string().check(z.regex(/^[a-z0-9-]{1,20}$/))).check(z.maxLength(20)), [])
      .check(z.describe('Names that `?source=` may carry in shared links. Any other counts as “other”.')),
    related: z._default(z.array(slug).check(z.maxLength(5)), []),
    recipients: z
      ._default(z.array(recipient).check(z.maxLength(3)), [])
      .check(z.describe('age public keys that open the identities. Empty: those of the group (stage).')),
  })
  .check(
    z.refine((file) => !file.closesAt || Date.parse(file.closesAt) > Date.parse(file.opensAt), {
      path: ['closesAt'],
      error: 'must be after opensAt',
    }),
  );

/** The file before defaults are filled in, and after. */
export type CampaignFile = z.input<typeof campaignFile>;
export type Campaign = Omit<z.infer<typeof campaignFile>, '$schema'> & {
  /** When the campaign was first stored. Kept over later changes. */
  createdAt: string;
};

/** What the list of campaigns and the sign function need: a campaign without its long texts. One item, one read unit. */
export type CampaignHead = Omit<Campaign, 'why' | 'cases' | 'targets' | 'updates'>;

export type PrisonerCase = z.infer<typeof prisonerCase>;
export type Target = z.infer<typeof target>;
export type Update = z.infer<typeof update>;
