import type { Child } from 'hono/jsx';
import { DAY, isoTime } from '../../core/running/clock.ts';
import type { ChartRow, Hover } from '../../ui/charts/chart.tsx';
import type { AxisTick } from '../../ui/charts/time.tsx';
import type { Translator } from '../../ui/messages/messages.ts';

/** A chart of the dashboard with all that belongs to it: the page, a file of its picture and a file of its numbers show it. */
export interface DrawnChart {
  readonly title: string;
  /** One sentence that says what the picture shows. */
  readonly description: string;
  /** What is remarkable in it, in sentences. */
  readonly summary: readonly string[];
  readonly head: readonly [string, string, ...string[]];
  readonly rows: readonly ChartRow[];
  /** What the table leaves out, in words. */
  readonly more?: Child;
  readonly hover?: Hover | undefined;
  /** The numbers for programs: a row of headings, then the rows. Made only for files: the page needs none. */
  csv(): readonly (readonly (string | number)[])[];
  /** What explains the picture, under it. */
  readonly below?: Child;
  /** The same in lines of text. Made only for files. */
  notes?(): readonly string[];
  readonly picture: Child;
  /** Of the picture, in pixels. */
  readonly height: number;
}

const YEAR = 300 * DAY;
/** As many dates as fit under a chart on a wide screen. Narrow ones hide some (`ui/charts/time.tsx`). */
const TICKS = 5;

/** Dates under a time, in equal distances. @param until milliseconds since the epoch, like `from`. */
export function ticksOf({ from, until }: { from: number; until: number }, { date }: Translator): AxisTick[] {
  const label = labelOf(until - from, date);
  const ticks = Array.from({ length: TICKS }, (_, i) => i / (TICKS - 1));
  return withoutEqual(ticks.map((at) => ({ at, label: label(from + at * (until - from)) })));
}

/**
 * Dates under columns, each in the middle of its column.
 * @param starts when the period of each column starts, in milliseconds since the epoch.
 */
export function columnTicks(starts: readonly number[], { date }: Translator): AxisTick[] {
  const label = labelOf((starts.at(-1) ?? 0) - (starts[0] ?? 0), date);
  return withoutEqual(
    evenly(starts.length - 1).map((i) => ({ at: (i + 0.5) / starts.length, label: label(starts[i] ?? 0) })),
  );
}

/**
 * Days under a curve. Its points are at the ends of periods, so each date is under the end of its day.
 * @param first when the first period ends, @param from when the shown time begins, @param until when it ends.
 */
export function curveTicks(
  { from, first, until }: { readonly from: number; readonly first: number; readonly until: number },
  { date }: Translator,
): AxisTick[] {
  const label = labelOf(until - from, date);
  const ends = evenly(Math.floor((until - first) / DAY)).map((days) => first + days * DAY);
  return withoutEqual(ends.map((end) => ({ at: (end - from) / (until - from), label: label(end - DAY) })));
}

/** Whole numbers from 0 to another one, in distances as equal as can be. */
const evenly = (last: number): number[] => [
  ...new Set(Array.from({ length: TICKS }, (_, i) => Math.round((i * last) / (TICKS - 1)))),
];

const labelOf =
  (length: number, date: Translator['date']) =>
  (moment: number): string =>
    date(isoTime(moment), length > YEAR ? 'short-month' : 'short');

const withoutEqual = (ticks: readonly AxisTick[]): AxisTick[] =>
  ticks.filter(({ label }, i) => label !== ticks[i - 1]?.label);
