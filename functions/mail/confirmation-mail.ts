import { html } from 'hono/html';
import { inZone } from '../core/campaigns/local-time.ts';
import type { ConfirmationMail, QueuedMail, WithdrawalMail } from '../core/outbox/queued-mail.ts';
import { TRACE_DAYS } from '../core/signatures/lifetimes.ts';
import { type Translator, translatorOf } from '../ui/messages/messages.ts';
import { closingWords } from '../ui/messages/open-times.ts';
import { button, homeOf, line, link, petition, whole } from './frame.ts';
import { greetingOf, signatureOf } from './group.ts';

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
  const translator = translatorOf(mail.locale);
  const { t, date, href } = translator;
  const { title, demand, hasNeutralSubject, zone = 'Z', closesAt } = mail.campaign;
  const confirm = `${publicUrl}${href('/confirm')}?token=${mail.confirmToken}`;
  const withdraw = withdrawAddress(mail, publicUrl, translator);
  const until = t('mail.until', { date: date(inZone(zone, mail.validUntil), 'hour') });
  const openUntil = closesAt ? [t('mail.open-until', { date: closingWords(closesAt, translator) })] : [];
  const greeting = greetingOf(mail, translator);
  const reply = replyTo ? [t('mail.reply', { address: replyTo })] : [];
  const subject = hasNeutralSubject ? t('mail.subject.neutral') : t('mail.subject', { campaign: title });
  const asksToConfirm = t(hasNeutralSubject ? 'mail.confirm.neutral' : 'mail.confirm');
  const passOn = publicAddress(mail, publicUrl, translator);
  const text = [
    greeting,
    ...inOrder(mail, [t('mail.why'), `${title}\n${demand}`, ...openUntil], [asksToConfirm, confirm, until]),
    t('mail.not-you'),
    t('mail.withdraw'),
    withdraw,
    t('mail.not-forward'),
    ...(passOn ? [t('mail.pass-on'), passOn] : []),
    t('mail.thanks'),
    ...reply,
    `${signatureOf(mail, translator)}\n${homeOf(publicUrl, translator)}`,
  ].join('\n\n');
  const about = html`<p>${t('mail.why')}</p>
${petition(mail)}${openUntil.map((words) => html`<p>${words}</p>`)}`;
  const act = html`<p>${asksToConfirm}</p>
${button(confirm, t('mail.confirm.button'))}
<p>${until}</p>`;
  const body = html`<p>${greeting}</p>
${inOrder(mail, [about], [act])}
<p>${t('mail.not-you')}</p>
<p>${t('mail.not-forward')}${passOn && html` ${t('mail.pass-on')}<br>${link(passOn, passOn)}`}</p>
<p>${t('mail.thanks')}</p>
${reply.map((words) => html`<p>${words}</p>`)}
${line}
<p style="font-size:15px">${t('mail.withdraw')} ${link(withdraw, t('mail.withdraw.button'))}</p>`;
  const copied = { button: t('mail.confirm.button'), href: confirm };
  return { subject, text, html: await whole(mail, { publicUrl, subject, body, copied }) };
}

/** The mail with a link that withdraws, for a person who lost the first one. It reads the same for everybody. */
export async function withdrawalMail(mail: WithdrawalMail, { publicUrl, replyTo }: MailFrame): Promise<MailContent> {
  const translator = translatorOf(mail.locale);
  const { t } = translator;
  const { title, demand, hasNeutralSubject } = mail.campaign;
  const withdraw = withdrawAddress(mail, publicUrl, translator);
  const subject = hasNeutralSubject ? t('mail.link.subject.neutral') : t('mail.link.subject', { campaign: title });
  const asksToOpen = t(hasNeutralSubject ? 'mail.link.withdraw.neutral' : 'mail.link.withdraw');
  const words = t(hasNeutralSubject ? 'mail.link.button.neutral' : 'mail.withdraw.button');
  const effect = t('mail.link.effect', { days: TRACE_DAYS });
  const reply = replyTo ? [t('mail.reply', { address: replyTo })] : [];
  const text = [
    greetingOf(mail, translator),
    ...inOrder(mail, [t('mail.link.why'), `${title}\n${demand}`], [asksToOpen, withdraw]),
    effect,
    t('mail.link.only'),
    t('mail.link.not-you'),
    t('mail.not-forward'),
    ...reply,
    `${signatureOf(mail, translator)}\n${homeOf(publicUrl, translator)}`,
  ].join('\n\n');
  const about = html`<p>${t('mail.link.why')}</p>
${petition(mail)}`;
  const act = html`<p>${asksToOpen}</p>
${button(withdraw, words)}`;
  const body = html`<p>${greetingOf(mail, translator)}</p>
${inOrder(mail, [about], [act])}
<p>${effect}</p>
<p>${t('mail.link.only')}</p>
<p>${t('mail.link.not-you')}</p>
<p>${t('mail.not-forward')}</p>
${reply.map((words) => html`<p>${words}</p>`)}
${line}`;
  const copied = { button: words, href: withdraw };
  return { subject, text, html: await whole(mail, { publicUrl, subject, body, copied }) };
}

/** Lists of e-mails also show the first words. So a mail that names nothing in its subject begins with the link. */
const inOrder = <Part>({ campaign }: QueuedMail, about: Part[], act: Part[]): Part[] =>
  campaign.hasNeutralSubject ? [...act, ...about] : [...about, ...act];

const withdrawAddress = ({ withdrawToken }: QueuedMail, publicUrl: string, { href }: Translator): string =>
  `${publicUrl}${href('/withdraw')}?token=${withdrawToken}`;

/** The address to pass on. Mails that wait from before an update have none. */
const publicAddress = (
  { campaign: { slug } }: QueuedMail,
  publicUrl: string,
  { publicHref }: Translator,
): string | undefined => slug && `${publicUrl}${publicHref(`/campaigns/${slug}`)}`;
