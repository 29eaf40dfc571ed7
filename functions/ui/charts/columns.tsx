import { html } from 'hono/html';
import type { Translator } from '../messages/messages.ts';
import { type ChartRow, type ChartWords, Picture } from './chart.tsx';
import { short, ticks } from './scale.ts';
import { type AxisTick, TimeAxis, TimePlot } from './time.tsx';

const TOP = 22;
const PLOT = 168;
const FOOT = 28;
export const COLUMNS_HEIGHT = TOP + PLOT + FOOT;
/** The share of its place that a column fills. */
const FILL = 0.78;
/** The least height of a column above zero: it must be visible beside columns of any height. */
const LEAST = 1.5;

/** A value over time. */
export interface ColumnRow extends ChartRow {
  /** For how many periods the value stands. 1, if it is not given. */
  readonly periods?: number;
}

/**
 * Vertical columns over time, for values above zero. The last one is red if its period has not ended. A value of several
 * periods is as wide as they are, and as high as their mean.
 */
export const Columns = ({
  rows,
  lastGrows,
  axis,
  translator,
  description,
}: Pick<ChartWords, 'description'> & {
  readonly rows: readonly ColumnRow[];
  readonly lastGrows: boolean;
  readonly axis: readonly AxisTick[];
  readonly translator: Translator;
}) => {
  const lines = ticks(Math.max(...rows.map(meanOf)), 3);
  const height = (value: number) => (value <= 0 ? 0 : Math.max(LEAST, (value / (lines.at(-1) ?? 1)) * PLOT));
  const settled = lastGrows ? rows.slice(0, -1) : rows;
  const growing = lastGrows ? rows.slice(-1) : [];
  const units = lengthOf(rows);
  return (
    <Picture description={description} height={COLUMNS_HEIGHT}>
      <TimeAxis
        lines={lines}
        y={(value) => TOP + PLOT - height(value)}
        ground={TOP + PLOT}
        axis={axis}
        translator={translator}
      />
      <TimePlot top={TOP} height={PLOT} units={units} translator={translator}>
        {html`<path class="chart-ink" d="${outline(settled, 0, height)}"/>`}
        {html`<path class="chart-red" d="${outline(growing, lengthOf(settled), height)}"/>`}
      </TimePlot>
    </Picture>
  );
};

/**
 * All columns as one path: it needs a tenth of the bytes of one element for each column. A column is drawn from where the one
 * before began, so columns of one height are the same letters.
 */
function outline(rows: readonly ColumnRow[], from: number, height: (value: number) => number): string {
  const margin = (1 - FILL) / 2;
  let next = from;
  let drawn: number | undefined;
  return rows
    .map((row) => {
      const { value, periods = 1 } = row;
      const start = next;
      next += periods;
      if (value <= 0) return '';
      const move = drawn === undefined ? `M${short(start + margin)} ${PLOT}` : `m${start - drawn} 0`;
      drawn = start;
      return `${move}v-${short(height(meanOf(row)))}h${short(periods - 2 * margin)}V${PLOT}z`;
    })
    .join('');
}

const lengthOf = (rows: readonly ColumnRow[]): number => rows.reduce((sum, { periods = 1 }) => sum + periods, 0);
const meanOf = ({ value, periods = 1 }: ColumnRow): number => value / periods;
