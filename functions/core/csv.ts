/**
 * A spreadsheet reads a cell as a formula if it begins like this. Blanks before it, or the wide letters of East Asian
 * input, make no difference.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/** Between cells. Spreadsheets of many languages, which write 1,5 and not 1.5, expect a semicolon. */
export type Separator = ',' | ';';

/** A program that expects the other separator begins a cell there, whatever quotation marks are around. */
const FORMULA_OF_OTHERS: Record<Separator, RegExp> = {
  ',': /;(?=[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g,
  ';': /,(?=[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g,
};

/** Begins a file that spreadsheets should read as UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/**
 * One row of CSV (RFC 4180), with CR LF at its end. Anybody can sign under a name such as `=HYPERLINK(…)`. So a text
 * that could be a formula gets an apostrophe in front, which spreadsheets do not show.
 */
export const csvRow = (cells: readonly (string | number)[], separator: Separator = ','): string =>
  `${cells.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`;

function csvCell(value: string | number, separator: Separator): string {
  if (typeof value === 'number') return String(value);
  const safe = `${FORMULA.test(value) ? "'" : ''}${value.replace(FORMULA_OF_OTHERS[separator], "$&'")}`;
  return /[",;\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
