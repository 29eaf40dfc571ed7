import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { ours } from '../../commands/cost/design.ts';
import { billedMs } from '../../commands/cost/parts.ts';
import { scaleCommand } from '../../commands/scale/command.ts';
import { knownLimits, type LimitId } from '../../commands/scale/known-limits.ts';
import { limitsFor } from '../../commands/scale/limits.ts';
import { CALLS_TO_SIGN } from '../../infra/peak.ts';

const neededFor = (signaturesPerSecond: number, viewsPerSignature = 36) =>
  Object.fromEntries(
    limitsFor({ signaturesPerSecond, viewsPerSignature }).map(({ id, needed }) => [id, needed]),
  ) as Record<LimitId, number>;

const tooLow = (signaturesPerSecond: number) =>
  limitsFor({ signaturesPerSecond, viewsPerSignature: 36 })
    .filter(({ needed, usual }) => needed > usual)
    .map(({ id }) => id);

it('counts what a busy second needs of each limit', () => {
  const needed = neededFor(1_000, 0);
  expect(needed['mail-rate']).toBe(1_000);
  expect(needed.api).toBe(1_000 * CALLS_TO_SIGN);
  expect(needed['signatures-table']).toBe(2_000);
  const each = [...ours.signing, ours.mail].reduce((sum, work) => sum + billedMs(work), 0);
  expect(needed.functions).toBe(Math.ceil(each));
  // Four lanes, of a new table; and one for each thousand units that a table is warmed to.
  expect(needed.lane).toBe(250);
  expect(neededFor(10_000, 0).lane).toBe(500);
});

it('meets mail first, then what the stack sets, and at 10,000 a second most of AWS', () => {
  expect(tooLow(10)).toEqual([]);
  expect(tooLow(100).sort()).toEqual(['mail-day', 'mail-rate']);
  expect(tooLow(1_000).sort()).toEqual(['mail-day', 'mail-rate', 'stage-api']);
  expect(tooLow(10_000).sort()).toEqual(
    [
      'api',
      'api-burst',
      'edge',
      'functions',
      'functions-rate',
      'limits-table',
      'mail-day',
      'mail-rate',
      'signatures-table',
      'stage-api',
    ].sort(),
  );
});

it('asks the API for hardly more where ten times as many look, since the caches of the edge ask each once', () => {
  const [few, many] = [neededFor(1_000, 36).api, neededFor(1_000, 360).api];
  expect(many - 5_000).toBeLessThan(30);
  expect(many / few).toBeLessThan(1.01);
});

it('names for each limit of AWS its page', () => {
  for (const [id, { source, check }] of Object.entries(knownLimits)) {
    if (id !== 'stage-api' && id !== 'lane') expect(source, id).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/);
    if (check)
      expect(check, id).toMatch(/^aws service-quotas (get-service-quota|list-service-quotas) --service-code [a-z]+ /);
  }
});

/** AWS, as far as the command asks it. */
const account = { warm: 4_000, rate: 14, day: 50_000 };
let aws: Server;

