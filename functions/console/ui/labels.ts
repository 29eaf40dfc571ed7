import { t, type Word, wordFor } from './words.ts';

/**
 * The names of fields, for their labels, for faults, and for what was typed in a form that came too late. The word of
 * `targets.0.name` is `field.targets-name`.
 */

/** The name of a field in words, without the numbers of entries. */
const keyOf = (name: string): string =>
  name
    .split('.')
    .filter((part) => !/^\d+$/.test(part))
    .join('-');

export function labelOf(name: string): string {
  const key = keyOf(name);
  return wordFor(`field.${key}`) ?? name;
}

export function hintOf(name: string): string | undefined {
  const key = keyOf(name);
  return wordFor(`field.${key}.hint`);
}

/** The name of an entry: `Target 2`. */
export function entryLabel(list: string, number: number): string {
  const key = keyOf(list);
  const word = wordFor(`field.${key}.entry`);
  return word === undefined
    ? `${labelOf(list)} ${number + 1}`
    : t(`field.${key}.entry` as Word, { number: number + 1 });
}

/** The name of a field where its list is not shown: `Target 2, Name`. */
export function wholeLabel(name: string): string {
  const [, list, number] = /^(.*?)\.(\d+)(?:\.|$)/.exec(name) ?? [];
  if (list === undefined) return labelOf(name);
  const entry = entryLabel(list, Number(number));
  return name === `${list}.${number}` ? entry : `${entry}, ${labelOf(name)}`;
}
