import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { CALLS_TO_SIGN, SIGNATURES_PER_SECOND, throttlesFor } from '../../infra/peak.ts';
import { costLines } from '../bench/cost/lines.ts';
import { costOf, monthlyOf } from '../bench/cost/model.ts';
import { measured } from '../bench/measured.ts';
import { pricesIn } from '../bench/prices-2026-11.ts';
import { scaleLines } from '../bench/scale/lines.ts';

const commands: Record<string, (args: readonly string[]) => string[]> = { cost: costLines, scale: scaleLines };

it.each(['docs/guides/cost.md', 'docs/guides/scale.md'])('shows in %s the output of its commands', (document) => {
  const text = readFileSync(document, 'utf8');
  const shown = [...text.matchAll(/```text\n\$ npm run (\w+)(?: -- (.*))?\n([\s\S]*?)\n```/g)];
  expect(shown.length).toBeGreaterThan(1);
  for (const [, name = '', args = '', output] of shown) {
    const printed = commands[name]?.(args.split(' ').filter(Boolean));
    expect(output, `npm run ${name} -- ${args}`).toBe(printed?.join('\n'));
  }
});

it('shows in README the cost of a million signatures', () => {
  const readme = readFileSync('README.md', 'utf8');
  const prices = pricesIn('eu-central-1');
  const dollars = (usd: number) => `about $ ${Math.round(usd).toLocaleString('en')}`;
  const bill = (viewsPerSignature: number) => {
    const lines = costOf({ signatures: 1e6, viewsPerSignature, days: 30 }, prices);
    return dollars([...lines.values()].reduce((sum, usd) => sum + usd, 0));
  };
  expect(readme).toContain(`${bill(0)} if only signers look`);
  expect(readme).toContain(`${bill(360)} with 360 page views for each signature`);
  expect(readme).toContain(`${dollars(monthlyOf(prices))} a month`);
});

it('shows the API’s limit as a deploy sets it', () => {
  const decision = readFileSync('docs/decisions/004-aws-settings-that-protect-signers.md', 'utf8');
  const { rateLimit } = throttlesFor(SIGNATURES_PER_SECOND.usual).all;
  const forPages = rateLimit - CALLS_TO_SIGN * SIGNATURES_PER_SECOND.usual;
  expect(CALLS_TO_SIGN).toBe(5);
  expect(decision).toContain(
    `five requests for each signature and ${forPages} for pages, which is ${rateLimit} a second by default`,
  );
});

it('counts with the lane of tally that performance.md shows', () => {
  const lane = measured('tally', 'most records of a lane, at 512 MB (simulated) (/s)').toLocaleString('en');
  const shown = `most records of a lane with ${functions.tally.memoryMb} MB (simulated) | ${lane} /s |`;
  expect(readFileSync('docs/reference/performance.md', 'utf8')).toContain(shown);
});

it('shows in dependencies.md how large the bare client is, as performance.md does', () => {
  const [, kB] =
    /^\| the bare client, bundled as ours \| (\d+) \|/m.exec(readFileSync('docs/reference/performance.md', 'utf8')) ??
    [];
  expect(readFileSync('docs/reference/dependencies.md', 'utf8')).toContain(`both bundled as functions are (${kB} kB, `);
});
