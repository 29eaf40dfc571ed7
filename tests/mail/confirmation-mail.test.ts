import { expect, it } from 'vitest';
import type { ConfirmationMail } from '../../functions/core/outbox/queued-mail.ts';
import { confirmationMail } from '../../functions/mail/confirmation-mail.ts';

const mail: ConfirmationMail = {
  kind: 'confirmation',
  to: 'ada@example.org',
  locale: 'en-GB',
  campaign: { slug: 'free-them', title: 'Free them', demand: 'The government releases them.', language: 'az' },
  confirmToken: 'aaa.bbb-ccc',
  withdrawToken: 'ddd.eee_fff',
  validUntil: Date.parse('2026-03-08T12:00:00Z'),
  isDecoy: false,
};
const url = 'https://petition.example.org';

it('holds each link on a line of its own in the text, and both as links in the HTML', async () => {
  const { text, html } = await confirmationMail(mail, { publicUrl: url });
  expect(text.split('\n')).toEqual(
    expect.arrayContaining([`${url}/confirm?token=aaa.bbb-ccc`, `${url}/withdraw?token=ddd.eee_fff`]),
  );
  expect(html).toContain(`href="${url}/confirm?token=aaa.bbb-ccc"`);
  expect(html).toContain(`href="${url}/withdraw?token=ddd.eee_fff"`);
});

it('labels its buttons by the pages that they open, which have the buttons that confirm and withdraw', async () => {
  const { html } = await confirmationMail(mail, { publicUrl: url });
  const labels = [...html.matchAll(/<a [^>]*href="[^"]*token=[^"]*"[^>]*>([^<]+)</g)].map(([, label]) => label);
  expect(labels).toEqual(['Open the page to confirm', 'Open the page to withdraw']);
});

it('names the campaign in its own language, says why it came, what to do, and until when', async () => {
  const { subject, text, html } = await confirmationMail(mail, { publicUrl: url });
  expect(subject).toBe('Please confirm your signature: Free them');
  for (const part of [text, html]) {
    for (const said of ['Free them', 'The government releases them.', 'We hope that it was you', 'do nothing']) {
      expect(part).toContain(said);
    }
    expect(part).toMatch(/The link works until: Sunday,? 8 March 2026 at 12:00 \(UTC\)/);
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
    { publicUrl: url },
  );
  expect(html).not.toContain('<b>');
  expect(html).toContain('&lt;b&gt;Free&lt;/b&gt; {them} &amp; &quot;theirs&quot;');
  expect(subject).toBe('Please confirm your signature: <b>Free</b> {them} & "theirs"');
});

it('loads nothing from anywhere, so that nobody learns that it was read', async () => {
  const { html } = await confirmationMail(mail, { publicUrl: url });
  expect(html).not.toMatch(/src=|<link|<script|@import|url\(|background=/i);
});

it('names neither campaign nor cause in its subject, if the campaign asks for that', async () => {
  const neutral = { ...mail, campaign: { ...mail.campaign, hasNeutralSubject: true } };
  const { subject, text, html } = await confirmationMail(neutral, { publicUrl: url });
  expect(subject).toBe('Please confirm your e-mail address');
  expect(html).toContain('<title>Please confirm your e-mail address</title>');
  // Lists of e-mails also show the first words.
  for (const part of [text, html]) {
    const [before, after = ''] = part.split('/confirm?token=');
    expect(before).not.toMatch(/Free them|a petition|petition:|signature/);
    expect(after).toContain('Free them');
  }
});

it('shows the address of its link to read and to copy, whole, in its HTML', async () => {
  const confirmToken = `${'a'.repeat(900)}.${'b'.repeat(900)}`;
  const { html } = await confirmationMail({ ...mail, confirmToken }, { publicUrl: url });
  expect(html).toMatch(new RegExp(`word-break:break-all">${url}/confirm\\?token=${confirmToken}</p>`));
});

it('has the bar of the campaign’s words where their lines begin', async () => {
  const barOf = async (language: string) => {
    const { html } = await confirmationMail({ ...mail, campaign: { ...mail.campaign, language } }, { publicUrl: url });
    const [, dir, style = ''] = /<blockquote lang="[^"]+" dir="(\w+)" style="([^"]+)"/.exec(html) ?? [];
    return [dir, ...style.split(';').filter((one) => /left|right/.test(one))];
  };
  expect(await barOf('az')).toEqual(['ltr', 'padding-left:16px', 'border-left:4px solid #a3242b', 'text-align:left']);
  for (const language of ['ar', 'fa', 'az-Arab']) {
    expect(await barOf(language)).toEqual([
      ...['rtl', 'padding-right:16px', 'border-right:4px solid #a3242b', 'text-align:right'],
    ]);
  }
});

it('warns not to forward it, and gives the public address to pass on', async () => {
  const { text, html } = await confirmationMail(mail, { publicUrl: url });
  for (const part of [text, html]) {
    expect(part).toContain('Please do not forward this e-mail');
    expect(part).toContain(`${url}/campaigns/free-them`);
  }
  expect(text.split('\n')).toContain(`${url}/campaigns/free-them`);
  // A mail that waited in the queue during an update knows no address to pass on.
  const { slug, ...campaign } = mail.campaign;
  const earlier = await confirmationMail({ ...mail, campaign }, { publicUrl: url });
  for (const part of [earlier.text, earlier.html]) {
    expect(part).toContain('Please do not forward this e-mail');
    expect(part).not.toMatch(/pass the petition on|undefined|\/campaigns\//);
  }
});

it('is readable in the dark: it says that it has dark colours, and each colour of its own has one', async () => {
  const { html } = await confirmationMail(mail, { publicUrl: url });
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
  const dark = /@media \(prefers-color-scheme:dark\)\{(.*?)\n\}/s.exec(html)?.[1] ?? '';
  const coloured = html.match(/<(?!\/)[a-z]+ [^>]*style="[^"]*(?<![a-z-])color:#[^"]*"/g) ?? [];
  expect(coloured.length).toBeGreaterThan(3);
  for (const element of coloured) {
    const name = /class="([^"]+)"/.exec(element)?.[1];
    expect(dark, element).toMatch(new RegExp(`\\.${name}\\{[^}]*color:#`));
  }
});

it('says where answers go, if the stage has an address for them', async () => {
  const words = 'Do you have a question? Answer this e-mail: it goes to help@example.org.';
  const { text, html } = await confirmationMail(mail, { publicUrl: url, replyTo: 'help@example.org' });
  for (const part of [text, html]) expect(part).toContain(words);
  const without = await confirmationMail(mail, { publicUrl: url });
  for (const part of [without.text, without.html]) expect(part).not.toContain('Answer this e-mail');
});

it('opens its links outside any frame: a program may show e-mails in one, and our pages show in none', async () => {
  const { html } = await confirmationMail(mail, { publicUrl: url });
  const links = html.match(/<a [^>]*>/g) ?? [];
  expect(links).toHaveLength(4);
  for (const link of links) expect(link).toContain('target="_blank"');
});
