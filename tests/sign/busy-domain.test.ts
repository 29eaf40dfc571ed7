import { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import type { Signal } from '../../functions/core/abuse/signals.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { createLimits } from '../../functions/core/limits/limits.ts';
import { DAY, dayOf, HOUR, SECOND } from '../../functions/core/running/clock.ts';
import { parseAttempt } from '../../functions/core/signatures/attempt.ts';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { signatureKey } from '../../functions/core/signatures/store.ts';
import { admit } from '../../functions/sign/admission.ts';
import { attemptOf, campaign, postJson, SIGN, startSign } from '../support/sign.ts';
import { knownProof } from '../support/solved.ts';

const { app, db, deps, mail, time } = await startSign();
await putCampaign(db.Campaigns, campaign({ slug: 'other' }));
const keys = await deps.keys();

/** Attempts with a proof. @returns the signals in the mailed link. */
async function signalsOf(email: string, slug = 'free-them', staysQueued = false): Promise<readonly Signal[]> {
  const proof = await knownProof(keys.proof, { campaign: slug, email, now: time.now - 5 * SECOND });
  await postJson(app, SIGN.replace('free-them', slug), attemptOf(email, { proof }));
  return staysQueued ? [] : openConfirmation(keys.token, (await mail()).confirmToken, time.now).signals;
}
const inTurn = async (domain: string, count: number, slug?: string) => {
  const found: (readonly Signal[])[] = [];
  for (let i = 0; i < count; i++) found.push(await signalsOf(`signer-${i}@${domain}`, slug));
  return found;
};

it('marks the sixth attempt of a domain on a campaign and a day, and those after it', async () => {
  expect(await inTurn('catch-all.example', 7)).toEqual([[], [], [], [], [], ['busy-domain'], ['busy-domain']]);
  // Another campaign and another day have counts of their own.
  expect(await inTurn('catch-all.example', 1, 'other')).toEqual([[]]);
  time.now += DAY;
  expect(await inTurn('catch-all.example', 1)).toEqual([[]]);
});

it('marks nobody for having a mailbox at a large provider', async () => {
  expect((await inTurn('gmail.com', 8)).flat()).toEqual([]);
});

it.each(['pp.ua', 'ddnsfree.com', 'gmail.com', 'sch.io', 'evil.example'])(
  'marks a crowd with a name each below %s as one of one owner',
  async (domain) => {
    const found = [];
    for (let i = 0; i < 8; i++) found.push(await signalsOf(`signer@name-${i}.${domain}`));
    expect(found.filter((signals) => signals.includes('busy-domain'))).toHaveLength(8 - 5);
  },
);

it('sees the attempts of a domain that reach as many processes at the same moment', async () => {
  const attempts = await Promise.all(
    Array.from({ length: 24 }, async (_, i) => {
      const limits = createLimits(db.Limits, () => time.now);
      const attempt = parseAttempt(attemptOf(`signer-${i}@burst.example`));
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

it('shows nobody that others of their domain tried to sign: neither the answer, the lengths nor the count, also in strict mode', async () => {
  await putCampaign(db.Campaigns, campaign({ slug: 'strict', strict: true }));
  await inTurn('ministry.example', 8, 'strict');
  const seen = async (email: string) => {
    const proof = await knownProof(keys.proof, { campaign: 'strict', email, now: time.now - 5 * SECOND });
    const asked = await postJson(app, SIGN.replace('free-them', 'strict'), attemptOf(email, { proof }));
    const { confirmToken: token } = await mail();
    const { signals, signer } = openConfirmation(keys.token, token, time.now);
    const confirmed = await postJson(app, '/api/confirmations', { token });
    const Key = signatureKey('strict', signer);
    const { Item } = await db.Signatures.client.send(new GetItemCommand({ TableName: db.Signatures.table, Key }));
    return {
      signals,
      shown: [
        ...[asked.status, [...asked.headers], (await asked.text()).length, token.length],
        ...[confirmed.status, [...confirmed.headers.keys()], Item?.status?.S],
      ],
    };
  };
  const [busy, quiet] = [await seen('ada@ministry.example'), await seen('ada@ministr2.example')];
  expect([busy.signals, quiet.signals]).toEqual([['busy-domain'], []]);
  expect(busy.shown).toEqual(quiet.shown);
  expect(busy.shown.at(-1)).toBe('counted');
});

it('marks a link that is used on another day: a person could collect five a day, and use all in one hour', async () => {
  time.now = dayOf(time.now) + DAY - HOUR;
  const confirmed = async (email: string, later: number) => {
    await signalsOf(email, 'other', true);
    const { confirmToken: token } = await mail();
    time.now += later;
    expect((await postJson(app, '/api/confirmations', { token })).status).toBe(201);
    const { signer } = openConfirmation(keys.token, token, time.now);
    const { client, table: TableName } = db.Signatures;
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: signatureKey('other', signer) }));
    return [Item?.status?.S, Item?.signals?.SS];
  };
  expect(await confirmed('same-day@gmail.com', HOUR - 1)).toEqual(['counted', undefined]);
  time.now -= HOUR - 1;
  expect(await confirmed('next-day@gmail.com', HOUR)).toEqual(['counted', ['late-link']]);
});
