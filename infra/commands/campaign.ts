import { createInterface } from 'node:readline/promises';
import { systemClock } from '../../functions/core/clock.ts';
import { campaignCommand } from './campaign/command.ts';

/** `npm run campaign`: campaigns from a file, on this machine or on an AWS stage. docs/campaign-file.md */
async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`${question} [y/N] `);
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}

process.exitCode = await campaignCommand(process.argv.slice(2), {
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  ask: process.stdin.isTTY && process.stdout.isTTY ? ask : undefined,
  dataDir: process.env.DATA_DIR || '.local',
  clock: systemClock,
});
