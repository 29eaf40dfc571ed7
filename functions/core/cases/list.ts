import type { Actor } from '../access/actor.ts';
import { hasRight, requireRight } from '../access/rights.ts';
import type { Db } from '../aws/db.ts';
import {
  type CaseRow,
  getRowsOfCases,
  queryAlone,
  queryCases,
  queryRowsOfCase,
  type RowsOfCase,
} from '../campaigns/case-index.ts';
import { indexOnce } from '../campaigns/case-speakers.ts';
import { type CaseRecord, queryCaseVersions } from '../campaigns/case-store.ts';
import { getStoredCampaign } from '../campaigns/store.ts';
import { isSlug } from '../campaigns/values.ts';
import type { Entry } from '../overview/entry.ts';
import type { Organised } from '../overview/organised.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import { type CasesDb, foundCase, isOverAll, maySee, mayWrite } from './case.ts';

/** A case in a list. */
export interface ListedCase extends Omit<CaseRow, 'slug'> {
  /** The campaigns that speak for it and that the actor may see. */
  readonly campaigns: readonly string[];
  readonly mayWrite: boolean;
}

/** Some cases, by id. */
export interface CasesSeen {
  readonly cases: readonly ListedCase[];
  /** The last id of this page, if there are more. */
  readonly next: string | undefined;
}

interface ListDeps extends CasesDb {
  /** Left out, as at a shell: a search reads the rows of all cases. */
  readonly organised?: () => Promise<Organised>;
}

/**
 * The cases that an actor may see, by id. 0.5 read units for about twenty rows: one for each case, and one for each campaign that
 * speaks for it. For those who may see some campaigns, 2 to 10 for each of these. A search by those who see all finds the cases of
 * campaigns by the overview: 0.5 read units for each case on the page and each of its campaigns, and for each case without a campaign.
 * @param input.q finds cases by name, work or id, as the public search does. Left out or empty: all.
 * @param input.after the id after which the page begins. Any other text begins at the first one.
 * @throws {Problem} `not-allowed` for a token.
 */
