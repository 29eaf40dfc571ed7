/**
 * What a spreadsheet would take for a formula at the beginning of a cell, also behind blanks, and in the wide forms of
 * East Asian input. @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/**
 * One row of CSV (RFC 4180), ended by CR LF. A cell that could be a formula begins with an apostrophe, which spreadsheets
 * do not show: anybody can sign under a name such as `=HYPERLINK(…)`.
 */
export const csvRow = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
