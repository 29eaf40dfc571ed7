import type { Actor } from '../access/actor.ts';
import { requireRightNow } from '../access/right-now.ts';
import { requireRight } from '../access/rights.ts';
import { actorName, audited, changedFields } from '../audit/audited.ts';
import { allChecks } from '../campaigns/all-faults.ts';
import { type SharedCase, sharedOf } from '../campaigns/case.ts';
import { differencesOf } from '../campaigns/case-copy.ts';
import { eraseEverywhere } from '../campaigns/case-erasure.ts';
import type { SpokenFor } from '../campaigns/case-speakers.ts';
import { spreadCase } from '../campaigns/case-spread.ts';
import { type CaseRecord, putCaseRecord } from '../campaigns/case-store.ts';
import { checkCase } from '../campaigns/faults.ts';
import { headIs } from '../campaigns/head-store.ts';
import { legibleCase } from '../campaigns/legible.ts';
import { mergePatch } from '../campaigns/merge-patch.ts';
import { onNewest } from '../campaigns/on-newest.ts';
import { type OrganiseDeps, OtherVersion } from '../campaigns/organise-deps.ts';
import { checkPast } from '../campaigns/past.ts';
import { ChangedMeanwhile } from '../campaigns/store.ts';
import { Problem } from '../problem.ts';
import { isoTime } from '../running/clock.ts';
import { caseLeft, foundCase, requireWrite, type SeenCase, seenCase, slugsOf } from './case.ts';
import { checkPicture } from './picture.ts';
import { requireWriteNow } from './write-now.ts';

/** Somebody else wrote the case since its writer has read it. */
export class OtherCase extends OtherVersion {
  override readonly name = 'OtherCase';
  readonly seen: number;
  readonly current: SeenCase;

  constructor(seen: number, current: SeenCase) {
    super('other-case');
    this.seen = seen;
    this.current = current;
  }
}

/**
 * Changes fields of a case by a JSON merge patch (RFC 7396), in each campaign that speaks for it. The case is written first, then one
 * campaign after the other. If that stops half way, the same call once more does the rest, also with the revision of before; so does
 * any later change.
 * @param input.seen the revision that the writer has read. Undefined: any.
 * @throws {Problem} `case-unknown`; `not-allowed` if the actor may not write one of these campaigns.
 * @throws {FaultyFile} with every fault. @throws {OtherCase} if another version is stored. Nothing is written then.
 */
export async function changeCase(
  deps: OrganiseDeps,
  actor: Actor,
  change: {
    readonly id: string;
    readonly patch: Readonly<Record<string, unknown>>;
    readonly seen: number | undefined;
  },
): Promise<SeenCase> {
  requireRight(actor, 'case.write', deps);
  return onNewest(actor, change.seen, () => changeOnce(deps, actor, change));
}

async function changeOnce(
  deps: OrganiseDeps,
  actor: Actor,
  { id, patch, seen }: Parameters<typeof changeCase>[2],
): Promise<SeenCase> {
  const found = await foundCase(deps, actor, id);
  requireWrite(actor, found);
  const { record, speakers } = found;
  const wanted = mergePatch(record.fields, patch);
  const checkNewPicture = async ({ picture }: Pick<SharedCase, 'picture'>) => {
    if (!differencesOf(record.fields, { ...record.fields, picture }).includes('picture')) return;
    // A command puts a picture into the folder of its campaign alone.
    for (const { campaign } of speakers) await deps.shelf.keep(campaign, id);
    await checkPicture(deps, actor, { picture }, record.fields);
  };
  const checks = allChecks();
  const checked = await checks.of(() => sharedOf(checkCase(wanted)));
  const read = checked ?? legibleCase(wanted);
  await checks.of(() => checkPast(read, record.fields, deps.clock()));
  if (!checked || checks.areFaulty) {
    await checks.of(() => checkNewPicture(read));
    throw checks.faulty();
  }
  const fields = checked;
  // A patch that changes nothing has been done already, or there is nothing to do but what a crash has left.
  const isChange = differencesOf(record.fields, fields).length > 0;
  if (isChange && seen !== undefined && seen !== record.revision)
    throw new OtherCase(seen, await caseLeft(deps, actor, record));
  await checkNewPicture(fields);
  const after = isChange ? await putChanged(deps, actor, found, fields) : record;
  await spreadCase(deps, actor, id);
  return caseLeft(deps, actor, after);
}

async function putChanged(
  deps: OrganiseDeps,
  actor: Actor,
  { record: before, speakers }: SpokenFor & { readonly record: CaseRecord },
  fields: CaseRecord['fields'],
): Promise<CaseRecord> {
  const { campaigns, clock } = deps;
  const after = { ...before, fields, revision: before.revision + 1, at: isoTime(clock()), by: actorName(actor) };
  const change = changedFields(before.fields, fields);
  const [speaker] = speakers;
  // A case that is only in campaigns is there as long as one of them is as it was read.
  const isThere = before.at === undefined && speaker;
  const conditions = isThere ? [headIs(campaigns, speaker.campaign.slug, speaker.revision)] : [];
  try {
    await audited(deps, actor, 'case.change', before.id, change, async () => {
      await requireWriteNow(deps, actor, slugsOf(speakers));
      await putCaseRecord(campaigns, after, before, conditions);
    });
    return after;
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    throw new OtherCase(before.revision, await caseLeft(deps, actor, before));
  }
}

/**
 * Erases a case that no campaign has: also from the histories of those that had it, and with its picture. It takes a right of its own.
 * The audit trail keeps what was written before (docs/reference/privacy.md).
 * @param input.seen the revision that the organiser has read. Undefined: any.
 * @throws {Problem} as `requireRight`; `case-unknown`, or `case-spoken-for`.
 * @throws {OtherCase} if another version is stored. The case and all histories stay as they were then, also if that happens meanwhile.
 */
export async function removeCase(
  deps: OrganiseDeps,
  actor: Actor,
  { id, seen }: { readonly id: string; readonly seen: number | undefined },
): Promise<void> {
  requireRight(actor, 'case.erase', deps);
  const { record, speakers } = await foundCase(deps, actor, id);
  if (speakers.length > 0) throw new Problem('case-spoken-for');
  if (seen !== undefined && seen !== record.revision) throw new OtherCase(seen, await caseLeft(deps, actor, record));
  try {
    await audited(deps, actor, 'case.remove', id, { before: { revision: record.revision } }, async () => {
      if (deps.organisers) await requireRightNow(deps, actor, 'case.erase');
      await eraseEverywhere(deps, id, record.revision);
    });
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    const now = await foundCase(deps, actor, id);
    if (now.speakers.length > 0) throw new Problem('case-spoken-for');
    throw new OtherCase(record.revision, seenCase(actor, now));
  }
}
