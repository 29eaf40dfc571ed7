import * as z from 'zod/mini';
import { prisonerCase } from './case.ts';
import {
  ABOUT_TEXTS,
  country,
  language,
  line,
  markdown,
  moment,
  recipient,
  slug,
  source,
  timeZone,
  unique,
} from './fields.ts';
import { group } from './group.ts';
import { handedOver, reference, target, update, won } from './parts.ts';
import { picture } from './picture.ts';
import { closesAfterOpening, offsetsOfItsZone, pointsToOthers } from './relations.ts';
import { SUMMARY_LENGTH } from './summary.ts';
import { translatesItself, translationsOf } from './translations.ts';
import { MOST_IN, visibilities } from './values.ts';

/** All fields but the translations. */
export const inOneLanguage = z.strictObject({
  $schema: z.optional(z.string()),
  slug: slug.check(z.describe('The address of the campaign. It can never change: signatures are keyed by it.')),
  language: z
    ._default(language, 'en')
    .check(z.describe('BCP 47 tag of the language of these texts: the original. Others go to translations.')),
  title: line(120),
  demand: line(400).check(z.describe('One sentence: who must do what.')),
  summary: line(SUMMARY_LENGTH).check(z.describe('For the list of campaigns and for shared links.')),
  why: markdown(8_000).check(z.describe(ABOUT_TEXTS)),
  letter: z.optional(
    markdown(8_000).check(z.describe('The letter that is handed over with the signatures. The page shows it.')),
  ),
  references: z
    ._default(
      z.array(reference).check(
        z.maxLength(MOST_IN.references),
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
    .check(z.describe('Whether signers may leave out their country. Public numbers count them among other countries.')),
  news: z
    ._default(z.boolean(), false)
    .check(z.describe('Whether the group sends news by e-mail. Only then the form offers them.')),
  group: z.optional(
    z.omit(group, { $schema: true }).check(z.describe('Who asks, if it is not the group of the installation.')),
  ),
  targets: z.array(target).check(
    z.minLength(1),
    z.maxLength(MOST_IN.targets),
    unique(({ name }) => name),
    z.describe('Whom the demand addresses.'),
  ),
  won: z.optional(won.check(z.describe('Once the demand is met. Pages then say so in large letters.'))),
  handedOver: z
    ._default(z.array(handedOver).check(z.maxLength(MOST_IN.handedOver)), [])
    .check(z.describe('When the signatures were handed over, to whom, and what they answered.')),
  cases: z
    ._default(
      z.array(prisonerCase).check(
        z.maxLength(MOST_IN.cases),
        unique((one) => one.id ?? JSON.stringify(one)),
      ),
      [],
    )
    .check(z.describe('The prisoners for whom the campaign speaks.')),
  updates: z
    ._default(
      z.array(update).check(
        z.maxLength(MOST_IN.updates),
        unique(({ at, title }) => `${at} ${title}`),
        unique(({ id, at, title }) => id ?? JSON.stringify([at, title])),
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
      z.array(source).check(
        z.maxLength(MOST_IN.sources),
        unique((source) => source),
      ),
      [],
    )
    .check(z.describe('Names that `?source=` may carry in shared links. Any other counts as “other”.')),
  related: z
    ._default(
      z.array(slug).check(
        z.maxLength(MOST_IN.related),
        unique((one) => one),
      ),
      [],
    )
    .check(z.describe('Slugs of campaigns that this one points to.')),
  recipients: z
    ._default(
      z.array(recipient).check(
        z.maxLength(MOST_IN.recipients),
        unique((key) => key),
      ),
      [],
    )
    .check(z.describe('age public keys that open the identities. Empty: the keys of the group (stage).')),
});

/**
 * A campaign as its organisers write it: the schema of the campaign file, of the table's items and of the editor's
 * completion (`npm run campaign -- schema`). An editor shows the `z.describe` texts beside the fields. The bounds keep
 * a campaign within one transaction of DynamoDB: 100 items and 4 MB.
 */
export const campaignFile = z
  .extend(inOneLanguage, {
    translations: z.optional(
      translationsOf(inOneLanguage).check(
        z.describe(
          'The texts in further languages, by their BCP 47 tags. Entries of lists go by names: targets by name, cases by id (or name), updates by at, references by url, others by on.',
        ),
      ),
    ),
  })
  .check(closesAfterOpening, offsetsOfItsZone, pointsToOthers, translatesItself);

/** A demand that a campaign had before, under the title of then. */
export interface FormerDemand {
  /** Undefined for those that were stored before titles were kept. */
  readonly title?: string;
  readonly demand: string;
  /** Until when people were asked to sign these words (ISO 8601). */
  readonly until: string;
  /** From when, of the oldest that is kept (ISO 8601). Which words people signed before is no longer known. */
  readonly since?: string | undefined;
  /** From when its demand was signed, of the oldest that is kept, if words before it had the same demand (ISO 8601). */
  readonly demandSince?: string | undefined;
  /** Its number (`versionOf`), of the oldest that is kept, if others came before it. */
  readonly version?: number | undefined;
}

/** What people were asked to sign in a language that the campaign no longer has. */
export interface FormerTranslation {
  /** The last words. */
  readonly title: string;
  readonly demand: string;
  /** Until when the campaign had this language (ISO 8601). */
  readonly until: string;
  /** Its earlier demands, oldest first. */
  readonly demands?: readonly FormerDemand[] | undefined;
}

/** The file before and after its defaults are filled in. */
export type CampaignFile = z.input<typeof campaignFile>;
export type ParsedCampaignFile = z.infer<typeof campaignFile>;
export type Campaign = Omit<ParsedCampaignFile, '$schema'> & {
  /** When the campaign was first stored. Kept over later changes. */
  createdAt: string;
  /**
   * Since when nobody can sign for now. Links that were mailed still confirm, and lists, badges and open data still say that it is
   * open. Undefined while people can sign.
   */
  pausedAt?: string | undefined;
  /**
   * Since when organisers have put a closed campaign away, or a draft: lists begin without it, and its page stays. Undefined for all
   * others. A campaign that is moved back to an open time loses it.
   */
  archivedAt?: string | undefined;
  /** When it was deleted. Then only its head is left, with what its signers need. */
  deletedAt?: string | undefined;
  /** Its earlier demands, oldest first. */
  demands?: readonly FormerDemand[] | undefined;
  /** The earlier demands of its translations, by language. */
  translatedDemands?: Readonly<Record<string, readonly FormerDemand[]>> | undefined;
  /** Since when it has the languages that it got after people could sign it, by language (ISO 8601). */
  translatedSince?: Readonly<Record<string, string>> | undefined;
  /** The languages whose demand came with a copy, and was older than the original there. Until it is changed. */
  olderDemands?: readonly string[] | undefined;
  /** The words of languages that it no longer has, if people may have signed them. By language. */
  formerTranslations?: Readonly<Record<string, FormerTranslation>> | undefined;
  /** The languages of its translations, where those are not read with it. */
  languages?: readonly string[] | undefined;
  /** The languages that it no longer has, where their words are not read with it. */
  formerLanguages?: readonly string[] | undefined;
  /** It was open before it became a draft again, or before its opening was moved to a time that is still to come. */
  hasBeenOpen?: boolean | undefined;
  /**
   * Set by `updates.ts` where some updates were left out: when the next one appears, in milliseconds since the epoch. Undefined: none is
   * scheduled.
   */
  nextUpdateAt?: number | undefined;
  /** Set by `in-language.ts`: the language to which its texts are translated. */
  translatedTo?: string | undefined;
  /** Set with it: the title before, which stands on the picture for shared links. */
  originalTitle?: string | undefined;
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
  | 'why'
  | 'letter'
  | 'references'
  | 'cases'
  | 'targets'
  | 'updates'
  | 'handedOver'
  | 'nextUpdateAt'
  | 'translations'
  | 'translatedDemands'
  | 'formerTranslations'
>;
