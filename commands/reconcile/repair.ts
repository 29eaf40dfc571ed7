import type { Difference } from '../../functions/core/counts/recount/compare.ts';
import { compareCounts, isRight, type Verdict } from '../../functions/core/counts/recount/looks.ts';
import { mendNames } from '../../functions/core/counts/recount/mend-names.ts';
import { getRecounts } from '../../functions/core/counts/recount/recounts.ts';
import { isRepairable, repairCounts } from '../../functions/core/counts/recount/repair.ts';
import type { Target } from '../target.ts';
import { amount, number } from '../terminal/amount.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Call } from './call.ts';
import { correctedLines } from './print.ts';

/** Corrections of one campaign, each of up to 200 numbers of an item: a year of hours takes some forty. */
const MOST = 100;

/**
 * Corrects what is wrong on a clear yes: of what was shown, that which another look finds still, by what that says.
 * @returns whether nothing is wrong any more.
 */
export async function repair(
  slug: string,
  shown: Verdict,
  { yes }: Call,
  target: Target,
  { print, ask, clock }: Terminal,
): Promise<boolean> {
  if (shown.differences.length === 0) {
    print('Nothing of it can be corrected by this recount; the next one, tomorrow, may tell more.');
    return false;
  }
  if (!(yes || ((await ask?.('Correct this?')) ?? false))) {
    print('Nothing changed; run again with --yes.');
    return false;
  }
  const counts = target.table('Counts');
  const corrected: Difference[] = [];
  for (let left = MOST; left > 0; left--) {
    const { done } = await getRecounts(counts, slug);
    const verdict = done && (await compareCounts(counts, slug, done));
    const differences = verdict?.differences.filter(({ name }) => shown.differences.some((one) => one.name === name));
    if (!done || !differences?.some(isRepairable)) break;
    corrected.push(...(await repairCounts(counts, slug, { recount: done, differences, now: clock() })));
  }
  print(`Corrected on ${slug}, ${target.name}: ${amount(corrected.length, 'count')}.`);
  for (const line of correctedLines(corrected)) print(line);
  if (!shown.differences.every(isRepairable)) {
    const { removed, restored } = await mendNames({ counts, signatures: target.table('Signatures') }, slug);
    print(`  names: ${number(removed)} taken off the page, ${number(restored)} put back`);
  }
  const { done } = await getRecounts(counts, slug);
  const after = done && (await compareCounts(counts, slug, done));
  return after !== undefined && isRight(after);
}
