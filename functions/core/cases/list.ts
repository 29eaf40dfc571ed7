import type { Actor } from '../access/actor.ts';
import { hasRight, requireRight } from '../access/rights.ts';
import { type CaseRow, listCaseRows } from '../campaigns/case-index.ts';
import { indexOnce } from '../campaigns/case-speakers.ts';
import { type CaseRecord, queryCaseVersions } from '../campaigns/case-store.ts';
import { type CasesDb, foundCase, maySee, mayWrite } from './case.ts';

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

/**
 * The cases that an actor may see, by id. 0.5 read units for about twenty rows: one for each case, and one for each campaign that
 * speaks for it.
 * @param input.q finds cases by their names, as the public search does. Left out or empty: all.
 * @param input.after the id after which the page begins.
 * @throws {Problem} `not-allowed` for a token.
 */
export async function casesSeen(
  deps: CasesDb,
  actor: Actor,
  {
    q = '',
    after,
    limit,
  }: { readonly q?: string | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<CasesSeen> {
  requireRight(actor, 'case.read', deps);
  await indexOnce(deps.campaigns);
  const byId = Map.groupBy(await listCaseRows(deps.campaigns), ({ id }) => id);
  const seen = [...byId.values()]
    .map((rows) => listed(actor, rows))
    .filter((one) => one !== undefined)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const fits = q.trim() === '' ? () => true : await fitOfName(q);
  const left = seen.filter((one) => (after === undefined || one.id > after) && fits(one));
  const page = left.slice(0, limit);
  return { cases: page, next: left.length > limit ? page.at(-1)?.id : undefined };
}

function listed(actor: Actor, rows: readonly CaseRow[]): ListedCase | undefined {
  const slugs = rows.flatMap(({ slug }) => slug ?? []);
  if (!maySee(actor, slugs)) return undefined;
  // The row of the case itself is written first.
  const [first] = rows.toSorted((a, b) => ((a.slug ?? '') < (b.slug ?? '') ? -1 : 1));
  if (first === undefined) return undefined;
  const campaigns = slugs.filter((slug) => hasRight(actor, 'campaign.read', slug));
  const { slug: _, ...one } = first;
  return { ...one, campaigns, mayWrite: mayWrite(actor, slugs) };
}

/** Whether a case is found by a text. Tables of letters are loaded only now. */
async function fitOfName(q: string): Promise<(one: ListedCase) => boolean> {
  const { fieldsOf, fitOf, queryOf } = await import('../overview/search.ts');
  const query = queryOf(q);
  if (query.length === 0) return () => false;
  return ({ id, name, work = '' }) => fitOf(fieldsOf([name, `${work} ${id}`]), query) > 0;
}

/** Versions on a page of a case. A case changes a few times in its life. */
const MOST_VERSIONS = 50;

/**
 * All versions of a case, the newest first: who wrote it so, and when. 0.5 read units for about three versions.
 * @throws {Problem} as `caseSeen`.
 */
export async function caseVersions(deps: CasesDb, actor: Actor, id: string): Promise<CaseRecord[]> {
  requireRight(actor, 'case.read', deps);
  const { record } = await foundCase(deps, actor, id);
  return [record, ...(await queryCaseVersions(deps.campaigns, id, MOST_VERSIONS))];
}
