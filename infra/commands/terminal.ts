import { createInterface } from 'node:readline/promises';
import { type Readable, Writable } from 'node:stream';
import type { TrustedRecipients } from '../../functions/core/campaigns/sealed-to.ts';
import { type Clock, systemClock } from '../../functions/core/clock.ts';
import { Interrupted } from './command-error.ts';
import { deployedIn } from './deployed.ts';

/** What a command works with. A test hands in its own. */
export interface Terminal {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Asks a question that is answered with yes or no. Missing where nobody could answer. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
  /** Asks for something that is not shown while it is typed. Missing where nobody could answer. */
  readonly secret?: ((question: string) => Promise<string>) | undefined;
  /** The directory in which the one-machine server keeps its data. */
  readonly dataDir: string;
  readonly clock: Clock;
  /** Months for which a stage keeps identities, as whoever deploys it says (AMPARO_KEEP_MONTHS). */
  readonly keepMonths?: number | undefined;
  /** The keys that a stage knows, as whoever deploys it says. Missing where the environment names none for that stage. */
  readonly deployed?: ((stage: string) => TrustedRecipients | undefined) | undefined;
}

/** The terminal of whoever runs this process. */
export function processTerminal(): Terminal {
  const isAnswered = process.stdin.isTTY && process.stdout.isTTY;
  return {
    print: (line) => console.log(line),
    complain: (line) => console.error(line),
    ask: isAnswered ? ask : undefined,
    secret: isAnswered ? secret : undefined,
    dataDir: process.env.DATA_DIR || '.local',
    clock: systemClock,
    keepMonths: Number(process.env.AMPARO_KEEP_MONTHS) || undefined,
    deployed: (stage) => deployedIn(process.env, stage),
  };
}

async function ask(question: string): Promise<boolean> {
  return /^y(es)?$/i.test((await answerTo(`${question} [y/N] `, process.stdin, process.stdout)).trim());
}

async function secret(question: string): Promise<string> {
  process.stdout.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    return await answerTo('', process.stdin, nowhere);
  } finally {
    process.stdout.write('\n');
  }
}

/**
 * What is typed on a terminal, up to the end of the line.
 * @throws {Interrupted} on Ctrl-C, Ctrl-D, or where the terminal is closed.
 */
export async function answerTo(question: string, input: Readable, output: Writable): Promise<string> {
  const lines = createInterface({ input, output, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      const interrupted = () => reject(new Interrupted());
      lines.once('SIGINT', interrupted).once('close', interrupted);
      lines.question(question).then(resolve, interrupted);
    });
  } catch (error) {
    output.write('\n');
    throw error;
  } finally {
    lines.close();
  }
}
