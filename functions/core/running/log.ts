/** Everything that may be told. A new event is a decision: nobody logs by a text that was made while running. */
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
  | 'mail-pump-failed'
  | 'stream-pump-failed'
  | 'tally-record-set-aside'
  | 'identities-erased'
  | 'counts-folded'
  | 'signatures-recounted'
  | 'counts-reconciled'
  | 'counts-differ'
  | 'recount-overdue'
  | 'secrets-not-read'
  | 'no-trusted-recipient'
  | 'task-failed';

/** What a line may hold besides: names that we gave, and numbers. What a person typed has no way in, nor any address. */
export interface LogFields extends Partial<Readonly<ErrorDescription>> {
  /** A campaign's slug. */
  readonly campaign?: string;
  /** The method of a request (only methods that HTTP knows reach an app), and the status of its answer. */
  readonly method?: string;
  readonly status?: number;
  /** The queue's own name for a message. */
  readonly messageId?: string;
  /** A stream shard, and the number of a record in it. */
  readonly lane?: string;
  readonly sequence?: string;
  readonly signatures?: number;
  /** Lanes of counts. */
  readonly folded?: number;
  readonly removed?: number;
  /** Of 256, those that are recounted. */
  readonly partitions?: number;
  /** Counts that are wrong, and the largest number by which one is. */
  readonly differing?: number;
  readonly largest?: number;
  readonly isDone?: boolean;
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
 * What may be told of an unexpected error: its name, and where it arose. Its message is left out, since SDK and parser
 * messages quote their input; so is a line of it that looks like a place in code.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { error: typeof error };
  const name = NAME.test(error.name) ? error.name : 'Error';
  const { stack = '', message } = error;
  // The last place where it stands: nothing of it comes after.
  const end = message === '' ? 0 : stack.lastIndexOf(message);
  // The stack keeps the message that the error was made with: where that is no longer known, nothing is.
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
