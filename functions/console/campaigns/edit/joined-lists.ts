import { between } from '../../ui/word-diff.ts';
import type { Typed } from './section.ts';
import { one } from './typed.ts';

/**
 * Two people have changed one list. Here it becomes one list, for the form in which they decide: what only one of them added, changed or
 * took away is so. An entry that both changed stays as the writer of the form has it. Entries are compared by their marks.
 */
export interface Entry {
  readonly mark: string;
  /** Their names are those within the entry. */
  readonly fields: Typed;
}

type Entries = readonly Entry[];
/** The marks of the entries that the writer of the form has seen. */
type Seen = readonly string[];

const marksIn = (entries: Entries): ReadonlySet<string> => new Set(entries.map(({ mark }) => mark));

/** Entries in no order: none is another one that was changed. */
export function joinedSets(seen: Seen, mine: Entries, theirs: Entries): Entries {
  const [was, inMine, inTheirs] = [new Set(seen), marksIn(mine), marksIn(theirs)];
  return [
    ...mine.filter(({ mark }) => !was.has(mark) || inTheirs.has(mark)),
    ...theirs.filter(({ mark }) => !was.has(mark) && !inMine.has(mark)),
  ];
}

/** Entries with a `key`, in their order as it is stored. One that is not stored any more is gone: so a `place` may be beyond the last. */
export function joinedByKey(seen: Seen, mine: Entries, theirs: Entries): Entries {
  const byKey = new Map(mine.map((typed) => [one(typed.fields, 'key'), typed]));
  return theirs.map((stored) => {
    const typed = byKey.get(one(stored.fields, 'key'));
    return typed && !seen.includes(typed.mark) ? placedWithin(typed, theirs.length) : stored;
  });
}

const placedWithin = (entry: Entry, most: number): Entry =>
  Number(one(entry.fields, 'place')) > most ? { ...entry, fields: { ...entry.fields, place: String(most) } } : entry;

/** Entries that only their place tells apart. */
export function joinedByPlace(seen: Seen, mine: Entries, theirs: Entries): Entries {
  const [own, other] = [becameOf(seen, mine), becameOf(seen, theirs)];
  const addedAt = (i: number): Entries => {
    const [added, more] = [own.added[i] ?? [], other.added[i] ?? []];
    const marks = marksIn(added);
    return [...added, ...more.filter(({ mark }) => !marks.has(mark))];
  };
  const kept = (mark: string, i: number): Entries => {
    const [typed, stored] = [own.kept[i], other.kept[i]];
    const isChanged = (entry: Entry | undefined) => entry !== undefined && entry.mark !== mark;
    if (isChanged(typed)) return [typed].flatMap((entry) => entry ?? []);
    // What the writer took away while somebody changed it comes back, so that they decide again.
    return typed || isChanged(stored) ? [stored].flatMap((entry) => entry ?? []) : [];
  };
  return [...seen.flatMap((mark, i) => [...addedAt(i), ...kept(mark, i)]), ...addedAt(seen.length)];
}

/** What became of the entries that were seen. */
interface Became {
  /** Each as it is now. Undefined: it is gone. */
  readonly kept: readonly (Entry | undefined)[];
  /** What was added before each of them, and at the end. */
  readonly added: readonly (Entries | undefined)[];
}

/** Between entries that are as they were, the first ones are those that were there, changed. */
function becameOf(seen: Seen, entries: Entries): Became {
  const [kept, added]: [(Entry | undefined)[], Entries[]] = [[], []];
  let [gone, found]: [number[], Entry[]] = [[], []];
  const close = (at: number) => {
    for (const i of gone) kept[i] = found.shift();
    added[at] = found;
    [gone, found] = [[], []];
  };
  let [was, is] = [0, 0];
  for (const { kind } of between(
    seen,
    entries.map(({ mark }) => mark),
  )) {
    const entry = entries[is];
    if (kind === 'same') {
      close(was);
      kept[was] = entry;
    }
    if (kind === 'taken') gone.push(was);
    if (kind === 'added' && entry) found.push(entry);
    if (kind !== 'added') was++;
    if (kind !== 'taken') is++;
  }
  close(seen.length);
  return { kept, added };
}
