import type { Campaign, CampaignHead } from '../core/campaigns/campaign.ts';
import type { Group } from '../core/campaigns/group.ts';
import { hasMarkdown, longTexts } from '../core/campaigns/has-markdown.ts';
import { identitiesKeptUntil } from '../core/campaigns/keeping.ts';
import { localTime } from '../core/campaigns/local-time.ts';
import { campaignStatus } from '../core/campaigns/status.ts';
import type { SpokenEntry } from '../core/overview/spoken.ts';
import { isoTime } from '../core/running/clock.ts';
import { nearest } from '../http/language.ts';
import { HttpProblem } from '../http/problems.ts';
import { renderPage } from '../ui/layout.tsx';
import { translatorOf } from '../ui/messages/messages.ts';
import { languages } from '../ui/messages/speak.ts';
import { CampaignPage } from './campaign-page.tsx';
import { type ChartFile, chartFile } from './dashboard/files.ts';
import { DashboardPage } from './dashboard/page.tsx';
import { WallPage } from './dashboard/wall.tsx';
import { inOrder } from './data/pages.ts';
import type { SiteDeps } from './deps.ts';
import { DocsPage, type DocsPart } from './docs-page.tsx';
import { type Found, inLanguageOf } from './find.ts';
import { mayMoveAt } from './freshness.ts';
import { MySignaturePage } from './my-signature-page.tsx';
import { countsData } from './open-data.ts';
import { PrivacyPage } from './privacy-page.tsx';
import { tellingIn } from './telling.ts';
import type { FeedForm } from './updates-feed.ts';
import type { Asked, DashboardView, PageView, Preview } from './views.ts';

/**
 * What every page gets.
 * @param language the one that its address asks for.
 * @param spoken that of the campaign. If it is the same, it says more: `en-US` has dates of its own.
 */
export const viewOf = (
  { assets, publicUrl, clock }: SiteDeps,
  language: string | undefined,
  group: Group | undefined,
  spoken?: string,
): PageView => ({
  assets,
  publicUrl,
  now: clock(),
  group: group ?? null,
  translator: translatorOf(
    nearest(spoken) === nearest(language ?? languages[0]) ? spoken : language,
    language !== undefined,
  ),
});

/** What a page of a campaign gets, and the campaign in the language of that page. */
export async function spokenView(
  deps: SiteDeps,
  { campaign }: Found,
  { lang }: Pick<Asked, 'lang'>,
): Promise<PageView & { campaign: Campaign }> {
  const view = viewOf(deps, lang, campaign.group, campaign.language);
  const spoken = await inLanguageOf(deps, campaign, view.translator.locale);
  return { ...view, group: spoken.group ?? null, campaign: spoken };
}

export async function campaignPage(
  deps: SiteDeps,
  found: Found,
  asked: Asked,
  preview?: Preview | undefined,
): Promise<string> {
  const view = await spokenView(deps, found, asked);
  const { campaign } = view;
  const now = deps.clock();
  const status = campaignStatus(campaign, now);
  const [names, related, toHtml, code] = await Promise.all([
    campaign.showNames ? deps.names(campaign.slug) : [],
    relatedTo(deps, campaign, view.translator.locale),
    longTexts(campaign).some(hasMarkdown) ? loadMarkdown() : undefined,
    status === 'closed' || preview !== undefined
      ? undefined
      : qrCode(deps.publicUrl + view.translator.publicHref(`/campaigns/${campaign.slug}`)),
  ]);
  return renderPage(
    <CampaignPage
      {...view}
      status={status}
      signatures={found.published.total}
      nextAt={isoTime(mayMoveAt(campaign, found.published, now))}
      names={names}
      related={related}
      {...keeping(deps, campaign)}
      source={asked.source}
      toHtml={toHtml}
      code={code}
      preview={preview}
    />,
  );
}

