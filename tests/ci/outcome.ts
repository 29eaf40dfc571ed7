import { relative } from 'node:path';
import * as z from 'zod/mini';
import type { Part } from './parts.ts';

/** How a part of `.ci/run` ended. */
export interface Outcome {
  readonly script: string;
  /** Tests. 0 for a part that has no tests. */
  readonly passed: number;
  /** Tests, and one if the part failed as a whole. */
  readonly failed: number;
  readonly seconds: number;
  /** Why it failed, if no test of its own says so. */
  readonly fault?: string;
  /** A line for each failed test: its file, its name, and the beginning of the first error. */
  readonly failures?: readonly string[];
}

/** The parts of vitest's JSON report that this reads. Pending tests are skipped ones. */
const report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.optional(z.string()),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.optional(z.string()),
          failureMessages: z.optional(z.nullable(z.array(z.string()))),
        }),
      ),
    }),
  ),
});
type FileReport = z.infer<typeof report>['testResults'][number];

/**
 * Judges a part by its exit code and by what vitest reports of it. A part that ran no test has failed, and so has one that
 * skipped a test. A test file that breaks before its tests counts as one failed test.
 * @param json vitest's report; undefined if it wrote none.
 */
export function judge(
  { script, hasTests }: Part,
  { code, seconds, json }: { code: number; seconds: number; json: string | undefined },
): Outcome {
  if (!hasTests) {
    if (code === 0) return { script, seconds, passed: 0, failed: 0 };
    return { script, seconds, passed: 0, failed: 1, fault: `It ended with code ${code}.` };
  }
  if (json === undefined) return { script, seconds, passed: 0, failed: 1, fault: 'It reported no test.' };
  const { numPassedTests: passed, numFailedTests, testResults, ...left } = report.parse(JSON.parse(json));
  const broken = testResults.filter(isBroken).length;
  const skipped = left.numPendingTests + left.numTodoTests;
  const failed = numFailedTests + broken;
  const fault = faultOf({ ran: passed + failed, failed, skipped, code });
  const failures = testResults.flatMap(failuresOf);
  return {
    script,
    seconds,
    passed,
    failed: failed + (fault ? 1 : 0),
    ...(fault && { fault }),
    ...(failures.length > 0 && { failures }),
  };
}

/** Whether a file failed outside its tests. */
const isBroken = ({ status, assertionResults }: FileReport): boolean =>
  status === 'failed' && !assertionResults.some((test) => test.status === 'failed');

function failuresOf(file: FileReport): string[] {
  const name = relative(process.cwd(), file.name);
  if (isBroken(file)) return [`${name}: ${reasonIn(file.message)}`];
  return file.assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => `${name} > ${fullName}: ${reasonIn(failureMessages?.[0])}`);
}

/** Enough to try it again: a property says its seed and its counterexample in the lines below the first. */
const REASON_LINES = 6;
const REASON_LENGTH = 2_000;

const reasonIn = (message = ''): string =>
  message
    .split('\n', REASON_LINES)
    .map((line) => line.trim())
    .join(' | ')
    .slice(0, REASON_LENGTH);

function faultOf({ ran, failed, skipped, code }: { ran: number; failed: number; skipped: number; code: number }) {
  if (ran === 0) return 'It ran no test.';
  if (skipped > 0) return `It skipped ${skipped} tests.`;
  if (failed === 0 && code !== 0) return `All tests passed, and still it ended with code ${code}.`;
  return undefined;
}

/**
 * A line for each failed test, a table of all parts, and last, alone in its line, `N passed, N failed`.
 * @param seconds that all took together: some ran side by side.
 */
export function summary(outcomes: readonly Outcome[], seconds: number): string[] {
  const width = Math.max(...outcomes.map(({ script }) => script.length));
  const rows = outcomes.map(({ script, passed, failed, seconds, fault }) => {
    const words = passed + failed > 0 ? `${count(passed, 'passed')}  ${count(failed, 'failed')}` : ' done';
    return [script.padEnd(width), inMinutes(seconds), words, fault ?? ''].join('  ').trimEnd();
  });
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((all, outcome) => all + of(outcome), 0);
  const failures = outcomes.flatMap(({ script, failures = [] }) => failures.map((line) => `${script}: ${line}`));
  return [
    ...(failures.length > 0 ? ['These tests failed:', ...failures, ''] : []),
    ...rows,
    `${'in all'.padEnd(width)}  ${inMinutes(seconds)}`,
    `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`,
  ];
}

const count = (n: number, what: string): string => `${String(n).padStart(5)} ${what}`;

const inMinutes = (seconds: number): string =>
  `${String(Math.floor(seconds / 60)).padStart(3)} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`;
