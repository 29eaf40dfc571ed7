import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { SQSBatchResponse } from 'aws-lambda';
import { type ConfirmationMail, openMail } from '../core/outbox/queued-mail.ts';
import { describeError } from '../core/running/log.ts';
import { comesAgainIn, refusalOf } from './comes-again.ts';
import { confirmationMail } from './confirmation-mail.ts';
import type { MailDeps } from './deps.ts';
import type { QueuedMessage } from './put-off.ts';

/** What becomes of a message: it is done with, comes again after the queue's own time, or after so many seconds. */
type Outcome = 'done' | 'again' | { readonly seconds: number };

/** Tells programs that answer mails by themselves not to answer this one (RFC 3834). */
const AUTOMATIC = { Name: 'Auto-Submitted', Value: 'auto-generated' };

/**
 * Sends each mail of a batch once, at the pace of the account, and hands back only those that may succeed later, so that
 * the others are not sent twice. SES has no key for idempotence: a mail whose answer is lost on the way may come twice,
 * never not at all.
 * @returns the messages that the queue shall deliver again; after its last try they lie sealed in the dead-letter queue.
 */
export async function sendBatch(deps: MailDeps, messages: readonly QueuedMessage[]): Promise<SQSBatchResponse> {
  await deps.account.refresh();
  const [outcomes] = await Promise.all([
    Promise.all(messages.map(async (message) => ({ message, outcome: await sendInTurn(deps, message) }))),
    deps.account.tell(),
  ]);
  const puts = outcomes.flatMap(({ message, outcome }) =>
    typeof outcome === 'object' ? [{ message, seconds: outcome.seconds }] : [],
  );
  // A day that was found to be used up is told at once.
  await Promise.all([deps.putOff(puts), deps.account.tell()]);
  return {
    batchItemFailures: outcomes.flatMap(({ message, outcome }) =>
      outcome === 'done' ? [] : [{ itemIdentifier: message.messageId }],
    ),
  };
}

/**
 * A message takes its turn, or is put off, before it is opened: so also one that a limit holds back, or the length of the
 * queue, which everybody is told, would say of which address it was.
 */
async function sendInTurn(deps: MailDeps, message: QueuedMessage): Promise<Outcome> {
  const { account, pace, patience } = deps;
  const inTurn = !account.isUsedUp() && (await pace.turn(patience));
  if (account.isUsedUp()) return comesAgainIn(deps, message, 'used-up');
  return inTurn ? send(deps, message) : comesAgainIn(deps, message, 'no-turn');
}

async function send(deps: MailDeps, message: QueuedMessage): Promise<Outcome> {
  const { messageId, body } = message;
  try {
    const mail = openMail(await deps.keys(), body);
    if (!mail) {
      // Kept, for the dead-letter queue: a key that was removed too early can be put back.
      deps.log.error('mail-not-readable', { messageId });
      return 'again';
    }
    if (mail.isDecoy) return 'done';
    if (deps.clock() >= mail.validUntil) {
      deps.log.info('mail-outdated', { messageId });
      return 'done';
    }
    await deps.ses.send(await commandFor(deps, mail));
    deps.pace.sent();
    return 'done';
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === 'throttled' || refusal === 'used-up') {
      if (refusal === 'throttled') deps.pace.throttled();
      else deps.account.noteUsedUp();
      deps.log.info('mail-put-off', { messageId });
      return comesAgainIn(deps, message, refusal);
    }
    deps.log.error(refusal === 'malformed' ? 'mail-refused' : 'mail-failed', { messageId, ...describeError(error) });
    return refusal === 'malformed' ? 'done' : 'again';
  }
}

async function commandFor(deps: MailDeps, mail: ConfirmationMail): Promise<SendEmailCommand> {
  const { subject, text, html } = await confirmationMail(mail, deps.publicUrl);
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return new SendEmailCommand({
    FromEmailAddress: deps.from,
    ConfigurationSetName: deps.configurationSet,
    Destination: { ToAddresses: [mail.to] },
    Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) }, Headers: [AUTOMATIC] } },
  });
}
