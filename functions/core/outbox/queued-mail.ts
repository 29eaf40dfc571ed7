import * as z from 'zod/mini';
import type { Keyring } from '../keys/keyring.ts';
import { padded } from '../keys/padding.ts';
import { openToken, sealToken } from '../keys/token.ts';

/**
 * A mail that waits in the queue. Only the mail function can read it. It contains no name: a mail must not greet by a
 * text that anybody can type, since that text could be an advertisement in a stranger's mailbox.
 */
const anyMail = {
  to: z.string(),
  locale: z.string(),
  campaign: z.object({
    /** Mails that wait from before an update have none. */
    slug: z.optional(z.string()),
    title: z.string(),
    demand: z.string(),
    language: z.string(),
    /** Whether the subject names nothing. Mails that wait from before an update have none. */
    hasNeutralSubject: z.optional(z.boolean()),
    /** Who asks. `null` if no group is set. Mails that wait from before an update have none. */
    group: z.optional(z.nullable(z.object({ name: z.string(), contact: z.string() }))),
    /** The campaign's time zone, and when it closes by its clocks. Mails from before an update have neither. */
    zone: z.optional(z.string()),
    closesAt: z.optional(z.string()),
  }),
  withdrawToken: z.string(),
  /** Milliseconds since the epoch after which the mail is not worth sending: a link that confirms no longer works. */
  validUntil: z.number(),
  /**
   * Whether this stands for a mail that a limit holds back. A decoy takes the same way as a mail, and has the same
   * length: only the mail function finds out, and drops it.
   */
  isDecoy: z.boolean(),
};

/** The mail that answers an attempt. */
const confirmationMail = z.object({ kind: z.literal('confirmation'), ...anyMail, confirmToken: z.string() });
/** The mail to a person who lost the first one: it has only the link that withdraws. */
const withdrawalMail = z.object({ kind: z.literal('withdrawal'), ...anyMail });

const queuedMail = z.discriminatedUnion('kind', [confirmationMail, withdrawalMail]);
export type ConfirmationMail = z.infer<typeof confirmationMail>;
export type WithdrawalMail = z.infer<typeof withdrawalMail>;
export type QueuedMail = z.infer<typeof queuedMail>;

/**
 * The one length of all messages, in bytes before sealing. It is more than the longest mail, so that no length reveals
 * anything.
 */
const SIZE = 10_240;

/**
 * Makes the body of a queue message. It is sealed as a JWE, since more than one function can read queues, dead letters
 * and their backups.
 * @param now milliseconds since the epoch.
 */
export const sealMail = (ring: Keyring, mail: QueuedMail, now: number): string =>
  sealToken(ring, padded(JSON.stringify(mail), [SIZE]), now);

/** @returns undefined if the message was not sealed by this service, or with a key that is gone. */
export function openMail(ring: Keyring, body: string): QueuedMail | undefined {
  const payload = openToken(ring, body);
  if (!payload) return undefined;
  const mail = z.safeParse(queuedMail, inTodaysWords(JSON.parse(new TextDecoder().decode(payload))));
  return mail.success ? mail.data : undefined;
}

/**
 * Amparo 0.1 called a decoy `send: 0`. Its mails may still wait: up to 7 days in the queue, 14 among the dead letters.
 */
function inTodaysWords(sealed: unknown): object {
  const { send, ...mail } = Object(sealed) as Record<string, unknown>;
  return send === undefined ? mail : { ...mail, isDecoy: send === 0 };
}
