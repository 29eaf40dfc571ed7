import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvRow } from '../../functions/core/csv.ts';
import { codePoint } from '../support/code-point.ts';

/** RFC 4180, read by its grammar. */
function parse(row: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, plain] of row.slice(0, -2).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|$)/gy)) {
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
  }
  return cells;
}

it.each(['=1+1', '+49', '-2', '@SUM(A1)', '\t=1', '  =1', '\n+1', '＝1', '＠x', '\r-1'])(
  'makes no formula of %j',
  (text) => {
    expect(parse(csvRow([text, 'x']))[0]).toBe(`'${text}`);
  },
);

it.each([
  ['numbers as they are', ['total', 12, -3], 'total,12,-3\r\n'],
  [
    'texts as they are, unless a reader could mistake them',
    ['two words', 'a,b', ' x', 'x '],
    'two words,"a,b"," x","x "\r\n',
  ],
  ['a quotation mark twice', ['say "so"'], '"say ""so"""\r\n'],
])('writes %s', (_what, cells, row) => {
  expect(csvRow(cells)).toBe(row);
});

it('reads back every written cell, in rows that end with CR LF', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: codePoint }), { minLength: 2, maxLength: 5 }), (cells) => {
      const row = csvRow(cells);
      expect(row.endsWith('\r\n')).toBe(true);
      const read = parse(row).slice(0, cells.length);
      expect(read.map((cell, i) => (cell === `'${cells[i]}` ? cells[i] : cell))).toEqual(cells);
      for (const cell of read) expect(cell).not.toMatch(/^\s*[=+\-@]/);
    }),
  );
});

it('quotes only cells with a separator, a quote or an end of line, or with a blank at an end', () => {
  expect(csvRow(['free them', 'a;b'])).toBe('free them,"a;b"\r\n');
  expect(csvRow(['a,b', 'a\nb', 'a\rb'])).toBe('"a,b","a\nb","a\rb"\r\n');
  expect(csvRow(['say "no"'])).toBe('"say ""no"""\r\n');
  expect(csvRow([' a', 'a '])).toBe('" a","a "\r\n');
});

/** A row as a program reads it that expects another separator. */
const cellsBy = (separator: string, row: string) =>
  row
    .slice(0, -2)
    .split(separator)
    .map((cell) => cell.replace(/^[\s"]+/, ''));

it.each([
  [',', ';'],
  [';', ','],
] as const)('makes no formula for a spreadsheet that splits at %j where the file has %j', (other, separator) => {
  for (const text of [
    `x${other}=1+1`,
    `x${other} "+49`,
    `${other}@SUM(A1)`,
    `a${other}${other}\uff1d1`,
    `x${other}"=1"`,
  ])
    for (const cell of cellsBy(other, csvRow(['Ada', text, 'end'], separator)))
      expect(cell, text).not.toMatch(/^[=+\-@\uff1d]/);
});

it('separates cells with semicolons on request', () => {
  expect(csvRow(['a', 'b;c', 1.5, 'd,e'], ';')).toBe('a;"b;c";1.5;"d,e"\r\n');
});
