import { expect, it } from 'vitest';
import type { QueuedMail } from '../../functions/core/outbox/queued-mail.ts';
import { contentOf } from '../../functions/mail/confirmation-mail.ts';
import { speaking } from '../support/speaking.ts';

speaking(['en', 'ar', 'ru']);

const url = 'https://petition.example.org';
const common = {
  to: 'ada@example.org',
  campaign: { slug: 'free-them', title: 'Free them', demand: 'The government releases them.', language: 'en' },
  withdrawToken: 'ddd.eee_fff',
  validUntil: Date.parse('2026-03-08T12:00:00Z'),
  isDecoy: false,
};
const mails = {
  confirms: (locale: string): QueuedMail => ({ ...common, kind: 'confirmation', locale, confirmToken: 'aaa.bbb' }),
  withdraws: (locale: string): QueuedMail => ({ ...common, kind: 'withdrawal', locale }),
};

it.each(
  Object.entries(mails).flatMap(([what, mailIn]) => ['ar', 'ru'].map((locale) => [what, locale, mailIn] as const)),
)(
  'keeps the language in each link of the e-mail that %s in %s, also in that of the service',
  async (_, locale, mailIn) => {
    const { text, html } = await contentOf(mailIn(locale), { publicUrl: url });
    const links = [text, html].map((part) => [...part.matchAll(/https:\/\/petition\.example\.org[^\s"<?]*/g)].flat());
    for (const found of links) {
      expect(found.length).toBeGreaterThan(1);
      expect(found.filter((link) => !link.startsWith(`${url}/${locale}/`))).toEqual([]);
    }
  },
);
