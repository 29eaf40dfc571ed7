import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import type { Signal } from '../../functions/core/abuse/signals.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { createLimits } from '../../functions/core/limits/limits.ts';
import { DAY, SECOND } from '../../functions/core/running/clock.ts';
import { parseAttempt } from '../../functions/core/signatures/attempt.ts';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { admit } from '../../functions/sign/admission.ts';
import { attemptOf, campaign, postJson, SIGN, startSign } from '../support/sign.ts';
import { knownProof } from '../support/solved.ts';

const { app, db, deps, mail, time } = await startSign();
await putCampaign(db.Campaigns, campaign({ slug: 'other' }));
const keys = await deps.keys();

/** Attempts with a proof. @returns the signals in the mailed link. */
async function signalsOf(email: string, slug = 'free-them'): Promise<readonly Signal[]> {
  const proof = await knownProof(keys.proof, { campaign: slug, email, now: time.now - 5 * SECOND });
  await postJson(app, SIGN.replace('free-them', slug), attemptOf(email, { proof }));
  return openConfirmation(keys.token, (await mail()).confirmToken, time.now).signals;
}
const inTurn = async (domain: string, count: number, slug?: string) => {
  const found: (readonly Signal[])[] = [];
  for (let i = 0; i < count; i++) found.push(await signalsOf(`signer-${i}@${domain}`, slug));
  return found;
};

it('marks the sixth attempt of a domain on a campaign and a day, and those after it', async () => {
  expect(await inTurn('catch-all.example.net', 7)).toEqual([[], [], [], [], [], ['busy-domain'], ['busy-domain']]);
  // Another campaign and another day have counts of their own.
  expect(await inTurn('catch-all.example.net', 1, 'other')).toEqual([[]]);
  time.now += DAY;
  expect(await inTurn('catch-all.example.net', 1)).toEqual([[]]);
});

it('marks nobody for having a mailbox at a large provider', async () => {
  expect((await inTurn('gmail.com', 8)).flat()).toEqual([]);
});

it('sees in a quiet campaign the attempts of a domain that reach as many processes at the same moment', async () => {
  const attempts = await Promise.all(
    Array.from({ length: 24 }, async (_, i) => {
      const limits = createLimits(db.Limits, () => time.now);
      const attempt = parseAttempt(attemptOf(`signer-${i}@burst.example.net`));
      return admit({ ...deps, limits }, keys, campaign(), attempt, { network: undefined, now: time.now });
    }),
  );
  const marked = attempts.filter(({ signals }) => signals.includes('busy-domain'));
  expect(marked).toHaveLength(24 - 5);
});

it('writes down neither the domain nor the campaign, nor anything for a day that is over', async () => {
  const { Items = [] } = await db.Limits.client.send(new ScanCommand({ TableName: db.Limits.table }));
  const domains = Items.filter(({ sk }) => sk?.S === 'domain');
  expect(domains.length).toBeGreaterThan(1);
  expect(JSON.stringify(domains)).not.toMatch(/example|free-them|burst/);
  for (const { expiresAt } of domains) expect(Number(expiresAt?.N) * SECOND - time.now).toBeLessThanOrEqual(2 * DAY);
});
