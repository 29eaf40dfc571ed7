import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Translator } from '../messages/messages.ts';
import { widthOf } from './letters.ts';
import { across, short } from './scale.ts';

/** The share of the width that a time takes. The rest, at the end, is for the numbers of the lines behind it. */
export const WIDTH = 0.89;

/** Words under the time that is shown. */
export interface AxisTick {
  /** 0 is where the shown time begins, 1 where it ends. */
  readonly at: number;
  readonly label: string;
}

/** Lines behind a chart over time with their numbers, and the words under it. */
export const TimeAxis = ({
  lines,
  y,
  ground,
  axis,
  isCrowded = () => false,
  translator: { dir, number },
}: {
  readonly lines: readonly number[];
  readonly y: (value: number) => number;
  readonly ground: number;
  readonly axis: readonly AxisTick[];
  /** Whether something stands beside the number of a line: on a narrow picture there is no room for both. */
  readonly isCrowded?: (line: number) => boolean;
  readonly translator: Translator;
}) => (
  <>
    {lines.map((line) => [
      html`<line class="chart-line" x1="0" x2="100%" y1="${short(y(line))}" y2="${short(y(line))}"/>`,
      !(isCrowded(line) && number(line).length > ALWAYS_ROOM) &&
        tick({ x: across(1, dir), y: short(y(line) - 5), anchor: 'end', rank: isCrowded(line) && 'odd' }, number(line)),
    ])}
    {html`<line class="chart-ground" x1="0" x2="100%" y1="${ground}" y2="${ground}"/>`}
    <AxisWords axis={axis} width={WIDTH} ground={ground} dir={dir} />
  </>
);

/** Numbers of so few letters fit beside the time, but on narrow pictures: `10,000`. */
const ALWAYS_ROOM = 6;

/** The words under a chart over time. @param width the share of the picture's width that the time takes. */
export const AxisWords = ({
  axis,
  width,
  ground,
  dir,
}: {
  readonly axis: readonly AxisTick[];
  readonly width: number;
  readonly ground: number;
  readonly dir: 'ltr' | 'rtl';
}) => {
  const shown = neededWidth(axis, width) > ROOM ? axis.filter((_, i) => rankOf(i, axis.length) !== 'odd') : axis;
  return (
    <>
      {shown.map(({ at, label }, i) => {
        const place = at * width;
        return tick(
          { x: across(place, dir), y: ground + 19, anchor: anchorOf(place), rank: rankOf(i, shown.length) },
          label,
        );
      })}
    </>
  );
};

interface Tick {
  readonly x: string;
  readonly y: string | number;
  readonly anchor: string | undefined;
  /** Which of the words a narrow picture hides (`rankOf`). */
  readonly rank: string | undefined | false;
}

const tick = ({ x, y, anchor, rank }: Tick, words: string) =>
  html`<text class="chart-tick" x="${x}" y="${y}"${anchor && html` text-anchor="${anchor}"`}${rank && html` data-tick="${rank}"`}>${words}</text>`;

/** Words at an edge of the picture do not reach beyond it. */
const anchorOf = (at: number): string | undefined => (at < 0.05 ? undefined : at > 0.95 ? 'end' : 'middle');

/** What narrow pictures hide first: every other one, then all between the first and the last. `last` turns inwards there. */
const rankOf = (i: number, ticks: number): string | undefined => {
  if (i === 0) return undefined;
  if (i === ticks - 1) return 'last';
  // The last but one of an even number would be beside the last one.
  return i % 2 === 1 || i === ticks - 2 ? 'odd' : 'even';
};

/** How wide a picture must be so that no word touches the next one, in heights of a line of these words. */
const neededWidth = (axis: readonly AxisTick[], width: number): number =>
  axis.slice(1).reduce((most, { at, label }, i) => {
    const before = axis[i];
    if (!before) return most;
    // The first one begins at its place and the last one may end there. The others have theirs in their middle.
    const [left, right] = [
      widthOf(before.label) * (i === 0 ? 1 : 0.5),
      widthOf(label) * (i === axis.length - 2 ? 1 : 0.5),
    ];
    return Math.max(most, (left + right + GAP) / ((at - before.at) * width));
  }, 0);

const GAP = 0.5;
/**
 * So wide is the narrowest picture that shows all words: 40rem, with letters of 0.8125rem (`styles/charts.css`). Where all of them
 * need more, every other one is left out.
 */
const ROOM = 40 / 0.8125;

/** The part of a chart over time that is drawn in its own units, as wide as `WIDTH`. Mirrored from right to left. */
export const TimePlot = ({
  top,
  height,
  units,
  translator: { dir },
  children,
}: {
  readonly top: number;
  readonly height: number;
  readonly units: number;
  readonly translator: Pick<Translator, 'dir'>;
  readonly children: Child;
}) => (
  <svg
    x={dir === 'rtl' ? across(WIDTH, dir) : '0'}
    y={top}
    width={`${short(WIDTH * 100)}%`}
    height={height}
    viewBox={`0 0 ${units} ${height}`}
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    <g transform={dir === 'rtl' ? `matrix(-1 0 0 1 ${units} 0)` : undefined}>{children}</g>
  </svg>
);
