import { parse } from '@formatjs/icu-messageformat-parser';
import { isStructurallySame } from '@formatjs/icu-messageformat-parser/manipulator.js';
import { expect, it } from 'vitest';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { allOf, readLanguage } from '../../../infra/messages/folders.ts';
import { pseudoLanguages, pseudoMessage, pseudoMessages } from '../../../infra/messages/pseudo.ts';
import { textsOf } from '../../../infra/messages/texts.ts';
import { speaking } from '../../support/speaking.ts';

speaking(['en', 'en-XA', 'en-XB']);
const en = allOf(readLanguage('en'));
const inPseudo = (tag: string, message: string) => pseudoMessage(tag, message);

it('puts accents on letters, and brackets around the whole', () => {
  expect(inPseudo('en-XA', 'Sign this petition')).toBe('⟦Šííĝñ ťĥííš ƥééťííťííóóñ⟧');
});

it('touches no argument, no tag and no form of a plural', () => {
  expect(
    inPseudo('en-XA', 'By {date, date, short}: {n, plural, =0 {none} one {# of {all}} other {<b>#</b> all}}'),
  ).toBe('⟦Ɓý {date, date, short}: {n,plural,one{# óóƒ {all}} other{<b>#</b> ááĺĺ} =0{ñóóñéé}}⟧');
});

it('writes words from right to left, each on its own, and nothing else', () => {
  expect(inPseudo('en-XB', 'Signed by {n}.')).toBe('\u200f\u202eSigned\u202c\u200f \u200f\u202eby\u202c\u200f {n}.');
});

it.each(pseudoLanguages)('has all messages in %s, of the same structure', (tag) => {
  const pseudo = pseudoMessages(tag);
  expect(Object.keys(pseudo)).toEqual(Object.keys(en));
  for (const [key, message] of Object.entries(pseudo))
    expect([key, isStructurallySame(parse(message), parse(en[key] ?? '')).success]).toEqual([key, true]);
});

it('makes texts about 40 % longer', () => {
  // What people read: names of arguments and forms of plurals stay as they are.
  const letters = (messages: Record<string, string>) =>
    Object.values(messages)
      .flatMap((message) => textsOf(parse(message)))
      .join('').length;
  const longer = letters(pseudoMessages('en-XA')) / letters(en);
  expect(longer).toBeGreaterThan(1.3);
  expect(longer).toBeLessThan(1.5);
});

it('can be spoken, with dates as Britons write them, from left and from right', () => {
  const [accented, mirrored] = [translatorOf('en-XA'), translatorOf('en-XB')];
  expect(accented).toMatchObject({ locale: 'en-XA', dir: 'ltr' });
  expect(mirrored).toMatchObject({ locale: 'en-XB', dir: 'rtl' });
  expect(accented.t('sent.wait.minutes', { minutes: 5 })).toMatch(/^⟦.*5 ɱííñúúťééš\.⟧$/u);
  for (const { date, number, country } of [accented, mirrored]) {
    expect(date('2026-03-10T12:00:00Z')).toBe('10 March 2026');
    expect(number(12_345)).toBe('12,345');
    expect(country('DE')).toBe('Germany');
  }
});
