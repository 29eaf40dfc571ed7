import { raw } from 'hono/html';
import { escaped } from '../escaped.ts';

/** A row of a table: its name, and the other cells as the page writes them. */
export interface TableRow {
  readonly name: string;
  /** Where there is more about it. */
  readonly href?: string | undefined;
  readonly cells: readonly string[];
}

/**
 * The rows of a table. They are text, since a dashboard has hundreds of them, and JSX would make objects of each cell: half of
 * the time that the page takes.
 */
export const TableRows = ({ rows }: { readonly rows: readonly TableRow[] }) => raw(rows.map(rowOf).join(''));

function rowOf({ name, href, cells }: TableRow): string {
  const head = href === undefined ? escaped(name) : `<a href="${escaped(href)}">${escaped(name)}</a>`;
  let row = `<tr><th scope="row">${head}</th>`;
  for (const cell of cells) row += `<td>${escaped(cell)}</td>`;
  return `${row}</tr>`;
}
