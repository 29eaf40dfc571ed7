import { expect, it } from 'vitest';
import { marksOf, mergedWith } from '../../../../functions/console/campaigns/edit/meanwhile.ts';

const seen = { title: 'One', 'targets.0.name': 'King', 'targets.0.role': '', notice: '', csrf: 'x' };
const marks = marksOf(seen);

it('keeps what only the writer changed, and takes what only somebody else changed', () => {
  const { typed, conflicts } = mergedWith(marks, { ...seen, title: 'Mine' }, { ...seen, notice: 'Theirs' });
  expect(conflicts).toEqual([]);
  expect(typed).toMatchObject({ title: 'Mine', notice: 'Theirs', 'targets.0.name': 'King', csrf: 'x' });
});

it('takes a list as a whole: the numbers of its entries mean nothing in another one', () => {
  const theirs = { title: 'One', 'targets.0.name': 'Judge', 'targets.1.name': 'King' };
  expect(mergedWith(marks, seen, theirs).typed).toMatchObject({ 'targets.0.name': 'Judge', 'targets.1.name': 'King' });
  const { typed, conflicts } = mergedWith(marks, { ...seen, 'targets.1.name': 'Minister' }, theirs);
  expect(conflicts).toEqual(['targets']);
  expect(typed).toMatchObject({ 'targets.0.name': 'King', 'targets.1.name': 'Minister' });
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
