/** What a person who runs a command can act on: one line or more, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
  }
}
