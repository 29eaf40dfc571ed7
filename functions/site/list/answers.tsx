import { isArchived } from '../../core/campaigns/status.ts';
import { chosenCampaigns, wonLately } from '../../core/overview/choose.ts';
import type { Entry, Overview } from '../../core/overview/entry.ts';
import { titleIn } from '../../core/overview/spoken.ts';
import { totalsOf } from '../../core/overview/totals.ts';
import { trendOf } from '../../core/overview/trending.ts';
import { renderPage } from '../../ui/layout.tsx';
import type { SiteDeps } from '../deps.ts';
import { viewOf } from '../pages.tsx';
import { tellingIn } from '../telling.ts';
import type { Asked } from '../views.ts';
import { asPublished } from './as-published.ts';
import { campaignsAsked, isChosen, pageOf } from './asked.ts';
import { byDayFile } from './by-day.tsx';
import { compared } from './compare.tsx';
import { TotalsPage } from './dashboard-page.tsx';
import { CampaignListPage } from './page.tsx';

/** A page, and the entries whose numbers it shows: it may be kept until one of them may move. */
export interface ListAnswer {
  readonly html: string;
  readonly shown: readonly Entry[];
  /** Whether it answers a search: then nobody keeps it. */
  readonly isSearch: boolean;
}

/** The first page: all campaigns, or those that were asked for. */
export async function listAnswer(deps: SiteDeps, query: Asked): Promise<ListAnswer> {
  const overview = await deps.overview();
  const view = viewOf(deps, query.lang, await deps.group());
  const { now } = view;
  const asked = campaignsAsked(query);
  const found = chosenCampaigns(overview, asked, { now, fit: await fitOf(overview, asked.q, view.translator.locale) });
  const { shown, page, pages } = pageOf(found, asked.page);
  const latest =
    isChosen(asked) || page > 1 ? undefined : wonLately(overview, now).find((entry) => !isArchived(entry, now));
  const published = await asPublished(deps, { ...overview, entries: shown });
  const telling = tellingIn(view.translator.locale, deps);
  const [cards, victory] = await Promise.all([telling.entries(published.entries), latest && telling.entry(latest)]);
  const html = renderPage(
    <CampaignListPage
      {...view}
      {...{ query, asked, page, pages }}
      latest={victory}
      shown={cards}
      found={found.length}
      isEmpty={overview.entries.length === 0}
      countries={overview.entries.flatMap(({ country }) => country ?? [])}
    />,
  );
  return { html, shown: published.entries, isSearch: asked.q !== undefined };
}

/** The tables of a search are large: only a search loads them. */
const fitOf = async ({ entries }: Overview, q: string | undefined, locale: string) =>
  q === undefined ? undefined : (await import('../../core/overview/fits.ts')).campaignFit(entries, q, locale);

/** Of each short list. */
const MOST_LISTED = 5;

/** The chart of the dashboard of all campaigns, as a file. */
export async function totalsFile(deps: SiteDeps, file: string, { lang }: Asked) {
  const overview = await deps.overview();
  const view = viewOf(deps, lang, await deps.group());
  const made = byDayFile(file, { ...view, totals: totalsOf(overview, view.now) });
  return made && { ...made, shown: overview.entries };
}

/** The dashboard of all campaigns. */
export async function totalsAnswer(deps: SiteDeps, { lang }: Asked): Promise<ListAnswer> {
  const overview = await deps.overview();
  const view = viewOf(deps, lang, await deps.group());
  const { now } = view;
  const sorted = (sort: 'trending' | 'newest' | 'closing') =>
    chosenCampaigns(overview, { status: 'open', sort }, { now });
  const chosen = {
    trending: sorted('trending')
      .slice(0, MOST_LISTED)
      .filter((entry) => trendOf(entry, now) > 0),
    newest: sorted('newest').slice(0, MOST_LISTED),
    closing: sorted('closing')
      .slice(0, MOST_LISTED)
      .filter(({ closesAt }) => closesAt !== undefined),
    won: wonLately(overview, now).slice(0, MOST_LISTED),
    compared: compared(overview, now),
  };
  const distinct = [...new Set(Object.values(chosen).flat())];
  const published = await asPublished(deps, { ...overview, entries: distinct });
  const bySlug = new Map(published.entries.map((entry) => [entry.slug, entry]));
  const fresh = (entries: readonly Entry[]) =>
    entries.map((entry) => titleIn(bySlug.get(entry.slug) ?? entry, view.translator.locale));
  const html = renderPage(
    <TotalsPage
      {...view}
      totals={totalsOf(overview, now)}
      trending={fresh(chosen.trending)}
      newest={fresh(chosen.newest)}
      closing={fresh(chosen.closing)}
      won={fresh(chosen.won)}
      compared={fresh(chosen.compared)}
    />,
  );
  return { html, shown: overview.entries, isSearch: false };
}
