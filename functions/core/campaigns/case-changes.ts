import type { Actor } from '../access/actor.ts';
import { hasRight } from '../access/rights.ts';
import { actorName, audited, changedFields } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import { isoTime } from '../running/clock.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import type { Campaign } from './campaign.ts';
import { type PrisonerCase, type SharedCase, sharedOf } from './case.ts';
import { changedBy, copyOf, differencesOf, isBehind } from './case-copy.ts';
import { pairsOf, sketchesOf } from './case-followed.ts';
import { type Speaker, type SpokenFor, storedCase } from './case-speakers.ts';
import { type CaseRecord, noteFormerSpeaker, putCaseRecord } from './case-store.ts';
import { checkCase, FaultyFile, type FileFault } from './faults.ts';
import { fenceIs } from './fence.ts';
import { getStoredHead, headIs } from './head-store.ts';
import { ChangedMeanwhile, type StoredCampaign } from './store.ts';
import type { Step, WritingDeps } from './written-first.ts';

const AT_ONCE = 8;

/** What a change of a campaign does to a case of its own. */
export interface CaseChange {
  readonly before: CaseRecord | undefined;
  readonly after: CaseRecord;
  /** Whether it is another version than `before`. Otherwise only copies change. */
  readonly isNew: boolean;
  /** Other campaigns that speak for it. */
  readonly others: readonly Speaker[];
}

/**
 * The cases that a campaign changes with itself. A file that says something new of a case says it for all campaigns that speak for
 * it. A file that names a case of others for the first time must say the same as they do: it may be older than they are.
 * About 10 read units for each case that is new or changed, and none for the others.
 * @throws {FaultyFile} for a case that says something else, or that others speak for whose campaigns the actor may not write.
 */
export async function casesChanged(
  { campaigns, clock }: { readonly campaigns: Db; readonly clock: () => number },
  actor: Actor,
  {
    before,
    after,
  }: {
    readonly before: StoredCampaign | undefined;
    readonly after: Pick<Campaign, 'slug' | 'language' | 'cases'>;
  },
): Promise<CaseChange[]> {
  const faults: FileFault[] = [];
  const changes: Omit<CaseChange, 'isNew'>[] = [];
  const due = after.cases.flatMap((one, i) => {
    const old = before?.campaign.cases.find(({ id }) => id === one.id);
    return one.id === undefined || (old && differencesOf(old, one).length === 0) ? [] : [{ i, id: one.id, one, old }];
  });
  const known = new Map<string, SpokenFor>();
  await eachAtOnce(due, AT_ONCE, async ({ id }) => void known.set(id, await storedCase(campaigns, id)));
  for (const { i, id, one, old } of due) {
    const { record, speakers, claim } = known.get(id) ?? { record: undefined, speakers: [], claim: undefined };
    const others = speakers.filter(({ campaign }) => campaign.slug !== after.slug);
    const fault = faultOf(actor, { record, claim, others, old, one, language: after.language });
    if (fault) faults.push({ field: `cases[${i}].id`, label: `cases › ${one.name}`, message: fault });
    else changes.push({ before: record, after: recordAfter(record, old, one, after.language), others });
  }
  if (faults.length > 0) throw new FaultyFile(faults);
  const [now, by] = [isoTime(clock()), actorName(actor)];
  return changes.map((one) => {
    const isNew = one.before?.at === undefined || differencesOf(one.before.fields, one.after.fields).length > 0;
    return { ...one, isNew, after: { ...one.after, at: now, by } };
  });
}

/** Whether a copy is not as the case is now, after a campaign was written: in another campaign, or an older one in itself. */
export const mustSpread = ({ after: record, others }: CaseChange, { cases, language }: Campaign): boolean =>
  others.some(({ one, campaign }) => isBehind(record, one, campaign.language)) ||
  cases.some((one) => one.id === record.id && isBehind(record, one, language));

interface Met extends Pick<SpokenFor, 'record' | 'claim'> {
  readonly others: readonly Speaker[];
  readonly old: PrisonerCase | undefined;
  readonly one: PrisonerCase;
  readonly language: string;
}

/**
 * Of a case that somebody may not add. It says nothing of its campaigns: one of them may be a draft of others, and that they speak for a
 * prisoner is nobody's to know.
 */
export const CASE_TAKEN = 'is the address of another case: write another one, or ask an admin';

/** Why somebody may not write a case so. `shared`: it is in campaigns of others. `taken`: they may not add it. */
type Refusal =
  | { readonly why: 'shared' | 'taken' }
  | { readonly why: 'differs'; readonly differing: readonly (keyof SharedCase)[] };

