import { getCampaignHead } from '../../functions/core/campaigns/store.ts';
import { onTarget, runCommand } from '../command.ts';
import type { Target } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { type Call, understand, usage } from './call.ts';
import { decide } from './decide.ts';
import { exportSignatures } from './export.ts';
import { openExport } from './open.ts';
import { reviewAll, reviewCampaign } from './review.ts';

/** Runs `npm run signatures`. @returns the exit code, as `runCommand`. */
export const signaturesCommand = (args: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand({ name: 'signatures', understand, run }, args, terminal);

async function run(call: Call, terminal: Terminal): Promise<void> {
  if (call.verb === 'help') return terminal.print(usage);
  if (call.verb === 'open') return openExport(call, terminal);
  await onTarget(
    call,
    terminal,
    (target) => perform(call, target, terminal),
    () => 'tables',
  );
}

async function perform(call: Call, target: Target, terminal: Terminal): Promise<void> {
  if (call.operand === '') return reviewAll(target, terminal);
  const campaign = await getCampaignHead(target.db, call.operand);
  if (!campaign) throw new CommandError([`There is no campaign ${call.operand} on ${target.name}.`]);
  if (call.verb === 'review') await reviewCampaign(campaign, target, terminal);
  else if (call.verb === 'export') await exportSignatures(campaign, call, target, terminal);
  else await decide(campaign, call.verb === 'accept' ? 'accept' : 'void', call, target, terminal);
}
