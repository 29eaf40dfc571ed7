import { expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../functions/core/running/clock.ts';
import { keepFresh } from '../../../functions/core/running/keep-fresh.ts';
import { silentLog } from '../../support/log.ts';

/** A value that counts how often it was read, on a clock of its own. */
function counted() {
  const state = { now: 0, reads: 0, fails: false, logged: [] as string[] };
  const read = async () => {
    state.reads++;
    if (state.fails) throw new Error('no answer');
    return state.reads;
  };
  const log = { info: () => undefined, error: (event: string) => void state.logged.push(event) };
  return { state, ask: keepFresh(read, { clock: () => state.now, log }) };
}

it('begins to read before anybody asks, and reads once for all who ask at a time', async () => {
  const { state, ask } = counted();
  expect(state.reads).toBe(1);
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  expect(state.reads).toBe(1);
});

it('reads again after five minutes, and not before', async () => {
  const { state, ask } = counted();
  await ask();
  state.now = 5 * MINUTE - 1;
  expect(await ask()).toBe(1);
  state.now = 5 * MINUTE;
  expect(await Promise.all([ask(), ask()])).toEqual([2, 2]);
});

it('keeps its value while it cannot be read again, says so, and tries every half minute', async () => {
  const { state, ask } = counted();
  await ask();
  state.fails = true;
  state.now = 5 * MINUTE;
  expect([await ask(), await ask(), state.reads]).toEqual([1, 1, 2]);
  expect(state.logged).toEqual(['secrets-not-read']);
  state.fails = false;
  state.now += 30 * SECOND;
  expect(await ask()).toBe(3);
});

it('fails for its callers while it has no value, and tries again for the next one', async () => {
  let tries = 0;
  const read = async () => {
    if (tries++ === 0) throw new Error('no answer');
    return tries;
  };
  const ask = keepFresh(read, { clock: () => 0, log: silentLog });
  await expect(ask()).rejects.toThrow('no answer');
  expect(await ask()).toBe(2);
});
