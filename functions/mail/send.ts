import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { SQSBatchResponse } from 'aws-lambda';
import { openMail, type QueuedMail } from '../core/outbox/queued-mail.ts';
import { describeError } from '../core/running/log.ts';
import { comesAgainIn, refusalOf } from './comes-again.ts';
import { contentOf } from './confirmation-mail.ts';
import type { MailDeps } from './deps.ts';
import type { QueuedMessage } from './put-off.ts';

/** What becomes of a message: it is done, or the queue delivers it again after its own time, or after so many seconds. */
type Outcome = 'done' | 'again' | { readonly seconds: number };

/** Asks programs that answer mails automatically not to answer this one (RFC 3834). */
const AUTOMATIC = { Name: 'Auto-Submitted', Value: 'auto-generated' };

/**
 * Sends each mail of a batch once, at the pace of the account. It hands back to the queue only the mails that may succeed
 * later, so that the others are not sent twice. SES has no key for idempotence: if its answer is lost on the way, the mail is
 * sent twice rather than not at all.
 * @returns the messages that the queue shall deliver again. After the last try a message goes, sealed, to the dead letters.
 */
export async function sendBatch(deps: MailDeps, messages: readonly QueuedMessage[]): Promise<SQSBatchResponse> {
  await deps.account.refresh();
  const [outcomes] = await Promise.all([
    Promise.all(messages.map(async (message) => ({ message, outcome: await sendInTurn(deps, message) }))),
    deps.account.note(),
  ]);
  const puts = outcomes.flatMap(({ message, outcome }) =>
    typeof outcome === 'object' ? [{ message, seconds: outcome.seconds }] : [],
  );
  // Again, because a mail may just have shown that the quota of the day is used up.
  await Promise.all([deps.putOff(puts), deps.account.note()]);
  return {
    batchItemFailures: outcomes.flatMap(({ message, outcome }) =>
      outcome === 'done' ? [] : [{ itemIdentifier: message.messageId }],
    ),
  };
}

/**
 * A message waits for its turn, or is put off, before it is opened. A decoy does the same: if it went faster, the length of
 * the queue, which everybody can see, would show that its address has no mails left.
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
      // It goes to the dead letters: if a key was removed too early, it can be put back.
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

async function commandFor(deps: MailDeps, mail: QueuedMail): Promise<SendEmailCommand> {
  const { subject, text, html } = await contentOf(mail, deps.publicUrl);
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return new SendEmailCommand({
    FromEmailAddress: deps.from,
    ConfigurationSetName: deps.configurationSet,
    Destination: { ToAddresses: [mail.to] },
    Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text), Html: utf8(html) }, Headers: [AUTOMATIC] } },
  });
}
