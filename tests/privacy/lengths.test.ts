import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { signals } from '../../functions/core/abuse/signals.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { REASON_SIZES } from '../../functions/core/keys/padding.ts';
import { type Identity, sealIdentity, sealReason } from '../../functions/core/keys/seal.ts';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import { type QueuedMail, sealMail } from '../../functions/core/outbox/queued-mail.ts';
import { type Attempt, parseAttempt } from '../../functions/core/signatures/attempt.ts';
import {
  type ConfirmationLink,
  newLinkId,
  sealConfirmation,
  sealWithdrawal,
} from '../../functions/core/signatures/links.ts';
import { toItem } from '../../functions/core/signatures/store.ts';
import { MOST } from '../../functions/core/typed/lengths.ts';
import { consentIn } from '../../functions/ui/consent.ts';

const NOW = Date.parse('2026-11-24T09:30:00Z');
const keys = parseKeyring(JSON.stringify({ k1: 'k'.repeat(64) }), 'link-token');
const recipients = [
  await identityToRecipient(await generateIdentity()),
  await identityToRecipient(await generateIdentity()),
];
const signer = randomBytes(32).toString('base64url') as SignerHash;

const identityOf = ({ name, address, comment, updates }: Attempt): Identity => ({
  name,
  email: address.deliverTo,
  comment: comment || undefined,
  updates,
});
/** The languages of the interface, and of the campaign. */
const TAGS = ['en', 'az', 'ckb', 'az-Arab-IR', 'zh-Hant-TW'];
const linkOf = async (attempt: Attempt, more: Partial<ConfirmationLink> = {}) => ({
  campaign: 'free-them',
  signer,
  linkId: newLinkId(),
  attemptedAt: NOW,
  country: attempt.country,
  locale: attempt.locale,
  source: attempt.source || 'other',
  consent: consentIn(attempt.locale),
  words: `${attempt.locale}.1`,
  tags: TAGS,
  publicName: undefined,
  publicReason: undefined,
  signals: attempt.updates ? [] : [...signals],
  sealedIdentity: await sealIdentity(identityOf(attempt), recipients),
  ...(more as Partial<Omit<ConfirmationLink, 'linkId'>>),
});
const mailOf = async (attempt: Attempt, more: Partial<ConfirmationLink> = {}) =>
  ({
    kind: 'confirmation',
    to: attempt.address.deliverTo,
    locale: attempt.locale,
    campaign: { title: 'Free them', demand: 'The government releases them.', language: 'en' },
    confirmToken: await sealConfirmation(keys, await linkOf(attempt, more)),
    withdrawToken: await sealWithdrawal(keys, {
      ...(await linkOf(attempt, more)),
      said: await linkOf(attempt, more),
      recipients: recipients.length,
    }),
    validUntil: NOW,
  }) satisfies Partial<QueuedMail>;

/** Attempts as they come, from the shortest name to the longest that nearly everybody has. */
const usual = fc
  .record({
    name: fc.oneof(
      fc.string({ minLength: 1, maxLength: 60 }),
      fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
      fc.constantFrom('Li', 'Əliağa Məmmədquluzadə', 'Wolfeschlegelsteinhausenbergerdorff'),
    ),
    email: fc.emailAddress({ size: 'small' }).filter((address) => address.length <= 60),
    country: fc.constantFrom('AZ', 'DE'),
    locale: fc.constantFrom(...TAGS),
    source: fc.constantFrom('', 'newsletter', 'embassy-vigil-of-2026'),
    updates: fc.boolean(),
  })
  .map((form) => {
    try {
      return parseAttempt(form);
    } catch {
      return undefined;
    }
  })
  .filter((attempt) => attempt !== undefined)
  .filter((attempt) => Buffer.byteLength(JSON.stringify(identityOf(attempt))) <= 256);

/** Words and consent, from the shortest to the longest: in languages of their own, after many changes. */
const agreed = fc
  .record({
    ...{ words: fc.constantFrom(...TAGS), version: fc.integer({ min: 1, max: 999 }) },
    ...{ locale: fc.constantFrom(...TAGS), agreed: fc.integer({ min: 1, max: 99 }) },
    campaign: fc.constantFrom('free-them', 'c'.repeat(40)),
  })
  .map(({ words, version, locale, agreed: text, campaign }) => ({
    ...{ campaign, locale, words: `${words}.${version}`, consent: `${text}-${locale}` },
    source: 'x'.repeat(20),
    signals: [...signals],
  }));

