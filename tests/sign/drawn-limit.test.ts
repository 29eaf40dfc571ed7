import { expect, it } from 'vitest';
import { WITHOUT_PROOF_PER_HOUR } from '../../functions/core/limits/networks.ts';
import { HOUR, MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { allowedFrom, attemptOf, NOW, postJson, SIGN, startSign } from '../support/sign.ts';
import { knownProof } from '../support/solved.ts';

/** The limit of attempts without proof from one network in an hour: a drawn number. */

const numbersOf = ({ least, most }: { least: number; most: number }) =>
  Array.from({ length: most - least + 1 }, (_, i) => least + i);
const inOrder = (numbers: Iterable<number>) => [...new Set(numbers)].sort((one, other) => one - other);
const NETWORK = '203.0.113.0/24';
const MANY = Array.from({ length: 1_000 }, (_, i) => i);

it.each(['usual', 'strict'] as const)('is each number of its range, by network and by hour: %s', (rule) => {
  const strict = rule === 'strict';
  const byNetwork = MANY.map((i) => allowedFrom(`2001:db8:${i}::/48`, { strict }));
  const byHour = MANY.map((i) => allowedFrom(NETWORK, { strict, now: NOW + i * HOUR }));
  for (const drawn of [byNetwork, byHour]) expect(inOrder(drawn)).toEqual(numbersOf(WITHOUT_PROOF_PER_HOUR[rule]));
});

it('stays the same within the hour, however often somebody asks', () => {
  const within = (network: string) => [0, 20, 40, 59].map((at) => allowedFrom(network, { now: NOW + at * MINUTE }));
  for (const i of MANY) expect(inOrder(within(`2001:db8:${i}::/48`))).toHaveLength(1);
});

it('is drawn apart for strict rules: one number does not show the other', () => {
  const usualBeside = (strict: number) =>
    MANY.map((i) => `2001:db8:${i}::/48`)
      .filter((network) => allowedFrom(network, { strict: true }) === strict)
      .map((network) => allowedFrom(network));
  for (const strict of numbersOf(WITHOUT_PROOF_PER_HOUR.strict))
    expect(inOrder(usualBeside(strict))).toEqual(numbersOf(WITHOUT_PROOF_PER_HOUR.usual));
});

/** How many of their own attempts a person sees accepted in one hour, after others of their network have sent some. */
async function acceptedAfter(others: number, hours: readonly number[]): Promise<number[]> {
  const { app, deps, time, mails } = await startSign({ networkOf: () => NETWORK });
  const { proof } = await deps.keys();
  const seen: number[] = [];
  for (const hour of hours) {
    time.now = NOW + hour * HOUR;
    const send = (email: string, more = {}) => postJson(app, SIGN, attemptOf(email, more));
    for (let i = 0; i < others; i++) expect((await send(`other${i}@example.org`)).status).toBe(202);
    let own = 0;
    while ((await send(`own${own}@example.org`)).status === 202) own++;
    seen.push(own);
    const email = `proven${hour}@example.org`;
    const proven = await knownProof(proof, { campaign: 'free-them', email, now: time.now - 5 * SECOND });
    expect((await send(email, { proof: proven })).status).toBe(202);
  }
  await mails();
  return seen;
}

it('takes as many as were drawn, from a person and from others in the network, and refuses nobody who has a proof', async () => {
  const hours = [0, 1, 2, 3];
  const drawn = hours.map((hour) => allowedFrom(NETWORK, { now: NOW + hour * HOUR }));
  expect(await acceptedAfter(0, hours)).toEqual(drawn);
  expect(await acceptedAfter(1, hours)).toEqual(drawn.map((number) => number - 1));
  expect(inOrder(drawn).length).toBeGreaterThan(1);
});

it('hides whether one other in the network sent one: a person who is alone sees the same numbers', () => {
  const alone = MANY.map((hour) => allowedFrom(NETWORK, { now: NOW + hour * HOUR }));
  // With one number for all hours, each of these would show it.
  const telling = alone.map((own) => own - 1).filter((own) => !alone.includes(own));
  expect(telling.length / MANY.length).toBeLessThan(1 / 8);
});
