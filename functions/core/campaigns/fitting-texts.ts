import type { Texts } from './translations.ts';
import { entriesByName, isList, type WordedList, type WordedSet, worded } from './worded.ts';

/**
 * The texts of a translation that a campaign has a place for, in the order of fields and entries: the table keeps no order of them, and gives
 * another one after each change. Sets of fields without any text are left out, as if nobody had ever written one.
 * @param original a campaign, or what it has of this set of fields.
 */
export function fittingTexts(texts: Texts, original: object, set: WordedSet = worded): Texts {
  const fields = Object.entries(set).flatMap(([field, one]): [string, string | Texts][] => {
    const [text, own] = [texts[field], (original as Record<string, unknown>)[field]];
    if (text === undefined || typeof own !== (one === 'text' ? 'string' : 'object')) return [];
    if (typeof text !== 'object' || one === 'text') return [[field, text]];
    const inside = isList(one) ? fittingEntries(text, own, one) : fittingTexts(text, own as object, one);
    return isEmpty(inside) ? [] : [[field, inside]];
  });
  return Object.fromEntries(fields);
}

function fittingEntries(texts: Texts, own: unknown, { keyOf, entry }: WordedList): Texts {
  const entries = [...entriesByName(own, keyOf)].flatMap(([name, original]): [string, Texts][] => {
    const words = texts[name];
    const inside = typeof words === 'object' ? fittingTexts(words, original, entry) : {};
    return isEmpty(inside) ? [] : [[name, inside]];
  });
  return Object.fromEntries(entries);
}

const isEmpty = (texts: Texts): boolean => Object.keys(texts).length === 0;
