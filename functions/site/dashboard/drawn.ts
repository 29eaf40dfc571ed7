import type { Child } from 'hono/jsx';
import type { ChartRow } from '../../ui/charts/chart.tsx';
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
  readonly more?: string | undefined;
  /** Where each row of the table is in the picture: 0 to 1. */
  readonly hover?: readonly number[] | undefined;
  /** The numbers for programs: a row of headings, then the rows. */
  readonly csv: readonly (readonly (string | number)[])[];
  /** What explains the picture, under it. */
  readonly below?: Child;
  /** The same in lines of text, for files. */
  readonly notes?: readonly string[];
  readonly picture: Child;
  /** Of the picture, in pixels. */
  readonly height: number;
}

const YEAR = 300 * 24 * 3_600_000;
/** As many dates as fit under a chart on a small phone. */
const TICKS = 4;

/** Dates under a time, in equal distances. @param until milliseconds since the epoch, like `from`. */
export function ticksOf({ from, until }: { from: number; until: number }, { date }: Translator): AxisTick[] {
  const style = until - from > YEAR ? 'short-month' : 'short';
  const ticks = Array.from({ length: TICKS }, (_, i) => {
    const at = i / (TICKS - 1);
    return { at, label: date(new Date(from + at * (until - from)).toISOString(), style) };
  });
  return ticks.filter(({ label }, i) => label !== ticks[i - 1]?.label);
}
