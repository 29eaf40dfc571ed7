import * as z from 'zod/mini';
import { country, day, language, line, moment, prose, recipient, unique } from './fields.ts';
import { group } from './group.ts';
import { picture } from './picture.ts';
import { caseStatuses, SLUG_LENGTH, slugPattern } from './values.ts';

/**
 * A campaign as its organisers write it: the schema of the campaign file, of the table's items and of the editor's
 * completion (`npm run campaign -- schema`). An editor shows the `z.describe` texts beside the fields. The bounds keep
 * a campaign within one transaction of DynamoDB: 100 items and 4 MB.
 */
export const slug = z
  .string()
  .check(
    z.minLength(SLUG_LENGTH.min),
    z.maxLength(SLUG_LENGTH.max),
    z.regex(slugPattern, 'must be small letters, digits and single hyphens'),
  );

export const prisonerCase = z.strictObject({
  name: line(120).check(z.describe('The prisoner, or words such as “14 people” for a group that is not named.')),
  people: z
    ._default(z.int().check(z.positive(), z.maximum(100_000)), 1)
    .check(z.describe('How many people this case stands for.')),
  work: z.optional(line(200).check(z.describe('What they do: journalist, lawyer, student …'))),
  detainedOn: z.optional(day.check(z.describe('A date, or a year or month where the day is not known.'))),
  charge: z.optional(line(300)),
  sentence: z.optional(line(200)),
  status: z.enum(caseStatuses),
  story: z.optional(prose(2_000).check(z.describe('Plain text; an empty line begins a new paragraph.'))),
  picture: z.optional(picture.check(z.describe('Shown only with the consent of the person, or of the family.'))),
});

export const target = z.strictObject({
  name: line(160),
  role: z.optional(line(200).check(z.describe('Why the demand is addressed to them.'))),
  country: z.optional(country),
});

export const update = z.strictObject({
  at: moment.check(z.describe('When it happened or was written.')),
  title: line(160),
  text: prose(4_000),
});

/** The fields that are compared with each other. They are checked even while other fields are still wrong. */
const period = z.object({ opensAt: z.string(), closesAt: z.string() });
const relations = z.object({ slug: z.string(), related: z.array(z.string()) });

