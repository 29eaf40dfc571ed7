import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { holdsPrivateKey, PRIVATE_KEY_WORDS } from '../functions/core/campaigns/recipient.ts';
import { takenByNpm, wordsOnTaken } from '../infra/npm-options.ts';
import { CommandError, firstSentence, Misunderstood } from './terminal/errors.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Options that several commands take. */
export const yes = { yes: { type: 'boolean', short: 'y' } } as const;
export const stage = { stage: { type: 'string' } } as const;
/** The options that several verbs share. */
export interface CommonOptions {
  readonly yes?: boolean | undefined;
  readonly stage?: string | undefined;
}
const help = { help: { type: 'boolean', short: 'h' } } as const;

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<{ options: Options }>>['values'];
type Operands<Names extends readonly string[]> = {
  readonly [I in keyof Names]: Names[I] extends `[${string}]` ? string | undefined : string;
};

interface AnyVerb {
  /** The words that follow the verb, such as `SLUG`. One in brackets may be left out: `[SLUG]`. */
  readonly operands?: readonly string[];
  readonly options?: ParseArgsOptionsConfig;
  /** @throws {CommandError} {@link Misunderstood} before anything is done, if the command line makes no sense. */
  run(
    operands: readonly (string | undefined)[],
    options: Readonly<Record<string, unknown>>,
    terminal: Terminal,
  ): Promise<void> | void;
}

interface Verb<Names extends readonly string[], Options extends ParseArgsOptionsConfig> extends AnyVerb {
  readonly operands?: Names;
  readonly options?: Options;
  run(operands: Operands<Names>, options: Values<Options>, terminal: Terminal): Promise<void> | void;
}

/** One verb of a command, such as `close` of `npm run campaign -- close SLUG`. */
export const verb = <
  const Names extends readonly string[] = [],
  const Options extends ParseArgsOptionsConfig = Record<string, never>,
>(
  definition: Verb<Names, Options>,
): AnyVerb => definition;

interface Definition {
  /** As in `npm run NAME`. */
  readonly name: string;
  /** What `npm run NAME -- help` prints. */
  readonly usage: string;
  /** A verb with an empty name, `''`, is what the command does without one. */
  readonly verbs: Readonly<Record<string, AnyVerb>>;
}

/** Runs a command. @returns the exit code: 0 done, 1 refused, 2 not understood, 130 interrupted. */
export interface Command {
  (args: readonly string[], terminal: Terminal): Promise<number>;
  readonly definition: Definition;
}

/** Defines a command that `npm run NAME` starts. */
export function defineCommand(definition: Definition): Command {
  const run = async (args: readonly string[], terminal: Terminal): Promise<number> => {
    // Comes first: an error message would repeat the key.
    if (args.some(holdsPrivateKey)) {
      terminal.complain(`The command line ${PRIVATE_KEY_WORDS}. Delete it from the history of your shell.`);
      return 1;
    }
    try {
      await understand(definition, args, terminal)(terminal);
      return 0;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      const more = error instanceof Misunderstood ? ` \`npm run ${definition.name} -- help\` says more.` : '';
      terminal.complain(`${error.message}${more}`);
      return error.exitCode;
    }
  };
  return Object.assign(run, { definition });
}

/** @returns the function to run. @throws {Misunderstood} */
function understand({ name, usage, verbs }: Definition, args: readonly string[], { environment = {} }: Terminal) {
  const options = Object.assign({}, help, ...Object.values(verbs).map((one) => one.options));
  const { values, positionals } = parsed(args, options);
  const { help: isHelp, ...given } = values;
  const isVerb = positionals[0] !== undefined && Object.hasOwn(verbs, positionals[0]);
  const words = verbs[''] && !isVerb ? ['', ...positionals] : positionals;
  if (isHelp || positionals[0] === 'help' || words.length === 0) return ({ print }: Terminal) => print(usage);
  const [word = '', ...operands] = words;
  const asked = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  if (!asked) throw new Misunderstood(`There is no \`${word}\`.`);
  const ungiven = Object.entries(asked.options ?? {}).filter(([option]) => !Object.hasOwn(given, option));
  const taken = wordsOnTaken(takenByNpm(Object.fromEntries(ungiven), environment), name, args);
  if (taken) throw new CommandError(taken);
  const names = asked.operands ?? [];
  const missing = names.slice(operands.length).find((one) => !one.startsWith('['));
  if (missing) throw new Misunderstood(`\`${word || name}\` needs ${/^[AEIO]/.test(missing) ? 'an' : 'a'} ${missing}.`);
  if (operands.length > names.length) {
    const allowed = names.map((one) => `one ${one.replace(/[[\]]/g, '')}`).join(' and ') || 'nothing more';
    throw new Misunderstood(`\`${word || name}\` takes ${allowed}.`);
  }
  const foreign = Object.keys(given).find((option) => !Object.hasOwn(asked.options ?? {}, option));
  if (foreign) throw new Misunderstood(`\`${word}\` takes no --${foreign}.`);
  return (terminal: Terminal) => asked.run(operands, given, terminal);
}

function parsed(args: readonly string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Misunderstood(firstSentence(error));
  }
}
