import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseKeyring } from '../../../functions/core/keys/keyring.ts';
import {
  MAILS_PER_DAY_WITH_PROOF,
  MAILS_PER_HOUR_WITH_PROOF,
  takeMailAllowance,
} from '../../../functions/core/limits/address.ts';
import { HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import { addressOf } from '../../support/solved.ts';
import { freshTables } from '../../support/tables.ts';

const { Limits: db } = await freshTables();
const key = parseKeyring(JSON.stringify({ k1: 'x'.repeat(64) }), 'limit');
const noon = Date.parse('2096-03-01T12:00:00Z');

async function take(email: string, now: number, table = db.table): Promise<boolean> {
  const proof = { id: randomBytes(6), issuedAt: now, expiresAt: now + 20 * MINUTE };
  const attempted = { key, campaign: 'free-them', address: addressOf(email), now, proof };
  return (await takeMailAllowance({ ...db, table }, attempted)).isMailAllowed;
}

/** The table does the write, but its first answer gets lost: the client sends the write again, and meets its own mark. */
async function losingAnAnswer<Result>(work: () => Promise<Result>): Promise<Result> {
  let calls = 0;
  db.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      if (++calls > 1) return answer;
      throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
    },
    { step: 'deserialize', name: 'losing' },
  );
  const result = await work().finally(() => db.client.middlewareStack.remove('losing'));
  expect(calls).toBe(2);
  return result;
}

it('allows the first mail to an address although the answer was lost', async () => {
  expect(await losingAnAnswer(() => take('first@example.org', noon))).toBe(true);
});

it('allows no mail beyond the hour’s allowance because an answer was lost', async () => {
  for (let i = 0; i < MAILS_PER_HOUR_WITH_PROOF; i++) await take('hour@example.org', noon);
  expect(await losingAnAnswer(() => take('hour@example.org', noon))).toBe(false);
});

it('allows no mail beyond the day’s allowance because an answer was lost', async () => {
  for (let i = 0; i < MAILS_PER_DAY_WITH_PROOF; i++) {
    await take('day@example.org', noon + Math.floor(i / MAILS_PER_HOUR_WITH_PROOF) * HOUR);
  }
  expect(await losingAnAnswer(() => take('day@example.org', noon + 2 * HOUR))).toBe(false);
});

it('fails where the table fails, rather than holding the mail back', async () => {
  await expect(take('ada@example.org', noon, 'no-such-table')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
