import { type Mark, needlesOf } from './derivatives.ts';
import { createSearch } from './search.ts';

/** Something that a thief or a stranger may get hold of. */
export interface Loot {
  /** Where it was found, such as `table Signatures`. */
  readonly place: string;
  readonly bytes: Buffer;
}

/** Data that may be in plain text at a place, and why. */
export interface Exception {
  readonly place: RegExp;
  readonly of: RegExp;
  readonly why: string;
}

export interface Search {
  /** Data that is in plain text anywhere without a reason. */
  readonly leaks: readonly string[];
  /** Exceptions without a finding: they are not needed. */
  readonly needless: readonly string[];
}

/** Looks for marks, and everything that could be made of them without a key, through all loot. */
export function searchLoot(
  loot: Iterable<Loot>,
  {
    marks,
    contexts,
    exceptions,
  }: { marks: readonly Mark[]; contexts: readonly string[]; exceptions: readonly Exception[] },
): Search {
  const search = createSearch(marks.flatMap((mark) => needlesOf(mark, contexts)));
  const used = new Set<Exception>();
  const leaks = new Set<string>();
  for (const { place, bytes } of loot) {
    for (const { of, form } of search(bytes)) {
      const exception = exceptions.find((one) => one.place.test(place) && one.of.test(of));
      if (exception) used.add(exception);
      else leaks.add(`${of} as ${form} in ${place}`);
    }
  }
  return { leaks: [...leaks], needless: exceptions.filter((one) => !used.has(one)).map(({ why }) => why) };
}

/** Tokens of mailed links, whose bearer may sign and withdraw: all but their header, which all of them share. */
export const tokenMarks = (tokens: readonly string[]): Mark[] =>
  tokens.flatMap((token) => {
    const [, , iv, text] = token.split('.');
    return [iv, text?.slice(0, 40)].map((part) => ({ of: 'token of a link', text: part ?? '', whole: true }));
  });
