import { expect, it } from 'vitest';
import { pluralCategories, structuralFaults } from '../../../infra/messages/structure.ts';

const en = '{n, plural, one {# of {all, number} people} other {# of {all, number} people}}';

it.each([
  ['az', '{n, plural, one {{all, number} nəfərdən #} other {{all, number} nəfərdən #}}'],
  [
    'ru',
    '{n, plural, one {# из {all, number}} few {# из {all, number}} many {# из {all, number}} other {# из {all, number}}}',
  ],
  ['ar', '{n, plural, =0 {0} zero {{all, number}} one {#} two {#} few {#} many {#} other {#}}'],
])('finds nothing in a plural of %s that has all its forms', (tag, message) => {
  expect(structuralFaults(tag, message, en)).toEqual([]);
});

it.each([
  ['fr', '{n, plural, one {#} other {#}}', '{n, plural, one {#} other {#}}', ['its plural of n lacks the form “many”']],
  [
    'az',
    '{n, plural, one {#} few {#} other {#}}',
    '{n, plural, one {#} other {#}}',
    ['its plural of n has the form “few”, which the language does not have'],
  ],
  // English has “2nd” and “3rd”, German has “2.” and “3.”.
  ['de', '{n, selectordinal, other {#.}}', '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}', []],
  [
    'de',
    '{n, plural, one {Name} other {Namen}} von {name}',
    '{n, plural, one {A} other {B}}',
    ['it has {name}, which English does not have'],
  ],
  [
    'de',
    'Bis {day}',
    'Until {date}',
    ['it lacks {date}, which English has', 'it has {day}, which English does not have'],
  ],
  [
    'de',
    '{n} Tage',
    '{n, number} days',
    ['it lacks {n, number}, which English has', 'it has {n}, which English does not have'],
  ],
  [
    'de',
    '{is, select, yes {ja} other {nein}}',
    '{is, select, true {yes} other {no}}',
    [
      'it lacks {is, select, other … true …}, which English has',
      'it has {is, select, other … yes …}, which English does not have',
    ],
  ],
  ['de', 'Hallo {name', 'Hello {name}', ['it cannot be read: expect argument closing brace']],
  ['de', '<b>fett', '<b>bold</b>', ['it cannot be read: unclosed tag']],
  ['de', 'fett', '<b>bold</b>', ['it lacks {b as a tag}, which English has']],
])('finds what would break a page in %s: %s', (tag, message, english, faults) => {
  expect(structuralFaults(tag, message, english)).toEqual(faults);
});

it('finds a fault inside a form of a plural', () => {
  const nested = '{a, plural, one {{b, plural, other {#}}} other {#}}';
  expect(structuralFaults('de', nested, nested)).toEqual(['its plural of b lacks the form “one”']);
});

it('knows the forms of the seven languages', () => {
  const forms = Object.fromEntries(
    ['en', 'az', 'hy', 'ru', 'fr', 'de', 'ar'].map((tag) => [tag, pluralCategories(tag).length]),
  );
  expect(forms).toEqual({ en: 2, az: 2, hy: 2, ru: 4, fr: 3, de: 2, ar: 6 });
});
