/** All events that may be logged. A new event is a decision: no event is a text that was made at run time. */
export type LogEvent =
  | 'request-failed'
  | 'function-failed'
  | 'mail-not-readable'
  | 'mail-outdated'
  | 'mail-refused'
  | 'mail-failed'
  | 'mail-put-off'
  | 'mail-not-put-off'
  | 'mail-quota-used-up'
  | 'mail-quota-not-read'
  | 'mail-quota-not-told'
  | 'mail-wait-not-known'
  | 'mail-health-not-read'
  | 'mail-sent-not-counted'
  | 'mailbox-not-looked-up'
  | 'mail-bounces-high'
  | 'mail-complaints-high'
  | 'mail-goes-slowly'
  | 'queue-pump-failed'
  | 'stream-pump-failed'
  | 'tally-record-set-aside'
  | 'tally-records-forged'
  | 'identities-erased'
  | 'counts-folded'
  | 'numbers-published'
  | 'signatures-recounted'
  | 'counts-reconciled'
  | 'counts-differ'
  | 'recount-overdue'
  | 'webhook-delivered'
  | 'webhook-failed'
  | 'webhook-given-up'
  | 'webhook-not-readable'
  | 'webhook-not-put-off'
  | 'webhook-endpoint-disabled'
  | 'secrets-not-read'
  | 'no-trusted-recipient'
  | 'sign-in-refused'
  | 'session-ended'
  | 'task-failed';

/**
 * The other fields of a line: names that we gave, and numbers. No field takes an address, or a text that a person
 * typed.
 */
export interface LogFields extends Partial<Readonly<ErrorDescription>> {
  /** A campaign's slug. */
  readonly campaign?: string;
  /** The method of a request (only methods that HTTP knows reach an app), and the status of its answer. */
  readonly method?: string;
  readonly status?: number;
  /** The queue's own name for a message. */
  readonly messageId?: string;
  /** The id that we gave to an endpoint of webhooks. Never its address: its path may be a secret. */
  readonly endpoint?: string;
  /** A stream shard, and the number of a record in it. */
  readonly lane?: string;
  readonly sequence?: string;
  readonly signatures?: number;
  /** Lanes of counts. */
  readonly folded?: number;
  readonly removed?: number;
  /** How many of the 256 partitions are recounted. */
  readonly partitions?: number;
  /** How many counts are wrong, and the largest error among them. */
  readonly differing?: number;
  readonly largest?: number;
  readonly isDone?: boolean;
  /** Our own word for why a sign-in was refused, or a session has ended. */
  readonly reason?: string;
}

export interface Log {
  info(event: LogEvent, fields?: LogFields): void;
  error(event: LogEvent, fields?: LogFields): void;
}

/** JSON lines on standard output, as Lambda's JSON logging takes them. */
export const jsonLog: Log = {
  info: (event, fields) => write('INFO', event, fields),
  error: (event, fields) => write('ERROR', event, fields),
};

function write(level: string, event: LogEvent, fields: LogFields = {}): void {
  process.stdout.write(`${JSON.stringify({ level, timestamp: new Date().toISOString(), event, ...fields })}\n`);
}

interface ErrorDescription {
  error: string;
  at?: string;
}

const NAME = /^[A-Za-z]\w{0,60}$/;
/** A place in code, such as `at send (file:///var/task/index.mjs:10:3)`. */
const FRAME = /^\s*at [^\n]*:\d+:\d+\)?$/;

/**
 * Describes an unexpected error by its name, and where it arose. Leaves out its message, since SDK and parser messages
 * quote their input. Leaves out lines of the message that look like a place in code, too.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { error: typeof error };
  const name = NAME.test(error.name) ? error.name : 'Error';
  const { stack = '', message } = error;
  // The last place where the message occurs: no part of it comes after that.
  const end = message === '' ? 0 : stack.lastIndexOf(message);
  // The stack keeps the message that the error was made with. If the message has changed since, we cannot find its end
  // there, and take no frames.
  const frames =
    end < 0
      ? []
      : stack
          .slice(end + message.length)
          .split('\n')
          .filter((line) => FRAME.test(line));
  const at = frames
    .slice(0, 4)
    .map((frame) => frame.trim())
    .join(' < ');
  return at ? { error: name, at } : { error: name };
}
