import { rowsOf, valueSlider } from './value-slider.ts';

/**
 * Shows the values of a chart over time at a pointer, at a finger, and by the arrow keys. They come from the chart's own table.
 * @param plot holds the picture, and in `data-hover` where in it each row of the table is, in thousandths of the width: how far before
 * the row above it (`5`), the first before the end, and how long it is if it is more than a place (`5-12`).
 */
export function showValues(plot: HTMLElement): void {
  const figure = plot.closest('figure');
  let begins = 1_000;
  const places = (plot.dataset.hover ?? '').split(' ').map((step) => {
    const [back = 0, length = 0] = step.split('-').map(Number);
    begins -= back;
    return [begins / 1_000, (begins + length) / 1_000];
  });
  // The table has the newest first. Keys go through time.
  const stops = (figure ? rowsOf(figure) : [])
    .map((words, i) => {
      const [from = 0, until = from] = places[i] ?? [];
      return { words, from, until, at: (from + until) / 2 };
    })
    .sort((a, b) => a.at - b.at);
  if (!figure || stops.length === 0) return;
  // The last value reaches as far after its place as before it. What comes later, such as a forecast, has none.
  const [before, last] = [stops.at(-2), stops.at(-1)];
  const ends = last ? last.until + Math.max(LEAST, (last.from - (before?.until ?? 0)) / 2) : 1;
  const isMirrored = getComputedStyle(plot).direction === 'rtl';
  const { element, show, leave } = valueSlider(plot, {
    words: stops.map(({ words }) => words),
    labelledBy: figure.getAttribute('aria-labelledby') ?? '',
    first: stops.length - 1,
    isMirrored,
    onShow: (i) => stops[i]?.at ?? 0,
  });
  const follow = ({ clientX }: PointerEvent) => {
    const { left, width } = plot.getBoundingClientRect();
    const across = (clientX - left) / width;
    const at = isMirrored ? 1 - across : across;
    if (at > ends) return leave();
    const distance = (i: number) => Math.max((stops[i]?.from ?? 0) - at, at - (stops[i]?.until ?? 0), 0);
    show(stops.reduce((best, _, i) => (distance(i) < distance(best) ? i : best), 0));
  };
  element.addEventListener('pointermove', follow);
  element.addEventListener('pointerdown', follow);
  element.addEventListener('pointerleave', leave);
}

/** A finger does not find a smaller part of the width. */
const LEAST = 0.02;
