import { expect, it } from 'vitest';
import { marksOf, mergedWith } from '../../../../functions/console/campaigns/edit/meanwhile.ts';

const seen = { title: 'One', 'targets.0.name': 'King', 'targets.0.role': '', notice: '', csrf: 'x' };
const marks = marksOf(seen);

it('keeps what only the writer changed, and takes what only somebody else changed', () => {
  const { typed, conflicts } = mergedWith(marks, { ...seen, title: 'Mine' }, { ...seen, notice: 'Theirs' });
  expect(conflicts).toEqual([]);
  expect(typed).toMatchObject({ title: 'Mine', notice: 'Theirs', 'targets.0.name': 'King', csrf: 'x' });
});

it('takes a list as a whole, and asks if both have changed it: the form then has the entries of both', () => {
  const theirs = { title: 'One', 'targets.0.name': 'Judge', 'targets.1.name': 'King' };
  expect(mergedWith(marks, seen, theirs).typed).toMatchObject({ 'targets.0.name': 'Judge', 'targets.1.name': 'King' });
  const { typed, mine, conflicts } = mergedWith(marks, { ...seen, 'targets.1.name': 'Minister' }, theirs);
  expect(conflicts).toEqual(['targets']);
  expect(targetsIn(typed)).toEqual(['Judge', 'King', 'Minister']);
  expect(targetsIn(mine)).toEqual(['King', 'Minister']);
});

const targetsIn = (typed: object) =>
  Object.entries(typed).flatMap(([name, value]) => (/^targets\.\d+\.name$/.test(name) ? [value] : []));
const listOf = (names: string) =>
  Object.fromEntries([...names.split(' ').entries()].map(([i, name]) => [`targets.${i}.name`, name]));

it.each([
  ['one added, the other changed', 'A B', 'A* B', 'A B C', 'A* B C'],
  ['both added', 'A', 'A B', 'A C', 'A B C'],
  ['both added the same', 'A B', 'A B C', 'A* B C', 'A* B C'],
  ['both changed, each another one', 'A B', 'A* B', 'A B+', 'A* B+'],
  ['both changed the same one: what was typed stays', 'A B', 'A* B', 'A+ B', 'A* B'],
  ['both changed the same one, and one was added', 'A', 'A*', 'A+ C', 'A* C'],
  ['one was changed, the other removed', 'A B C', 'A* B C', 'A C', 'A* C'],
  ['the writer removed one, and one was added', 'A B C', 'A C', 'A B C D', 'A C D'],
  ['the writer removed one, and another one was put in its place', 'A B', 'A', 'A C', 'A C'],
  ['the writer removed one, and the one beside it was changed', 'A B C', 'A C', 'A B C+', 'A C+'],
  ['one was added before the others', 'A B', 'A B*', 'X A B', 'X A B*'],
  ['all were replaced', 'A B', 'A* B', 'X Y Z', 'A* Y Z'],
])('joins a list: %s', (_, was, mine, theirs, joined) => {
  const { typed, conflicts } = mergedWith(marksOf(listOf(was)), listOf(mine), listOf(theirs));
  expect([conflicts, targetsIn(typed)]).toEqual([['targets'], joined.split(' ')]);
});

it('joins lists that say nothing of what their writer has seen, so that nobody loses an entry', () => {
  const { typed } = mergedWith('', listOf('A B'), listOf('B C'));
  expect(targetsIn(typed)).toEqual(['A', 'B', 'C']);
});

it('joins lines and boxes: each is an entry', () => {
  const lines = { sources: 'a\nb', recipients: ['k1', 'k2'] };
  const { typed, conflicts } = mergedWith(
    marksOf(lines),
    { sources: 'a\nb\nmine', recipients: ['k1', 'k2', 'mine'] },
    { sources: 'b\ntheirs', recipients: ['k2', 'theirs'] },
  );
  expect(conflicts.toSorted()).toEqual(['recipients', 'sources']);
  expect(typed).toEqual({ sources: 'b\nmine\ntheirs', recipients: ['k2', 'mine', 'theirs'] });
});

it('asks about a date with its clocks, and about a moment with the choice that makes it count', () => {
  const dates = { 'opensAt.day': '1', 'opensAt.time': '10:00', timeZone: 'UTC' };
  const other = mergedWith(marksOf(dates), { ...dates, 'closesAt.day': '9' }, { ...dates, timeZone: 'Asia/Baku' });
  expect([other.conflicts, other.typed.timeZone]).toEqual([['dates'], 'UTC']);
  const scheduled = { when: 'at', 'at.day': '1' };
  const now = mergedWith(marksOf(scheduled), { ...scheduled, when: 'now' }, { ...scheduled, 'at.day': '2' });
  expect([now.conflicts, now.typed]).toEqual([['when'], { ...scheduled, when: 'now' }]);
});

it('asks only about what both changed in different ways', () => {
  const both = mergedWith(
    marks,
    { ...seen, title: 'Mine', notice: 'Same' },
    { ...seen, title: 'Theirs', notice: 'Same' },
  );
  expect(both.conflicts).toEqual(['title']);
  expect(both.typed.title).toBe('Mine');
});

it('does not take blanks and empty fields for a change', () => {
  expect(mergedWith(marks, { ...seen, title: ' One ', 'targets.1.name': '' }, seen).conflicts).toEqual([]);
});

it('takes a box that somebody else ticked, and one that they cleared', () => {
  const ticked = { ...seen, strict: 'yes' };
  expect(mergedWith(marks, seen, ticked).typed).toMatchObject({ strict: 'yes' });
  expect(mergedWith(marksOf(ticked), ticked, seen).typed).not.toHaveProperty('strict');
});

it('asks about everything that differs, if a form says nothing of what its writer has seen', () => {
  expect(mergedWith('', { ...seen, title: 'Mine' }, seen).conflicts).toEqual(['title']);
});
