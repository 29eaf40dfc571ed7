import { expect, it } from 'vitest';
import type { ConfirmationMail } from '../../functions/core/outbox/queued-mail.ts';
import { contentOf } from '../../functions/mail/confirmation-mail.ts';
import { senderOf } from '../../functions/mail/group.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';

const { t } = translatorOf('en');
const url = 'https://petition.example.org';
const mailOf = (campaign: Partial<ConfirmationMail['campaign']> = {}): ConfirmationMail => ({
  kind: 'confirmation',
  to: 'ada@example.org',
  locale: 'en',
  campaign: { title: 'Free them', demand: 'Release them.', language: 'en', ...campaign },
  confirmToken: 'c',
  withdrawToken: 'w',
  validUntil: Date.parse('2026-03-08T12:00:00Z'),
  isDecoy: false,
});
const group = { name: 'Free <Voices>', contact: 'ask@free-voices.example' };
const kinds = ['confirmation', 'withdrawal'] as const;

it.each(kinds)('names the group in the greeting and at the end of the %s mail', async (kind) => {
  const { text, html } = await contentOf({ ...mailOf({ group }), kind }, { publicUrl: url });
  expect(text.split('\n')[0]).toBe('Good day, Free <Voices> is writing to you.');
  expect(text.endsWith(`Free <Voices>\nask@free-voices.example\n${url}`)).toBe(true);
  expect(html).toContain('Good day, Free &lt;Voices&gt; is writing to you.');
  expect(html).toContain('href="mailto:ask@free-voices.example"');
});

it.each(kinds)('says in the %s mail that no group is set, and nothing in one from before an update', async (kind) => {
  const unset = await contentOf({ ...mailOf({ group: null }), kind }, { publicUrl: url });
  for (const part of [unset.text, unset.html]) expect(part).toContain(t('group.unset'));
  const earlier = await contentOf({ ...mailOf(), kind }, { publicUrl: url });
  for (const part of [earlier.text, earlier.html]) expect(part).not.toContain(t('group.unset'));
});

it('sends from the address of the stage in the name of the group, written as mail programs read it', () => {
  const from = (name: string, stage = 'Amparo <sign@example.org>') =>
    senderOf(mailOf({ group: { ...group, name } }), stage);
  expect(from('Free Voices')).toBe('Free Voices <sign@example.org>');
  expect(from('Free Voices', 'sign@example.org')).toBe('Free Voices <sign@example.org>');
  expect(from('Voices, "free" \\ <x@y.z>')).toBe('"Voices, \\"free\\" \\\\ <x@y.z>" <sign@example.org>');
  expect(from('Özgür Sesler')).toMatch(/^=\?UTF-8\?B\?[\w+/=]+\?= <sign@example\.org>$/);
  expect(senderOf(mailOf({ group: null }), 'Amparo <sign@example.org>')).toBe('Amparo <sign@example.org>');
});

it('keeps the name out of sender and first words where the subject is neutral', async () => {
  const mail = mailOf({ group, hasNeutralSubject: true });
  expect(senderOf(mail, 'Amparo <sign@example.org>')).toBe('Amparo <sign@example.org>');
  const { subject, text } = await contentOf(mail, { publicUrl: url });
  expect(`${subject}\n${text.slice(0, 200)}`).not.toContain('Voices');
  expect(text).toContain('Free <Voices>');
});
