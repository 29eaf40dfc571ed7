import { holdsPrivateKey, maskPrivateKeys } from '../../../core/campaigns/recipient.ts';
import { OF_THE_PAGE } from '../../ui/page-fields.ts';
import { inOneLine } from '../../ui/typed.ts';
import type { Typed } from './section.ts';

/** Reads what was typed into a form, and adds and takes entries of its lists. */

/** The first value of a field, as it was typed. */
export const one = (typed: Typed, name: string): string => all(typed, name)[0] ?? '';

export const all = (typed: Typed, name: string): readonly string[] => [typed[name] ?? []].flat();

/** A text without blanks around it. Undefined if nothing is left. */
export const textIn = (typed: Typed, name: string): string | undefined => one(typed, name).trim() || undefined;

/** A text that must be one line, as `textIn`. A box of several rows takes the key Enter: it separates words there. */
export const lineIn = (typed: Typed, name: string): string | undefined => inOneLine(one(typed, name)) || undefined;

/** A text for a merge patch: an empty one removes the field. */
export const textOrNone = (typed: Typed, name: string): string | null => textIn(typed, name) ?? null;

export const isTicked = (typed: Typed, name: string): boolean => one(typed, name) === 'yes';

/** The value of a box: ticked, or not there. */
export const tick = (name: string, isOn: boolean): Typed => (isOn ? { [name]: 'yes' } : {});

export const contentOf = (typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !OF_THE_PAGE.has(name)));

/** The number of the entry of a list to which a field belongs. */
const numberIn = (name: string, list: string): number =>
  name.startsWith(`${list}.`)
    ? Number(/^\d{1,3}(?=\.|$)/.exec(name.slice(list.length + 1))?.[0] ?? Number.NaN)
    : Number.NaN;

/** Entries of a list that are read and shown. No list may have as many: its campaign is refused without looking at more. */
const MOST_ENTRIES = 100;

/** The numbers of the entries of a list, in their order. */
export const entriesIn = (typed: Typed, list: string): number[] =>
  [...new Set(Object.keys(typed).map((name) => numberIn(name, list)))]
    .filter(Number.isInteger)
    .sort((a, b) => a - b)
    .slice(0, MOST_ENTRIES);

/** The numbers of the entries in which something was typed, in their order. Entries that are empty are not sent. */
export function filledIn(typed: Typed, list: string): number[] {
  const isFilled = (name: string) => all(typed, name).some((text) => text.trim() !== '');
  return entriesIn(Object.fromEntries(Object.entries(typed).filter(([name]) => isFilled(name))), list);
}

/** The fields of entries, from their values. @param entries such as `[{ name: 'The king' }]` for `targets.0.name`. */
export const listFields = (list: string, entries: readonly Typed[]): Typed =>
  Object.fromEntries(
    entries.flatMap((entry, i) =>
      Object.entries(entry).map(([name, value]) => [`${list}.${i}.${name}`, value] as const),
    ),
  );

/**
 * What was typed, after a button `more` (its value is a list) or `less` (an entry, such as `targets.2`).
 * @returns undefined if none of them was pressed.
 */
export function withOtherEntries(typed: Typed): Typed | undefined {
  const [more, less] = [one(typed, 'more'), one(typed, 'less')];
  // The entry has no field yet: this one makes its number known.
  if (more) return { ...typed, [`${more}.${(entriesIn(typed, more).at(-1) ?? -1) + 1}`]: '' };
  const [, list, removed] = /^(.+)\.(\d{1,3})$/.exec(less) ?? [];
  if (list === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => {
      const number = numberIn(name, list);
      if (number === Number(removed)) return [];
      if (!(number > Number(removed))) return [[name, value]];
      return [[`${list}.${number - 1}${name.slice(`${list}.${number}`.length)}`, value]];
    }),
  );
}

/** Fields of an entry without those that are empty. */
export const filled = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));

/** What was typed, without private keys. No page repeats one. @returns also the fields that had one. */
export function withoutPrivateKeys(typed: Typed): { readonly typed: Typed; readonly secret: readonly string[] } {
  // Where a key is asked for, even a piece of a private one is no slip. Other texts may speak of such keys.
  const isSecret = (name: string, text: string) =>
    holdsPrivateKey(text) || (name.startsWith('recipients') && maskPrivateKeys(text) !== text);
  const secret = Object.keys(typed).filter((name) => all(typed, name).some((text) => isSecret(name, text)));
  return { typed: { ...typed, ...Object.fromEntries(secret.map((name) => [name, ''])) }, secret };
}
