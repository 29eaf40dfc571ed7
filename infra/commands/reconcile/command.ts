import { setTimeout as sleep } from 'node:timers/promises';
import type { CampaignHead } from '../../../functions/core/campaigns/campaign.ts';
import { getCampaignHead, listCampaignHeads } from '../../../functions/core/campaigns/store.ts';
import { isoTime } from '../../../functions/core/clock.ts';
import { TOTAL } from '../../../functions/core/counts/delta.ts';
import { compareCounts } from '../../../functions/core/counts/looks.ts';
import type { Recount, Recounts } from '../../../functions/core/counts/recounts.ts';
import { SHARDS } from '../../../functions/core/signatures/store.ts';
import { isRight } from '../../../functions/reconcile/reconcile.ts';
import { recountOn, SETTLES_AFTER } from '../../../functions/reconcile/recount.ts';
import { amount, number } from '../amount.ts';
import { CommandError } from '../command-error.ts';
import { onTarget, runCommand } from '../run.ts';
import type { Target } from '../target.ts';
import { checkpoint, type Terminal } from '../terminal.ts';
import { type Call, understand, usage } from './call.ts';
import { verdictLines } from './print.ts';
import { repair } from './repair.ts';

/** Runs `npm run reconcile`. @returns the exit code, as `runCommand`: 1 also if counts are wrong, or were left so. */
export const reconcileCommand = (args: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand({ name: 'reconcile', understand, run }, args, terminal);

async function run(call: Call, terminal: Terminal): Promise<void> {
  if (call.help) return terminal.print(usage);
  await onTarget(
    call,
    terminal,
    (target) => perform(call, target, terminal),
    () => 'tables',
  );
}

async function perform(call: Call, target: Target, terminal: Terminal): Promise<void> {
  const wrong: string[] = [];
  for (const campaign of await chosen(call, target)) {
    const recounts = await recount(campaign, target, terminal);
    checkpoint(terminal);
    if (!(await judge(campaign.slug, recounts, call, target, terminal))) wrong.push(campaign.slug);
  }
  if (wrong.length > 0) throw new CommandError([`Counts are wrong: ${wrong.join(', ')}.`]);
}

async function chosen({ campaign }: Call, target: Target): Promise<CampaignHead[]> {
  if (campaign === undefined) return listCampaignHeads(target.db);
  const head = await getCampaignHead(target.db, campaign);
  if (!head) throw new CommandError([`There is no campaign ${campaign} on ${target.name}.`]);
  return [head];
}

/** Goes on with the recount of a campaign as the function does each hour, and tells how far it is. */
function recount(campaign: CampaignHead, target: Target, { print, clock, mayGoOn }: Terminal): Promise<Recounts> {
  const deps = { signatures: target.table('Signatures'), counts: target.table('Counts'), pause: sleep, clock };
  return recountOn(deps, campaign, {
    mayGoOn: () => mayGoOn?.() !== false,
    progress: (partitions) => print(`${campaign.slug}: recounted ${partitions} of ${SHARDS} parts`),
  });
}

/** @returns false if counts are wrong, and were left so. */
async function judge(
  slug: string,
  { running, done }: Recounts,
  call: Call,
  target: Target,
  terminal: Terminal,
): Promise<boolean> {
  const { print } = terminal;
  if (!done) {
    if (running) print(`${slug}: ${await soFar(slug, running, target)}`);
    return true;
  }
  const verdict = await compareCounts(target.table('Counts'), slug, done);
  if (!verdict) throw new CommandError([`Counts of ${slug} are being folded. Run again.`]);
  if (isRight(verdict)) {
    print(`${slug}: right, ${number(verdict.total)} counted, by the recount of ${isoTime(done.startedAt)}.`);
    return true;
  }
  const { length } = verdict.differences;
  const wrong = length > 0 ? `${amount(length, 'count is', 'counts are')} wrong` : 'counts do not add up';
  print(`${slug}: ${wrong}, by the recount of ${isoTime(done.startedAt)}:`);
  for (const line of verdictLines(verdict)) print(line);
  return call.repair && (await repair(slug, verdict, call, target, terminal));
}

/** What can be said of a recount while tally may still be late. */
async function soFar(slug: string, running: Recount, target: Target): Promise<string> {
  if (running.next < SHARDS) return 'not recounted to the end yet. Run again to go on.';
  const certain = `certain from ${isoTime(running.at + SETTLES_AFTER)}`;
  const verdict = await compareCounts(target.table('Counts'), slug, running);
  const began = isoTime(running.startedAt);
  const counted = `${number(running.recounted.get(TOTAL) ?? 0)} counted signatures in the table by the recount of ${began}`;
  return verdict && isRight(verdict)
    ? `${counted}, and the counts agree so far; ${certain}.`
    : `${counted}, and not all counts agree so far, maybe since some are late; ${certain}.`;
}
