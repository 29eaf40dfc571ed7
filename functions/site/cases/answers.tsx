import { hasMarkdown } from '../../core/campaigns/has-markdown.ts';
import { isSlug } from '../../core/campaigns/values.ts';
import { isListed } from '../../core/campaigns/visibility.ts';
import { chosenPeople } from '../../core/overview/choose-people.ts';
import type { Overview } from '../../core/overview/entry.ts';
import { type Person, peopleIn, personWith } from '../../core/overview/people.ts';
import { relatedTo } from '../../core/overview/related.ts';
import { titleIn } from '../../core/overview/spoken.ts';
import { renderPage } from '../../ui/layout.tsx';
import type { SiteDeps } from '../deps.ts';
import { inLanguageOf } from '../find.ts';
import type { ListAnswer } from '../list/answers.tsx';
import { asPublished } from '../list/as-published.ts';
import { pageOf, peopleAsked } from '../list/asked.ts';
import { viewOf } from '../pages.tsx';
import { personIn } from '../spoken-person.ts';
import { tellingIn } from '../telling.ts';
import type { Asked } from '../views.ts';
import { PeoplePage } from './list-page.tsx';
import { PersonPage } from './page.tsx';

/** The page of everybody in prison, or of those who were asked for. It shows no number of signatures. */
export async function peopleAnswer(deps: SiteDeps, query: Asked): Promise<ListAnswer> {
  const overview = await deps.overview();
  const view = viewOf(deps, query.lang, await deps.group());
  const asked = peopleAsked(query);
  const found = chosenPeople(overview, asked, { fit: await fitOf(overview, asked.q, view.translator.locale) });
  const page = pageOf(found, asked.page);
  const shown = await Promise.all(page.shown.map(tellingIn(view.translator.locale, deps).person));
  const html = renderPage(
    <PeoplePage {...view} {...{ ...page, shown, query, asked }} found={found.length} all={peopleIn(overview)} />,
  );
  return { html, shown: [], isSearch: asked.q !== undefined };
}

const fitOf = async (overview: Overview, q: string | undefined, locale: string) =>
  q === undefined ? undefined : (await import('../../core/overview/fits.ts')).personFit(peopleIn(overview), q, locale);

/** The page of one person. @returns undefined if no listed campaign speaks for a person of this id. */
export async function personAnswer(deps: SiteDeps, id: string, { lang }: Asked): Promise<ListAnswer | undefined> {
  // A text that cannot be an id costs no read.
  if (!isSlug(id)) return undefined;
  const overview = await deps.overview();
  const now = deps.clock();
  const one = personWith(overview, id, now);
  if (!one) return undefined;
  const view = viewOf(deps, lang, await deps.group(), one.from.language);
  const [words, shown] = await Promise.all([
    wordsOf(deps, one, view.translator.locale),
    withNumbers(deps, overview, one, view.translator.locale),
  ]);
  const { story } = words;
  const html = renderPage(
    <PersonPage
      {...{ ...view, ...words, related: shown.related }}
      one={{ ...words.one, campaigns: shown.campaigns }}
      campaigns={one.campaigns.length}
      toHtml={story !== undefined && hasMarkdown(story) ? await loadMarkdown() : undefined}
    />,
  );
  return { html, shown: [...shown.campaigns, ...shown.related], isSearch: false };
}

/** The overview has no stories and no translations: the campaign has them. */
async function wordsOf(deps: SiteDeps, one: Person, locale: string): Promise<ReturnType<typeof personIn>> {
  const campaign = await deps.campaign(one.from.slug);
  // The overview may be some minutes older.
  if (!campaign || !isListed(campaign)) return { one, story: undefined, untranslated: undefined };
  return personIn(one, campaign, await inLanguageOf(deps, campaign, locale));
}

/** An id may be in thousands of campaigns, and each that is shown may need a read. */
const MOST_CAMPAIGNS = 24;

async function withNumbers(deps: SiteDeps, overview: Overview, { campaigns }: Person, locale: string) {
  const related = relatedTo(campaigns, overview, deps.clock());
  const first = campaigns.slice(0, MOST_CAMPAIGNS);
  const { entries } = await asPublished(deps, { ...overview, entries: [...first, ...related] });
  return {
    campaigns: entries.slice(0, first.length).map((entry) => titleIn(entry, locale)),
    related: await tellingIn(locale, deps).entries(entries.slice(first.length)),
  };
}

const loadMarkdown = async () => (await import('../../core/campaigns/markdown.ts')).markdownHtml;
