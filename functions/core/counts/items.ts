import type { Item } from '../aws/db.ts';
import { HOUR_OF } from './delta.ts';

/**
 * The items of a campaign in Counts: a lane for each stream shard, and the base into which lanes are folded, with the
 * totals in one item and the hours of each month in one. No shard is called so.
 */
export const BASE = 'base';
export const baseOf = (count: string): string =>
  count.startsWith(HOUR_OF) ? `${BASE}#${count.slice(HOUR_OF.length, HOUR_OF.length + 'YYYY-MM'.length)}` : BASE;
export const isLane = (item: Item): boolean => item.seq !== undefined;
const isMonth = (item: Item): boolean => item.sk?.S?.startsWith(`${BASE}#`) ?? false;

/**
 * Whether items were all read before or all after each folding: the base says how often lanes were folded into it
 * (`folds`), and into how many months that went (`monthFolds`).
 */
export function isWhole(items: readonly Item[]): boolean {
  const base = items.find(({ sk }) => sk?.S === BASE);
  const folds = (some: readonly Item[]) => some.reduce((sum, item) => sum + Number(item.folds?.N ?? 0), 0);
  return (
    folds(items.filter(isLane)) === Number(base?.folds?.N ?? 0) &&
    folds(items.filter(isMonth)) === Number(base?.monthFolds?.N ?? 0)
  );
}
