/** What a person who runs a command can act on: one line or more, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** Somebody pressed Ctrl-C, or closed the terminal. Its words say what has become of what they asked for. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(words = 'Nothing changed.') {
    super(words);
  }
}

/** The exit code by which a shell knows a program that Ctrl-C ended. */
export const INTERRUPTED = 130;

/** What an error says is wrong: of `parseArgs`'s own, the sentences after the first are about corners of it. */
export const firstSentence = (error: unknown): string =>
  `${(error instanceof Error ? error.message : String(error)).split(/\.\s/)[0]?.replace(/\.$/, '')}.`;
