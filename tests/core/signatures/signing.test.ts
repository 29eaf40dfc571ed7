import type { PutItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { MAILS_PER_HOUR } from '../../../functions/core/limits/address.ts';
import { createLimits } from '../../../functions/core/limits/limits.ts';
import type { ConfirmationMail, QueuedMail } from '../../../functions/core/outbox/queued-mail.ts';
import { DAY, HOUR } from '../../../functions/core/running/clock.ts';
import { parseAttempt } from '../../../functions/core/signatures/attempt.ts';
import { openConfirmation } from '../../../functions/core/signatures/links.ts';
import { requestConfirmation } from '../../../functions/sign/attempting.ts';
import { confirm, withdraw } from '../../../functions/sign/signing.ts';
import { campaignOf } from '../../support/campaign.ts';
import { signDepsOf, testKeys } from '../../support/sign-deps.ts';
import { freshTables } from '../../support/tables.ts';

const db = await freshTables();
const organiserKey = await generateIdentity();
/** Far in the future: the table uses real time, and would remove expired items. */
const start = Date.parse('2096-03-01T12:00:00Z');
const keys = testKeys(start);

const campaign = campaignOf({
  opensAt: '2096-01-01T00:00:00Z',
  closesAt: '2096-06-01T00:00:00Z',
  showNames: true,
  recipients: [await identityToRecipient(organiserKey)],
});

/** A sign function at a moment, and its queued messages. */
function signAt(now: number) {
  const sent: QueuedMail[] = [];
  const deps = signDepsOf({
    campaign: async (slug) => (slug === campaign.slug ? campaign : undefined),
    signatures: db.Signatures,
    limits: createLimits(db.Limits, () => now),
    outbox: { put: async (mail) => void sent.push(mail) },
    keys: async () => keys,
    clock: () => now,
  });
  return { deps, sent };
}

const attempt = (email: string, more: object = {}) => parseAttempt({ name: 'Ada', email, country: 'az', ...more });

async function mailedTo(email: string, now = start, more: object = {}): Promise<ConfirmationMail> {
  const { deps, sent } = signAt(now);
  await requestConfirmation(deps, campaign, attempt(email, more));
  const [mail] = sent;
  if (mail?.kind !== 'confirmation') throw new Error('no mail');
  return mail;
}

it('counts a signature once, and again only after a withdrawal and a new attempt', async () => {
  const first = await mailedTo('story@example.org');
  const { deps } = signAt(start + HOUR);
  expect((await confirm(deps, first.confirmToken)).status).toBe('counted');
  expect((await confirm(deps, first.confirmToken)).status).toBe('already-counted');
  await withdraw(deps, first.withdrawToken);
  await withdraw(deps, first.withdrawToken);
  await expect(confirm(deps, first.confirmToken)).rejects.toMatchObject({ kind: 'signature-withdrawn' });
  const second = await mailedTo('story@example.org', start + 2 * HOUR);
  expect((await confirm(signAt(start + 3 * HOUR).deps, second.confirmToken)).status).toBe('counted');
});

it('carries an identity that only the organiser’s key opens, in a link short enough for a line of mail', async () => {
  const { confirmToken } = await mailedTo('sealed@example.org', start, { comment: 'They are my colleagues.' });
  expect(confirmToken.length).toBeLessThan(998 - 'https://petition.example.org/confirm?token='.length);
  const { sealedIdentity } = await openConfirmation(keys.token, confirmToken, start);
  const decrypter = new Decrypter();
  decrypter.addIdentity(organiserKey);
  expect(JSON.parse(await decrypter.decrypt(sealedIdentity, 'text'))).toEqual({
    name: 'Ada',
    email: 'sealed@example.org',
    comment: 'They are my colleagues.',
    updates: false,
  });
});

it.each([false, true])(
  'keeps the longest link below the limit of CloudFront, with the reason shown: %s',
  async (shown) => {
    const { confirmToken } = await mailedTo(`${'a'.repeat(64)}@${'b'.repeat(60)}.example.org`, start, {
      name: '😀'.repeat(50),
      comment: '漢'.repeat(500),
      publicName: shown,
    });
    expect(confirmToken.length).toBeLessThan(7_000);
  },
);

it.each([
  [true, 'Ada'],
  ['yes', 'Ada'],
  ['A.', 'A.'],
  [false, undefined],
  ['false', undefined],
  ['Off', undefined],
  ['0', undefined],
  ['', undefined],
  [null, undefined],
])('shows for publicName %j the name %j', (publicName, shown) => {
  expect(attempt('ada@example.org', { publicName }).publicName).toBe(shown);
});

it('reads an empty or null optional field as missing', () => {
  const empty = { locale: '', comment: null, source: null, updates: null, proof: '' };
  expect(attempt('ada@example.org', empty)).toEqual(attempt('ada@example.org'));
});

it('refuses a link a week after it was mailed, cut, or meant for the other purpose', async () => {
  const { confirmToken, withdrawToken } = await mailedTo('late@example.org');
  await expect(confirm(signAt(start + 7 * DAY).deps, confirmToken)).rejects.toMatchObject({ kind: 'token-expired' });
  const { deps } = signAt(start);
  await expect(confirm(deps, confirmToken.slice(0, -2))).rejects.toMatchObject({ kind: 'token-malformed' });
  await expect(confirm(deps, withdrawToken)).rejects.toMatchObject({ kind: 'token-malformed' });
  await expect(withdraw(deps, confirmToken)).rejects.toMatchObject({ kind: 'token-malformed' });
});

it('accepts attempts only while open, and confirmations for a day longer', async () => {
  const closes = Date.parse(campaign.closesAt ?? '');
  const before = signAt(Date.parse(campaign.opensAt) - 1);
  await expect(requestConfirmation(before.deps, campaign, attempt('a@example.org'))).rejects.toMatchObject({
    kind: 'campaign-not-open',
  });
  await expect(requestConfirmation(signAt(closes).deps, campaign, attempt('a@example.org'))).rejects.toMatchObject({
    kind: 'campaign-closed',
  });
  const { confirmToken } = await mailedTo('last@example.org', closes - 1);
  await expect(confirm(signAt(closes + DAY).deps, confirmToken)).rejects.toMatchObject({ kind: 'campaign-closed' });
  expect((await confirm(signAt(closes + DAY - 1).deps, confirmToken)).status).toBe('counted');
  const postponed = {
    ...signAt(closes - 1).deps,
    campaign: async () => ({ ...campaign, opensAt: '2096-12-01T00:00:00Z', closesAt: undefined }),
  };
  await expect(confirm(postponed, confirmToken)).rejects.toMatchObject({ kind: 'campaign-not-open' });
});

it('sends one address no more mails in an hour than its allowance, and answers the same', async () => {
  const { deps, sent } = signAt(start);
  for (let i = 0; i < MAILS_PER_HOUR + 2; i++) await requestConfirmation(deps, campaign, attempt('victim@example.org'));
  expect(sent.map(({ isDecoy }) => isDecoy)).toEqual([...Array(MAILS_PER_HOUR).fill(false), true, true]);
});

it('names every wrong field, once', () => {
  expect(() => parseAttempt({ name: 'x'.repeat(10_000), email: 'nobody', country: 'XX' })).toThrow(
    expect.objectContaining({
      kind: 'invalid-form',
      faults: [
        { field: 'name', fault: 'too-long' },
        { field: 'email', fault: 'malformed' },
        { field: 'country', fault: 'unknown' },
      ],
    }),
  );
  expect(() => parseAttempt({})).toThrow(
    expect.objectContaining({ faults: ['name', 'email', 'country'].map((field) => ({ field, fault: 'missing' })) }),
  );
});

/** Write units of confirming one attempt, as the table itself reports. */
async function unitsToConfirm(email: string, more: object, recipients: readonly string[]): Promise<number> {
  const { deps, sent } = signAt(start);
  await requestConfirmation(deps, { ...campaign, recipients: [...recipients] }, attempt(email, more));
  const [mail] = sent;
  if (mail?.kind !== 'confirmation') throw new Error('no mail');
  const units: number[] = [];
  db.Signatures.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      units.push((answer.output as PutItemCommandOutput).ConsumedCapacity?.CapacityUnits ?? Number.NaN);
      return answer;
    },
    { step: 'initialize', name: 'units' },
  );
  await confirm(deps, mail.confirmToken);
  db.Signatures.client.middlewareStack.remove('units');
  expect(units).toHaveLength(1);
  return units[0]!;
}

it('confirms a usual signature for one write unit, with any slug and several recipients', async () => {
  const more = { name: 'Leyla Məmmədova-Hüseynzadə', source: 'other', locale: 'az-Latn-AZ' };
  const others = await Promise.all(
    [generateIdentity(), generateIdentity()].map(async (key) => identityToRecipient(await key)),
  );
  expect(await unitsToConfirm('leyla.mammadova@example.org', more, campaign.recipients)).toBe(1);
  expect(await unitsToConfirm('leyla.three@example.org', more, [...campaign.recipients, ...others])).toBe(1);
  const comment = 'They are my colleagues. '.repeat(12);
  expect(await unitsToConfirm('leyla.comment@example.org', { ...more, comment }, campaign.recipients)).toBe(1);
});
