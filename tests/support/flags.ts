import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { firstSentence } from '../../commands/terminal/errors.ts';

/**
 * The flags of a script of these tests. `--help` prints how it is called, and what is not understood is
 * told in a line: the script ends.
 */
export function flagsOf<const Options extends ParseArgsOptionsConfig>(usage: string, options: Options) {
  const parse = () => parseArgs({ options: { ...options, help: { type: 'boolean' } } });
  const { values } = orRefuse(usage, parse);
  if ('help' in values && values.help) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  return values;
}

/** Ends the script as not understood. */
export function refuse(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(2);
}

function orRefuse<Parsed>(usage: string, parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    return refuse(`${firstSentence(error)} It is called so: ${usage}`);
  }
}
