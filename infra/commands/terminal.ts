import { createInterface } from 'node:readline/promises';
import { type Clock, systemClock } from '../../functions/core/clock.ts';

/** What a command works with. A test hands in its own. */
export interface Terminal {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Asks a question that is answered with yes or no. Missing where nobody could answer. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
  /** The directory in which the one-machine server keeps its data. */
  readonly dataDir: string;
  readonly clock: Clock;
}

/** The terminal of whoever runs this process. */
export const processTerminal = (): Terminal => ({
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  ask: process.stdin.isTTY && process.stdout.isTTY ? ask : undefined,
  dataDir: process.env.DATA_DIR || '.local',
  clock: systemClock,
});

async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`${question} [y/N] `);
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}
