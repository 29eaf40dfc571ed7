import { createDynamoDb, type Db } from '../core/aws/db.ts';
import type { Campaign } from '../core/campaigns/campaign.ts';
import type { Group } from '../core/campaigns/group.ts';
import { getGroup, withGroup } from '../core/campaigns/group-store.ts';
import { listCampaignHeads } from '../core/campaigns/head-store.ts';
import type { Translation } from '../core/campaigns/in-language.ts';
import type { PreviewLink } from '../core/campaigns/preview-store.ts';
import { getOriginal } from '../core/campaigns/store.ts';
import { getTranslation, queryTranslations, translationsIn } from '../core/campaigns/translation-store.ts';
import { publicTexts, publicUpdates } from '../core/campaigns/updates.ts';
import { isListed } from '../core/campaigns/visibility.ts';
import { type PublicName, queryShownNames } from '../core/counts/names.ts';
import { entryOf, type Overview } from '../core/overview/entry.ts';
import { readOverviewOf } from '../core/overview/reader.ts';
import { newState, type Published } from '../core/published/state.ts';
import { queryPublished } from '../core/published/store.ts';
import { type Clock, SECOND, systemClock } from '../core/running/clock.ts';
import { jsonLog } from '../core/running/log.ts';
import { remember } from '../core/running/remember.ts';
import type { AppDeps } from '../http/deps.ts';
import type { Assets } from '../ui/assets.ts';
import { REMEMBERED_SECONDS } from './freshness.ts';
import type { SiteSettings } from './settings.ts';

/** What the site function works with. Tests pass their own. It contains no access to signatures. */
export interface SiteDeps extends AppDeps {
  /** The group of the installation. Undefined before one was put. */
  readonly group: () => Promise<Group | undefined>;
  /** A campaign in its original language, with its group, and with the updates that are published now. */
  readonly campaign: (slug: string) => Promise<Campaign | undefined>;
  /** The texts of a campaign in another language. Undefined if it has none. */
  readonly translation: (slug: string, language: string) => Promise<Translation | undefined>;
  /** The texts of a campaign in all other languages. */
  readonly translations: (slug: string) => Promise<readonly Translation[]>;
  /** A link to a preview by its id, also one that has expired. It is read each time: a link can be ended. */
  readonly preview: (slug: string, id: string) => Promise<PreviewLink | undefined>;
  /** What lists, searches, feeds and sums need of all listed campaigns. The numbers that a page shows: `asPublished`. */
  readonly overview: () => Promise<Overview>;
  /** The published numbers of a campaign. Undefined if nothing was published yet. */
  readonly published: (slug: string) => Promise<Published | undefined>;
  /** Names that signers chose to show and an organiser approved, in no order that says anything. */
  readonly names: (slug: string) => Promise<readonly PublicName[]>;
  /** For how many months after its closing a campaign's identities are kept, unless the campaign says otherwise. */
  readonly keepMonths: number;
  readonly clock: Clock;
}

export function siteDeps(settings: SiteSettings, assets: Assets): SiteDeps {
  const client = createDynamoDb();
  const tables = {
    campaigns: { client, table: settings.CAMPAIGNS_TABLE },
    counts: { client, table: settings.COUNTS_TABLE },
  };
  return {
    ...siteReads(tables, systemClock),
    keepMonths: settings.KEEP_MONTHS,
    publicUrl: settings.PUBLIC_URL,
    assets,
    clock: systemClock,
    log: jsonLog,
  };
}

/** The reads of the site, each remembered for seconds. */
export function siteReads(
  { campaigns, counts }: { campaigns: Db; counts: Db },
  clock: Clock,
): Pick<
  SiteDeps,
  'group' | 'campaign' | 'translation' | 'translations' | 'preview' | 'overview' | 'published' | 'names'
> {
  const remembered = <Value>(read: (key: string) => Promise<Value>) =>
    remember(read, { clock, forMs: REMEMBERED_SECONDS * SECOND });
  const group = remembered(() => getGroup(campaigns));
  const whole = remembered(async (slug) => {
    const [found, ofAll] = await Promise.all([getOriginal(campaigns, slug), group('now')]);
    return found && withGroup(found, ofAll);
  });
  // All that the site shows goes through here, so that nothing of it knows an update before its moment.
  const campaign = async (slug: string) => {
    const found = await whole(slug);
    return found && publicUpdates(found, clock());
  };
  const translation = remembered((key) => {
    const [slug = '', language = ''] = key.split(' ');
    return getTranslation(campaigns, slug, language);
  });
  const allTranslations = remembered(async (slug) =>
    translationsIn(await queryTranslations(campaigns, slug, { consistent: false })),
  );
  const translations = async (slug: string) => {
    const [found, texts] = await Promise.all([whole(slug), allTranslations(slug)]);
    return found ? texts.map((one) => publicTexts(found, one, clock())) : [];
  };
  const published = remembered((slug) => queryPublished(counts, slug));
  const stored = readOverviewOf(campaigns);
  // An installation that was just updated has no overview yet, for a minute. Only this needs the right to Query heads.
  const overview = remembered(async () => (await stored()) ?? overviewOfEach());
  const overviewOfEach = async (): Promise<Overview> => {
    const checkedAt = clock();
    const entries = (await listCampaignHeads(campaigns))
      .filter(isListed)
      .map(async ({ slug, createdAt, group, languages }) => {
        const [found, numbers, texts] = await Promise.all([
          campaign(slug),
          published(slug),
          languages && translations(slug),
        ]);
        const spoken = texts && { translations: Object.fromEntries(texts.map((one) => [one.language, one.texts])) };
        const { published: none } = newState(Date.parse(createdAt));
        return found && entryOf({ ...found, ...spoken, group }, numbers ?? none, checkedAt);
      });
    return { entries: (await Promise.all(entries)).filter((entry) => entry !== undefined), checkedAt };
  };
  return {
    group: () => group('now'),
    campaign,
    translation: (slug, language) => translation(`${slug} ${language}`),
    translations,
    preview: async (slug, id) => (await import('../core/campaigns/preview-store.ts')).queryPreview(campaigns, slug, id),
    overview: () => overview('all'),
    published,
    names: remembered((slug) => queryShownNames(counts, slug)),
  };
}
