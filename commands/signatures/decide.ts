import { operator } from '../../functions/core/access/actor.ts';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { summariseReview } from '../../functions/core/counts/review-summary.ts';
import { carryOutDecision, proposeDecision } from '../../functions/core/signatures/decide.ts';
import type { Decided, Selection } from '../../functions/core/signatures/review.ts';
import type { CommonOptions } from '../command.ts';
import type { Target } from '../target.ts';
import { amount, number } from '../terminal/amount.ts';
import { Interrupted } from '../terminal/errors.ts';
import { agreed, checkpoint as checkpointOf, type Terminal } from '../terminal/terminal.ts';
import { nothingLines, outcome, sumLines } from './print.ts';

/** Shows which signatures a decision would change, asks, and changes only those. */
export async function decide(
  { slug }: CampaignHead,
  selection: Selection,
  options: CommonOptions,
  { db, table, audit, name }: Target,
  terminal: Terminal,
): Promise<void> {
  const { print, clock } = terminal;
  const { verdict } = selection;
  const deps = { signatures: table('Signatures'), campaigns: db, audit, clock };
  const checkpoint = () => checkpointOf(terminal);
  const proposal = await proposeDecision(deps, operator, { campaign: slug, selection, checkpoint });
  const { sums } = proposal;
  if (sums.total === 0) {
    const reviewed = { ...deps, counts: table('Counts') };
    const summary = await summariseReview(reviewed, operator, { campaign: slug, checkpoint });
    for (const line of nothingLines(`${slug} on ${name}`, selection, summary)) print(line);
    return;
  }
  print(`${amount(sums.total, 'signature')} of ${slug} on ${name} would be ${outcome[verdict].toLowerCase()}:`);
  for (const line of sumLines(sums)) print(line);
  if (!(await agreed('Do this?', options, terminal))) return;

  const decided: Decided = { changed: 0, overtaken: 0 };
  try {
    await carryOutDecision(deps, operator, { proposal, decided, checkpoint });
  } catch (error) {
    if (!(error instanceof Interrupted) || decided.changed === 0) throw error;
    throw new Interrupted('Stopped before the end. Run again to continue with the rest.');
  } finally {
    if (decided.changed > 0)
      print(`${outcome[verdict]}: ${number(decided.changed)}. The counts follow within seconds.`);
  }
  if (decided.overtaken > 0) print(`Not changed, because they changed meanwhile: ${number(decided.overtaken)}.`);
}
