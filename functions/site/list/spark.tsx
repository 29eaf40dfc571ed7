import { sumOf } from '../../core/sum.ts';
import { short } from '../../ui/charts/scale.ts';
import type { Translator } from '../../ui/messages/messages.ts';

const HEIGHT = 28;
const STEP = 4;
const WIDTH = 3;

/** Small columns, one for each day, by their own scale. Their sum is in words for people who do not see them. */
export const Spark = ({ days, translator: { t, dir } }: { days: readonly number[]; translator: Translator }) => {
  const most = Math.max(1, ...days);
  const width = days.length * STEP;
  const columns = days.map((day, i) =>
    day <= 0
      ? ''
      : `M${dir === 'rtl' ? width - i * STEP - WIDTH : i * STEP} ${HEIGHT}v-${short(Math.max(1, (day / most) * HEIGHT))}h${WIDTH}V${HEIGHT}z`,
  );
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${width} ${HEIGHT + 1}`}
      width={width}
      height={HEIGHT + 1}
      role="img"
      aria-label={t('totals.spark', { count: Math.max(0, sumOf(days)) })}
    >
      <path class="chart-ink" d={columns.join('')} />
      <path class="chart-ground" d={`M0 ${HEIGHT + 0.5}h${width}`} />
    </svg>
  );
};
