import { operator } from '../../functions/core/access/actor.ts';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { listCampaignHeads } from '../../functions/core/campaigns/store.ts';
import { queryCounts, queryUnderReview } from '../../functions/core/counts/store.ts';
import { sumSuspicious } from '../../functions/core/signatures/decide.ts';
import { listDecisions } from '../../functions/core/signatures/decisions.ts';
import type { Target } from '../target.ts';
import { number } from '../terminal/amount.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
import { decisionLine, hourLines, signalLines } from './print.ts';

/** Prints how many signatures are under review on each campaign. Costs one read each, however many there are. */
export async function reviewAll({ db, table, name }: Target, { print }: Terminal): Promise<void> {
  let any = false;
  for (const { slug } of await listCampaignHeads(db)) {
    const { total } = await queryUnderReview(table('Counts'), slug);
    if (total > 0) print(`${slug}  ${number(total)} under review`);
    any ||= total > 0;
  }
  if (!any) print(`Nothing is under review on ${name}.`);
}

/**
 * Prints a campaign's suspicious signatures in numbers: those under review, those that count although they carry a signal, and
 * those that were voided; and the decisions before. Reads all its signatures.
 */
export async function reviewCampaign(
  { slug, strict }: CampaignHead,
  { db, table, name }: Target,
  terminal: Terminal,
): Promise<void> {
  const { print } = terminal;
  const input = { campaign: slug, checkpoint: () => checkpoint(terminal) };
  const sums = await sumSuspicious({ signatures: table('Signatures') }, operator, input);
  const { 'under-review': underReview, counted, voided } = sums;
  const { total } = await queryCounts(table('Counts'), slug);
  const signalled = counted.total > 0 ? ` (${number(counted.total)} with a signal)` : '';
  print(
    `${slug} on ${name}${strict ? ', strict' : ''}: ${number(underReview.total)} under review, ${number(total)} counted${signalled}, ${number(voided.total)} voided.`,
  );
  for (const [title, sum] of [
    ['under review', underReview],
    ['counted', counted],
    ['voided', voided],
  ] as const) {
    for (const line of [...signalLines(`${title}, by signal`, sum), ...hourLines(`${title}, by hour`, sum)])
      print(line);
  }
  const decisions = await listDecisions(db, slug, 5);
  if (decisions.length > 0) print('decided before:');
  for (const decision of decisions) print(`  ${decisionLine(decision)}`);
}
