/**
 * Shows the values of a chart over time at a pointer, at a finger, and by the arrow keys. They come from the chart's own table.
 * For screen readers it is a slider that reads out the row.
 * @param plot holds the picture, and in `data-hover` where in it each row of the table is, in thousandths of the width.
 */
export function showValues(plot: HTMLElement): void {
  const figure = plot.closest('figure');
  const rows = [...(figure?.querySelectorAll('tbody tr') ?? [])].map(wordsOf);
  const places = (plot.dataset.hover ?? '').split(' ').map(Number);
  // The table has the newest first. Keys go through time.
  const stops = rows.map((words, i) => ({ words, at: places[i] ?? 0 })).sort((a, b) => a.at - b.at);
  if (stops.length === 0) return;
  const isMirrored = getComputedStyle(plot).direction === 'rtl';
  const slider = document.createElement('div');
  const label = document.createElement('p');
  let now = stops.length - 1;
  slider.className = 'chart-slider';
  label.className = 'chart-value';
  label.hidden = true;
  label.ariaHidden = 'true';
  slider.tabIndex = 0;
  slider.role = 'slider';
  slider.ariaValueMin = '1';
  slider.ariaValueMax = String(stops.length);
  slider.setAttribute('aria-labelledby', figure?.getAttribute('aria-labelledby') ?? '');
  plot.append(slider, label);

  const show = (i: number) => {
    now = Math.max(0, Math.min(stops.length - 1, i));
    const { words = '', at = 0 } = stops[now] ?? {};
    label.textContent = words;
    label.hidden = false;
    slider.ariaValueNow = String(now + 1);
    slider.ariaValueText = words;
    slider.style.setProperty('--at', `${at / 10}%`);
    // The label stays within the picture.
    const [width, whole] = [label.offsetWidth, plot.offsetWidth];
    const start = Math.max(0, Math.min(whole - width, (at / 1_000) * whole - width / 2));
    label.style.insetInlineStart = `${start}px`;
    plot.dataset.shown = '';
  };
  const hide = () => {
    label.hidden = true;
    delete plot.dataset.shown;
  };
  const follow = ({ clientX }: PointerEvent) => {
    const { left, width } = plot.getBoundingClientRect();
    const across = ((clientX - left) / width) * 1_000;
    show(nearest(isMirrored ? 1_000 - across : across));
  };
  const nearest = (at: number): number =>
    stops.reduce((best, stop, i) => (Math.abs(stop.at - at) < Math.abs((stops[best]?.at ?? 0) - at) ? i : best), 0);

  slider.ariaValueNow = String(now + 1);
  slider.ariaValueText = stops[now]?.words ?? '';
  slider.addEventListener('pointermove', follow);
  slider.addEventListener('pointerdown', follow);
  slider.addEventListener('pointerleave', () => {
    if (document.activeElement !== slider) hide();
  });
  slider.addEventListener('focus', () => show(now));
  slider.addEventListener('blur', hide);
  slider.addEventListener('keydown', (event) => {
    const forward = isMirrored ? -1 : 1;
    const steps: Record<string, number> = {
      ArrowRight: now + forward,
      ArrowLeft: now - forward,
      ArrowUp: now + 1,
      ArrowDown: now - 1,
      PageUp: now + 7,
      PageDown: now - 7,
      Home: 0,
      End: stops.length - 1,
    };
    if (event.key === 'Escape') hide();
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(to);
  });
}

/** A row of a table as words: its name and its cells, each with the heading of its column if there are several. */
function wordsOf(row: Element): string {
  const [name, ...cells] = [...row.children].map((cell) => cell.textContent ?? '');
  const heads = [...(row.closest('table')?.querySelectorAll('thead th') ?? [])].map((head) => head.textContent ?? '');
  const values = cells.length > 1 ? cells.map((cell, i) => `${heads[i + 1]} ${cell}`) : cells;
  return `${name}: ${values.join(' · ')}`;
}
