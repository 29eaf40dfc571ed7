import * as z from 'zod/mini';
import { country, day, language, line, markdown, moment, recipient, timeZone, unique, webAddress } from './fields.ts';
import { group } from './group.ts';
import { inZone } from './local-time.ts';
import { picture } from './picture.ts';
import { caseStatuses, SLUG_LENGTH, slugPattern, visibilities } from './values.ts';

const ABOUT_TEXTS =
  'An empty line begins a new paragraph. Links, lists and line breaks as in Markdown: [words](https://…), - entry, \\ at the end of a line.';

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

export const caseEvent = z.strictObject({
  status: z.enum(caseStatuses).check(z.describe('What happened: detained, released or died.')),
  on: day.check(z.describe('A date, or a year or month where the day is not known.')),
  note: z.optional(line(300).check(z.describe('Such as “on bail”, or “after an appeal”.'))),
});

const caseFields = z.strictObject({
  name: line(120).check(z.describe('The prisoner, or words such as “14 people” for a group that is not named.')),
  people: z
    ._default(z.int().check(z.positive(), z.maximum(100_000)), 1)
    .check(z.describe('How many people this case stands for.')),
  work: z.optional(line(200).check(z.describe('What they do: journalist, lawyer, student …'))),
  detainedOn: z.optional(day.check(z.describe('A date, or a year or month where the day is not known.'))),
  charge: z.optional(line(300)),
  sentence: z.optional(line(200)),
  status: z.enum(caseStatuses),
  history: z.optional(
    z
      .array(caseEvent)
      .check(
        z.minLength(1),
        z.maxLength(12),
        z.describe('What happened to them, in the order of time. The last entry has the status of the case.'),
      ),
  ),
  story: z.optional(markdown(2_000).check(z.describe(ABOUT_TEXTS))),
  picture: z.optional(picture.check(z.describe('Shown only with the consent of the person, or of the family.'))),
});

const events = z.object({ status: z.string(), history: z.array(z.object({ status: z.string(), on: z.string() })) });

export const prisonerCase = caseFields.check(
  z.refine(({ status, history }) => (history?.at(-1) ?? { status }).status === status, {
    path: ['status'],
    error: 'must be the status of the last entry of history',
    when: ({ value }) => z.safeParse(events, value).success,
  }),
  z.refine(({ history = [] }) => history.every(({ on }, i) => !isEarlier(on, history[i - 1]?.on ?? '')), {
    path: ['history'],
    error: 'must be in the order of time, the oldest first',
    when: ({ value }) => z.safeParse(events, value).success,
  }),
);

/** Whether a date is before another one, as exactly as both are known: a month is not before a day of it. */
function isEarlier(one: string, other: string): boolean {
  const known = Math.min(one.length, other.length);
  return one.slice(0, known) < other.slice(0, known);
}

export const target = z.strictObject({
  name: line(160),
  role: z.optional(line(200).check(z.describe('Why the demand is addressed to them.'))),
  country: z.optional(country),
});

/** Where a fact of the campaign comes from. */
export const reference = z.strictObject({
  title: line(200),
  url: webAddress,
  publisher: z.optional(line(120)),
  date: z.optional(day),
});

/** What a campaign has reached. */
export const won = z.strictObject({
  on: day,
  words: line(400).check(z.describe('What was reached, in the past tense: “Both editors were released.”')),
});

/** One time that the signatures were given to a target. */
export const handedOver = z.strictObject({
  on: day,
  to: line(200).check(z.describe('Who took the signatures.')),
  answer: z.optional(markdown(2_000).check(z.describe('What they answered.'))),
});

export const update = z.strictObject({
  at: moment.check(z.describe('When it happened or was written.')),
  title: line(160),
  text: markdown(4_000).check(z.describe(ABOUT_TEXTS)),
});

/** The fields that are compared with each other. They are checked even while other fields are still wrong. */
const period = z.object({ opensAt: z.string(), closesAt: z.string() });
const dates = z.object({
  timeZone: z.optional(timeZone),
  opensAt: moment,
  closesAt: z.optional(moment),
  updates: z._default(z.array(z.object({ at: moment })), []),
});
const relations = z.object({ slug: z.string(), related: z.array(z.string()) });

