import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { edgePlans, usableEdgePlans } from '../../infra/edge-plans.ts';
import { functions } from '../../infra/functions.ts';
import { CALLS_TO_SIGN, SIGNATURES_PER_SECOND, throttlesFor } from '../../infra/peak.ts';
import { costLines } from '../bench/cost/lines.ts';
import {
  type Crowd,
  costOf,
  monthlyOf,
  overviewMonthlyOf,
  planFor,
  publishingMonthlyOf,
  useOf,
} from '../bench/cost/model.ts';
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
  const crowd = (viewsPerSignature: number): Crowd => ({
    signatures: 1e6,
    viewsPerSignature,
    days: 30,
    publish: 'careful',
  });
  const bill = (viewsPerSignature: number) =>
    dollars([...costOf(crowd(viewsPerSignature), prices).values()].reduce((sum, usd) => sum + usd, 0));
  expect(readme).toContain(`${bill(0)} if only signers look`);
  const plan = Math.round(planFor(crowd(360), prices)?.usd ?? 0).toLocaleString('en');
  expect(readme).toContain(`${bill(360)} with 360 page views for each signature, or $ ${plan} with a flat-rate plan`);
  expect(readme).toContain(`${dollars(monthlyOf(prices))} a month`);
});

it('shows the flat-rate plans that a deploy accepts, and what each has and costs', () => {
  const { edgePlan } = pricesIn('eu-central-1');
  const rows = usableEdgePlans.map((name) => {
    const { requests, gb } = edgePlans[name];
    const numbers = [edgePlan[name], requests / 1e6, gb / 1_000].map((n) => n.toLocaleString('en'));
    return `| \`${name}\` | ${numbers.join(' | ')} |`;
  });
  expect(readFileSync('docs/guides/cost.md', 'utf8')).toContain(`|---|---|---|---|\n${rows.join('\n')}\n\n`);
});

it('shows what a view costs, and the bytes that this is calculated with', () => {
  const cost = readFileSync('docs/guides/cost.md', 'utf8');
  const million = { signatures: 1e6, days: 30, publish: 'careful' } as const;
  const edge = (viewsPerSignature: number) => {
    const bill = costOf({ ...million, viewsPerSignature }, pricesIn('eu-central-1'));
    return (bill.get('CloudFront') ?? 0) + (bill.get('WAF') ?? 0);
  };
  const ofView = (edge(360) - edge(0)) / 360e6;
  expect(cost).toContain(`A view of 30 s is one request, and costs\n  $ ${ofView.toFixed(7)}.`);
  expect(Math.round(pricesIn('eu-central-1').mail / ofView / 10) * 10).toBe(30);
  const requests = (publish: Crowd['publish']) => {
    const of = (viewsPerSignature: number) => useOf({ ...million, viewsPerSignature, publish }).edgeRequests;
    return ((of(360) - of(0)) / 360).toFixed(1);
  };
  expect(cost).toContain(
    `${requests('careful')} requests for a view of 30 s (${requests('live')} if the campaign is live)`,
  );
  const all = (viewsPerSignature: number, publish: Crowd['publish']) =>
    [...costOf({ ...million, viewsPerSignature, publish }, pricesIn('eu-central-1')).values()].reduce(
      (sum, usd) => sum + usd,
      0,
    );
  const views = (publish: Crowd['publish']) => all(360, publish) - all(0, publish);
  const more = Math.round((views('live') / views('careful') - 1) * 10) * 10;
  expect(cost).toContain(`A view of a live campaign costs about ${more} % more`);
  const page = measured('page-sizes', 'all of /campaigns/azerbaijan-prisoners-of-conscience (kB)').toFixed(1);
  const brotli = measured('page-sizes', 'the campaign’s page as Brotli (kB)').toFixed(1);
  expect(cost).toContain(
    `has ${page} kB with all that is in it, gzipped; as Brotli, which most browsers accept, ${brotli} kB`,
  );
  expect(readFileSync('docs/reference/performance.md', 'utf8')).toContain(`| ${page} kB; ${brotli} kB |`);
});

it('shows what publishing many campaigns costs, as it was measured', () => {
  const rows = ([1, 100, 10_000] as const).map((campaigns) => {
    const units = measured('publish', `units of a day for ${campaigns} quiet campaigns (units)`);
    const usd = publishingMonthlyOf(pricesIn('eu-central-1'), campaigns);
    return [campaigns, Number(units.toPrecision(3))].map((n) => n.toLocaleString('en')).concat(usd.toFixed(2));
  });
  expect(readFileSync('docs/guides/cost.md', 'utf8')).toContain(
    `|---|---|---|\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n\n`,
  );
  expect(readFileSync('docs/reference/performance.md', 'utf8')).toContain(
    `that nobody signs: a run a minute, and a look at each an hour | ${rows.map(([, units]) => units).join('; ')} |`,
  );
});

it('shows what the overview of many campaigns costs, as it was measured', () => {
  const [ten, thousand, all] = [10, 1_000, 10_000].map((campaigns) =>
    overviewMonthlyOf(pricesIn('eu-central-1'), campaigns).toFixed(2),
  );
  expect(readFileSync('docs/guides/cost.md', 'utf8')).toContain(
    `The overview costs $ ${ten} a month for 10 campaigns, $ ${thousand} for 1,000 and $ ${all} for 10,000.`,
  );
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