export function refusalOf(actor: Actor, { record, claim, others, old, one, language }: Met): Refusal | undefined {
  if (claim) return { why: 'taken' };
  if (!record) return undefined;
  const mayNotWrite = others.some(({ campaign }) => !hasRight(actor, 'campaign.write', campaign.slug));
  if (old) return mayNotWrite ? { why: 'shared' } : undefined;
  if (mayNotWrite || (others.length === 0 && !mayAdopt(actor, record))) return { why: 'taken' };
  // A campaign that has no picture of them gets the one that is there.
  const isSaid = (name: keyof SharedCase) => name !== 'picture' || one.picture !== undefined;
  const differing = others.length === 0 ? [] : differencesOf(one, copyOf(record, one, language)).filter(isSaid);
  return differing.length > 0 ? { why: 'differs', differing } : undefined;
}

function faultOf(actor: Actor, met: Met): string | undefined {
  const refusal = refusalOf(actor, met);
  if (!refusal) return undefined;
  if (refusal.why !== 'differs')
    return refusal.why === 'taken'
      ? CASE_TAKEN
      : 'is in other campaigns as well, which your role does not let you change: ask an admin';
  const where = met.others.map(({ campaign }) => campaign.slug).join(', ');
  return `differs from the case of this id in ${where}: ${refusal.differing.join(', ')}. Write the same here, or another id`;
}

/** A case that no campaign has is the admins', and that of the person who has just made it. */
const mayAdopt = (actor: Actor, { by }: CaseRecord): boolean =>
  actor.kind !== 'organiser' || actor.isAdmin || by === actor.account;

function recordAfter(
  record: CaseRecord | undefined,
  old: PrisonerCase | undefined,
  one: PrisonerCase,
  language: string,
): CaseRecord {
  const { id = '' } = one;
  if (!record) return { id, revision: 1, language, fields: sharedOf(one) };
  const fields = checkCase(changedBy(record, old, one, language));
  return { ...record, revision: record.revision + 1, fields: sharedOf(fields) };
}

/**
 * Writes the cases that a campaign changes, each as a new version, with an entry of its own in the audit trail. Comes just before the
 * campaign is written.
 * @param step.begun gets those that are new, once they are written.
 * @param step.still refuses an actor who has lost the right. It is asked before each case.
 * @throws {ChangedMeanwhile} if somebody else has written the campaign or one of them. A case that is written stays.
 */
export async function putCases(
  { campaigns, ...trail }: WritingDeps,
  actor: Actor,
  changes: readonly CaseChange[],
  {
    before,
    after,
    fence,
    begun,
    still,
  }: Pick<Step, 'before' | 'after' | 'fence'> & {
    readonly begun: CaseRecord[];
    readonly still: () => Promise<void>;
  },
): Promise<void> {
  const written = changes.filter(({ isNew }) => isNew);
  if (written.length === 0) return;
  const head = await getStoredHead(campaigns, after.slug);
  if ((head?.revision ?? 0) !== (before?.revision ?? 0)) throw new ChangedMeanwhile();
  const conditions = [
    headIs(campaigns, after.slug, before?.revision ?? 0),
    ...(fence === undefined ? [] : [fenceIs(campaigns, fence)]),
  ];
  for (const one of written) {
    const put = async () => {
      await still();
      await putCaseRecord(campaigns, one.after, one.before, conditions);
    };
    const act = one.before === undefined ? 'case.create' : 'case.change';
    const change = changedFields(one.before?.fields, one.after.fields);
    // A case from before it was a thing of its own becomes one, and says nothing new.
    if (Object.keys({ ...Object(change.before), ...Object(change.after) }).length === 0) await put();
    else await audited(trail, actor, act, one.after.id, change, put);
    if (one.before === undefined) begun.push(one.after);
  }
}

/**
 * Makes cases of their own of those that a campaign had without an id, and has no longer: so lists show that its history has them, and
 * they can be erased there. Comes after the campaign was written. None, or about 16 write units for each.
 */
export async function keepNameless(
  { campaigns, clock }: { readonly campaigns: Db; readonly clock: () => number },
  actor: Actor,
  { before, after }: { readonly before: StoredCampaign | undefined; readonly after: Campaign },
): Promise<void> {
  if (!before?.campaign.cases.some(({ id }) => id === undefined)) return;
  const { slug, language, cases } = before.campaign;
  const [then, now] = [sketchesOf(slug, cases), sketchesOf(slug, after.cases)];
  const left = new Set(pairsOf(then, now).map(([one]) => one));
  for (const [i, one] of cases.entries()) {
    const sketch = then[i];
    if (!sketch || sketch.hasId || left.has(sketch)) continue;
    await noteFormerSpeaker(campaigns, slug, [sketch.key]);
    const record = { id: sketch.key, revision: 1, language, fields: sharedOf(one) };
    try {
      await putCaseRecord(campaigns, { ...record, at: isoTime(clock()), by: actorName(actor) }, undefined);
    } catch (error) {
      // It is one already.
      if (!(error instanceof ChangedMeanwhile)) throw error;
    }
  }
}
