const SOON = 8_000; // ms; a live total is first asked for some seconds later
const MOST = 3_600_000; // ms; a clock may be wrong by years

/**
 * Loads what keeps a number up to date (`live-count.ts`) shortly before it first asks. Most visitors have left by then. If the
 * file does not come, the number stays as it is.
 */
export function watchWhenDue(counter: HTMLElement): void {
  // Not a number for a live campaign.
  const left = Date.parse(counter.dataset.next ?? '') - Date.now();
  setTimeout(
    () => import('./live-count.ts').then(({ watchCounts }) => watchCounts(counter)).catch(() => undefined),
    left > SOON ? Math.min(left, MOST) : SOON,
  );
}
