/** Where in its picture each row of a chart's table is, from `data-hover`, in thousandths: `[from, until]`. */
export function placesIn(hover: string): [from: number, until: number][] {
  let begins = 1_000;
  return hover.split(' ').map((step) => {
    const [back = 0, length = 0] = step.split('-').map(Number);
    begins -= back;
    return [begins, begins + length];
  });
}

/** The corners of a line of a chart: `M0 250l5 -1 5 0`. */
export const cornersIn = (line: string | undefined): string[] => line?.match(/-?[\d.]+[ -][\d.]+/g) ?? [];