const shortest = parseAttempt({ name: 'A', email: 'a@b.io', country: 'DE' });
const longest = parseAttempt({
  name: '大'.repeat(100),
  email: `${'"'.padEnd(63, '\\!')}"@${'d'.repeat(60)}.${'d'.repeat(60)}.${'d'.repeat(60)}.org`,
  country: 'DE',
  comment: '"国\n'.repeat(166),
  locale: 'zh-Hant-TW',
  source: 'x'.repeat(20),
});

it('seals every usual name and address to one length, in an item of one write unit', async () => {
  const { length } = await sealIdentity(identityOf(shortest), recipients);
  await fc.assert(
    fc.asyncProperty(usual, async (attempt) => {
      const link = await linkOf(attempt);
      expect(link.sealedIdentity).toHaveLength(length);
      expect(sizeOf(toItem({ ...link, confirmedAt: NOW } as Parameters<typeof toItem>[0]))).toBeLessThan(1_024);
    }),
    { numRuns: 200 },
  );
});

it('sends links of one length to every signer, in every language, as long as no name is shown', async () => {
  const { confirmToken, withdrawToken } = await mailOf(shortest);
  await fc.assert(
    fc.asyncProperty(usual, agreed, async (attempt, more) => {
      const mail = await mailOf(attempt, more);
      expect(mail.confirmToken).toHaveLength(confirmToken.length);
      expect(mail.withdrawToken).toHaveLength(withdrawToken.length);
    }),
    { numRuns: 100 },
  );
});

it('shows of a long reason only which of few lengths it has', async () => {
  const lengths = new Set<number>();
  const letters = randomBytes(250).toString('hex');
  for (let length = 0; length <= 500; length += 4) {
    const attempt = parseAttempt({
      name: 'Ada',
      email: 'ada@example.org',
      country: 'DE',
      comment: letters.slice(0, length),
    });
    lengths.add((await mailOf(attempt)).confirmToken.length);
  }
  expect(lengths.size).toBe(2);
  expect(readFileSync('docs/reference/threat-model.md', 'utf8').replaceAll(/\s+/g, ' ')).toContain(
    'A link that confirms has one of two lengths',
  );
});

it('seals a reason to one of four lengths, as the privacy page says', async () => {
  const lengths = new Set<number>();
  // The most bytes have letters of four, and marks that JSON escapes have two.
  for (const letter of ['a', '"', 'ə', '国', '𓂀'])
    for (let count = 1; count <= MOST.comment; count += count < 20 ? 1 : 12)
      lengths.add((await sealReason(letter.repeat(count), recipients)).length);
  expect(lengths.size).toBe(REASON_SIZES.length);
  const said = { 4: 'four' }[REASON_SIZES.length];
  expect(readFileSync('docs/reference/privacy.md', 'utf8').replaceAll(/\s+/g, ' ')).toContain(
    `A reason has one of ${said} lengths`,
  );
});

it('leaves room for the longest reason beside the longest link, in the one length of what a button sends', async () => {
  const lengths = [];
  for (const letter of ['n', 'ი', '🕊']) {
    const attempt = { ...longest, name: letter.repeat(MOST.name) };
    lengths.push((await mailOf(attempt, { publicName: attempt.name })).confirmToken.length);
    const sealedIdentity = await sealIdentity(identityOf(attempt), [...recipients, recipients[0]!]);
    lengths.push((await mailOf(attempt, { publicName: attempt.name, sealedIdentity })).confirmToken.length);
  }
  const fields = { token: 't'.repeat(Math.max(...lengths)), padding: '', comment: '🕊'.repeat(MOST.comment) };
  expect(`/confirm${new URLSearchParams(fields)}`.length).toBeLessThanOrEqual(9_216);
});

it('queues messages of one length, from the shortest attempt to the longest', async () => {
  const shown = { publicName: longest.name, publicReason: longest.comment };
  const campaign = { title: '大'.repeat(120), demand: '大'.repeat(400), language: 'x'.repeat(35) };
  const three = [...recipients, recipients[0]!];
  const sealed = { sealedIdentity: await sealIdentity(identityOf(longest), three) };
  const short = await mailOf(shortest);
  const bodies = await Promise.all(
    [short, await mailOf(longest, sealed), await mailOf(longest, shown)]
      .flatMap((mail) => [mail, { ...mail, campaign }])
      .map((mail) => sealMail(keys, mail as QueuedMail, NOW)),
  );
  expect(new Set(bodies.map(({ length }) => length)).size).toBe(1);
});

/** Bytes as DynamoDB counts them: names and values of attributes. */
const sizeOf = (item: ReturnType<typeof toItem>): number =>
  Object.entries(item).reduce((sum, [name, { S, B, SS, L, N }]) => {
    const value = S ?? N ?? B ?? JSON.stringify(SS ?? L);
    return sum + Buffer.byteLength(name) + Buffer.byteLength(value as string | Uint8Array);
  }, 0);
