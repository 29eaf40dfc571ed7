/** A log line carries names and numbers only; what a person typed has no way in. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** JSON lines on standard output, as Lambda's JSON logging takes them. */
export const jsonLog: Log = {
  info: (event, fields) => write('INFO', event, fields),
  error: (event, fields) => write('ERROR', event, fields),
};

function write(level: string, event: string, fields: LogFields = {}): void {
  process.stdout.write(`${JSON.stringify({ level, timestamp: new Date().toISOString(), event, ...fields })}\n`);
}

/**
 * What may be told of an unexpected error: its name, and where it arose. Its message is left out, since SDK and parser
 * messages quote their input.
 */
export function describeError(error: unknown): { error: string; at?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
  const at = frames
    ?.slice(0, 4)
    .map((frame) => frame.trim())
    .join(' < ');
  return at ? { error: error.name, at } : { error: error.name };
}
