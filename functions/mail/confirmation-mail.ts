import { html } from 'hono/html';
import type { ConfirmationMail, QueuedMail, WithdrawalMail } from '../core/outbox/queued-mail.ts';
import { isoTime } from '../core/running/clock.ts';
import { translatorOf } from '../ui/messages/messages.ts';

/** A mail, as text and as HTML: the mail program chooses. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What is the same in all mails of a stage. */
export interface MailFrame {
  readonly publicUrl: string;
  /** Where answers go. */
  readonly replyTo?: string | undefined;
}

/** The content of a mail of either kind. */
export const contentOf = (mail: QueuedMail, frame: MailFrame): Promise<MailContent> =>
  mail.kind === 'confirmation' ? confirmationMail(mail, frame) : withdrawalMail(mail, frame);

/**
 * The mail that asks whether an address is the signer's. Its text part has each link on a line of its own. It loads nothing
 * from a server, so nobody learns that it was read.
 */
export async function confirmationMail(
  mail: ConfirmationMail,
  { publicUrl, replyTo }: MailFrame,
): Promise<MailContent> {
  const { t, date } = translatorOf(mail.locale);
  const { title, demand, hasNeutralSubject } = mail.campaign;
  const confirm = `${publicUrl}/confirm?token=${mail.confirmToken}`;
  const withdraw = withdrawAddress(mail, publicUrl);
  const until = t('mail.until', { date: date(isoTime(mail.validUntil), 'hour') });
  const greeting = t('mail.greeting');
  const reply = replyTo ? [t('mail.reply', { address: replyTo })] : [];
  const subject = hasNeutralSubject ? t('mail.subject.neutral') : t('mail.subject', { campaign: title });
  const asksToConfirm = t(hasNeutralSubject ? 'mail.confirm.neutral' : 'mail.confirm');
  const text = [
    greeting,
    ...inOrder(mail, [t('mail.why'), `${title}\n${demand}`], [asksToConfirm, confirm, until]),
    t('mail.not-you'),
    t('mail.withdraw'),
    withdraw,
    t('mail.thanks'),
    ...reply,
    `${t('site.name')}\n${publicUrl}`,
  ].join('\n\n');
  const about = html`<p>${t('mail.why')}</p>
${petition(mail)}`;
  const act = html`<p>${asksToConfirm}</p>
${button(confirm, t('mail.confirm.button'))}
<p>${until}</p>`;
  const body = html`<p>${greeting}</p>
${inOrder(mail, [about], [act])}
<p>${t('mail.not-you')}</p>
<p>${t('mail.thanks')}</p>
${reply.map((words) => html`<p>${words}</p>`)}
<hr style="margin:32px 0;border:0;border-top:1px solid #d8d3cc">
<p style="font-size:15px">${t('mail.withdraw')} <a href="${withdraw}" target="_blank" style="color:#a3242b">${t('mail.withdraw.button')}</a></p>`;
  return { subject, text, html: await whole(mail, { publicUrl, subject, body }) };
}

/** The mail with a link that withdraws, for a person who lost the first one. It reads the same for everybody. */
export async function withdrawalMail(mail: WithdrawalMail, { publicUrl, replyTo }: MailFrame): Promise<MailContent> {
  const { t } = translatorOf(mail.locale);
  const { title, demand, hasNeutralSubject } = mail.campaign;
  const withdraw = withdrawAddress(mail, publicUrl);
  const subject = hasNeutralSubject ? t('mail.subject.neutral') : t('mail.link.subject', { campaign: title });
  const reply = replyTo ? [t('mail.reply', { address: replyTo })] : [];
  const text = [
    t('mail.greeting'),
    ...inOrder(mail, [t('mail.link.why'), `${title}\n${demand}`], [t('mail.link.withdraw'), withdraw]),
    t('mail.link.only'),
    t('mail.link.not-you'),
    ...reply,
    `${t('site.name')}\n${publicUrl}`,
  ].join('\n\n');
  const about = html`<p>${t('mail.link.why')}</p>
${petition(mail)}`;
  const act = html`<p>${t('mail.link.withdraw')}</p>
${button(withdraw, t('mail.withdraw.button'))}`;
  const body = html`<p>${t('mail.greeting')}</p>
${inOrder(mail, [about], [act])}
<p>${t('mail.link.only')}</p>
<p>${t('mail.link.not-you')}</p>
${reply.map((words) => html`<p>${words}</p>`)}
<hr style="margin:32px 0;border:0;border-top:1px solid #d8d3cc">`;
  return { subject, text, html: await whole(mail, { publicUrl, subject, body }) };
}

/** Lists of e-mails also show the first words. So a mail that names nothing in its subject begins with the link. */
const inOrder = <Part>({ campaign }: QueuedMail, about: Part[], act: Part[]): Part[] =>
  campaign.hasNeutralSubject ? [...act, ...about] : [...about, ...act];

const withdrawAddress = ({ withdrawToken }: QueuedMail, publicUrl: string): string =>
  `${publicUrl}/withdraw?token=${withdrawToken}`;

// Mail programs ignore style sheets, and know only few styles. Some show a mail in a frame: our pages show in none.
const button = (href: string, words: string) =>
  html`<p style="margin:24px 0"><a href="${href}" target="_blank" style="display:inline-block;padding:12px 24px;background:#a3242b;color:#ffffff;font-weight:bold;text-decoration:none;border-radius:4px">${words}</a></p>`;

const petition = ({ campaign: { title, demand, language } }: QueuedMail) =>
  html`<blockquote lang="${language}" dir="auto" style="margin:24px 0;padding:0 0 0 16px;border-left:4px solid #a3242b"><p><strong>${title}</strong></p><p>${demand}</p></blockquote>`;

/** The HTML around the content of a mail. */
async function whole(
  { locale: language, campaign }: QueuedMail,
  { publicUrl, subject, body }: { publicUrl: string; subject: string; body: unknown },
): Promise<string> {
  const { t, locale, dir } = translatorOf(language);
  const page = html`<!doctype html>
<html lang="${locale}" dir="${dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${campaign.hasNeutralSubject ? subject : campaign.title}</title></head>
<body style="margin:0;padding:24px;background:#fcfbf9;color:#1c1b1a;font:17px/1.5 Georgia,serif">
<div style="max-width:560px;margin:0 auto">
${body}
<p style="font-size:15px"><a href="${publicUrl}" target="_blank" style="color:#a3242b">${t('site.name')}</a></p>
</div>
</body>
</html>`;
  return String(await page);
}
