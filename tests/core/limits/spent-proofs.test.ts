import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createLimits } from '../../../functions/core/limits/limits.ts';
import { createSpentProofs } from '../../../functions/core/limits/spent-proofs.ts';
import { MINUTE } from '../../../functions/core/running/clock.ts';
import { freshTables } from '../../support/tables.ts';

const proof = (issuedAt = 0) => ({ id: randomBytes(6), issuedAt, expiresAt: issuedAt + 20 * MINUTE });

it('accepts a proof once, and again only after it was given back', () => {
  const spent = createSpentProofs(() => 0);
  const [one, other] = [proof(), proof()];
  expect([spent.spend(one), spent.spend(one), spent.spend(other)]).toEqual([true, false, true]);
  spent.giveBack(one);
  expect([spent.spend(one), spent.spend(one), spent.spend(other)]).toEqual([true, false, false]);
});

it('knows a proof by its bytes, in any object', () => {
  const spent = createSpentProofs(() => 0);
  const one = proof();
  expect([spent.spend(one), spent.spend({ ...one, id: Uint8Array.from(one.id) })]).toEqual([true, false]);
});

it('remembers a proof for the 20 minutes in which it holds, and then forgets it', () => {
  const time = { now: 0 };
  const spent = createSpentProofs(() => time.now);
  const one = proof();
  spent.spend(one);
  time.now = 20 * MINUTE - 1;
  spent.spend(proof(time.now));
  expect(spent.spend(one)).toBe(false);
  time.now = 20 * MINUTE;
  spent.spend(proof(time.now));
  expect(spent.spend(one)).toBe(true);
});

it('remembers as many as it may, and forgets the oldest first', () => {
  const spent = createSpentProofs(() => 0, 3);
  const [a, b, c, d] = [proof(), proof(), proof(), proof()];
  for (const each of [a, b, c]) spent.spend(each);
  expect([a, b, c].map(spent.spend)).toEqual([false, false, false]);
  spent.spend(d);
  expect([b, c, d].map(spent.spend)).toEqual([false, false, false]);
  expect(spent.spend(a)).toBe(true);
  expect([c, d, a].map(spent.spend)).toEqual([false, false, false]);
});

it('makes one memory of networks, campaigns and proofs for a process, over one table', async () => {
  const { Limits: table } = await freshTables();
  const now = Date.parse('2096-03-01T12:00:00Z');
  const limits = createLimits(table, () => now);
  expect(limits.table).toBe(table);
  expect(await limits.networks.count(new Uint8Array(32), '192.0.2.0/24', 'challenge')).toMatchObject({ challenges: 1 });
  expect(await limits.loads.count('free-them', 'with-proof')).toMatchObject({ perMinute: 1, withProof: 1 });
  const one = proof();
  expect([limits.spentProofs.spend(one), limits.spentProofs.spend(one)]).toEqual([true, false]);
});
