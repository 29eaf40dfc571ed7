import type { Translator } from '../messages/messages.ts';
import { type ChartRow, type ChartWords, Picture } from './chart.tsx';
import { across, short, ticks } from './scale.ts';

const TOP = 22;
const PLOT = 168;
const FOOT = 28;
/** The share of the width that the columns take. The rest, at the end, is for the numbers of the lines behind them. */
const WIDTH = 0.89;
/** The share of its place that a column fills. */
const FILL = 0.78;
/** The least height of a column above zero: it must be visible beside columns of any height. */
const LEAST = 1.5;

/** Vertical columns over time, for values above zero. The last one is red if its period has not ended. */
export const Columns = ({
  rows,
  lastGrows,
  translator,
  description,
}: Pick<ChartWords, 'description'> & {
  readonly rows: readonly ChartRow[];
  readonly lastGrows: boolean;
  readonly translator: Translator;
}) => {
  const { dir } = translator;
  const lines = ticks(Math.max(...rows.map(({ value }) => value)), 3);
  const height = (value: number) => (value <= 0 ? 0 : Math.max(LEAST, (value / (lines.at(-1) ?? 1)) * PLOT));
  const settled = lastGrows ? rows.slice(0, -1) : rows;
  const growing = lastGrows ? rows.slice(-1) : [];
  return (
    <Picture description={description} height={TOP + PLOT + FOOT}>
      {[0, ...lines].map((line) => {
        const y = short(TOP + PLOT - (line === 0 ? 0 : height(line)));
        return (
          <>
            <line class={line === 0 ? 'chart-ground' : 'chart-line'} x1="0" x2="100%" y1={y} y2={y} />
            {line > 0 && (
              <text class="chart-tick" x={across(1, dir)} y={Number(y) - 5} text-anchor="end">
                {translator.number(line)}
              </text>
            )}
          </>
        );
      })}
      <svg
        x={dir === 'rtl' ? across(WIDTH, dir) : '0'}
        y={TOP}
        width={`${short(WIDTH * 100)}%`}
        height={PLOT}
        viewBox={`0 0 ${rows.length} ${PLOT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <g transform={dir === 'rtl' ? `matrix(-1 0 0 1 ${rows.length} 0)` : undefined}>
          <path class="chart-ink" d={outline(settled, 0, height)} />
          <path class="chart-red" d={outline(growing, settled.length, height)} />
        </g>
      </svg>
      <text class="chart-tick" x={across(0, dir)} y={TOP + PLOT + 19}>
        {rows[0]?.label}
      </text>
      <text class="chart-tick" x={across(WIDTH, dir)} y={TOP + PLOT + 19} text-anchor="end">
        {rows.at(-1)?.label}
      </text>
    </Picture>
  );
};

/** All columns as one path: it needs a tenth of the bytes of one element for each column. */
function outline(rows: readonly ChartRow[], from: number, height: (value: number) => number): string {
  const margin = (1 - FILL) / 2;
  return rows
    .map(({ value }, i) =>
      value <= 0 ? '' : `M${short(from + i + margin)} ${PLOT}v-${short(height(value))}h${FILL}V${PLOT}z`,
    )
    .join('');
}
