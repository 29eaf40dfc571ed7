import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { describeError } from '../core/log.ts';
import { openMail } from '../core/outbox/queued-mail.ts';
import { confirmationMail } from './confirmation-mail.ts';
import type { MailDeps } from './deps.ts';

/** A queue message, as Lambda and the queue's own API tell it. */
export type QueuedMessage = Pick<SQSRecord, 'messageId' | 'body'>;

/** What SES answers to an address that no retry changes. Alarms tell of many: a sender that SES cannot read is answered so, too. */
const REFUSED = new Set(['BadRequestException']);

/** Tells programs that answer mails by themselves not to answer this one (RFC 3834). */
const AUTOMATIC = { Name: 'Auto-Submitted', Value: 'auto-generated' };

/**
 * Sends each mail of a batch once, and hands back only those that may succeed later, so that the others are not sent
 * twice. SES has no key for idempotence: a mail whose answer is lost on the way may come twice, never not at all.
 * @returns the messages that the queue shall deliver again; after its last try they lie sealed in the dead-letter queue.
 */
export async function sendBatch(deps: MailDeps, messages: readonly QueuedMessage[]): Promise<SQSBatchResponse> {
  const outcomes = await Promise.all(
    messages.map(async (message) => ({ id: message.messageId, done: await send(deps, message) })),
  );
  return { batchItemFailures: outcomes.flatMap(({ id, done }) => (done ? [] : [{ itemIdentifier: id }])) };
}

/** @returns false if the message shall come again. */
async function send(deps: MailDeps, { messageId, body }: QueuedMessage): Promise<boolean> {
  try {
    const mail = await openMail(await deps.keys(), body);
    if (!mail) {
      // Kept, for the dead-letter queue: a key that was removed too early can be put back.
      deps.log.error('mail-not-readable', { messageId });
      return false;
    }
    if (mail.send === 0) return true;
    if (deps.clock() >= mail.validUntil) {
      deps.log.info('mail-outdated', { messageId });
      return true;
    }
    const { subject, text, html } = await confirmationMail(mail, deps.publicUrl);
    const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
    await deps.ses.send(
      new SendEmailCommand({
        FromEmailAddress: deps.from,
        ConfigurationSetName: deps.configurationSet,
        Destination: { ToAddresses: [mail.to] },
        Content: {
          Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) }, Headers: [AUTOMATIC] },
        },
      }),
    );
    return true;
  } catch (error) {
    const refused = error instanceof Error && REFUSED.has(error.name);
    deps.log.error(refused ? 'mail-refused' : 'mail-failed', { messageId, ...describeError(error) });
    return refused;
  }
}
