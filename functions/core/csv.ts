/**
 * A spreadsheet reads a cell as a formula if it begins so, also behind blanks, and in the wide letters of East Asian input.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/**
 * One row of CSV (RFC 4180), ended by CR LF. A text that could be a formula gets an apostrophe in front, which spreadsheets
 * do not show: anybody can sign under a name such as `=HYPERLINK(…)`.
 */
export const csvRow = (cells: readonly (string | number)[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
