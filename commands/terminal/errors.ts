/** An error that the person at the terminal can act on: one line or more, printed without a stack. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
  readonly exitCode: number = 1;

  constructor(...lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** A wrong command line. Nothing was done. */
export class Misunderstood extends CommandError {
  override readonly name = 'Misunderstood';
  override readonly exitCode = 2;
}

/** The exit code of a program that Ctrl-C ended. */
export const INTERRUPTED = 130;

/** Somebody pressed Ctrl-C, or closed the terminal. The message says what was done until then. */
export class Interrupted extends CommandError {
  override readonly name = 'Interrupted';
  override readonly exitCode = INTERRUPTED;

  constructor(words = 'Nothing changed.') {
    super(words);
  }
}

/** The first sentence of an error. Later sentences of `parseArgs` are about rare cases. */
export const firstSentence = (error: unknown): string =>
  `${(error instanceof Error ? error.message : String(error)).split(/\.\s/)[0]?.replace(/\.$/, '')}.`;

/** Explains Node's error about a file. */
export const fileError = (path: string, failed: 'read' | 'written', error: unknown): CommandError => {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EISDIR') return new CommandError(`${path} is a folder. Name a file.`);
  return new CommandError(
    code === 'ENOENT' && failed === 'read' ? `There is no file ${path}.` : `${path} cannot be ${failed} (${code}).`,
  );
};
