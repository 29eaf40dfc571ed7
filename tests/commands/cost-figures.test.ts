import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Design, ours } from '../../commands/cost/design.ts';
import { accessLogBytes } from '../../commands/cost/log-bytes.ts';
import { naive } from '../../commands/cost/naive.ts';
import { billedMs, partsOf, recountsADay } from '../../commands/cost/parts.ts';
import { type PricedRegion, pricedRegions, pricesIn } from '../../commands/cost/prices-2026-11.ts';
import { asksAgain, deployed, keptSeconds, RECOUNTED_DAYS, REMEMBERED_SECONDS } from '../../commands/cost/stack.ts';
import { missedShare, questionsWithin, type Scenario, trafficOf } from '../../commands/cost/traffic.ts';
import { edgeTemplate, petitionTemplate, prod } from '../infra/stacks.ts';

const million: Scenario = {
  signatures: 1e6,
  viewsPerSignature: 360,
  days: 30,
  secondsPerView: 30,
  viewsPerVisitor: 2,
};
const quiet = { ...million, viewsPerSignature: 0 };

const linesOf = (scenario: Scenario, region: PricedRegion = 'us-east-1', design: Design = ours) => {
  const lines: Record<string, number> = {};
  for (const { service, usd } of partsOf(scenario, design, pricesIn(region)))
    lines[service] = (lines[service] ?? 0) + usd;
  return lines;
};

it('adds up a million signatures that nobody looks at as they are added up by hand', () => {
  const lines = linesOf(quiet);
  // 1,000,000 mails at 10 cents a thousand.
  expect(lines.SES).toBeCloseTo(100, 6);
  // Challenge, form, the page after it, link, button.
  expect(lines['HTTP API']).toBeCloseTo(5, 6);
  // These five and what solves the challenge, at a cent for 10,000; and 14,950 bytes, at 8.5 cents a GB.
  expect(lines.CloudFront).toBeCloseTo(6 + 14.95 * 0.085, 6);
  expect(lines.WAF).toBeCloseTo(6 * 0.6, 6);
  // Put, taken, deleted.
  expect(lines.SQS).toBeCloseTo(3 * 0.4, 6);
  // `JKJaXmPLvHcESHA= 200 12 ANY /api/campaigns/{slug}/signatures` and 26 bytes of CloudWatch, five times.
  expect(accessLogBytes('sign')).toBe(16 + 1 + 3 + 1 + 2 + 1 + 36 + 26);
  expect(lines.Logs).toBeCloseTo(5 * 0.086 * (0.5 + 0.03), 6);
  // A batch of 1.096 in the mean: 0.386 signatures a second over four lanes.
  const batches = 1e6 / (1 + 1e6 / (30 * 86_400) / 4);
  // One for the signature, one for its address, and a share of what networks and campaigns write.
  const units = (1e6 * (1 + 1 + 0.03) + batches * 2) * 0.625e-6 + (1e6 * 2.5 + batches) * 0.125e-6;
  // Each of half a million, in the mean, a quarter of a read unit on each of thirty days.
  const recounts = 0.5e6 * 0.25 * 30 * 0.125e-6;
  expect(lines.DynamoDB).toBeCloseTo(units + recounts + 1 * (0.25 + 0.2), 6);
});

it('takes for a call the time of its share of a core, the waiting, and a hundredth of a cold start', () => {
  expect(billedMs({ name: 'x', memoryMb: 1_769, cpuMs: 4, waitMs: 5 })).toBe(9 + 3);
  expect(billedMs({ name: 'x', memoryMb: 512, cpuMs: 4, waitMs: 5 })).toBe(Math.ceil(4 * (1_769 / 512) + 5) + 3);
  // More memory gives no second core to work that has one thread.
  expect(billedMs({ name: 'x', memoryMb: 3_538, cpuMs: 4, waitMs: 5 })).toBe(9 + 3);
});

it('doubles with the signatures, where they come as fast', () => {
  const parts = (scenario: Scenario) => partsOf(scenario, ours, pricesIn('eu-central-1'));
  const once = parts(million);
  const twice = parts({ ...million, signatures: 2e6, days: 60 });
  for (const [i, { what, usd }] of once.entries()) {
    const isKept = ['keeping signatures', 'going back in time', 'recounting'].includes(what);
    expect(twice[i]!.usd, what).toBeCloseTo((isKept ? 4 : 2) * usd, 6);
  }
});

