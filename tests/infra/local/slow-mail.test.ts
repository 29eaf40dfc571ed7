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

const CROWD = 80;
const soon = { timeout: 90_000, interval: 500 };
let place: Place;
let machine: TestMachine;

beforeAll(async () => {
  place = await freshPlace();
  machine = start(place, { MAIL_RATE: '1' });
  await untilUp(machine);
});
afterAll(() => killEverything(machine, place));

it('tells the last of a crowd honestly that a mail takes minutes, and sends one after the other', async () => {
  const crowd = Array.from({ length: CROWD }, (_, i) => `crowd${i}@example.org`);
  const answers = await Promise.all(crowd.map((email) => attempt(machine, email)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  const page = await vi.waitFor(async () => {
    const sent = await fetch(`${machine.site}/campaigns/azerbaijan-prisoners-of-conscience/sent`);
    const text = await sent.text();
    expect(text).toContain('A mail will come to you');
    return text;
  }, soon);
  expect(page).toMatch(/Your mail should be with you in about [2-5] minutes/);
  const { mailWithinSeconds } = (await (await attempt(machine, 'last@example.org')).json()) as {
    mailWithinSeconds?: number;
  };
  expect(mailWithinSeconds).toBeGreaterThanOrEqual(120);
  await vi.waitFor(async () => expect((await mailedTokens(machine)).size).toBeGreaterThan(3), soon);
  expect((await mailedTokens(machine)).size).toBeLessThan(CROWD);
});

it('has lost none of those that waited when it stops, and sends them as fast as it may then', async () => {
  machine.process.kill('SIGINT');
  expect(await machine.ended).toBe(0);
  machine = start(place);
  await untilUp(machine);
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
