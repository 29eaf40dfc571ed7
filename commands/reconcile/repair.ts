import { operator } from '../../functions/core/access/actor.ts';
import type { Verdict } from '../../functions/core/counts/recount/looks.ts';
import { correctCounts } from '../../functions/core/counts/recount/reconcile.ts';
import type { CommonOptions } from '../command.ts';
import type { Target } from '../target.ts';
import { amount, number } from '../terminal/amount.ts';
import { agreed, type Terminal } from '../terminal/terminal.ts';
import { correctedLines } from './print.ts';

/** Asks, and corrects the wrong counts that were shown. @returns whether nothing is wrong any more. */
export async function repair(
  campaign: string,
  { differences: shown }: Verdict,
  options: CommonOptions,
  { table, audit, name }: Target,
  terminal: Terminal,
): Promise<boolean> {
  const { print, clock } = terminal;
  if (shown.length === 0) {
    print('This recount cannot correct that. The next one, tomorrow, may find more.');
    return false;
  }
  if (!(await agreed('Correct this?', options, terminal))) return false;
  const deps = { counts: table('Counts'), signatures: table('Signatures'), audit, clock };
  const { counts, names, isRight } = await correctCounts(deps, operator, { campaign, shown });
  print(`Corrected on ${campaign}, ${name}: ${amount(counts.length, 'count')}.`);
  for (const line of correctedLines(counts)) print(line);
  if (names)
    print(
      `  public names: ${number(names.removed)} removed, ${number(names.restored)} restored to wait for a decision, ${number(names.hidden)} hidden that nobody had approved`,
    );
  return isRight;
}
