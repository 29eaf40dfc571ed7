import type { Actor } from '../access/actor.ts';
import { type AuditDeps, audited, changedFields } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import type { Clock } from '../running/clock.ts';
import type { Change } from './changes.ts';
import { valueChanges } from './changes.ts';
import { mayBeSigned } from './demands.ts';
import { type Group, isOtherKeeper, type ParsedGroupFile } from './group.ts';
import { getStoredGroup, putGroup } from './group-store.ts';
import { listCampaignHeads } from './head-store.ts';

/** What a change of the group would do. `replacing` is the revision that it was compared with. */
export interface GroupPlan {
  readonly before: Group | undefined;
  readonly after: Group;
  readonly changes: readonly Change[];
  readonly replacing: number;
  /** The campaigns that people may have signed, and with that agreed to a group that would no longer keep their data. */
  readonly signedBefore: readonly string[];
}

/** What a change of the group needs. The group is in the table of campaigns. */
export interface GroupDeps {
  readonly campaigns: Db;
  readonly clock: Clock;
}

/** Compares a group's file with the group that is stored. */
export async function planGroup(
  { campaigns, clock }: GroupDeps,
  _actor: Actor,
  { $schema, ...after }: ParsedGroupFile,
): Promise<GroupPlan> {
  const [stored, heads] = await Promise.all([getStoredGroup(campaigns), listCampaignHeads(campaigns)]);
  const fields = [...new Set([...Object.keys(after), ...Object.keys(stored?.group ?? {})])] as (keyof Group)[];
  const changes = fields.flatMap((field) => valueChanges(field, stored?.group[field], after[field]));
  const signed = heads.filter((head) => !head.group && mayBeSigned(head, clock())).map(({ slug }) => slug);
  const signedBefore = isOtherKeeper(stored?.group, after) ? signed : [];
  return { before: stored?.group, after, changes, replacing: stored?.revision ?? 0, signedBefore };
}

/** Writes the plan. @throws {ChangedMeanwhile} if somebody else wrote the group since it was read. Then nothing is written. */
export const carryOutGroup = (
  { campaigns, ...trail }: Pick<GroupDeps, 'campaigns'> & AuditDeps,
  actor: Actor,
  { before, after, replacing }: GroupPlan,
): Promise<void> =>
  audited(trail, actor, 'group.put', 'group', changedFields(before, after), () =>
    putGroup(campaigns, after, replacing),
  );
