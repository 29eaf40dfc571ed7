import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Db } from '../../aws/db.ts';
import { ifNotOvertaken } from '../../aws/overtaken.ts';
import { addition } from '../addition.ts';
import { CHANGES, HOUR_OF, isPublic, MOVES, weightOf } from '../delta.ts';
import { BASE, baseOf } from '../items.ts';
import { MAX_ATTRIBUTES } from '../store.ts';
import { type Difference, NAMES } from './compare.ts';
import { noteOnce, type Recount } from './recounts.ts';

/** Whether `repairCounts` can correct a difference. Names are mended one by one (`mend-names`). */
export const isRepairable = ({ name }: Difference): boolean => name !== NAMES;

/**
 * Adds to a campaign's base the numbers that its counts lack: all or nothing, and once for a recount as it was read. It
 * overwrites nothing, so tally and folding can go on meanwhile. 2 write units per KB of the base items and of the
 * recount.
 * @returns the corrected differences: up to 200 numbers of each item, the rest the next time. None if the recount
 * changed since it was read, or another transaction was in the way.
 */
export async function repairCounts(
  db: Db,
  campaign: string,
  { recount, differences, now }: { recount: Recount; differences: readonly Difference[]; now: number },
): Promise<Difference[]> {
  const bases = [...Map.groupBy(differences.filter(isRepairable), ({ name }) => baseOf(name))].map(
    ([base, own]) => [base, own.slice(0, MAX_ATTRIBUTES)] as const,
  );
  const corrected = bases.flatMap(([, own]) => own);
  if (corrected.length === 0) return [];
  const delta = new Map(corrected.map(({ name, missing }) => [name, missing]));
  const hours = new Map([...delta].filter(([name]) => name.startsWith(HOUR_OF)));
  const months = bases.filter(([base]) => base !== BASE);
  const added = (own: readonly Difference[]) => own.map(({ name, missing }) => [name, missing] as const);
  const keyOf = (base: string) => ({ pk: { S: campaign }, sk: { S: base } });
  // Records the change as tally does, so that a running recount knows of it. Records it as folding does, too, so that no
  // reader mixes items from before with items from after.
  const told = [
    [CHANGES, weightOf(delta)],
    [MOVES, weightOf(hours)],
    ['monthFolds', months.length],
  ] as const;
  const ofBase = bases.find(([base]) => base === BASE)?.[1] ?? [];
  const TransactItems = [
    { Update: addition(db, keyOf(BASE), [...added(ofBase), ...told], isPublic(delta) ? now : undefined) },
    ...months.map(([month, own]) => ({ Update: addition(db, keyOf(month), [...added(own), ['folds', 1]]) })),
    noteOnce(db, campaign, recount),
  ];
  const done = await ifNotOvertaken(() => db.client.send(new TransactWriteItemsCommand({ TransactItems })));
  return done ? corrected : [];
}
