/** What a person who runs a command can act on: one line or more, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** Somebody pressed Ctrl-C, or closed the terminal, where they were asked something. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
