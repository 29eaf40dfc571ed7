import { html } from 'hono/html';
import { isEmail } from '../core/campaigns/values.ts';
import { asPhrase } from '../core/outbox/phrase.ts';
import type { QueuedMail } from '../core/outbox/queued-mail.ts';
import type { Translator } from '../ui/messages/messages.ts';

/** How an e-mail names the group. The e-mail brings the name along, so this function needs no right to read it. */

/**
 * The sender as SES needs it: the address of the stage, with the group's name before it. A list of e-mails and a locked
 * phone show the sender, so an e-mail with a neutral subject keeps the stage's own.
 * @param from the sender of the stage: `petition@example.org`, or a name before it in `<…>`.
 */
export function senderOf({ campaign: { group, hasNeutralSubject } }: QueuedMail, from: string): string {
  if (!group || hasNeutralSubject) return from;
  return `${asPhrase(group.name)} <${/<([^<>]+)>$/.exec(from)?.[1] ?? from}>`;
}

/** The first words. Lists of e-mails show them, too. */
export const greetingOf = ({ campaign: { group, hasNeutralSubject } }: QueuedMail, { t }: Translator): string =>
  group && !hasNeutralSubject ? t('mail.greeting.group', { group: group.name }) : t('mail.greeting');

/** The last lines of the text: who wrote, and where to ask. E-mails that wait from before an update know no group. */
export function signatureOf({ campaign: { group } }: QueuedMail, { t }: Translator): string {
  if (group === undefined) return t('site.name');
  return group ? `${group.name}\n${group.contact}` : t('group.unset');
}

/** The same in HTML. */
export function signatureHtml({ campaign: { group } }: QueuedMail, { t }: Translator) {
  if (!group) return html`${group === null ? t('group.unset') : t('site.name')}`;
  const href = isEmail(group.contact) ? `mailto:${group.contact}` : group.contact;
  return html`${group.name}<br><a class="link" href="${href}" target="_blank" style="color:#a3242b">${group.contact}</a>`;
}
