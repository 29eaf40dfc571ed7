import { afterEach, expect, it, vi } from 'vitest';
import { describeError, jsonLog } from '../../../functions/core/running/log.ts';
import { quietly } from '../../../functions/core/running/quietly.ts';

/** An error with a stack of its own. */
const thrown = (message: string, stack: string, name = 'Error'): Error =>
  Object.assign(new Error(message), { stack, name });

const FRAMES = ['first', 'second', 'third', 'fourth', 'fifth'].map(
  (name, i) => `    at ${name} (/var/task/a.mjs:${i + 1}:7)`,
);

afterEach(() => void vi.restoreAllMocks());

/** The lines that some work logs, as Lambda takes them. */
async function linesOf(work: () => unknown): Promise<Record<string, unknown>[]> {
  let written = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
  await work();
  vi.restoreAllMocks();
  expect(written.endsWith('\n')).toBe(true);
  return written
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

it('names an error and the four places nearest to its origin', () => {
  const error = thrown('away', ['TypeError: away', ...FRAMES].join('\n'), 'TypeError');
  expect(describeError(error)).toEqual({
    error: 'TypeError',
    at: 'at first (/var/task/a.mjs:1:7) < at second (/var/task/a.mjs:2:7) < at third (/var/task/a.mjs:3:7) < at fourth (/var/task/a.mjs:4:7)',
  });
});

it('names no place for an error without one', () => {
  expect(describeError(thrown('away', 'Error: away'))).toEqual({ error: 'Error' });
  expect(describeError(Object.assign(new Error('away'), { stack: undefined }))).toEqual({ error: 'Error' });
});

it('reads the places of an error without a message', () => {
  expect(describeError(thrown('', `Error\n${FRAMES[0]}`))).toEqual({ error: 'Error', at: FRAMES[0]?.trim() });
});

it('reads a place without a function’s name, and no text that only begins or ends like one', () => {
  const stack = [
    'Error: away',
    '    at file:///var/task/a.mjs:10:3',
    'look at ada@example.org:1:1',
    '    at ada@example.org',
    '    at ada (b.mjs:1:1) and more',
    '    at ada (b.mjs:x:1)',
    '    at ada (b.mjs:1:x)',
  ].join('\n');
  expect(describeError(thrown('away', stack))).toEqual({ error: 'Error', at: 'at file:///var/task/a.mjs:10:3' });
});

it('leaves out a message that a stack quotes twice, each line of which looks like a place in code', () => {
  const message = 'no mail\n    at ada@example.org (a.mjs:1:1)';
  const stack = `Error: ${message}\nError: ${message}\n${FRAMES[0]}`;
  expect(describeError(thrown(message, stack))).toEqual({ error: 'Error', at: FRAMES[0]?.trim() });
});

it('names no place where the message changed after the stack was made, as the old one still stands in it', () => {
  const stack = `Error: no mail\n    at ada@example.org (a.mjs:1:1)\n${FRAMES[0]}`;
  expect(describeError(thrown('changed', stack))).toEqual({ error: 'Error' });
});

it.each(['', '7', 'ada@example.org', 'TypeError: ada', 'A'.repeat(62)])(
  'refuses %j as the name of an error',
  (name) => {
    expect(describeError(thrown('away', '', name)).error).toBe('Error');
  },
);

it.each(['E', 'AccessDeniedException', 'A'.repeat(61), 'Error_2'])('accepts %j as the name of an error', (name) => {
  expect(describeError(thrown('away', '', name)).error).toBe(name);
});

it('logs only the kind of a thrown value that is not an error', () => {
  expect(describeError('ada@example.org')).toEqual({ error: 'string' });
  expect(describeError(undefined)).toEqual({ error: 'undefined' });
  expect(describeError({ name: 'ada', stack: FRAMES[0] })).toEqual({ error: 'object' });
});

it('writes a line of JSON with level, time, event and fields', async () => {
  const lines = await linesOf(() => {
    jsonLog.info('counts-folded', { campaign: 'free-them', folded: 3 });
    jsonLog.error('task-failed');
  });
  expect(lines).toEqual([
    { level: 'INFO', timestamp: expect.any(String), event: 'counts-folded', campaign: 'free-them', folded: 3 },
    { level: 'ERROR', timestamp: expect.any(String), event: 'task-failed' },
  ]);
  expect(Math.abs(Date.parse(String(lines[0]?.timestamp)) - Date.now())).toBeLessThan(60_000);
});

it('throws another error in place of one that leaves a function, after it has logged where that arose', async () => {
  const lines = await linesOf(() =>
    expect(quietly(jsonLog, () => Promise.reject(new RangeError('ada@example.org')))).rejects.toThrow(
      /^See the line before, function-failed\.$/,
    ),
  );
  expect(lines).toEqual([
    {
      level: 'ERROR',
      timestamp: expect.any(String),
      event: 'function-failed',
      error: 'RangeError',
      at: expect.stringMatching(/^at .*log\.test\.ts/),
    },
  ]);
  expect(await quietly(jsonLog, async () => 'done')).toBe('done');
});
