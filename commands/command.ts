import { holdsPrivateKey, PRIVATE_KEY_WORDS } from '../functions/core/campaigns/recipient.ts';
import { localTarget, reachingError, stageTarget, type Target } from './target.ts';
import { CommandError, firstSentence, INTERRUPTED, Interrupted } from './terminal/errors.ts';
import type { Terminal } from './terminal/terminal.ts';

/** A command that `npm run NAME` starts. */
interface Command<Call> {
  readonly name: string;
  /** @returns what is asked for, or in words why it is not understood. May throw as `parseArgs` does. */
  readonly understand: (args: readonly string[]) => Call | string;
  readonly run: (call: Call, terminal: Terminal) => Promise<void>;
}

/** Runs a command. @returns the exit code: 0 done, 1 refused, 2 not understood, 130 interrupted. */
export async function runCommand<Call extends object>(
  { name, understand, run }: Command<Call>,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  // Before anything repeats what was typed.
  if (args.some(holdsPrivateKey)) {
    terminal.complain(`The command line ${PRIVATE_KEY_WORDS}. Your shell may have noted it: look into its history.`);
    return 1;
  }
  const call = inWords(() => understand(args));
  if (typeof call === 'string') {
    terminal.complain(`${call} \`npm run ${name} -- help\` says more.`);
    return 2;
  }
  try {
    await run(call, terminal);
    return 0;
  } catch (error) {
    if (error instanceof Interrupted) {
      terminal.complain(error.message);
      return INTERRUPTED;
    }
    if (!(error instanceof CommandError)) throw error;
    terminal.complain(error.message);
    return 1;
  }
}

function inWords<Call>(understand: () => Call | string): Call | string {
  try {
    return understand();
  } catch (error) {
    return firstSentence(error);
  }
}

/**
 * Works on this machine's Amparo, or on a stage's.
 * @param what is asked of it, in words, as `reachingError` takes them.
 * @throws {CommandError} also in words for a place that cannot be reached.
 */
export async function onTarget(
  { stage }: { readonly stage?: string | undefined },
  terminal: Terminal,
  work: (target: Target) => Promise<void>,
  what?: (target: Target) => string | undefined,
): Promise<void> {
  const target = stage === undefined ? await localTarget(terminal.dataDir) : stageTarget(stage);
  try {
    await work(target);
  } catch (error) {
    throw error instanceof CommandError || error instanceof Interrupted
      ? error
      : (reachingError(error, target, what?.(target)) ?? error);
  } finally {
    target.db.client.destroy();
  }
}
