import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { type Clock, systemClock } from '../../functions/core/clock.ts';

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
  };
}

async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`${question} [y/N] `);
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function secret(question: string): Promise<string> {
  process.stdout.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  lines.once('SIGINT', () => process.exit(130));
  const answer = await lines.question('');
  lines.close();
  process.stdout.write('\n');
  return answer;
}
