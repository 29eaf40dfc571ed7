import { setTimeout as sleep } from 'node:timers/promises';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { getCampaignHead, listCampaignHeads } from '../../functions/core/campaigns/store.ts';
import { TOTAL } from '../../functions/core/counts/delta.ts';
import { compareCounts, isImpossible, isRight, type Verdict } from '../../functions/core/counts/recount/looks.ts';
import { recountOn, SETTLES_AFTER } from '../../functions/core/counts/recount/recount.ts';
import type { Recount, Recounts } from '../../functions/core/counts/recount/recounts.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { SHARDS } from '../../functions/core/signatures/store.ts';
import { onTarget, runCommand } from '../command.ts';
import type { Target } from '../target.ts';
import { amount, number } from '../terminal/amount.ts';
import { CommandError } from '../terminal/errors.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
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
function recount(
  campaign: CampaignHead,
  target: Target,
  { print, clock, mayGoOn, pause = sleep }: Terminal,
): Promise<Recounts> {
  const deps = { signatures: target.table('Signatures'), counts: target.table('Counts'), pause, clock };
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
  if (!done) return !running || judgeSoFar(slug, running, call, target, terminal);
  const verdict = await compareCounts(target.table('Counts'), slug, done);
  if (!verdict) throw beingFolded(slug);
  if (isRight(verdict)) {
    print(`${slug}: right, ${number(verdict.total)} counted, by the recount of ${isoTime(done.startedAt)}.`);
    return true;
  }
  print(`${slug}: ${wrongWords(verdict)}, by the recount of ${isoTime(done.startedAt)}:`);
  for (const line of verdictLines(verdict)) print(line);
  return call.repair && (await repair(slug, verdict, call, target, terminal));
}

/** Judges what can be judged while tally may still be late. @returns false if counts are wrong however late it is. */
async function judgeSoFar(
  slug: string,
  running: Recount,
  { repair }: Call,
  target: Target,
  { print }: Terminal,
): Promise<boolean> {
  if (running.next < SHARDS) {
    print(`${slug}: not recounted to the end yet. Run again to go on.`);
    return true;
  }
  const verdict = await compareCounts(target.table('Counts'), slug, running);
  if (!verdict) throw beingFolded(slug);
  const recounted = running.recounted.get(TOTAL) ?? 0;
  const now = recounted === verdict.total ? '' : ` (${number(verdict.total)} are counted now)`;
  const found = `${slug}: ${number(recounted)} counted signatures in the table by the recount of ${isoTime(running.startedAt)}${now}`;
  const certain = isoTime(running.at + SETTLES_AFTER);
  if (isImpossible(verdict)) {
    const certainly = { ...verdict, differences: [] };
    print(`${found}; ${wrongWords(certainly)}, and by how much will be certain from ${certain}:`);
    for (const line of verdictLines(certainly)) print(line);
  } else if (isRight(verdict)) print(`${found}, and the counts agree so far; certain from ${certain}.`);
  else print(`${found}, and not all counts agree so far, maybe since some are late; certain from ${certain}.`);
  if (repair && !isRight(verdict)) print(`Nothing can be corrected before ${certain}.`);
  return !isImpossible(verdict);
}

const wrongWords = ({ differences, imbalances }: Verdict): string => {
  if (differences.length > 0) return `${amount(differences.length, 'count is', 'counts are')} wrong`;
  return imbalances.length > 0 ? 'counts do not add up' : 'counts were changed by something else than signatures';
};

const beingFolded = (slug: string): CommandError =>
  new CommandError([`Counts of ${slug} are being folded. Run again.`]);
