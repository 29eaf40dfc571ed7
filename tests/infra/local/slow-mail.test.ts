import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  attempt,
  confirm,
  countedTotal,
  freshPlace,
  killEverything,
  mailedTokens,
  type Place,
  start,
  type TestMachine,
  untilUp,
} from '../../support/machine.ts';

const CROWD = 120;
const soon = { timeout: 120_000, interval: 100 };
let place: Place;
let machine: TestMachine;

/** One e-mail a second: waiting ones take minutes. */
const slow = { MAIL_RATE: '1' };
const startAgain = async (more: Record<string, string> = {}) => {
  machine = start(place, more);
  await untilUp(machine);
};
const sentPage = async () => (await fetch(`${machine.site}/campaigns/azerbaijan-prisoners-of-conscience/sent`)).text();

beforeAll(async () => {
  place = await freshPlace();
  await startAgain(slow);
  const crowd = Array.from({ length: CROWD }, (_, i) => `crowd${i}@example.org`);
  const answers = await Promise.all(crowd.map((email) => attempt(machine, email)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  await vi.waitFor(async () => expect((await mailedTokens(machine)).size).toBeGreaterThan(0), soon);
});
afterAll(() => killEverything(machine, place));

it('shows the last of a crowd that an e-mail needs minutes, and sends one after the other', async () => {
  // A machine looks at its queue every 15 s: one that has just started, at once.
  killEverything(machine, place);
  await machine.ended;
  await startAgain(slow);
  await sentPage();
  await vi.waitFor(async () => expect(await sentPage()).toContain('An e-mail will come to you'), soon);
  expect(await sentPage()).toMatch(/Your e-mail should arrive in about [2-5] minutes/);
  const { mailWithinSeconds } = (await (await attempt(machine, 'last@example.org')).json()) as {
    mailWithinSeconds?: number;
  };
  expect(mailWithinSeconds).toBeGreaterThanOrEqual(120);
  const mailed = (await mailedTokens(machine)).size;
  await vi.waitFor(async () => expect((await mailedTokens(machine)).size).toBeGreaterThan(mailed + 1), soon);
  expect((await mailedTokens(machine)).size).toBeLessThan(CROWD);
});

it('loses no waiting e-mail when it stops, and sends them as fast as it may then', async () => {
  machine.process.kill('SIGINT');
  expect(await machine.ended).toBe(0);
  await startAgain();
  const tokens = await vi.waitFor(async () => {
    const mailed = await mailedTokens(machine);
    expect(mailed.size).toBe(CROWD + 1);
    return mailed;
  }, soon);
  expect((await confirm(machine, tokens.get('last@example.org') ?? '')).status).toBe(201);
  await vi.waitFor(async () => expect(await countedTotal(machine)).toBe(1), soon);
  const { status, ...more } = (await (await attempt(machine, 'after@example.org')).json()) as { status: string };
  expect([status, more]).toEqual(['confirmation-sent', {}]);
});
