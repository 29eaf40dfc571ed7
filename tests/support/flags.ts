import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { firstSentence } from '../../commands/terminal/errors.ts';
import { takenByNpm, wordsOnTaken } from '../../infra/npm-options.ts';

/**
 * The flags of a script of these tests. `--help` or `help` prints how it is called. The script ends at a flag that it does not
 * know, with one sentence about that flag.
 */
export function flagsOf<const Options extends ParseArgsOptionsConfig>(
  usage: string,
  options: Options,
  args: readonly string[] = process.argv.slice(2),
) {
  const isHelp = args[0] === 'help';
  const script = /^npm run ([\w:-]+)/.exec(usage)?.[1] ?? '';
  const taken = args.length > 0 ? undefined : wordsOnTaken(takenByNpm(options, process.env), script, args);
  // Tests that run under such a variable call this too, but never as the script of that name.
  if (taken && process.env.npm_lifecycle_event === script) refuse(taken);
  const parse = () => parseArgs({ args: isHelp ? [] : [...args], options: { ...options, help: { type: 'boolean' } } });
  const { values } = orRefuse(usage, parse);
  if (isHelp || ('help' in values && values.help)) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  return values;
}

/** The number that a flag gives. Ends the script if it is none, or out of bounds. */
export function numberOf(flag: string, text: string, [least, most]: readonly [number, number]): number {
  const n = Number(text);
  const isWithin = text !== '' && n >= least && n <= most;
  return isWithin ? n : refuse(`${flag} must be a number from ${least} to ${most}.`);
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
