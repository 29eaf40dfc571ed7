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
  const word = wordFor(`field.${key}`);
  if (word !== undefined) return word;
  const [, date = '', part] = /^(.+)\.(day|month|year|time)$/.exec(name) ?? [];
  return part === undefined ? decoded(name) : `${withoutMark(labelOf(date))}: ${t(`edit.date.${part}` as Word)}`;
}

/**
 * What a field of a campaign, a case or an entry of the trail is called where no form has it, such as in a list of changes.
 * @param otherwise for what has no words.
 */
export function plainName(name: string, otherwise = name): string {
  const key = keyOf(name);
  const own = wordFor(`name.${key}`) ?? wordFor(`field.${key}`) ?? ofList(key);
  return own === undefined ? otherwise : withoutMark(own);
}

/** A label of a form may say when somebody needs to fill it in. */
export const withoutMark = (label: string): string =>
  label.replace(/ \((?:optional|needed with a (?:file|group))\)$/, '');

/** Cases and updates have forms of their own. */
function ofList(key: string): string | undefined {
  const [, list, field] = /^(cases|updates)-(.+)$/.exec(key) ?? [];
  if (field === undefined) return undefined;
  return wordFor(list === 'updates' ? `updates.field.${field}` : `field.${field}`) ?? wordFor(`name.${field}`);
}

/** A text of a translation has its place as its name: `targets/The%20king/role`. */
function decoded(name: string): string {
  try {
    return name.split('/').map(decodeURIComponent).join(' › ');
  } catch {
    return name;
  }
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

/** The name of a field in quotes, or beside what is known. */
export const bareLabel = (name: string): string => withoutMark(wholeLabel(name));

/** The name of a field where its list is not shown: `Target 2, Name`. */
export function wholeLabel(name: string): string {
  const [, list, number] = /^(.*?)\.(\d+)(?:\.|$)/.exec(name) ?? [];
  if (list === undefined) return labelOf(name);
  const entry = entryLabel(list, Number(number));
  return name === `${list}.${number}` ? entry : `${entry}, ${labelOf(name)}`;
}
