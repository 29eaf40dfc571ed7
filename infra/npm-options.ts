import type { ParseArgsOptionsConfig } from 'node:util';

/**
 * `npm run NAME --stage prod` gives `--stage` to npm, and only `prod` to the command, since no `--` stands before it.
 * npm then passes the option on as a variable. Without a look at it, a command would work somewhere else, or on more.
 */

type Environment = Readonly<Record<string, string | undefined>>;

/** npm has an option of this name of its own, which somebody may have switched on for good. */
export const NPM_TOOK_YES = 'npm_config_yes';

/** The options that npm took from a command line, as they were typed. */
export function takenByNpm(options: ParseArgsOptionsConfig, environment: Environment): string[] {
  return Object.entries(options).flatMap(([name, { type }]) => {
    const value = environment[`npm_config_${name.replaceAll('-', '_')}`];
    if (name === 'yes' || !value || value === 'false' || value === 'null') return [];
    if (type === 'boolean') return [`--${name}`];
    // Of a value behind a blank, npm only keeps that there is one.
    return [`--${name}${/^true(\s+true)*$/.test(value) ? ' …' : `=${value}`}`];
  });
}

/**
 * What to type, if npm took options.
 * @param words of the command line that the command got.
 * @returns undefined if npm took none.
 */
export function wordsOnTaken(taken: readonly string[], script: string, words: readonly string[]): string | undefined {
  if (taken.length === 0) return undefined;
  const line = [...(taken.some((one) => one.endsWith('…')) ? words.slice(0, 1) : words), ...taken].join(' ');
  const start = script === 'start' ? 'npm start' : `npm run ${script}`;
  return `npm took ${taken.join(' and ')} for itself. Type -- before ${taken.length === 1 ? 'it' : 'them'}: ${start} -- ${line}`;
}