beforeAll(async () => {
  aws = createServer((request, response) => {
    const target = String(request.headers['x-amz-target'] ?? request.url);
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const WarmThroughput = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: account.warm, Status: 'ACTIVE' };
      const SendQuota = { MaxSendRate: account.rate, Max24HourSend: account.day, SentLast24Hours: 0 };
      response.end(JSON.stringify(target.endsWith('DescribeTable') ? { Table: { WarmThroughput } } : { SendQuota }));
    });
  });
  await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(aws.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterEach(() => void Object.assign(account, { warm: 4_000, rate: 14, day: 50_000 }));
afterAll(() => {
  vi.unstubAllEnvs();
  aws.close();
});

async function told(...args: string[]) {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const code = await scaleCommand(args, { print, complain: print, dataDir: '.local', clock: Date.now });
  return { code, text: lines.join('\n') };
}
const big = ['--signatures-per-second', '10000', '--stage', 'prod'] as const;

it('looks up what a stage has now, and says what warming costs before anybody pays for it', async () => {
  const { code, text } = await told(...big);
  expect(code).toBe(0);
  expect(text).toMatch(/^! SES: mails a second .* 10,000\/s +14\/s$/m);
  expect(text).toMatch(/^! Signatures: write units .* 20,000\/s +4,000\/s$/m);
  // What AWS was not asked for is marked.
  expect(text).toMatch(/^! Lambda: executions at once .* 1,000 \?$/m);
  expect(text).toContain('`AMPARO_SIGNATURES_PER_SECOND=10000 AMPARO_MAIL_RATE=10000 npm run deploy`');
  // 2 × 16,000 write units at $ 0.000793, and 8,000 read units at $ 0.0001586.
  expect(text).toContain(`about $ ${(32_000 * 0.000793 + 8_000 * 0.0001586).toFixed(2)} from new`);
});

it('warms nothing where the tables have grown beyond by themselves, as AWS would refuse it', async () => {
  Object.assign(account, { warm: 30_000, rate: 20_000, day: -1 });
  const { text } = await told(...big);
  expect(text).toMatch(/^ {2}Signatures: write units .* 20,000\/s +30,000\/s$/m);
  expect(text).toMatch(/^ {2}SES: mails in 24 hours .* no limit$/m);
  expect(text).toContain('AMPARO_WARM_TABLES=off npm run deploy`');
  expect(text).toContain('none is warmed');
});

it('counts with the executions that an account has, as new accounts have ten', async () => {
  const lambda = async (n: number, ...more: string[]) => {
    const { text } = await told('--signatures-per-second', String(n), ...more);
    return text.split('\n').filter((line) => /^. Lambda: .*\d/.test(line));
  };
  expect(await lambda(15, '--executions', '10')).toEqual([
    expect.stringMatching(/^ {2}Lambda: calls a second.* 100\/s$/),
    expect.stringMatching(/^ {2}Lambda: executions at once .* 10$/),
  ]);
  expect(await lambda(16, '--executions', '10')).toEqual([
    expect.stringMatching(/^! Lambda: calls a second.* 103\/s +100\/s$/),
    expect.stringMatching(/^ {2}Lambda: executions at once .* 10$/),
  ]);
  const alone = ['--executions', '10', '--views-per-signature', '0'];
  expect((await lambda(20, ...alone))[0]).toMatch(/^ {2}Lambda: calls a second.* 100\/s +100\/s$/);
  expect((await lambda(21, ...alone))[0]).toMatch(/^! Lambda: calls a second.* 105\/s +100\/s$/);
  // Where nobody says it, 1,000 are marked as not read.
  expect((await lambda(16)).sort()).toEqual([
    expect.stringMatching(/^ {2}Lambda: calls a second.* 10,000\/s \?$/),
    expect.stringMatching(/^ {2}Lambda: executions at once .* 1,000 \?$/),
  ]);
});

it('asks for the executions of an account until they are told', async () => {
  const hint = 'say --executions N for Lambda';
  const quota = 'get-service-quota --service-code lambda';
  const [unknown, known] = [await told(...big), await told(...big, '--executions', '3000')];
  expect([unknown.text.includes(hint), unknown.text.includes(quota)]).toEqual([true, true]);
  expect([known.text.includes(hint), known.text.includes(quota)]).toEqual([false, false]);
  expect(known.text).toMatch(/^ {2}Lambda: executions at once .* 3,000$/m);
  expect(known.text).toMatch(/^! Lambda: calls a second.* 30,000\/s$/m);
});

it.each([10, 99, 100, 1_000, 4_286, 9_999, 10_000, 20_000])(
  'shows at %i a second numbers of which the marked ones alone are larger than their limits',
  async (n) => {
    const { text } = await told('--signatures-per-second', String(n), '--executions', '1043');
    const rows = [...text.matchAll(/^([ !]) .*? {2,}([\d,.]+)(?:\/s)? {2,}([\d,]+)(?:\/s)?(?: \?)?$/gm)];
    expect(rows).toHaveLength(Object.keys(knownLimits).length);
    for (const [row, mark, ...numbers] of rows) {
      const [needed, limit] = numbers.map((shown) => Number(shown.replaceAll(',', '')));
      expect(mark === '!', row).toBe(needed! > limit!);
    }
  },
);

it('says who may not look it up, and asks nothing else', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
  const { code, text } = await told(...big);
  expect([code, text.includes('\n')]).toEqual([1, false]);
  expect(text).toContain('stage prod cannot be reached');
});

it.each([
  [['--signatures-per-second', '0']],
  [['--signatures-per-second', '1e9']],
  [['--signatures-per-second', '10.5']],
  [['--stage', 'prod']],
  [['--signatures-per-second', '10', '--region', 'mars']],
  [['--signatures-per-second', '10', '--executions', '0']],
  [['--signatures-per-second', '10', '--executions', 'many']],
  [['--signatures-per-second', '10', '--views-per-signature', 'many']],
])('says what it does not understand of %j', async (args) => {
  const { code, text } = await told(...args);
  expect(code).toBe(2);
  expect(text).toContain('`npm run scale -- help` says more.');
});
