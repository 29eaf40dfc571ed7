import { createInterface } from 'node:readline/promises';
import { type Readable, Writable } from 'node:stream';
import type { DeployedKeys } from '../../functions/core/campaigns/sealed-to.ts';
import { type Clock, systemClock } from '../../functions/core/running/clock.ts';
import { deployedIn } from '../campaign/deployed.ts';
import { INTERRUPTED, Interrupted } from './errors.ts';

/** What a command works with. A test hands in its own. */
export interface Terminal {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Asks a question that is answered with yes or no. Missing where nobody could answer. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
  /** Asks for something that is not shown while it is typed. Missing where nobody could answer. */
  readonly secret?: ((question: string) => Promise<string>) | undefined;
  /** False once Ctrl-C was pressed while the command works, or its terminal was closed. Missing where nobody could. */
  readonly mayGoOn?: (() => boolean) | undefined;
  /** The directory in which the one-machine server keeps its data. */
  readonly dataDir: string;
  readonly clock: Clock;
  /** Waits so many milliseconds. Missing where a command shall really wait. */
  readonly pause?: ((ms: number) => Promise<unknown>) | undefined;
  /** Months for which a stage keeps identities, as whoever deploys it says (AMPARO_KEEP_MONTHS). */
  readonly keepMonths?: number | undefined;
  /** The keys that a stage knows, as whoever deploys it says. Missing where the environment names none for that stage. */
  readonly deployed?: ((stage: string) => DeployedKeys | undefined) | undefined;
}

/** The terminal of whoever runs this process. */
export function processTerminal(): Terminal {
  const isAnswered = process.stdin.isTTY && process.stdout.isTTY;
  const stopping = stopOnSignals();
  // What it is shown by may go before it is done, as `| head` does: the work goes on to its end.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  return {
    print: (line) => console.log(line),
    complain: (line) => console.error(line),
    ask: isAnswered ? (question) => ask(question, stopping) : undefined,
    secret: isAnswered ? (question) => secret(question, stopping) : undefined,
    mayGoOn: () => !stopping.aborted,
    dataDir: process.env.DATA_DIR || '.local',
    clock: systemClock,
    keepMonths: Number(process.env.AMPARO_KEEP_MONTHS) || undefined,
    deployed: (stage) => deployedIn(process.env, stage),
  };
}

/** Ends a command where nothing is left half done, if that was asked for. @throws {Interrupted} */
export function checkpoint({ mayGoOn }: Pick<Terminal, 'mayGoOn'>): void {
  if (mayGoOn?.() === false) throw new Interrupted();
}

/** Milliseconds within which one press of Ctrl-C may reach us twice: what started us hands it on, too. */
const SAME_PRESS = 1_000;

/** Lets the command come to a checkpoint. Who presses again, because it takes too long, ends it at once. */
function stopOnSignals(): AbortSignal {
  const stopping = new AbortController();
  let pressedAt = 0;
  const stop = () => {
    if (!stopping.signal.aborted) {
      pressedAt = Date.now();
      console.error('Stopping … Ctrl-C once more ends it at once.');
      stopping.abort();
    } else if (Date.now() - pressedAt > SAME_PRESS) process.exit(INTERRUPTED);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  return stopping.signal;
}

async function ask(question: string, stopping: AbortSignal): Promise<boolean> {
  return /^y(es)?$/i.test((await answerTo(`${question} [y/N] `, process.stdin, process.stdout, stopping)).trim());
}

async function secret(question: string, stopping: AbortSignal): Promise<string> {
  process.stdout.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    return await answerTo('', process.stdin, nowhere, stopping);
  } finally {
    process.stdout.write('\n');
  }
}

/**
 * What is typed on a terminal, up to the end of the line.
 * @throws {Interrupted} on Ctrl-C, Ctrl-D, or where the terminal is closed.
 */
export async function answerTo(
  question: string,
  input: Readable,
  output: Writable,
  stopping?: AbortSignal,
): Promise<string> {
  const lines = createInterface({ input, output, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      const interrupted = () => reject(new Interrupted());
      lines.once('SIGINT', interrupted).once('close', interrupted);
      lines.question(question, stopping ? { signal: stopping } : {}).then(resolve, interrupted);
    });
  } catch (error) {
    output.write('\n');
    throw error;
  } finally {
    lines.close();
  }
}
