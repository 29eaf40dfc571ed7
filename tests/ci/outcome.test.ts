import { expect, it } from 'vitest';
import { judge, type Outcome, summary } from './outcome.ts';
import type { Part } from './parts.ts';

const tests: Part = { script: 'test', does: 'tests', hasTests: true };
const chore: Part = { script: 'check', does: 'checks', hasTests: false };

/** A report as vitest writes it, of test files with the statuses of their tests. */
const reportOf = (files: Record<string, readonly string[]>, fileStatus = 'passed'): string => {
  const all = Object.values(files).flat();
  const count = (status: string) => all.filter((one) => one === status).length;
  return JSON.stringify({
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('skipped'),
    numTodoTests: count('todo'),
    testResults: Object.entries(files).map(([name, statuses]) => ({
      name,
      status: statuses.includes('failed') ? 'failed' : fileStatus,
      assertionResults: statuses.map((status) => ({ status })),
    })),
  });
};
const ran = (json: string | undefined, code = 0) => judge(tests, { code, seconds: 1, json });

it('counts the tests of a report', () => {
  expect(ran(reportOf({ a: ['passed', 'passed'], b: ['passed'] }))).toMatchObject({ passed: 3, failed: 0 });
  expect(ran(reportOf({ a: ['passed', 'failed'] }), 1)).toMatchObject({ passed: 1, failed: 1 });
});

it('counts a file that breaks before its tests as a failed test', () => {
  expect(ran(reportOf({ a: ['passed'], b: [] }, 'failed'), 1)).toMatchObject({ passed: 1, failed: 2 });
});

it.each([
  ['reported nothing', undefined, 1, 'It reported no test.'],
  ['ran no test', reportOf({}), 0, 'It ran no test.'],
  ['skipped a test', reportOf({ a: ['passed', 'skipped', 'todo'] }), 0, 'It skipped 2 tests.'],
  ['ended with a code that no test explains', reportOf({ a: ['passed'] }), 1, expect.stringContaining('code 1')],
])('fails a part that %s', (_what, json, code, fault) => {
  const outcome = ran(json, code);
  expect(outcome.failed).toBeGreaterThan(0);
  expect(outcome.fault).toEqual(fault);
});

it('counts a part without tests only if it fails', () => {
  expect(judge(chore, { code: 0, seconds: 1, json: undefined })).toMatchObject({ passed: 0, failed: 0 });
  expect(judge(chore, { code: 2, seconds: 1, json: undefined })).toMatchObject({ passed: 0, failed: 1 });
});

it('names each test that failed, and each file that broke, above the table', () => {
  const file = (name: string, status: string, rest: object) => ({ name: `${process.cwd()}/${name}`, status, ...rest });
  const json = JSON.stringify({
    ...JSON.parse(reportOf({})),
    numFailedTests: 1,
    testResults: [
      file('tests/a.test.ts', 'failed', {
        assertionResults: [
          { status: 'passed', fullName: 'adds', failureMessages: [] },
          { status: 'failed', fullName: 'counts once', failureMessages: ['Error: 2 is not 1\n    at a.ts:3'] },
        ],
      }),
      file('tests/b.test.ts', 'failed', { message: 'SyntaxError: no\nat b', assertionResults: [] }),
    ],
  });
  const [heading, first, second, gap] = summary([ran(json, 1)], 1);
  expect(heading).toBe('These tests failed:');
  expect(first).toBe('test: tests/a.test.ts > counts once: Error: 2 is not 1 | at a.ts:3');
  expect(second).toBe('test: tests/b.test.ts: SyntaxError: no | at b');
  expect(gap).toBe('');
});

it('says how long each part took, and ends with the sums alone in a line', () => {
  const outcomes: Outcome[] = [
    { script: 'npm ci', passed: 0, failed: 0, seconds: 41.7 },
    { script: 'test', passed: 1_400, failed: 2, seconds: 305, fault: 'It skipped 1 tests.' },
  ];
  expect(summary(outcomes, 300)).toEqual([
    'npm ci    0 min 41 s   done',
    'test      5 min 05 s   1400 passed      2 failed  It skipped 1 tests.',
    'in all    5 min 00 s',
    '1400 passed, 2 failed',
  ]);
});
