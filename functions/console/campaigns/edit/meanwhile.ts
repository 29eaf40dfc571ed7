import { createHash } from 'node:crypto';
import { type Entry, joinedByKey, joinedByPlace, joinedSets } from './joined-lists.ts';
import type { Typed } from './section.ts';
import { all, contentOf, filledIn, listFields, one } from './typed.ts';

/**
 * Two people write the same campaign at the same time. A form carries a mark of each field as its writer has seen it. So what only
 * one of them changed is kept by itself, and they are asked about the rest alone.
 */

/** Fields that say something only together: a moment is by some clocks, and counts only with a choice beside it. */
const together: Readonly<Record<string, string>> = {
  ...{ at: 'when' },
  ...{ opensAt: 'dates', closesAt: 'dates', timeZone: 'dates' },
};

/** Fields whose lines or values are entries, in no order. */
const sets: ReadonlySet<string> = new Set(['sources', 'related', 'recipients']);

/** A field, or all fields of a list or of a date: `targets` for `targets.0.name`. They only make sense together. */
export const unitOf = (name: string): string => {
  const first = name.split('.')[0] ?? name;
  return together[first] ?? first;
};

/** Names and values of fields as one text. Empty fields and blanks at the ends do not count. */
function contentIn(typed: Typed): string | undefined {
  const parts = Object.keys(typed)
    .sort()
    .flatMap((name) => {
      const values = all(typed, name)
        .map((value) => value.trim())
        .filter((value) => value !== '');
      return values.length > 0 ? [name, ...values] : [];
    });
  return parts.length > 0 ? JSON.stringify(parts) : undefined;
}

/** What stands in each unit. */
function unitsOf(typed: Typed): Map<string, string> {
  const names = Map.groupBy(Object.keys(contentOf(typed)).sort(), unitOf);
  return new Map(
    [...names].flatMap(([unit, of]) => {
      const content = contentIn(Object.fromEntries(of.map((name) => [name, typed[name] ?? ''])));
      return content === undefined ? [] : [[unit, content] as const];
    }),
  );
}

/** The entries of a unit. Empty if it is no list. */
function entriesOf(typed: Typed, unit: string): Entry[] {
  if (sets.has(unit))
    return linesIn(typed, unit)
      .slice(0, MOST_MARKS)
      .map((line) => ({ mark: markOf(line), fields: { line } }));
  const byNumber = Map.groupBy(
    Object.entries(typed).filter(([name]) => name.startsWith(`${unit}.`)),
    ([name]) => Number(name.split('.')[1]),
  );
  return filledIn(typed, unit).map((number) => {
    const named = (byNumber.get(number) ?? []).map(([name, value]) => [name.split('.').slice(2).join('.'), value]);
    const fields: Typed = Object.fromEntries(named);
    return { mark: markOf(contentIn(fields)), fields };
  });
}

/** The lines and values of a set, each once. */
const linesIn = (typed: Typed, unit: string): string[] =>
  [
    ...new Set(
      all(typed, unit)
        .flatMap((value) => value.split(/\r?\n/))
        .map((line) => line.trim()),
    ),
  ].filter((line) => line !== '');

const markOf = (content: string | undefined): string =>
  content === undefined ? '' : createHash('sha256').update(content).digest('base64url').slice(0, 8);

/** The marks of what a form shows, for a hidden field: of each unit, and of the entries of lists. */
export const marksOf = (typed: Typed): string =>
  [...unitsOf(typed)]
    .map(([unit, content]) => {
      const marks = [markOf(content), ...entriesOf(typed, unit).map(({ mark }) => mark)];
      return `${encodeURIComponent(unit)}=${marks.join('.')}`;
    })
    .join(' ');

/** A list can have no more entries: nobody is to compare more. */
const MOST_MARKS = 1000;

/** What a writer has seen of a unit: its mark, and those of its entries. A unit without a mark was empty. */
export function seenOf(marks: string, unit: string): { readonly mark: string; readonly entries: readonly string[] } {
  const at = `${encodeURIComponent(unit)}=`;
  const [mark = '', ...entries] =
    marks
      .split(' ')
      .find((one) => one.startsWith(at))
      ?.slice(at.length)
      .split('.') ?? [];
  return { mark, entries: entries.slice(0, MOST_MARKS) };
}

/** Whether a unit is still as its writer has seen it. */
export const isAsSeen = (marks: string, typed: Typed, unit: string): boolean =>
  markOf(unitsOf(typed).get(unit)) === seenOf(marks, unit).mark;

/** What was typed over what is stored now. */
export interface Merged {
  /** For the form. A list that both have changed has the entries of both. */
  readonly typed: Typed;
  /** The same, with such lists as they were typed. */
  readonly mine: Typed;
  /** What both have changed, in different ways. What was typed stays. */
  readonly conflicts: readonly string[];
}

/** What was typed over just what its writer has seen. */
export const asSent = (typed: Typed): Merged => ({ typed, mine: typed, conflicts: [] });

/**
 * @param marks what the writer has seen. A field without a mark was empty.
 * @param theirs what is stored now.
 */
export function mergedWith(marks: string, typed: Typed, theirs: Typed): Merged {
  const [mine, stored] = [unitsOf(typed), unitsOf(theirs)];
  const units = [...new Set([...mine.keys(), ...stored.keys()])].filter((unit) => mine.get(unit) !== stored.get(unit));
  const seen = new Map(units.map((unit) => [unit, seenOf(marks, unit)]));
  const isSeen = (content: string | undefined, unit: string) => markOf(content) === seen.get(unit)?.mark;
  const taken = new Set(units.filter((unit) => isSeen(mine.get(unit), unit)));
  const kept = {
    ...Object.fromEntries(Object.entries(typed).filter(([name]) => !taken.has(unitOf(name)))),
    ...Object.fromEntries(Object.entries(theirs).filter(([name]) => taken.has(unitOf(name)))),
  };
  const conflicts = units.filter((unit) => !taken.has(unit) && !isSeen(stored.get(unit), unit));
  return {
    typed: conflicts.reduce<Typed>(
      (form, unit) => withBoth(form, theirs, { unit, seen: seen.get(unit)?.entries ?? [] }),
      kept,
    ),
    mine: kept,
    conflicts,
  };
}

/** A form with the entries of both, if a unit is a list. So nobody takes out unasked what a colleague has added. */
function withBoth(
  form: Typed,
  theirs: Typed,
  { unit, seen }: { readonly unit: string; readonly seen: readonly string[] },
): Typed {
  const both = [entriesOf(form, unit), entriesOf(theirs, unit)] as const;
  if (both.every((entries) => entries.length === 0)) return form;
  // Nobody can save so many, and to leave some out would lose them.
  if (sets.has(unit) && linesIn(form, unit).length > MOST_MARKS) return form;
  if (sets.has(unit)) {
    const lines = joinedSets(seen, ...both).map(({ fields }) => one(fields, 'line'));
    return { ...form, [unit]: Array.isArray(theirs[unit]) ? lines : lines.join('\n') };
  }
  const isKeyed = both.flat().every(({ fields }) => fields.key !== undefined);
  const entries = (isKeyed ? joinedByKey : joinedByPlace)(seen, ...both);
  return {
    ...Object.fromEntries(Object.entries(form).filter(([name]) => unitOf(name) !== unit)),
    ...listFields(
      unit,
      entries.map(({ fields }) => fields),
    ),
  };
}
