import * as z from 'zod/mini';
import { type Campaign, campaignFile } from '../../functions/core/campaigns/campaign.ts';
import { nameOf } from '../../functions/core/campaigns/file.ts';
import { wordsOf } from '../../functions/core/campaigns/file-words.ts';
import {
  carryOut,
  fileOf,
  type ParsedCampaignFile,
  type Plan,
  planCampaign,
} from '../../functions/core/campaigns/plan.ts';
import { campaignStatus } from '../../functions/core/campaigns/status.ts';
import { CampaignChanged, getCampaign } from '../../functions/core/campaigns/store.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import type { Target } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { changeLines, dangerWords, undeployedLines } from './print.ts';

/** Which campaign is to change, whether that was said yes to already, and from when. */
interface Asked {
  readonly operand: string;
  readonly yes: boolean;
  readonly at: string | undefined;
}

/** Closes a campaign now, or at a moment that is asked for. */
export async function close(call: Asked, target: Target, terminal: Terminal): Promise<void> {
  const campaign = await find(call.operand, target);
  const now = terminal.clock();
  // Closing again would lengthen the grace of mailed links; only a moment that is asked for does that.
  if (call.at === undefined && campaignStatus(campaign, now) === 'closed') {
    terminal.print(`No change: ${campaign.slug} on ${target.name} is closed since ${campaign.closesAt}.`);
    return;
  }
  const closed = { ...fileOf(campaign), closesAt: call.at ?? isoTime(now) };
  const parsed = z.safeParse(campaignFile, closed, { error: wordsOf });
  if (!parsed.success)
    throw new CommandError(parsed.error.issues.map(({ path, message }) => `${nameOf(path)} ${message}`));
  await change(parsed.data, call, target, terminal);
}

/** Puts a campaign under strict rules, or ends that. */
export async function setStrict(strict: boolean, call: Asked, target: Target, terminal: Terminal): Promise<void> {
  const file = fileOf(await find(call.operand, target));
  if (file.strict === strict) {
    terminal.print(`No change: ${file.slug} on ${target.name} is ${strict ? 'strict already' : 'not strict'}.`);
    return;
  }
  await change({ ...file, strict }, call, target, terminal);
}

/** @throws {CommandError} if there is none of that slug. */
export async function find(slug: string, { db, name }: Target): Promise<Campaign> {
  const campaign = await getCampaign(db, slug);
  if (!campaign) throw new CommandError([`There is no campaign ${slug} on ${name}. \`list\` shows all.`]);
  return campaign;
}

/** Shows what would change; writes it only on a clear yes. */
export async function change(
  file: ParsedCampaignFile,
  call: Pick<Asked, 'yes'>,
  target: Target,
  terminal: Terminal,
): Promise<void> {
  const plan = await planCampaign(target.db, file, terminal.clock(), terminal.keepMonths);
  show(plan, target, terminal);
  if (plan.before && plan.changes.length === 0) return;
  const yes = call.yes || ((await terminal.ask?.('Write this?')) ?? false);
  if (!yes) return terminal.print('Nothing written; run again with --yes.');
  try {
    await carryOut(target.db, plan);
  } catch (error) {
    if (!(error instanceof CampaignChanged)) throw error;
    throw new CommandError([
      'Nothing written: somebody else changed the campaign meanwhile. Run again to compare anew.',
    ]);
  }
  terminal.print(`Written: ${file.slug} on ${target.name}.`);
}

function show({ before, after, changes, dangers }: Plan, { name, stage }: Target, { print, deployed }: Terminal): void {
  if (before && changes.length === 0) {
    print(`No change: ${before.campaign.slug} on ${name} is as the file says.`);
    return;
  }
  print(before ? `${before.campaign.slug} on ${name} changes:` : `New campaign on ${name}:`);
  for (const line of changes.flatMap(changeLines)) print(`  ${line}`);
  // One machine always has keys of its own, and seals to whatever a campaign names.
  const ofStages = ['recipients-of-the-group', 'recipients-of-its-own'];
  for (const kind of dangers.filter((one) => stage !== undefined || !ofStages.includes(one)))
    print(`! ${dangerWords[kind]}`);
  const namesOthers = dangers.includes('recipients-of-its-own') || dangers.includes('recipients-changed');
  if (stage === undefined || !namesOthers || after.recipients.length === 0) return;
  for (const line of undeployedLines(after.recipients, deployed?.(stage))) print(`! ${line}`);
}
