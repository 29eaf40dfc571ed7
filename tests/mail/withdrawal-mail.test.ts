import { expect, it } from 'vitest';
import type { WithdrawalMail } from '../../functions/core/outbox/queued-mail.ts';
import { contentOf } from '../../functions/mail/confirmation-mail.ts';

const mail: WithdrawalMail = {
  kind: 'withdrawal',
  to: 'ada@example.org',
  locale: 'en-GB',
  campaign: { title: 'Free <them>', demand: 'The government releases them.', language: 'az' },
  withdrawToken: 'ddd.eee_fff',
  validUntil: Date.parse('2026-03-08T12:00:00Z'),
  isDecoy: false,
};
const url = 'https://petition.example.org';
const frame = { publicUrl: url };

it('has one link, which withdraws, on a line of its own, and none that confirms', async () => {
  const { text, html } = await contentOf(mail, frame);
  expect(text.split('\n')).toContain(`${url}/withdraw?token=ddd.eee_fff`);
  expect(html).toContain(`href="${url}/withdraw?token=ddd.eee_fff"`);
  for (const part of [text, html]) expect(part).not.toContain('/confirm');
});

it('names the campaign, and says honestly what the link can do, and that it comes to everybody', async () => {
  const { subject, text, html } = await contentOf(mail, frame);
  expect(subject).toBe('A link to withdraw your signature: Free <them>');
  expect(html).toContain('<blockquote lang="az" dir="ltr"');
  expect(html).toContain('Free &lt;them&gt;');
  for (const part of [text, html]) {
    expect(part).toContain('The government releases them.');
    expect(part).toContain('everybody who asks, whether they have signed or not');
    expect(part).toContain('does not show whether you have signed');
    expect(part).toContain('do nothing');
    expect(part).toContain('Please do not forward this e-mail');
    expect(part).not.toContain('ada@example.org');
  }
});

it('loads nothing from anywhere', async () => {
  expect((await contentOf(mail, frame)).html).not.toMatch(/<(img|link|script)|url\(|@import/);
});

it('names nothing in its subject and first words if the campaign wants that, and says where answers go', async () => {
  const neutral = { ...mail, campaign: { ...mail.campaign, hasNeutralSubject: true } };
  const { subject, text, html } = await contentOf(neutral, { ...frame, replyTo: 'help@example.org' });
  expect(subject).not.toMatch(/Free|them|sign|petition/i);
  expect(text.indexOf('/withdraw?token=')).toBeLessThan(text.indexOf('Free <them>'));
  // The address to copy stands at the end, after everything that is to be read.
  expect(html.indexOf('Free &lt;them&gt;')).toBeLessThan(html.lastIndexOf('/withdraw?token='));
  expect(
    html
      .slice(html.lastIndexOf('/withdraw?token='))
      .replace(/<[^>]+>/g, '')
      .trim(),
  ).toBe('/withdraw?token=ddd.eee_fff');
  expect(html).toContain(`<title>${subject}</title>`);
  for (const part of [text, html]) {
    expect(part).toContain('help@example.org');
    // A locked phone shows the first words.
    expect(part.split('/withdraw?token=')[0]).not.toMatch(/withdraw|signature|petition:/i);
  }
});