it('names for everything that is billed AWS’s page with its price', () => {
  for (const design of [ours, naive]) {
    for (const { what, source, quantity, usdEach } of partsOf(million, design, pricesIn('eu-west-1'))) {
      expect(source, what).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z-]+\/pricing\//);
      expect(quantity, what).toBeGreaterThanOrEqual(0);
      expect(usdEach, what).toBeGreaterThanOrEqual(0);
    }
  }
});

const crowdsOf = (views: readonly number[], inDays: readonly number[]): Scenario[] =>
  views.flatMap((viewsPerSignature) =>
    inDays.flatMap((days) =>
      [1e3, 1e5, 1e6, 6e6].map((signatures) => ({ ...million, signatures, viewsPerSignature, days })),
    ),
  );
const crowds = crowdsOf([0, 1, 10, 36, 360, 3_600], [1, 7, 30, 90]);

it.each(pricedRegions)('spends less on logs than on the database in %s, whoever comes', (region) => {
  for (const scenario of crowds) {
    const { Logs = Number.NaN, DynamoDB = Number.NaN } = linesOf(scenario, region);
    expect(Logs, JSON.stringify(scenario)).toBeLessThan(DynamoDB);
  }
});

it('would tell of a log that costs more than the database', () => {
  const long = '{"time":"$context.requestTimeEpoch","requestId":"$context.requestId","routeKey":"$context.routeKey"}';
  for (const logBytes of [naive.logBytes, (route: 'sign' | 'site') => 3 * accessLogBytes(route, long)]) {
    const { Logs, DynamoDB = Number.NaN } = linesOf(million, 'eu-central-1', { ...ours, logBytes });
    expect(Logs).toBeGreaterThan(DynamoDB);
  }
});

/** What a crowd costs, over what it costs with the obvious design. */
const overTheObvious = (scenario: Scenario, region: PricedRegion): number => {
  const [sum, obvious] = [ours, naive].map((design) =>
    Object.values(linesOf(scenario, region, design)).reduce((all, usd) => all + usd, 0),
  );
  return sum! / obvious!;
};

it.each(pricedRegions)('costs less than the obvious design in %s within eleven months, whoever looks', (region) => {
  for (const scenario of [...crowds, ...crowdsOf([0, 1, 10, 36, 360, 3_600], [180, 330])])
    expect(overTheObvious(scenario, region), JSON.stringify(scenario)).toBeLessThan(1);
});

it.each(pricedRegions)(
  'costs less than the obvious design in %s for ten years, where 36 look for each who signs',
  (region) => {
    for (const scenario of crowdsOf([36, 360, 3_600], [365, 730, 1_825, 3_650]))
      expect(overTheObvious(scenario, region), JSON.stringify(scenario)).toBeLessThan(1);
  },
);

it('costs more than the obvious design where hardly anybody looks for years, as docs/guides/cost.md says', () => {
  for (const [viewsPerSignature, sooner, later] of [
    [0, 340, 400],
    [1, 550, 640],
    [10, 2_600, 2_900],
  ] as const) {
    const after = (days: number) => overTheObvious({ ...million, viewsPerSignature, days }, 'us-east-1');
    expect(after(sooner), `${viewsPerSignature} views, ${sooner} days`).toBeLessThan(1);
    expect(after(later), `${viewsPerSignature} views, ${later} days`).toBeGreaterThan(1);
  }
});

