import { setImmediate as settled } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { lastSeen } from '../../../functions/core/running/last-seen.ts';

/** A value whose reads the test answers, and a clock that the test moves. */
function watched() {
  const time = { now: 0 };
  const answers: PromiseWithResolvers<string>[] = [];
  const read = () => {
    answers.push(Promise.withResolvers<string>());
    return answers.at(-1)!.promise;
  };
  const failures: unknown[] = [];
  const failed = (error: unknown) => void failures.push(error);
  const seen = lastSeen(read, { clock: () => time.now, every: 10, goodFor: 60, failed });
  /** Like a request: begins a read if one is due, and uses the value known by then. */
  const last = () => {
    seen.refresh();
    return seen.latest();
  };
  const answer = async (at: number, value: string) => {
    answers[at]?.resolve(value);
    await settled();
  };
  return { time, answers, seen, last, answer, failures };
}

it('returns the value that was read last, and never waits for a read', async () => {
  const { time, last, answer } = watched();
  expect(last()).toBeUndefined();
  await answer(0, 'first');
  expect(last()).toBe('first');
  time.now = 10;
  expect(last()).toBe('first');
  await answer(1, 'second');
  expect(last()).toBe('second');
});

it('reads no more often than its setting, and not before a call', async () => {
  const { time, answers, last } = watched();
  expect(answers).toHaveLength(0);
  for (const now of [0, 1, 9, 10, 19]) {
    time.now = now;
    last();
  }
  expect(answers).toHaveLength(2);
});

it('reads nothing for a call of `latest`', () => {
  const { answers, seen } = watched();
  expect(seen.latest()).toBeUndefined();
  expect(answers).toHaveLength(0);
});

it('returns nothing rather than an old value', async () => {
  const { time, last, answer } = watched();
  last();
  await answer(0, 'old');
  time.now = 59;
  expect(last()).toBe('old');
  time.now = 60;
  expect(last()).toBeUndefined();
});

it('keeps its value if a read fails, which it reports, or ends after a later read', async () => {
  const { time, answers, last, answer, failures } = watched();
  last();
  time.now = 10;
  last();
  await answer(1, 'newer');
  await answer(0, 'older');
  expect(last()).toBe('newer');
  time.now = 20;
  last();
  answers[2]!.reject(new Error('no answer'));
  await settled();
  expect(last()).toBe('newer');
  expect(failures).toEqual([new Error('no answer')]);
});

it('counts the age of an answer from when it was asked for, at any time of the world', async () => {
  const { time, last, answer } = watched();
  time.now = 1_000;
  last();
  await answer(0, 'now');
  time.now = 1_059;
  expect(last()).toBe('now');
  time.now = 1_060;
  expect(last()).toBeUndefined();
});
