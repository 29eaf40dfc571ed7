import { expect, it } from 'vitest';
import { parseKeyring } from '../../../functions/core/keys/keyring.ts';
import { padded } from '../../../functions/core/keys/padding.ts';
import { sealToken } from '../../../functions/core/keys/token.ts';
import { openMail, type QueuedMail, sealMail } from '../../../functions/core/outbox/queued-mail.ts';

const ring = parseKeyring(JSON.stringify({ k1: 'x'.repeat(64) }), 'queued-mail');
const mail: QueuedMail = {
  kind: 'confirmation',
  to: 'ada@example.org',
  locale: 'en',
  campaign: { title: 'Free them', demand: 'The government releases them.', language: 'en' },
  confirmToken: 'c',
  withdrawToken: 'w',
  validUntil: 4e12,
  isDecoy: false,
};

it.each([false, true])('opens what it sealed, with isDecoy: %s', (isDecoy) => {
  expect(openMail(ring, sealMail(ring, { ...mail, isDecoy }, 0))).toEqual({ ...mail, isDecoy });
});

it.each([
  [1, false],
  [0, true],
])('opens a mail that version 0.1 sealed with send: %d', (send, isDecoy) => {
  const { isDecoy: _, ...rest } = mail;
  const body = sealToken(ring, padded(JSON.stringify({ ...rest, send }), [10_240]), 0);
  expect(openMail(ring, body)).toEqual({ ...rest, isDecoy });
});

it('opens nothing that lacks a part of a mail', () => {
  const { isDecoy: _, ...rest } = mail;
  expect(openMail(ring, sealToken(ring, padded(JSON.stringify(rest), [10_240]), 0))).toBeUndefined();
});

it('opens for the key that sealed it, and for no other', () => {
  const other = parseKeyring(JSON.stringify({ k1: 'y'.repeat(64) }), 'queued-mail');
  const body = sealMail(ring, mail, 0);
  expect(openMail(other, body)).toBeUndefined();
  expect(openMail(ring, `${body.slice(0, -4)}AAAA`)).toBeUndefined();
  expect(openMail(ring, '')).toBeUndefined();
});

it('is as long for a long address as for a short one', () => {
  const long = { ...mail, to: `${'a'.repeat(64)}@${'b'.repeat(60)}.example.org` };
  expect(sealMail(ring, long, 0)).toHaveLength(sealMail(ring, mail, 0).length);
  expect(sealMail(ring, mail, 0).length).toBeGreaterThan(10_240);
});

it('is not opened if we sealed it, but it is not an e-mail', () => {
  for (const content of [null, [], {}, { kind: 'confirmation' }, { ...mail, kind: 'advertisement' }]) {
    expect(openMail(ring, sealToken(ring, Buffer.from(JSON.stringify(content)), 0))).toBeUndefined();
  }
});
