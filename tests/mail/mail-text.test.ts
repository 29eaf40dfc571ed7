import { expect, it } from 'vitest';
import type { ConfirmationMail } from '../../functions/core/outbox/queued-mail.ts';
import { confirmationMail } from '../../functions/mail/confirmation-mail.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';

const mail = {
  kind: 'confirmation',
  to: 'ada@example.org',
  locale: 'en',
  campaign: { slug: 'free-them', title: 'Free them', demand: 'The government releases them.', language: 'az' },
  confirmToken: 'confirm-token',
  withdrawToken: 'withdraw-token',
  validUntil: Date.parse('2026-03-08T12:00:00Z'),
} as ConfirmationMail;
const url = 'https://petition.example.org';
const { t, date } = translatorOf('en');
const until = t('mail.until', { date: date('2026-03-08T12:00:00Z', 'hour') });

it('has a paragraph each for sender, reason, campaign, link, end of the link, other choices, and the other link', async () => {
  const { text } = await confirmationMail(mail, { publicUrl: url });
  expect(text.split('\n\n')).toEqual([
    t('mail.greeting'),
    t('mail.why'),
    'Free them\nThe government releases them.',
    t('mail.confirm'),
    `${url}/confirm?token=confirm-token`,
    until,
    t('mail.not-you'),
    t('mail.withdraw'),
    `${url}/withdraw?token=withdraw-token`,
    t('mail.not-forward'),
    t('mail.pass-on'),
    `${url}/campaigns/free-them`,
    t('mail.thanks'),
    `${t('site.name')}\n${url}`,
  ]);
});

it('says the same in its HTML', async () => {
  const { html } = await confirmationMail(mail, { publicUrl: url });
  const words = html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');
  let from = 0;
  for (const said of [
    t('mail.greeting'),
    t('mail.why'),
    'Free them',
    'The government releases them.',
    t('mail.confirm'),
    t('mail.confirm.button'),
    until,
    t('mail.not-you'),
    t('mail.not-forward'),
    t('mail.pass-on'),
    `${url}/campaigns/free-them`,
    t('mail.thanks'),
    t('mail.withdraw'),
    t('mail.withdraw.button'),
    t('site.name'),
    t('mail.copy', { button: t('mail.confirm.button') }),
    `${url}/confirm?token=confirm-token`,
  ]) {
    const at = words.indexOf(said, from);
    expect(at, said).toBeGreaterThanOrEqual(from);
    from = at + said.length;
  }
  // The address fills a screen: nothing comes after it.
  expect(words.slice(from).trim()).toBe('');
  expect(html).toContain('<title>Free them</title>');
  expect(html).toContain(`href="${url}" `);
});
