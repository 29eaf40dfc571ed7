import { namedApart } from './named-apart.ts';

/**
 * The texts of a campaign that other languages can have, and how a translation names the entries of a list. A test compares
 * this list with the campaign file's schema, so that no field with words is left out.
 */

/** A text. */
const TEXT = 'text';

/** The texts of a set of fields, by their names. */
export interface WordedSet {
  readonly [field: string]: typeof TEXT | WordedSet | WordedList;
}

/** The texts of the entries of a list. */
export interface WordedList {
  /** What tells an entry from the others. A place would not do: new entries come first, in front, or in between. */
  readonly keyOf: (entry: never) => unknown;
  readonly entry: WordedSet;
}

const list = <Entry>(keyOf: (entry: Entry) => string | undefined, entry: WordedSet) => ({ keyOf, entry });

const picture = { alt: TEXT, credit: TEXT } as const;

/** Read with the head of a campaign: what forms, e-mails and lists show. */
export const wordedHead = {
  title: TEXT,
  demand: TEXT,
  summary: TEXT,
  notice: TEXT,
  picture,
  group: { name: TEXT, controller: TEXT, legalBasis: TEXT },
  won: { words: TEXT },
} as const satisfies WordedSet;

/** Read with the page of a campaign. */
export const wordedPage = {
  why: TEXT,
  letter: TEXT,
  references: list(({ url }: { url: string }) => url, { title: TEXT, publisher: TEXT }),
  targets: list(({ name }: { name: string }) => name, { name: TEXT, role: TEXT }),
  handedOver: list(({ on }: { on: string }) => on, { to: TEXT, answer: TEXT }),
  cases: list(({ id, name }: { id?: string; name: string }) => id ?? name, {
    ...{ name: TEXT, work: TEXT, charge: TEXT, sentence: TEXT },
    history: list(({ on }: { on: string }) => on, { note: TEXT }),
    ...{ story: TEXT, picture },
  }),
  updates: list(({ at, translatedAs = at }: { at: string; translatedAs?: string }) => translatedAs, {
    ...{ title: TEXT, text: TEXT },
  }),
} as const satisfies WordedSet;

export const worded: WordedSet = { ...wordedHead, ...wordedPage };

export const isList = (one: WordedSet[string]): one is WordedList =>
  typeof one === 'object' && typeof one.keyOf === 'function';

/** The entries of a list by the names that translations use. A name that is in use gets a number: `2026-03-01 (2)`. */
export function entriesByName(list: unknown, keyOf: WordedList['keyOf']): Map<string, object> {
  const entries = (Array.isArray(list) ? list : []).filter((entry) => typeof entry === 'object' && entry !== null);
  return namedApart(
    entries.map((entry: object) => {
      const named: unknown = keyOf(entry as never);
      // A list of a file that has faults: it may have anything in place of a name.
      return [typeof named === 'object' ? '' : String(named), entry] as const;
    }),
  );
}