it('recounts after a day that brought a signature, and after a month that brought none', () => {
  expect(recountsADay(1_000)).toBeCloseTo(1, 9);
  expect(recountsADay(1e-6)).toBeCloseTo(1 / 30, 6);
  for (const perDay of [0.02, 0.3, 2]) {
    let [state, recounts, since, isChanged] = [7, 0, 0, false];
    const days = 200_000;
    for (let day = 0; day < days; day++) {
      state = (state * 48_271) % 2_147_483_647;
      isChanged ||= state / 2_147_483_647 > Math.exp(-perDay);
      since++;
      if (!isChanged && since < 30) continue;
      recounts++;
      [since, isChanged] = [0, false];
    }
    expect(recounts / days / recountsADay(perDay)).toBeCloseTo(1, 1);
  }
  const recount = readFileSync('functions/core/counts/recount/recount.ts', 'utf8');
  // The next one waits for this, so there is no more than one a day.
  expect(recount).toMatch(/^export const SETTLES_AFTER = 25 \* HOUR;$/m);
  expect(recount).toMatch(new RegExp(`^const AGAIN_ANYWAY = ${RECOUNTED_DAYS} \\* DAY;$`, 'm'));
});

it('foresees how many requests find no kept answer', () => {
  for (const [perSecond, kept] of [
    [0.05, 2],
    [1, 2],
    [20, 10],
  ] as const) {
    let [at, freshUntil, missed, state] = [0, 0, 0, 7];
    const requests = 200_000;
    for (let i = 0; i < requests; i++) {
      state = (state * 48_271) % 2_147_483_647;
      at += -Math.log(state / 2_147_483_647) / perSecond;
      if (at < freshUntil) continue;
      missed++;
      freshUntil = at + kept;
    }
    expect(missed / requests / missedShare(perSecond, kept)).toBeCloseTo(1, 1);
  }
});

it('asks the API for a bounded number of pages a second, however many look', () => {
  const rush = trafficOf({ ...million, days: 1, viewsPerSignature: 1e5 }, true);
  expect((rush.pagesAsked + rush.countsAsked) * rush.signaturesPerSecond).toBeLessThan(25);
});

it('counts with what the stacks hold', () => {
  const [petition, edge] = [petitionTemplate(prod), edgeTemplate(prod)];
  const all = (type: string, of = petition) =>
    Object.values(of.findResources(type)).map(({ Properties }) => Properties);
  const memory = Object.fromEntries(
    all('AWS::Lambda::Function').map(({ Description, MemorySize }) => [
      Description.replace('Amparo: ', ''),
      MemorySize,
    ]),
  );
  expect(memory).toMatchObject(deployed.memoryMb);
  expect(all('AWS::CloudWatch::Alarm')).toHaveLength(deployed.alarms);
  const secrets = all('AWS::SecretsManager::Secret').map(({ ReplicaRegions = [] }) => 1 + ReplicaRegions.length);
  expect(secrets.reduce((sum, n) => sum + n, 0)).toBe(deployed.secrets);
  expect(all('AWS::KMS::Key')).toHaveLength(deployed.keys);
  expect(all('AWS::WAFv2::WebACL', edge)[0]!.Rules).toHaveLength(deployed.firewallRules);
});

it('counts with what pages and functions keep, and with when pages ask', () => {
  const constant = (file: string, pattern: RegExp) => pattern.exec(readFileSync(file, 'utf8'))?.slice(1).map(Number);
  const site = 'functions/site/app.ts';
  expect(constant(site, /const PAGE = .*s-maxage=(\d+)/)).toEqual([keptSeconds.page]);
  expect(constant(site, /const DATA = .*s-maxage=(\d+)/)).toEqual([keptSeconds.counts]);
  expect(constant('functions/site/deps.ts', /REMEMBERED = (\d+) \* SECOND/)).toEqual([REMEMBERED_SECONDS]);
  const live = readFileSync('functions/ui/browser/live-count.ts', 'utf8').replaceAll('_', '');
  for (const [name, value] of [
    ['FIRST', asksAgain.firstSeconds * 1_000],
    ['GROWTH', asksAgain.growth],
    ['SLOWEST', asksAgain.slowestSeconds * 1_000],
    ['SLOWESTATFIRST', asksAgain.slowestAtFirst * 1_000],
    ['ATFIRST', asksAgain.firstMinute * 1_000],
  ]) {
    expect(live).toMatch(new RegExp(`^const ${name} = ${value};`, 'm'));
  }
  // After 4 s, 8 s, and then every 10 s of the first minute.
  expect([3, 4, 30, 60].map(questionsWithin)).toEqual([0, 1, 3, 6]);
});