export const campaignFile = z
  .strictObject({
    $schema: z.optional(z.string()),
    slug: slug.check(z.describe('The address of the campaign. It can never change: signatures are keyed by it.')),
    language: z._default(language, 'en').check(z.describe('BCP 47 tag of the language of these texts.')),
    title: line(120),
    demand: line(400).check(z.describe('One sentence: who must do what.')),
    summary: line(300).check(z.describe('For the list of campaigns and for shared links.')),
    why: markdown(8_000).check(z.describe(ABOUT_TEXTS)),
    letter: z.optional(
      markdown(8_000).check(z.describe('The letter that is handed over with the signatures. The page shows it.')),
    ),
    references: z
      ._default(
        z.array(reference).check(
          z.maxLength(20),
          unique(({ url }) => url),
        ),
        [],
      )
      .check(z.describe('Where the facts come from: reports, court papers, news.')),
    country: z.optional(country.check(z.describe('The country where the prisoners are held.'))),
    notice: z.optional(
      line(400).check(z.describe('A line shown above everything else, such as that a campaign is historical.')),
    ),
    picture: z.optional(picture.check(z.describe('Shown above the text, and to people who get a shared link.'))),
    goal: z.int().check(z.minimum(1), z.maximum(1_000_000_000), z.describe('How many signatures to aim for.')),
    opensAt: moment.check(z.describe('From when it can be signed, such as 2026-10-09T08:00:00Z.')),
    closesAt: z.optional(moment.check(z.describe('Leave out for a campaign that stays open.'))),
    timeZone: z.optional(
      timeZone.check(
        z.describe(
          'Whose clocks and dates pages show, such as Asia/Baku. Left out: the offset that you write with dates.',
        ),
      ),
    ),
    visibility: z
      ._default(z.enum(visibilities), 'public')
      .check(
        z.describe(
          'Who can see it. draft: nobody. unlisted: people who know the address; no list and no search engine shows it. public: everybody.',
        ),
      ),
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
    won: z.optional(won.check(z.describe('Once the demand is met. Pages then say so in large letters.'))),
    handedOver: z
      ._default(z.array(handedOver).check(z.maxLength(5)), [])
      .check(z.describe('When the signatures were handed over, to whom, and what they answered.')),
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
    z.superRefine<z.infer<typeof dates>>(
      (file, context) => {
        for (const [path, at] of datesOf(file)) {
          const offset = OTHER_OFFSET.exec(at)?.[0];
          const local = file.timeZone && inZone(file.timeZone, Date.parse(at));
          if (!offset || !local || local.endsWith(offset)) continue;
          const message = `must have the offset that ${file.timeZone} has then, as in ${local.replace('.000', '')}`;
          context.addIssue({ code: 'custom', path, message });
        }
      },
      { when: ({ value }) => z.safeParse(dates, value).success },
    ),
    z.refine((file) => !file.related.includes(file.slug), {
      path: ['related'],
      error: 'must not name the campaign itself',
      when: ({ value }) => z.safeParse(relations, value).success,
    }),
  );

/** An offset of its own, at the end of a moment. `Z` is right in every zone. */
const OTHER_OFFSET = /[+-]\d{2}:\d{2}$/;

/** Each moment of a file, with its path. */
const datesOf = ({ opensAt, closesAt, updates }: z.infer<typeof dates>): [PropertyKey[], string][] => [
  [['opensAt'], opensAt],
  ...(closesAt === undefined ? [] : [[['closesAt'], closesAt] as [PropertyKey[], string]]),
  ...updates.map(({ at }, i): [PropertyKey[], string] => [['updates', i, 'at'], at]),
];

/** A demand that a campaign had before. */
export interface FormerDemand {
  readonly demand: string;
  /** Until when people were asked to sign these words (ISO 8601). */
  readonly until: string;
}

/** The file before and after its defaults are filled in. */
export type CampaignFile = z.input<typeof campaignFile>;
export type ParsedCampaignFile = z.infer<typeof campaignFile>;
export type Campaign = Omit<ParsedCampaignFile, '$schema'> & {
  /** When the campaign was first stored. Kept over later changes. */
  createdAt: string;
  /** When it was deleted. Then only its head is left, with what its signers need. */
  deletedAt?: string | undefined;
  /** Its earlier demands, oldest first. */
  demands?: readonly FormerDemand[] | undefined;
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
export type CampaignHead = Omit<
  Campaign,
  'why' | 'letter' | 'references' | 'cases' | 'targets' | 'updates' | 'handedOver'
>;

export type PrisonerCase = z.infer<typeof prisonerCase>;
export type CaseEvent = z.infer<typeof caseEvent>;
export type Target = z.infer<typeof target>;
export type Update = z.infer<typeof update>;
