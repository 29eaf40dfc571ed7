import type { Actor } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import { differencesOf } from '../campaigns/case-copy.ts';
import { type CaseRecord, getCaseVersion } from '../campaigns/case-store.ts';
import type { OrganiseDeps } from '../campaigns/organise-deps.ts';
import { caseLeft, foundCase, requireWrite, type SeenCase } from './case.ts';
import { changeCase, OtherCase } from './change.ts';

/** Whether a version only says what happened last, such as a release. */
export function isPosted({ fields: before }: CaseRecord, { fields: after }: CaseRecord): boolean {
  const [had, has] = [before.history ?? [], after.history ?? []];
  const isOther = differencesOf(before, after).some((name) => name !== 'status' && name !== 'history');
  const earlier = { ...after, history: has.slice(0, -1) };
  return !isOther && has.length > 0 && !differencesOf({ ...before, history: had }, earlier).includes('history');
}

/**
 * Takes back what was just posted about a prisoner: the case is as it was before, everywhere.
 * @param input.seen the version that posted it.
 * @throws {OtherCase} if somebody has changed the case since, or that version posted nothing. @throws as `changeCase`.
 */
export async function takeBack(
  deps: OrganiseDeps,
  actor: Actor,
  { id, seen }: { readonly id: string; readonly seen: number },
): Promise<SeenCase> {
  requireRight(actor, 'case.write', deps);
  const found = await foundCase(deps, actor, id);
  requireWrite(actor, found);
  const { record } = found;
  const before = await getCaseVersion(deps.campaigns, id, record.revision - 1);
  if (record.revision !== seen || before === undefined || !isPosted(before, record))
    throw new OtherCase(seen, await caseLeft(deps, actor, record));
  const { status, history = null } = before.fields;
  return changeCase(deps, actor, { id, patch: { status, history }, seen });
}
