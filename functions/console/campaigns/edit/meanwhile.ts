import { createHash } from 'node:crypto';
import { MOST_FIELDS } from '../../ui/typed.ts';
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

/** The fields of each unit. A form is read once and not once for each unit: somebody may send one with a thousand of them. */
export function fieldsByUnit(typed: Typed): Map<string, Typed> {
  const byUnit = Map.groupBy(Object.entries(typed), ([name]) => unitOf(name));
  return new Map([...byUnit].map(([unit, fields]) => [unit, Object.fromEntries(fields)]));
}

/** What stands in each unit. */
function unitsOf(typed: Typed): Map<string, string> {
  const names = Object.keys(contentOf(typed)).sort();
  const fields = fieldsByUnit(Object.fromEntries(names.map((name) => [name, typed[name] ?? ''])));
  return new Map(
    [...fields].flatMap(([unit, of]) => {
      const content = contentIn(of);
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
export function marksOf(typed: Typed): string {
  const fields = fieldsByUnit(typed);
  return [...unitsOf(typed)]
    .map(([unit, content]) => {
      const marks = [markOf(content), ...entriesOf(fields.get(unit) ?? {}, unit).map(({ mark }) => mark)];
      return `${encodeURIComponent(unit)}=${marks.join('.')}`;
    })
    .join(' ');
}

/** A list can have no more entries: nobody is to compare more. */
const MOST_MARKS = 1000;

/** What a writer has seen of a unit: its mark, and those of its entries. */
type Seen = readonly [mark: string, ...entries: string[]];

/** A unit without a mark was empty. */
const EMPTY: Seen = [''];

/** What a writer has seen of each unit. Read once for all of them: somebody may send a megabyte of marks, and a thousand fields. */
function seenIn(marks: string): (unit: string) => Seen {
  const byUnit = new Map(
    marks.split(' ', MOST_FIELDS).map((one) => {
      const at = one.indexOf('=');
      const [mark = '', ...entries] = one.slice(at + 1).split('.', MOST_MARKS + 1);
      return [one.slice(0, at), [mark, ...entries]] as const;
    }),
  );
  return (unit) => byUnit.get(encodeURIComponent(unit)) ?? EMPTY;
}

/** Whether a unit is still as its writer has seen it. */
export const isAsSeen = (marks: string, typed: Typed, unit: string): boolean =>
  markOf(unitsOf(typed).get(unit)) === seenIn(marks)(unit)[0];

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
  const seen = seenIn(marks);
  const isSeen = (content: string | undefined, unit: string) => markOf(content) === seen(unit)[0];
  const taken = new Set(units.filter((unit) => isSeen(mine.get(unit), unit)));
  const kept = {
    ...Object.fromEntries(Object.entries(typed).filter(([name]) => !taken.has(unitOf(name)))),
    ...Object.fromEntries(Object.entries(theirs).filter(([name]) => taken.has(unitOf(name)))),
  };
  const conflicts = units.filter((unit) => !taken.has(unit) && !isSeen(stored.get(unit), unit));
  const [own, others] = [fieldsByUnit(kept), fieldsByUnit(theirs)];
  for (const unit of conflicts)
    own.set(unit, withBoth(own.get(unit) ?? {}, others.get(unit) ?? {}, { unit, seen: seen(unit).slice(1) }));
  return { typed: Object.assign({}, ...own.values()), mine: kept, conflicts };
}

/** The fields of a unit with the entries of both, if it is a list. So nobody takes out unasked what a colleague has added. */
function withBoth(
  mine: Typed,
  theirs: Typed,
  { unit, seen }: { readonly unit: string; readonly seen: readonly string[] },
): Typed {
  const both = [entriesOf(mine, unit), entriesOf(theirs, unit)] as const;
  if (both.every((entries) => entries.length === 0)) return mine;
  // Nobody can save so many, and to leave some out would lose them.
  if (sets.has(unit) && linesIn(mine, unit).length > MOST_MARKS) return mine;
  if (sets.has(unit)) {
    const lines = joinedSets(seen, ...both).map(({ fields }) => one(fields, 'line'));
    return { [unit]: Array.isArray(theirs[unit]) ? lines : lines.join('\n') };
  }
  const isKeyed = both.flat().every(({ fields }) => fields.key !== undefined);
  const entries = (isKeyed ? joinedByKey : joinedByPlace)(seen, ...both);
  return listFields(
    unit,
    entries.map(({ fields }) => fields),
  );
}
