import type { Actor } from '../access/actor.ts';
import { hasRight, notAllowed, requireRight } from '../access/rights.ts';
import type { Db } from '../aws/db.ts';
import { isBehind } from '../campaigns/case-copy.ts';
import type { Speaker, SpokenFor } from '../campaigns/case-speakers.ts';
import { knownTo, seesCampaign, seesOneOf, storedCase } from '../campaigns/case-speakers.ts';
import type { CaseRecord } from '../campaigns/case-store.ts';
import { isSlug } from '../campaigns/values.ts';
import { Problem } from '../problem.ts';
import type { Clock } from '../running/clock.ts';

export interface CasesDb {
  readonly campaigns: Db;
  readonly clock: Clock;
}

/** A case as somebody may see it. */
export interface SeenCase {
  readonly record: CaseRecord;
  /** The campaigns that speak for it and that they may see, by slug. */
  readonly campaigns: readonly Speaker[];
  /** How many others do that everybody sees. */
  readonly others: number;
  /** The slugs of those whose copy is not as the case is now: a change has not come to its end. */
  readonly behind: readonly string[];
  readonly mayWrite: boolean;
  /** Whether they may erase it, once no campaign has it. */
  readonly mayErase: boolean;
}

type SeenFrom = Pick<SpokenFor, 'speakers'> & { readonly record: CaseRecord };

/**
 * A case with the campaigns that speak for it. 2 or 3 read units, and about 2 to 10 for each of these.
 * @throws {Problem} `not-allowed` for a token; `case-unknown`, also if the actor sees no campaign that speaks for it.
 */
export async function caseSeen(deps: CasesDb, actor: Actor, id: string): Promise<SeenCase> {
  requireRight(actor, 'case.read', deps);
  return seenCase(actor, await foundCase(deps, actor, id));
}

/**
 * A case after its actor has changed it. It asks for no right: who was let change it is told how it is, whatever others do meanwhile.
 * @param written what it was then, if somebody has erased it since. Price as `caseSeen`.
 */
export async function caseLeft({ campaigns }: CasesDb, actor: Actor, written: CaseRecord): Promise<SeenCase> {
  const { record = written, speakers } = await storedCase(campaigns, written.id);
  return seenCase(actor, { record, speakers });
}

/** Price as `caseSeen`. @throws {Problem} `case-unknown`, to who is no admin after 1 read unit, whether there is such a case or not. */
export async function foundCase(
  { campaigns }: CasesDb,
  actor: Actor,
  id: string,
): Promise<SpokenFor & { readonly record: CaseRecord }> {
  const maySeeIt = isSlug(id) && (isOverAll(actor) || (await seesOneOf(campaigns, actor, id)));
  const found = maySeeIt ? await storedCase(campaigns, id) : undefined;
  if (!found?.record || !maySee(actor, slugsOf(found.speakers))) throw new Problem('case-unknown');
  return { ...found, record: found.record };
}

export function seenCase(actor: Actor, { record, speakers }: SeenFrom): SeenCase {
  const campaigns = speakers.filter(({ campaign }) => seesCampaign(actor, campaign.slug));
  const behind = campaigns.filter(({ one, campaign }) => isBehind(record, one, campaign.language));
  return {
    record,
    campaigns,
    others: knownTo(actor, speakers).length - campaigns.length,
    behind: slugsOf(behind),
    mayWrite: mayWrite(actor, slugsOf(speakers)),
    mayErase: hasRight(actor, 'case.erase'),
  };
}

export const slugsOf = (speakers: readonly Speaker[]): string[] => speakers.map(({ campaign }) => campaign.slug);

/** Whether somebody may see a case for which these campaigns speak. One that no campaign has is the admins'. */
export const maySee = (actor: Actor, slugs: readonly string[]): boolean =>
  isOverAll(actor) || slugs.some((slug) => seesCampaign(actor, slug));

/** Whether somebody may change it: a change shows in each of these campaigns. */
export const mayWrite = (actor: Actor, slugs: readonly string[]): boolean =>
  hasRight(actor, 'case.write') &&
  (slugs.length === 0 ? isOverAll(actor) : slugs.every((slug) => hasRight(actor, 'campaign.write', slug)));

/** Whether somebody sees all campaigns. */
export const isOverAll = (actor: Actor): boolean => actor.kind !== 'organiser' || actor.isAdmin;

/** @throws {Problem} `not-allowed`; `case-unknown` if somebody erases it: to all others it is gone. */
export function requireWrite(actor: Actor, { speakers, claim }: SpokenFor): void {
  if (!mayWrite(actor, slugsOf(speakers))) throw notAllowed(actor, 'case.write');
  if (claim) throw new Problem('case-unknown');
}
