import { createHash } from 'node:crypto';
import type { Typed } from './section.ts';
import { all, contentOf } from './typed.ts';

/**
 * Two people write the same campaign at the same time. A form carries a mark of each field as its writer has seen it. So what only
 * one of them changed is kept by itself, and they are asked about the rest alone.
 */

/** A field, or all fields of a list or of a date: `targets` for `targets.0.name`. They only make sense together. */
export const unitOf = (name: string): string => name.split('.')[0] ?? name;

/** What stands in each unit. Empty fields and blanks at the ends do not count. */
function unitsOf(typed: Typed): Map<string, string> {
  const units = new Map<string, string[]>();
  for (const name of Object.keys(contentOf(typed)).sort()) {
    const values = all(typed, name)
      .map((value) => value.trim())
      .filter((value) => value !== '');
    if (values.length > 0) units.set(unitOf(name), [...(units.get(unitOf(name)) ?? []), name, ...values]);
  }
  return new Map([...units].map(([unit, parts]) => [unit, JSON.stringify(parts)]));
}

const markOf = (content: string | undefined): string =>
  content === undefined ? '' : createHash('sha256').update(content).digest('base64url').slice(0, 8);

/** The marks of what a form shows, for a hidden field. */
export const marksOf = (typed: Typed): string =>
  [...unitsOf(typed)].map(([unit, content]) => `${encodeURIComponent(unit)}=${markOf(content)}`).join(' ');

/** What was typed over what is stored now. */
export interface Merged {
  readonly typed: Typed;
  /** What both have changed, in different ways. What was typed stays. */
  readonly conflicts: readonly string[];
}

/**
 * @param marks what the writer has seen. A field without a mark was empty.
 * @param theirs what is stored now.
 */
export function mergedWith(marks: string, typed: Typed, theirs: Typed): Merged {
  const seen = new Map(marks.split(' ').map((mark) => mark.split('=') as [string, string]));
  const [mine, stored] = [unitsOf(typed), unitsOf(theirs)];
  const units = [...new Set([...mine.keys(), ...stored.keys()])].filter((unit) => mine.get(unit) !== stored.get(unit));
  const isAsSeen = (content: string | undefined, unit: string) =>
    markOf(content) === (seen.get(encodeURIComponent(unit)) ?? '');
  const taken = new Set(units.filter((unit) => isAsSeen(mine.get(unit), unit)));
  return {
    typed: {
      ...Object.fromEntries(Object.entries(typed).filter(([name]) => !taken.has(unitOf(name)))),
      ...Object.fromEntries(Object.entries(theirs).filter(([name]) => taken.has(unitOf(name)))),
    },
    conflicts: units.filter((unit) => !taken.has(unit) && !isAsSeen(stored.get(unit), unit)),
  };
}