export const campaignFile = z
  .strictObject({
    $schema: z.optional(z.string()),
    slug: slug.check(z.describe('The address of the campaign. It can never change: signatures are keyed by it.')),
    language: z._default(language, 'en').check(z.describe('BCP 47 tag of the language of these texts.')),
    title: line(120),
    demand: line(400).check(z.describe('One sentence: who must do what.')),
    summary: line(300).check(z.describe('For the list of campaigns and for shared links.')),
    why: prose(8_000).check(z.describe('Plain text; an empty line begins a new paragraph.')),
    country: z.optional(country.check(z.describe('The country where the prisoners are held.'))),
    notice: z.optional(
      line(400).check(z.describe('A line shown above everything else, such as that a campaign is historical.')),
    ),
    picture: z.optional(picture.check(z.describe('Shown above the text, and to people who get a shared link.'))),
    goal: z.int().check(z.minimum(1), z.maximum(1_000_000_000), z.describe('How many signatures to aim for.')),
    opensAt: moment.check(z.describe('From when it can be signed, such as 2026-10-09T08:00:00Z.')),
    closesAt: z.optional(moment.check(z.describe('Leave out for a campaign that stays open.'))),
    showNames: z
      ._default(z.boolean(), false)
      .check(z.describe('Whether signers may choose to show their name and reason.')),
    countryOptional: z
      ._default(z.boolean(), false)
      .check(
        z.describe('Whether signers may leave out their country. Public numbers count them among other countries.'),
      ),
    news: z
      ._default(z.boolean(), false)
      .check(z.describe('Whether the group sends news by e-mail. Only then the form offers them.')),
    group: z.optional(
      z.omit(group, { $schema: true }).check(z.describe('Who asks, if it is not the group of the installation.')),
    ),
    targets: z.array(target).check(
      z.minLength(1),
      z.maxLength(20),
      unique(({ name }) => name),
      z.describe('Whom the demand addresses.'),
    ),
    cases: z
      ._default(
        z.array(prisonerCase).check(
          z.maxLength(60),
          unique((one) => JSON.stringify(one)),
        ),
        [],
      )
      .check(z.describe('The prisoners for whom the campaign speaks.')),
    updates: z
      ._default(
        z.array(update).check(
          z.maxLength(15),
          unique(({ at, title }) => `${at} ${title}`),
        ),
        [],
      )
      .check(z.describe('What has happened since.')),
    strict: z
      ._default(z.boolean(), false)
      .check(
        z.describe(
          'Against an attack. Every signature with a sign of abuse waits for review, and proofs of work are harder.',
        ),
      ),
    publish: z
      ._default(z.enum(['careful', 'live'], 'must be careful or live'), 'careful')
      .check(
        z.describe(
          'How public numbers move. careful: only at fixed times, and only with a crowd. live: the total follows within seconds, so that an observer of connections can see who signed.',
        ),
      ),
    neutralSubject: z
      ._default(z.boolean(), false)
      .check(
        z.describe(
          'Whether the subject of e-mails leaves out the campaign. A subject shows on a locked phone and in lists of e-mails, where others may see it.',
        ),
      ),
    keepMonths: z.optional(
      z
        .int()
        .check(
          z.minimum(1),
          z.maximum(120),
          z.describe(
            'Months after closesAt until identities are erased; counts stay. Left out: the months of the stage.',
          ),
        ),
    ),
    sources: z
      ._default(
        z
          .array(z.string().check(z.regex(/^[a-z0-9-]{1,20}$/, 'must be 1 to 20 small letters, digits or hyphens')))
          .check(
            z.maxLength(20),
            unique((source) => source),
          ),
        [],
      )
      .check(z.describe('Names that `?source=` may carry in shared links. Any other counts as “other”.')),
    related: z
      ._default(
        z.array(slug).check(
          z.maxLength(5),
          unique((one) => one),
        ),
        [],
      )
      .check(z.describe('Slugs of campaigns that this one points to.')),
    recipients: z
      ._default(
        z.array(recipient).check(
          z.maxLength(3),
          unique((key) => key),
        ),
        [],
      )
      .check(z.describe('age public keys that open the identities. Empty: the keys of the group (stage).')),
  })
  .check(
    z.refine((file) => !file.closesAt || !(Date.parse(file.closesAt) <= Date.parse(file.opensAt)), {
      path: ['closesAt'],
      error: 'must be after opensAt',
      when: ({ value }) => z.safeParse(period, value).success,
    }),
    z.refine((file) => !file.related.includes(file.slug), {
      path: ['related'],
      error: 'must not name the campaign itself',
      when: ({ value }) => z.safeParse(relations, value).success,
    }),
  );

/** The file before and after its defaults are filled in. */
export type CampaignFile = z.input<typeof campaignFile>;
export type ParsedCampaignFile = z.infer<typeof campaignFile>;
export type Campaign = Omit<ParsedCampaignFile, '$schema'> & {
  /** When the campaign was first stored. Kept over later changes. */
  createdAt: string;
  /** The picture for shared links, if one was made. Kept over changes that do not change it. */
  share?: SharePicture | undefined;
};

export interface SharePicture {
  readonly id: string;
  /** A hash of what it was made from. As long as that is the same, it is not made again. */
  readonly from: string;
}

/**
 * A campaign without its long texts: the list of campaigns and the sign function need no more. One item, one read unit.
 */
export type CampaignHead = Omit<Campaign, 'why' | 'cases' | 'targets' | 'updates'>;

export type PrisonerCase = z.infer<typeof prisonerCase>;
export type Target = z.infer<typeof target>;
export type Update = z.infer<typeof update>;
