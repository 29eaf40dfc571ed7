import type { Actor } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import type { Change } from './changes.ts';
import { valueChanges } from './changes.ts';
import type { Group, ParsedGroupFile } from './group.ts';
import { getStoredGroup, putGroup } from './group-store.ts';

/** What a change of the group would do. `replacing` is the revision that it was compared with. */
export interface GroupPlan {
  readonly before: Group | undefined;
  readonly after: Group;
  readonly changes: readonly Change[];
  readonly replacing: number;
}

/** What a change of the group needs. The group is in the table of campaigns. */
export interface GroupDeps {
  readonly campaigns: Db;
}

/** Compares a group's file with the group that is stored. */
export async function planGroup(
  { campaigns }: GroupDeps,
  _actor: Actor,
  { $schema, ...after }: ParsedGroupFile,
): Promise<GroupPlan> {
  const stored = await getStoredGroup(campaigns);
  const fields = [...new Set([...Object.keys(after), ...Object.keys(stored?.group ?? {})])] as (keyof Group)[];
  const changes = fields.flatMap((field) => valueChanges(field, stored?.group[field], after[field]));
  return { before: stored?.group, after, changes, replacing: stored?.revision ?? 0 };
}

/** Writes the plan. @throws {ChangedMeanwhile} if somebody else wrote the group since it was read. Then nothing is written. */
export const carryOutGroup = (
  { campaigns }: GroupDeps,
  _actor: Actor,
  { after, replacing }: GroupPlan,
): Promise<void> => putGroup(campaigns, after, replacing);
