import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { listCampaignHeads } from '../../functions/core/campaigns/store.ts';
import { queryCounts, queryUnderReview } from '../../functions/core/counts/store.ts';
import { listDecisions } from '../../functions/core/signatures/decisions.ts';
import { eachSuspicious } from '../../functions/core/signatures/review.ts';
import type { Target } from '../target.ts';
import { number } from '../terminal/amount.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
import { decisionLine, hourLines, signalLines, sumUp } from './print.ts';

/** Prints how many signatures are under review on each campaign. Costs one read each, however many there are. */
export async function reviewAll(target: Target, { print }: Terminal): Promise<void> {
  let any = false;
  for (const { slug } of await listCampaignHeads(target.db)) {
    const { total } = await queryUnderReview(target.table('Counts'), slug);
    if (total > 0) print(`${slug}  ${number(total)} under review`);
    any ||= total > 0;
  }
  if (!any) print(`Nothing is under review on ${target.name}.`);
}

/**
 * Prints a campaign's suspicious signatures in numbers: those under review, those that count although they carry a signal, and
 * those that were voided; and what was decided before. Reads all its signatures.
 */
export async function reviewCampaign(
  { slug, strict }: CampaignHead,
  target: Target,
  terminal: Terminal,
): Promise<void> {
  const { print } = terminal;
  const sums = { 'under-review': sumUp(), counted: sumUp(), voided: sumUp(), withdrawn: sumUp() };
  await eachSuspicious(target.table('Signatures'), slug, (one) => {
    checkpoint(terminal);
    sums[one.status].add(one);
  });
  const { 'under-review': underReview, counted, voided } = sums;
  const { total } = await queryCounts(target.table('Counts'), slug);
  const signalled = counted.total > 0 ? ` (${number(counted.total)} with a signal)` : '';
  print(
    `${slug} on ${target.name}${strict ? ', strict' : ''}: ${number(underReview.total)} under review, ${number(total)} counted${signalled}, ${number(voided.total)} voided.`,
  );
  for (const [name, sum] of [
    ['under review', underReview],
    ['counted', counted],
    ['voided', voided],
  ] as const) {
    for (const line of [...signalLines(`${name}, by signal`, sum), ...hourLines(`${name}, by hour`, sum)]) print(line);
  }
  const decisions = await listDecisions(target.db, slug, 5);
  if (decisions.length > 0) print('decided before:');
  for (const decision of decisions) print(`  ${decisionLine(decision)}`);
}
