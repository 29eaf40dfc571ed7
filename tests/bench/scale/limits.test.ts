import { expect, it } from 'vitest';
import { CALLS_TO_SIGN } from '../../../infra/peak.ts';
import { limitsFor } from './limits.ts';
import { scaleLines } from './lines.ts';

const limitsOf = (signaturesPerSecond: number, { viewsPerSignature = 36, executions = 1_000 } = {}) =>
  limitsFor({ signaturesPerSecond, viewsPerSignature, executions });
const neededFor = (...asked: Parameters<typeof limitsOf>) =>
  Object.fromEntries(limitsOf(...asked).map(({ name, needed }) => [name.replace(/ \(.*| a day,.*/, ''), needed]));
const tooLow = (...asked: Parameters<typeof limitsOf>) =>
  limitsOf(...asked).flatMap(({ name, needed, usual }) => (needed > usual ? [/^[^:]+/.exec(name)![0]] : []));

it('calculates how much of each limit a busy second uses', () => {
  const needed = neededFor(1_000, { viewsPerSignature: 0 });
  expect(needed['SES: e-mails a second']).toBe(1_000);
  expect(needed['HTTP API: requests a second']).toBe(1_000 * CALLS_TO_SIGN);
  expect(needed['new tables: write units a second']).toBe(2_000);
  // 250 to 300 ms for all calls of a signature, most of it waiting for SES and the DNS.
  expect(needed['Lambda: executions at once']).toBeGreaterThan(250);
  expect(needed['Lambda: executions at once']).toBeLessThan(300);
  // A new table has four lanes, a warmed one has one for each thousand units.
  expect(needed['tally: records a second of a lane']).toBe(250);
  expect(neededFor(10_000)['tally: records a second of a lane']).toBe(500);
});

it('meets the limit of SES first, then those of the stack, and at 10,000 a second most of AWS', () => {
  expect(tooLow(10)).toEqual([]);
  expect(tooLow(100)).toEqual(['SES', 'SES']);
  expect(tooLow(1_000)).toEqual(['SES', 'SES', 'the stage’s API']);
  const most = [
    'SES',
    'SES',
    'the stage’s API',
    'HTTP API',
    'HTTP API',
    'Lambda',
    'Lambda',
    'new tables',
    'CloudFront',
  ];
  expect(tooLow(10_000)).toEqual(most);
});

it('meets Lambda at 16 signatures a second in a new account, at 21 if nobody looks', () => {
  const meetsLambda = (n: number, viewsPerSignature: number) =>
    tooLow(n, { viewsPerSignature, executions: 10 }).includes('Lambda');
  expect([meetsLambda(15, 36), meetsLambda(16, 36)]).toEqual([false, true]);
  expect([meetsLambda(20, 0), meetsLambda(21, 0)]).toEqual([false, true]);
});

it.each([10, 99, 100, 1_000, 4_286, 10_000, 20_000])(
  'marks at %i a second each number that is above its limit',
  (n) => {
    const rows = scaleLines(['--signatures-per-second', `${n}`, '--executions', '1043']).flatMap((line) =>
      [/^([ !]) .*? {2,}([\d,]+) {2,}([\d,]+)( \?)?$/.exec(line) ?? []].filter(({ length }) => length),
    );
    expect(rows).toHaveLength(limitsOf(n).length);
    for (const [row, mark, ...numbers] of rows) {
      const [needed, limit] = numbers.map((shown) => Number(shown?.replaceAll(',', '')));
      expect(mark === '!', row).toBe(needed! > limit!);
    }
  },
);

it('prints the settings of the deploy, and the price of warming before anybody pays it', () => {
  const text = scaleLines(['--signatures-per-second', '10000']).join('\n');
  expect(text).toContain('Deploy: AMPARO_SIGNATURES_PER_SECOND=10000 AMPARO_MAIL_RATE=10000 npm run deploy');
  // Two tables of 16,000 write units more at $ 0.000793, and 8,000 read units at $ 0.0001586.
  expect(text).toContain(`about $ ${(32_000 * 0.000793 + 8_000 * 0.0001586).toFixed(2)}`);
  expect(scaleLines(['--signatures-per-second', '100']).join('\n')).toContain(
    'Deploy: npm run deploy\n  It warms no table',
  );
});