export async function casesSeen(
  deps: ListDeps,
  actor: Actor,
  {
    q = '',
    after: asked,
    limit,
  }: { readonly q?: string | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<CasesSeen> {
  requireRight(actor, 'case.read', deps);
  await indexOnce(deps.campaigns);
  // A table refuses a key of any length.
  const after = asked !== undefined && isSlug(asked) ? asked : undefined;
  const fits = q.trim() === '' ? undefined : await fitOfName(q);
  const cases: ListedCase[] = [];
  for await (const rows of await candidates(deps, actor, { fits, q, after, limit })) {
    const one = listed(actor, rows);
    if (!one || (fits && !fits(one))) continue;
    if (cases.length === limit) return { cases, next: cases.at(-1)?.id };
    cases.push(one);
  }
  return { cases, next: undefined };
}

type Fits = (one: Pick<CaseRow, 'id' | 'name' | 'work'>) => boolean;

/** Cases that a page may show, by id. */
async function candidates(
  deps: ListDeps,
  actor: Actor,
  { fits, q, after, limit }: { fits: Fits | undefined; q: string; after: string | undefined; limit: number },
): Promise<AsyncIterable<RowsOfCase>> {
  const db = deps.campaigns;
  if (!isOverAll(actor)) return rowsOf(deps, laterThan(after, await idsInCampaignsOf(deps, actor)));
  const organised = fits && (await deps.organised?.());
  // Two rows for a case are usual, and one case more says whether there is another page.
  if (!fits || !organised?.isWhole) return queryCases(db, after, fits ? undefined : 2 * (limit + 1));
  const { entries } = organised;
  const alone = await rowsAlone(db, entries, { fits, after });
  const ids = new Set([...alone.keys(), ...(await idsInOverview(entries, q))]);
  return rowsInOverview(db, entries, { ids: laterThan(after, ids), known: alone, atOnce: limit + 1 });
}

/** The rows of cases without a campaign that a search finds. */
async function rowsAlone(
  db: Db,
  entries: readonly Entry[],
  { fits, after }: { fits: Fits; after: string | undefined },
): Promise<ReadonlyMap<string, RowsOfCase>> {
  const speaking = speakersIn(entries);
  const ids = (await queryAlone(db, after)).filter((id) => !speaking.has(id));
  const rows = await getRowsOfCases(db, new Map(ids.map((id) => [id, []])));
  return new Map([...rows].filter(([, [one]]) => one !== undefined && fits(one)));
}

/** The ids of cases that campaigns speak for and that a search finds. A part of a campaign has no row to read. */
async function idsInOverview(entries: readonly Entry[], q: string): Promise<string[]> {
  const { campaignTextFit, fieldsOfRow, numberFit } = await import('../overview/fits.ts');
  const { fitOf, queryOf } = await import('../overview/search.ts');
  const [measure, query, hasNumber] = [campaignTextFit(entries, q), queryOf(q), numberFit(q)];
  return entries.flatMap((entry) => {
    const isFound = measure(entry) > 0;
    // Most entries end here. To go through the cases of all makes a search dearer.
    if (!isFound && !hasNumber) return [];
    const likely = isFound ? entry.cases : entry.cases.filter(({ id }) => hasNumber?.(id));
    return likely.flatMap((one) => (!one.isPart && fitOf(fieldsOfRow(one, entry), query) > 0 ? [one.id] : []));
  });
}

/** The rows of cases, and of those campaigns that speak for them by the overview, some at once, as long as somebody takes more. */
async function* rowsInOverview(
  db: Db,
  entries: readonly Entry[],
  { ids, known, atOnce }: { ids: readonly string[]; known: ReadonlyMap<string, RowsOfCase>; atOnce: number },
): AsyncGenerator<RowsOfCase> {
  for (let i = 0; i < ids.length; i += atOnce) {
    const some = ids.slice(i, i + atOnce);
    const unread = some.filter((id) => !known.has(id)).map((id) => [id, speakersIn(entries).get(id) ?? []] as const);
    const read = await getRowsOfCases(db, new Map(unread));
    for (const id of some) yield known.get(id) ?? read.get(id) ?? [];
  }
}

/** Many requests ask about the same entries. */
const speakers = new WeakMap<readonly Entry[], ReadonlyMap<string, readonly string[]>>();

/** The slugs of the campaigns that speak for each case. */
function speakersIn(entries: readonly Entry[]): ReadonlyMap<string, readonly string[]> {
  const before = speakers.get(entries);
  if (before) return before;
  const found = new Map<string, string[]>();
  for (const { slug, cases } of entries)
    for (const { id } of cases) {
      const slugs = found.get(id);
      if (slugs) slugs.push(slug);
      else found.set(id, [slug]);
    }
  speakers.set(entries, found);
  return found;
}

const laterThan = (after: string | undefined, ids: Iterable<string>): string[] =>
  [...ids].filter((id) => after === undefined || id > after).sort();

/** The cases of the campaigns in which somebody has a role, as these were written last. */
async function idsInCampaignsOf({ campaigns }: CasesDb, actor: Actor): Promise<Set<string>> {
  const ids = new Set<string>();
  const slugs = actor.kind === 'organiser' ? Object.keys(actor.campaigns) : [];
  await eachAtOnce(slugs, AT_ONCE, async (slug) => {
    const stored = hasRight(actor, 'campaign.read', slug) ? await getStoredCampaign(campaigns, slug) : undefined;
    for (const { id } of stored?.campaign.cases ?? []) if (id !== undefined) ids.add(id);
  });
  return ids;
}

const AT_ONCE = 8;

/** The rows of cases, some at once, as long as somebody takes more. A case of a campaign alone has no rows. */
async function* rowsOf({ campaigns }: CasesDb, ids: readonly string[]): AsyncGenerator<RowsOfCase> {
  for (let i = 0; i < ids.length; i += AT_ONCE)
    yield* await Promise.all(ids.slice(i, i + AT_ONCE).map((id) => queryRowsOfCase(campaigns, id)));
}

/**
 * Which of some cases an actor may change. 1 read unit for each, and none for those who may write all campaigns or no case.
 */
export async function writableOf(deps: CasesDb, actor: Actor, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (!hasRight(actor, 'case.write')) return new Set();
  if (isOverAll(actor)) return new Set(ids);
  await indexOnce(deps.campaigns);
  const found = new Set<string>();
  for await (const rows of rowsOf(deps, ids)) {
    const one = listed(actor, rows);
    if (one?.mayWrite) found.add(one.id);
  }
  return found;
}

function listed(actor: Actor, rows: RowsOfCase): ListedCase | undefined {
  const slugs = rows.flatMap(({ slug }) => slug ?? []);
  const [first] = rows;
  if (first === undefined || !maySee(actor, slugs)) return undefined;
  const campaigns = slugs.filter((slug) => hasRight(actor, 'campaign.read', slug));
  const { slug: _, ...one } = first;
  return { ...one, campaigns, mayWrite: mayWrite(actor, slugs) };
}

/** Whether a case is found by a text. Tables of letters are loaded only now. */
async function fitOfName(q: string): Promise<Fits> {
  const { textFit, textsOfRow } = await import('../overview/fits.ts');
  const fits = textFit(q);
  return (one) => fits(textsOfRow(one));
}

/** Some versions of a case. */
export interface CaseVersions {
  /** The newest first. */
  readonly versions: readonly CaseRecord[];
  /** The one before the last of these. It shows what that has changed. Undefined: nothing is left. */
  readonly earlier: CaseRecord | undefined;
  /** The revision before which the next page begins, if there is one. */
  readonly next: number | undefined;
}

/**
 * Versions of a case: who wrote it so, and when. 2 read units, and 0.5 for about three versions.
 * @param input.before the revision before which the page begins. Undefined: it begins with the newest one.
 * @throws {Problem} as `caseSeen`.
 */
export async function caseVersions(
  deps: CasesDb,
  actor: Actor,
  { id, before, limit }: { readonly id: string; readonly before: number | undefined; readonly limit: number },
): Promise<CaseVersions> {
  requireRight(actor, 'case.read', deps);
  const { record } = await foundCase(deps, actor, id);
  const [newest, from] = before === undefined || before > record.revision ? [[record], record.revision] : [[], before];
  const found = [...newest];
  const left = limit + 1 - found.length;
  if (left > 0 && from > 1)
    for await (const one of queryCaseVersions(deps.campaigns, id, { before: from, atOnce: left })) {
      found.push(one);
      if (found.length > limit) break;
    }
  const [versions, earlier] = [found.slice(0, limit), found[limit]];
  return { versions, earlier, next: earlier && versions.at(-1)?.revision };
}
