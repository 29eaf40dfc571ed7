import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { costCommand } from '../../commands/cost/command.ts';
import { estimateOf } from '../../commands/cost/estimate.ts';
import { RECORDS_OF_A_LANE } from '../../commands/cost/measured.ts';
import { scaleCommand } from '../../commands/scale/command.ts';
import type { Terminal } from '../../commands/terminal/terminal.ts';
import { functions } from '../../infra/functions.ts';
import { CALLS_TO_SIGN, SIGNATURES_PER_SECOND, throttleFor } from '../../infra/peak.ts';

const commands: Record<string, (args: readonly string[], terminal: Terminal) => Promise<number>> = {
  cost: costCommand,
  scale: scaleCommand,
};

/** What a command prints, as a document shows it. */
async function printed(name: string, args: readonly string[]): Promise<string> {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const terminal = { print, complain: print, dataDir: '.local', clock: Date.now };
  expect(await commands[name]?.(args, terminal)).toBe(0);
  return lines.join('\n');
}

it.each(['docs/guides/cost.md', 'docs/guides/scale.md'])('shows in %s what its commands print', async (document) => {
  const text = readFileSync(document, 'utf8');
  const shown = [...text.matchAll(/```text\n\$ npm run (\w+)(?: -- (.*))?\n([\s\S]*?)\n```/g)];
  expect(shown.length).toBeGreaterThan(0);
  for (const [, name = '', args = '', output] of shown) {
    expect(output, `npm run ${name} -- ${args}`).toBe(await printed(name, args.split(' ').filter(Boolean)));
  }
});

it('shows in README what a million signatures cost, as the model counts it', () => {
  const readme = readFileSync('README.md', 'utf8');
  const usual = { signatures: 1e6, days: 30, secondsPerView: 30, viewsPerVisitor: 2 };
  const [alone, looked] = [0, 360].map((viewsPerSignature) =>
    estimateOf({ ...usual, viewsPerSignature }, 'eu-central-1'),
  );
  const dollars = (usd: number) => `$ ${Math.round(usd).toLocaleString('en')}`;
  expect(readme).toContain(`about ${dollars(alone!.ours.usd)} if only signers look`);
  expect(readme).toContain(`about ${dollars(looked!.ours.usd)} with 360 page views for each signature`);
  expect(readme).toContain(`about ${dollars(alone!.monthly.usd)} a month`);
});

it('shows the API’s limit as a deploy sets it', () => {
  const decision = readFileSync('docs/decisions/004-aws-settings-that-protect-signers.md', 'utf8');
  const { rateLimit } = throttleFor(SIGNATURES_PER_SECOND.usual);
  const forPages = rateLimit - CALLS_TO_SIGN * SIGNATURES_PER_SECOND.usual;
  expect(CALLS_TO_SIGN).toBe(5);
  expect(decision).toContain(
    `five requests for each signature and ${forPages} for pages, which is ${rateLimit} a second by default`,
  );
});

it('counts with the lane of tally that performance.md shows', () => {
  const shown = `most records of a lane with ${functions.tally.memoryMb} MB (simulated) | ${RECORDS_OF_A_LANE.toLocaleString('en')} /s |`;
  expect(readFileSync('docs/reference/performance.md', 'utf8')).toContain(shown);
});

it('shows in dependencies.md how large the bare client is, as performance.md does', () => {
  const [, kB] =
    /^\| the bare client, bundled as ours \| (\d+) \|/m.exec(readFileSync('docs/reference/performance.md', 'utf8')) ??
    [];
  expect(readFileSync('docs/reference/dependencies.md', 'utf8')).toContain(`both bundled as functions are (${kB} kB, `);
});
