import { html } from 'hono/html';
import type { Translator } from '../messages/messages.ts';
import { type ChartWords, Picture } from './chart.tsx';
import { across, short } from './scale.ts';
import { type AxisTick, AxisWords } from './time.tsx';

const ROW = 46;
const TEXT = 15;
const BAR = { top: 23, height: 9 };
const FOOT = 30;
export const spansHeight = (rows: number): number => rows * ROW + FOOT;

/** A time, as shares of the width. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

export interface SpanRow {
  readonly label: string;
  readonly number: string;
  /** The times that are certain, and those around them in which they began or ended. */
  readonly sure: readonly Stretch[];
  readonly unsure: readonly Stretch[];
}

/** How long something lasted, a bar for each name on one axis of time. A part of the time can be marked over all of them. */
export const Spans = ({
  rows,
  marked,
  axis,
  translator: { dir },
  description,
}: Pick<ChartWords, 'description'> & {
  readonly rows: readonly SpanRow[];
  readonly marked: Stretch | undefined;
  readonly axis: readonly AxisTick[];
  readonly translator: Pick<Translator, 'dir'>;
}) => {
  const ground = rows.length * ROW + 4;
  const stretch = (name: string, { from, until }: Stretch, y: number) => {
    const [x, width] = [across(dir === 'rtl' ? until : from, dir), short(Math.max(LEAST, until - from) * 100)];
    return html`<rect class="${name}" x="${x}" y="${y}" width="${width}%" height="${BAR.height}"/>`;
  };
  return (
    <Picture description={description} height={spansHeight(rows.length)}>
      {rows.map(({ label, number, sure, unsure }, i) => [
        html`<text class="chart-name" x="${across(0, dir)}" y="${i * ROW + TEXT}">${label}</text>`,
        html`<text class="chart-number" x="${across(1, dir)}" y="${i * ROW + TEXT}" text-anchor="end">${number}</text>`,
        ...unsure.map((one) => stretch('chart-quiet', one, i * ROW + BAR.top)),
        ...sure.map((one) => stretch('chart-ink', one, i * ROW + BAR.top)),
        ...(marked
          ? sure.map((one) => common(one, marked)).map((one) => one && stretch('chart-red', one, i * ROW + BAR.top))
          : []),
      ])}
      {html`<line class="chart-ground" x1="0" x2="100%" y1="${ground}" y2="${ground}"/>`}
      <AxisWords axis={axis} width={1} ground={ground} dir={dir} />
    </Picture>
  );
};

/** So that a day is visible beside decades. */
const LEAST = 0.003;

/** The part that two stretches share. */
function common(one: Stretch, other: Stretch): Stretch | undefined {
  const [from, until] = [Math.max(one.from, other.from), Math.min(one.until, other.until)];
  return until > from ? { from, until } : undefined;
}
