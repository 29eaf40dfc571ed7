import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { onceEach } from '../../../functions/core/running/once-each.ts';
import { Table } from '../../../functions/ui/charts/table.ts';
import { fillerOf } from '../../../functions/ui/messages/filling.ts';
import { numberWriter } from '../../../functions/ui/messages/numbers.ts';

describe('Numbers that are written without the library', () => {
  const numbers = [
    ...[0, -0, 1, 9, 10, 999, 1_000, 1_001, 9_999, 10_000, 12_045, 999_999, 1_000_000, 7_000_001, 123_456_789],
    ...[0.5, 0.125, 0.0625, 1e-7, 1.5e-7, 12.3, 999.999, 999.9999, 1_234.5, -1, -1_234, -0.5, 2 ** 53, 1e21],
    ...[Number.NaN, Number.POSITIVE_INFINITY],
  ];

  it.each([
    ...['en', 'ar', 'ar-u-nu-latn', 'az', 'de', 'de-CH', 'de-AT', 'fr', 'hy', 'ru'],
    ...['es', 'pl', 'hi', 'fa', 'pt-PT', 'bn', 'my'],
  ])('are those of Intl in %s', (language) => {
    const format = new Intl.NumberFormat(language);
    const write = numberWriter(format);
    for (const number of numbers) if (!Object.is(number, -0)) expect(write(number)).toBe(format.format(number));
  });
});

describe('A message that is filled in without the library', () => {
  const writing = (language: string) => ({
    text: (value: string) => value,
    number: (value: number) => new Intl.NumberFormat(language).format(value),
    cardinals: new Intl.PluralRules(language),
  });

  it.each([
    ['Week of {date}', { date: '2 March' }],
    ['{number, number} ({mean, number} a week)', { number: 12_345, mean: 1.5 }],
    ['{a}{a} of {b}', { a: '', b: 2_000 }],
    ['{days, plural, one {# day} other {# days}}', { days: 2_000 }],
    ['{share, number, percent} of all', { share: 0.25 }],
    ['It’s {name}', { name: '<b>' }],
  ])('says the same: %s', (message, values) => {
    const format = new IntlMessageFormat(message, 'en');
    expect(fillerOf(format, writing('en'))(values)).toBe(format.format(values));
  });

  it.each([
    ['en', '{n, plural, =0 {nobody} one {# person} other {# people}} in {where}'],
    ['en', '{n, plural, offset:1 =1 {you} one {you and # other} other {you and # others}}'],
    ['ru', '{n, plural, one {# день} few {# дня} many {# дней} other {# дня}}'],
    ['ar', '{n, plural, zero {لا أيام} one {يوم} two {يومان} few {# أيام} many {# يومًا} other {# يوم}} {n, number}'],
    ['fr', '{n, plural, other {# de {n, plural, one {# jour} other {# jours}}}}'],
  ])('has the words of %s for each number: %s', (language, message) => {
    const format = new IntlMessageFormat(message, language);
    const fill = fillerOf(format, writing(language));
    for (const n of [0, 1, 2, 3, 5, 11, 21, 100, 1_234, 1.5, 1_000_000, -1])
      expect(fill({ n, where: 'Baku' })).toBe(format.format({ n, where: 'Baku' }));
  });

  it.each(['{a} and {b}', '{n, plural, one {# {a}} other {# of {b}}}', '{a} {n, number, percent} {b}'])(
    'has texts as the language sets them apart: %s',
    (message) => {
      const format = new IntlMessageFormat(message, 'en');
      const fill = fillerOf(format, { ...writing('en'), text: (value) => `[${value}]` });
      expect(fill({ a: 'x', b: 'y', n: 2 })).toBe(format.format({ a: '[x]', b: '[y]', n: 2 }));
    },
  );

  it('leaves to the library what only the library can write', () => {
    const message = '{n, plural, one {# {link}} other {# of {link}}}';
    const [link, fill] = [{ href: '/' }, fillerOf(new IntlMessageFormat(message, 'en'), writing('en'))];
    expect(fill({ n: 2, link })).toEqual(['2 of ', link]);
    expect(() => fill({ link })).toThrow(/“?n/);
  });

  it('keeps a link as it is, and refuses a value that is missing', () => {
    const link = { href: '/' };
    const fill = fillerOf(new IntlMessageFormat('See {link}.', 'en'), writing('en'));
    expect(fill({ link })).toEqual(['See ', link, '.']);
    expect(() => fill({})).toThrow(/link/);
  });
});

describe('A table', () => {
  it('shows what looks like HTML as text', () => {
    const rows = [{ name: `<b>"A" & 'B'</b>`, href: '/cases/"><script>', cells: ['<i>', '1'] }];
    expect(String(Table({ head: ['Who', '<u>'], rows }))).toBe(
      '<table><thead><tr><th scope="col">Who</th><th scope="col">&lt;u&gt;</th></thead>' +
        '<tbody><tr><th scope="row"><a href="/cases/&quot;&gt;&lt;script&gt;">&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</a>' +
        '<td>&lt;i&gt;<td>1</tbody></table>',
    );
  });
});

describe('What is made once for each key', () => {
  it('is made again after as many others as are kept', () => {
    const made: string[] = [];
    const of = onceEach((key: string) => {
      made.push(key);
      return key.toUpperCase();
    }, 2);
    expect(['a', 'b', 'a', 'c', 'a'].map(of)).toEqual(['A', 'B', 'A', 'C', 'A']);
    expect(made).toEqual(['a', 'b', 'c', 'a']);
  });
});
