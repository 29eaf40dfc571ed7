import { hasMarkdown } from '../../core/campaigns/has-markdown.ts';
import { isSlug } from '../../core/campaigns/values.ts';
import { isListed } from '../../core/campaigns/visibility.ts';
import { chosenPeople } from '../../core/overview/choose-people.ts';
import { caseIds, type Entry, type Overview } from '../../core/overview/entry.ts';
import { type Person, peopleIn, personWith } from '../../core/overview/people.ts';
import { relatedTo } from '../../core/overview/related.ts';
import { renderPage } from '../../ui/layout.tsx';
import type { SiteDeps } from '../deps.ts';
import type { ListAnswer } from '../list/answers.tsx';
import { asPublished } from '../list/as-published.ts';
import { pageOf, peopleAsked } from '../list/asked.ts';
import { viewOf } from '../pages.tsx';
import type { Asked } from '../views.ts';
import { PeoplePage } from './list-page.tsx';
import { PersonPage } from './page.tsx';

/** The page of everybody in prison, or of those who were asked for. It shows no number of signatures. */
export async function peopleAnswer(deps: SiteDeps, query: Asked): Promise<ListAnswer> {
  const overview = await deps.overview();
  const view = viewOf(deps, query.lang, await deps.group());
  const asked = peopleAsked(query);
  const found = chosenPeople(overview, asked, { fit: await fitOf(asked.q, view.translator.locale) });
  const page = pageOf(found, asked.page);
  const html = renderPage(
    <PeoplePage {...view} {...page} {...{ query, asked }} found={found.length} all={peopleIn(overview)} />,
  );
  return { html, shown: [], isSearch: asked.q !== undefined };
}

const fitOf = async (q: string | undefined, locale: string) =>
  q === undefined ? undefined : (await import('../../core/overview/fits.ts')).personFit(q, locale);

/** The page of one person. @returns undefined if no listed campaign speaks for a person of this id. */
export async function personAnswer(deps: SiteDeps, id: string, { lang }: Asked): Promise<ListAnswer | undefined> {
  // A text that cannot be an id costs no read.
  if (!isSlug(id)) return undefined;
  const overview = await deps.overview();
  const now = deps.clock();
  const one = personWith(overview, id, now);
  if (!one) return undefined;
  const [story, shown] = await Promise.all([storyOf(deps, one), withNumbers(deps, overview, one)]);
  const view = viewOf(deps, lang ?? one.from.language, await deps.group());
  const html = renderPage(
    <PersonPage
      {...{ ...view, story, related: shown.related }}
      one={{ ...one, campaigns: shown.campaigns }}
      toHtml={story !== undefined && hasMarkdown(story) ? await loadMarkdown() : undefined}
    />,
  );
  return { html, shown: [...shown.campaigns, ...shown.related], isSearch: false };
}

/** The overview has no stories: the campaign has it. */
async function storyOf(deps: SiteDeps, { id, from }: Person): Promise<string | undefined> {
  const campaign = await deps.campaign(from.slug);
  // The overview may be some minutes older.
  if (!campaign || !isListed(campaign)) return undefined;
  const place = caseIds(campaign.slug, campaign.cases).indexOf(id);
  return campaign.cases[place]?.story;
}

async function withNumbers(deps: SiteDeps, overview: Overview, { campaigns }: Person) {
  const related = relatedTo(campaigns, overview, deps.clock());
  const { entries } = await asPublished(deps, { ...overview, entries: [...campaigns, ...related] });
  return { campaigns: entries.slice(0, campaigns.length), related: entries.slice(campaigns.length) } satisfies Record<
    string,
    readonly Entry[]
  >;
}

const loadMarkdown = async () => (await import('../../core/campaigns/markdown.ts')).markdownHtml;
