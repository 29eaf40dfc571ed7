import type { CampaignHead } from '../../../functions/core/campaigns/campaign.ts';
import { listCampaignHeads } from '../../../functions/core/campaigns/store.ts';
import { queryCounts, queryUnderReview } from '../../../functions/core/counts/store.ts';
import { listDecisions } from '../../../functions/core/signatures/decisions.ts';
import { eachSelected } from '../../../functions/core/signatures/review.ts';
import type { Target } from '../target.ts';
import type { Terminal } from '../terminal.ts';
import { decisionLine, number, sumLines, sumUp } from './print.ts';

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

/** Prints a campaign's signatures under review in numbers, and what was decided before. Reads all its signatures. */
export async function reviewCampaign(
  { slug, strict }: CampaignHead,
  target: Target,
  terminal: Terminal,
): Promise<void> {
  const sums = sumUp();
  await eachSelected(target.table('Signatures'), slug, { verdict: 'accept' }, sums.add);
  const { total } = await queryCounts(target.table('Counts'), slug);
  const { print } = terminal;
  print(
    `${slug} on ${target.name}${strict ? ', strict' : ''}: ${number(sums.total)} under review, ${number(total)} counted.`,
  );
  for (const line of sumLines(sums)) print(line);
  const decisions = await listDecisions(target.db, slug, 5);
  if (decisions.length > 0) print('decided before:');
  for (const decision of decisions) print(`  ${decisionLine(decision)}`);
}
