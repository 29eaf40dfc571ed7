import { operator } from '../../functions/core/access/actor.ts';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { listUnderReview, summariseReview } from '../../functions/core/counts/review-summary.ts';
import type { Target } from '../target.ts';
import { number } from '../terminal/amount.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
import { summaryLines } from './print.ts';

/** Prints how many signatures are under review on each campaign. */
export async function reviewAll({ db, table, name }: Target, { print }: Terminal): Promise<void> {
  const waiting = await listUnderReview({ campaigns: db, counts: table('Counts') }, operator);
  for (const { campaign, underReview } of waiting) print(`${campaign}  ${number(underReview)} under review`);
  if (waiting.length === 0) print(`Nothing is under review on ${name}.`);
}

/** Prints a campaign's suspicious signatures in numbers, and the last decisions. */
export async function reviewCampaign(
  { slug, strict }: CampaignHead,
  { db, table, name }: Target,
  terminal: Terminal,
): Promise<void> {
  const deps = { campaigns: db, counts: table('Counts'), signatures: table('Signatures') };
  const input = { campaign: slug, checkpoint: () => checkpoint(terminal) };
  const summary = await summariseReview(deps, operator, input);
  for (const line of summaryLines(`${slug} on ${name}${strict ? ', strict' : ''}`, summary)) terminal.print(line);
}
