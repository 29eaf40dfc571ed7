import type { Translator } from '../messages/messages.ts';
import { type ChartRow, type ChartWords, Picture } from './chart.tsx';
import { across, short } from './scale.ts';

const ROW = 44;
const TEXT = 15;
const BAR = { top: 23, height: 9 };

/** A `quiet` row is drawn in a lighter colour: it stands for several things, such as all other countries. */
export type BarRow = ChartRow & { readonly quiet?: boolean };

/** Horizontal bars, each under its name and its number. */
export const Bars = ({
  rows,
  translator,
  description,
}: Pick<ChartWords, 'description'> & { readonly rows: readonly BarRow[]; readonly translator: Translator }) => {
  const { dir } = translator;
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <Picture description={description} height={rows.length * ROW}>
      {rows.map(({ label, value, quiet }, i) => {
        const share = value / most;
        return (
          <g transform={`translate(0 ${i * ROW})`}>
            <text class="chart-name" x={across(0, dir)} y={TEXT}>
              {label}
            </text>
            <text class="chart-number" x={across(1, dir)} y={TEXT} text-anchor="end">
              {translator.number(value)}
            </text>
            <rect class="chart-track" y={BAR.top} width="100%" height={BAR.height} />
            <rect
              class={quiet ? 'chart-quiet' : 'chart-ink'}
              x={dir === 'rtl' ? across(share, dir) : '0'}
              y={BAR.top}
              width={`${short(share * 100)}%`}
              height={BAR.height}
            />
          </g>
        );
      })}
    </Picture>
  );
};
