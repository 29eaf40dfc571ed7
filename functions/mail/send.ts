import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { SQSBatchResponse } from 'aws-lambda';
import { parseAddress } from '../core/address.ts';
import type { QueuedMessage } from '../core/aws/put-off.ts';
import { MAILBOX_TAG, type MailboxTag, mailboxTag } from '../core/limits/suppressed.ts';
import { openMail, type QueuedMail } from '../core/outbox/queued-mail.ts';
import { describeError } from '../core/running/log.ts';
import { comesAgainIn, refusalOf } from './comes-again.ts';
import { contentOf } from './confirmation-mail.ts';
import type { MailDeps } from './deps.ts';
import { senderOf } from './group.ts';

/**
 * What becomes of a message: it is done, as a sent mail or as none; or the queue delivers it again, after its own time or
 * after so many seconds.
 */
type Outcome = 'sent' | 'dropped' | 'again' | { readonly seconds: number };

/** Asks programs that answer mails automatically not to answer this one (RFC 3834). */
const AUTOMATIC = { Name: 'Auto-Submitted', Value: 'auto-generated' };

/**
 * Sends each mail of a batch once, at the pace of the account. It hands back to the queue only the mails that may succeed
 * later, so that the others are not sent twice. SES has no key for idempotence: if its answer is lost on the way, the mail is
 * sent twice rather than not at all.
 * @returns the messages that the queue shall deliver again. After the last try a message goes, sealed, to the dead letters.
 */
export async function sendBatch(deps: MailDeps, messages: readonly QueuedMessage[]): Promise<SQSBatchResponse> {
  await Promise.all([deps.account.refresh(), deps.health.refresh()]);
  const [outcomes] = await Promise.all([
    Promise.all(messages.map(async (message) => ({ message, outcome: await sendInTurn(deps, message) }))),
    deps.account.note(),
  ]);
  const puts = outcomes.flatMap(({ message, outcome }) =>
    typeof outcome === 'object' ? [{ message, seconds: outcome.seconds }] : [],
  );
  const sent = outcomes.filter(({ outcome }) => outcome === 'sent').length;
  // Noted again, because a mail may just have shown that the quota of the day is used up.
  await Promise.all([deps.putOff(puts), deps.account.note(), deps.health.sent(sent)]);
  return {
    batchItemFailures: outcomes.flatMap(({ message, outcome }) =>
      outcome === 'sent' || outcome === 'dropped' ? [] : [{ itemIdentifier: message.messageId }],
    ),
  };
}

/**
 * A message waits for the turns of its domain and of the account, or is put off. A decoy does the same: if it went faster,
 * the length of the queue, which everybody can see, would show that its address has no mails left.
 */
async function sendInTurn(deps: MailDeps, message: QueuedMessage): Promise<Outcome> {
  const { account, pace, patience, domainPace, health } = deps;
  if (account.isUsedUp()) return comesAgainIn(deps, message, 'used-up');
  const mail = await opened(deps, message);
  if (!mail) return 'again';
  if (!domainPace.turn(domainOf(mail))) return comesAgainIn(deps, message, 'domain-busy');
  const inTurn = await pace.turn(patience);
  if (account.isUsedUp()) return comesAgainIn(deps, message, 'used-up');
  if (!inTurn) return comesAgainIn(deps, message, health.slowRate() === undefined ? 'no-turn' : 'slow');
  return send(deps, message, mail);
}

/** Opens a message. It goes to the dead letters if that fails: if a key was removed too early, it can be put back. */
async function opened(deps: MailDeps, { messageId, body }: QueuedMessage): Promise<QueuedMail | undefined> {
  try {
    const mail = openMail(await deps.keys(), body);
    if (!mail) deps.log.error('mail-not-readable', { messageId });
    return mail;
  } catch (error) {
    deps.log.error('mail-failed', { messageId, ...describeError(error) });
    return undefined;
  }
}

async function send(deps: MailDeps, message: QueuedMessage, mail: QueuedMail): Promise<Outcome> {
  const { messageId } = message;
  try {
    const tag = await tagOf(deps, mail);
    // A decoy is looked up, too, so that it takes as long.
    const isSuppressed = tag !== undefined && (await deps.health.isSuppressed(tag));
    if (mail.isDecoy || isSuppressed) return 'dropped';
    if (deps.clock() >= mail.validUntil) {
      deps.log.info('mail-outdated', { messageId });
      return 'dropped';
    }
    await deps.ses.send(await commandFor(deps, mail, tag));
    deps.pace.sent();
    return 'sent';
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === 'throttled' || refusal === 'used-up') {
      if (refusal === 'throttled') deps.pace.throttled();
      else deps.account.noteUsedUp();
      deps.log.info('mail-put-off', { messageId });
      return comesAgainIn(deps, message, refusal);
    }
    deps.log.error(refusal === 'malformed' ? 'mail-refused' : 'mail-failed', { messageId, ...describeError(error) });
    return refusal === 'malformed' ? 'dropped' : 'again';
  }
}

const domainOf = ({ to }: QueuedMail): string => to.slice(to.lastIndexOf('@') + 1);

/** The tag of the mailbox, as of now. Undefined for an address that is none: SES refuses it. */
async function tagOf(deps: MailDeps, { to }: QueuedMail): Promise<MailboxTag | undefined> {
  const address = parseAddress(to);
  if (typeof address === 'string') return undefined;
  return mailboxTag((await deps.tagKeys()).current(deps.clock()).key, address.normalised);
}

async function commandFor(deps: MailDeps, mail: QueuedMail, tag: MailboxTag | undefined): Promise<SendEmailCommand> {
  const { subject, text, html } = await contentOf(mail, deps);
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return new SendEmailCommand({
    FromEmailAddress: senderOf(mail, deps.from),
    ConfigurationSetName: deps.configurationSet,
    ReplyToAddresses: deps.replyTo ? [deps.replyTo] : undefined,
    // SES names it with each report about this mail, and writes it into no header.
    EmailTags: tag && [{ Name: MAILBOX_TAG, Value: tag }],
    Destination: { ToAddresses: [mail.to] },
    Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) }, Headers: [AUTOMATIC] } },
  });
}