/** The campaigns that a campaign names, in its order. Those that are not listed are left out. */
async function relatedTo(
  deps: SiteDeps,
  { related }: Pick<Campaign, 'related'>,
  locale: string,
): Promise<SpokenEntry[]> {
  if (related.length === 0) return [];
  const { entries } = await deps.overview();
  const named = new Map(entries.filter(({ slug }) => related.includes(slug)).map((entry) => [entry.slug, entry]));
  return tellingIn(locale, deps).entries(related.flatMap((slug) => named.get(slug) ?? []));
}

/** Open data and a cold start need no codes. */
const qrCode = async (address: string) => (await import('./qr-picture.ts')).qrPicture(address);

/** The parser is as large as all pages together. Only campaigns with Markdown load it. */
const loadMarkdown = async () => (await import('../core/campaigns/markdown.ts')).markdownHtml;

export const dashboardPage = async (deps: SiteDeps, found: Found, asked: Asked): Promise<string> =>
  renderPage(<DashboardPage {...(await dashboardView(deps, found, asked))} />);

export const wallPage = async (deps: SiteDeps, found: Found, asked: Asked): Promise<string> =>
  renderPage(<WallPage {...(await dashboardView(deps, found, asked))} />);

/** A chart of the dashboard as a file. @throws {HttpProblem} `not-found` if there is none. */
export async function chartOf(
  deps: SiteDeps,
  found: Found,
  { file, ...asked }: Asked & { file: string },
): Promise<ChartFile> {
  const made = chartFile(file, await dashboardView(deps, found, asked));
  if (!made) throw new HttpProblem('not-found');
  return made;
}

/** The updates of a campaign, for programs that read feeds. */
export async function updatesFeed(
  deps: SiteDeps,
  found: Found,
  { form, ...asked }: Asked & { form: FeedForm },
): Promise<{ body: string; type: string }> {
  const { campaign, publicUrl, group, translator } = await spokenView(deps, found, asked);
  const { feeds } = await import('./updates-feed.ts');
  const toHtml = campaign.updates.some(({ text }) => hasMarkdown(text)) ? await loadMarkdown() : undefined;
  const name = group?.name ?? translator.t('site.name');
  const { type, write } = feeds[form];
  return { body: write({ campaign, publicUrl, name, translator, toHtml }), type };
}

/** What the dashboard shows, and the files of its charts. */
async function dashboardView(deps: SiteDeps, found: Found, asked: Asked): Promise<DashboardView> {
  const now = deps.clock();
  const { campaign, ...view } = await spokenView(deps, found, asked);
  return {
    ...{ ...view, campaign },
    status: campaignStatus(campaign, now),
    counts: countsData(found, now),
  };
}

export const mySignaturePage = async (deps: SiteDeps, found: Found, asked: Asked): Promise<string> =>
  renderPage(<MySignaturePage {...(await spokenView(deps, found, asked))} />);

export const privacyPage = async (deps: SiteDeps, found: Found, asked: Asked): Promise<string> =>
  renderPage(<PrivacyPage {...(await spokenView(deps, found, asked))} {...keeping(deps, found.campaign)} />);

/** For how long identities are kept, as pages say it. */
function keeping(deps: SiteDeps, campaign: CampaignHead) {
  const until = identitiesKeptUntil(campaign, deps.keepMonths);
  return {
    keepMonths: campaign.keepMonths ?? deps.keepMonths,
    keptUntil: until === undefined ? undefined : localTime(campaign, until),
  };
}

export async function docsPage(deps: SiteDeps, part: DocsPart, { lang }: Asked): Promise<string> {
  // The page describes calls also while a table does not answer.
  const { entries } = await deps.overview().catch(() => ({ entries: [] }));
  const [example] = inOrder(entries, deps.clock());
  const view = viewOf(deps, lang, await deps.group());
  return renderPage(<DocsPage {...view} part={part} openApi={deps.assets.openApi} example={example?.slug} />);
}
