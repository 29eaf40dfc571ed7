import { getCampaignHead } from '../../../functions/core/campaigns/store.ts';
import { CommandError } from '../command-error.ts';
import { localTarget, reachingError, stageTarget, type Target } from '../target.ts';
import type { Terminal } from '../terminal.ts';
import { type Call, understand, usage } from './call.ts';
import { decide } from './decide.ts';
import { exportSignatures } from './export.ts';
import { openExport } from './open.ts';
import { reviewAll, reviewCampaign } from './review.ts';

/** Runs `npm run signatures`. @returns the exit code: 0 done, 1 refused, 2 not understood. */
export async function signaturesCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const call = understand(args);
  if (typeof call === 'string') {
    terminal.complain(`${call} \`npm run signatures -- help\` says more.`);
    return 2;
  }
  try {
    await run(call, terminal);
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    terminal.complain(error.message);
    return 1;
  }
}

async function run(call: Call, terminal: Terminal): Promise<void> {
  if (call.verb === 'help') return terminal.print(usage);
  if (call.verb === 'open') return openExport(call, terminal);
  const target = call.stage === undefined ? await localTarget(terminal.dataDir) : stageTarget(call.stage);
  try {
    await onTarget(call, target, terminal);
  } catch (error) {
    throw error instanceof CommandError ? error : (reachingError(error, target, 'tables') ?? error);
  } finally {
    target.db.client.destroy();
  }
}

async function onTarget(call: Call, target: Target, terminal: Terminal): Promise<void> {
  if (call.operand === '') return reviewAll(target, terminal);
  const campaign = await getCampaignHead(target.db, call.operand);
  if (!campaign) throw new CommandError([`There is no campaign ${call.operand} on ${target.name}.`]);
  if (call.verb === 'review') await reviewCampaign(campaign, target, terminal);
  else if (call.verb === 'export') await exportSignatures(campaign, call, target, terminal);
  else await decide(campaign, call.verb === 'accept' ? 'accept' : 'void', call, target, terminal);
}
