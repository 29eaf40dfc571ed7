/**
 * Makes the lines of a table: names to the left, and columns of numbers to the right, at least two blanks apart.
 * @param least the least width of the names, and of each column.
 */
export function tableLines(
  rows: readonly (readonly [name: string, ...columns: string[]])[],
  least: { readonly name: number; readonly column: number } = { name: 0, column: 0 },
): string[] {
  const [first = 0, ...widths] = rows.reduce<number[]>(
    (widest, cells) => cells.map((cell, i) => Math.max(widest[i] ?? 0, cell.length)),
    [],
  );
  const nameWidth = Math.max(least.name, first);
  const columnWidths = widths.map((width) => Math.max(least.column, width + 2));
  return rows.map(([name, ...columns]) =>
    [name.padEnd(nameWidth), ...columns.map((cell, i) => cell.padStart(columnWidths[i] ?? 0))].join('').trimEnd(),
  );
}
