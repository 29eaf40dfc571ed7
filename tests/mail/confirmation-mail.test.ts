import { expect, it } from 'vitest';
import type { ConfirmationMail } from '../../functions/core/outbox/queued-mail.ts';
import { confirmationMail } from '../../functions/mail/confirmation-mail.ts';

const mail: ConfirmationMail = {
  kind: 'confirmation',
  to: 'ada@example.org',
  locale: 'en-GB',
  campaign: { title: 'Free them', demand: 'The government releases them.', language: 'az' },
  confirmToken: 'aaa.bbb-ccc',
  withdrawToken: 'ddd.eee_fff',
  validUntil: Date.parse('2026-03-08T12:00:00Z'),
  isDecoy: false,
};
const url = 'https://petition.example.org';

it('holds each link on a line of its own in the text, and both as links in the HTML', async () => {
  const { text, html } = await confirmationMail(mail, url);
  expect(text.split('\n')).toEqual(
    expect.arrayContaining([`${url}/confirm?token=aaa.bbb-ccc`, `${url}/withdraw?token=ddd.eee_fff`]),
  );
  expect(html).toContain(`href="${url}/confirm?token=aaa.bbb-ccc"`);
  expect(html).toContain(`href="${url}/withdraw?token=ddd.eee_fff"`);
});

it('labels its buttons by the pages that they open, which have the buttons that confirm and withdraw', async () => {
  const { html } = await confirmationMail(mail, url);
  const labels = [...html.matchAll(/<a href="[^"]*token=[^"]*"[^>]*>([^<]+)</g)].map(([, label]) => label);
  expect(labels).toEqual(['Open the page to confirm', 'Open the page to withdraw']);
});

it('names the campaign in its own language, says why it came, what to do, and until when', async () => {
  const { subject, text, html } = await confirmationMail(mail, url);
  expect(subject).toBe('Please confirm your signature: Free them');
  for (const part of [text, html]) {
    for (const said of ['Free them', 'The government releases them.', 'we hope you', 'do nothing']) {
      expect(part).toContain(said);
    }
    expect(part).toMatch(/8 Mar.*12:00.*UTC|Mar 8.*12:00.*UTC/);
  }
  expect(html).toMatch(/^<!doctype html>\s*<html lang="en" dir="ltr">/);
  expect(html).toContain('<blockquote lang="az"');
});

it('shows a campaign’s words as text', async () => {
  const { subject, html } = await confirmationMail(
    {
      ...mail,
      campaign: { ...mail.campaign, title: '<b>Free</b> {them} & "theirs"' },
    },
    url,
  );
  expect(html).not.toContain('<b>');
  expect(html).toContain('&lt;b&gt;Free&lt;/b&gt; {them} &amp; &quot;theirs&quot;');
  expect(subject).toBe('Please confirm your signature: <b>Free</b> {them} & "theirs"');
});

it('loads nothing from anywhere, so that nobody learns that it was read', async () => {
  const { html } = await confirmationMail(mail, url);
  expect(html).not.toMatch(/src=|<link|<script|@import|url\(|background=/i);
});
