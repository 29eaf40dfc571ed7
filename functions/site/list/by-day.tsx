import type { Totals } from '../../core/overview/totals.ts';
import { DAY, dayName, dayOf, isoTime } from '../../core/running/clock.ts';
import { sumOf } from '../../core/sum.ts';
import type { ChartFiles } from '../../ui/charts/chart.tsx';
import { COLUMNS_HEIGHT, Columns } from '../../ui/charts/columns.tsx';
import { WIDTH } from '../../ui/charts/time.tsx';
import type { Translator } from '../../ui/messages/messages.ts';
import { columnTicks, type DrawnChart } from '../dashboard/drawn.ts';
import { type ChartFile, fileOf } from '../dashboard/files.ts';
import type { PageView } from '../views.ts';

export type ByDayView = PageView & { readonly totals: Pick<Totals, 'lately'> };

/** By how much all campaigns together grew on each of the last days. Undefined if they did not. */
export function byDayChart({ totals: { lately }, now, translator }: ByDayView): DrawnChart | undefined {
  if (sumOf(lately) <= 0) return undefined;
  const { t, date } = translator;
  const days = lately.map((value, i) => ({ start: dayOf(now) - (lately.length - i) * DAY, value }));
  const rows = days.map(({ start, value }) => ({ label: date(isoTime(start)), value }));
  const best = rows.reduce((most, row) => (row.value > most.value ? row : most));
  const description = t('totals.by-day.description', {
    first: rows[0]?.label ?? '',
    last: rows.at(-1)?.label ?? '',
  });
  return {
    title: t('totals.by-day'),
    description,
    summary: [t('totals.by-day.words', { count: sumOf(lately), day: best.label, most: best.value })],
    head: [t('dashboard.day'), t('dashboard.total')],
    // The newest first, as on the dashboard of a campaign.
    rows: rows.toReversed(),
    hover: rows.map((_, i) => ((i + 0.5) / rows.length) * WIDTH).toReversed(),
    csv: () => [['day', 'signatures'], ...days.map(({ start, value }) => [dayName(start), value])],
    picture: (
      <Columns
        {...{ description, rows, translator }}
        axis={columnTicks(
          days.map(({ start }) => start),
          translator,
        )}
        lastGrows={false}
      />
    ),
    height: COLUMNS_HEIGHT,
    notes: () => [t('totals.by-day.spread')],
    below: <p class="hint">{t('totals.by-day.spread')}</p>,
  };
}

/** The addresses of its files. */
export const filesOfDays = ({ dataHref }: Translator): ChartFiles => ({
  csv: '/dashboard/charts/days.csv',
  svg: dataHref('/dashboard/charts/days.svg'),
  png: 'all-campaigns-days.png',
});

/** The chart as a file. @param file `days.svg` or `days.csv`. @returns undefined if it is another one, or there is nothing to draw. */
export function byDayFile(file: string, view: ByDayView): ChartFile | undefined {
  const kind = (['csv', 'svg'] as const).find((one) => file === `days.${one}`);
  const chart = kind && byDayChart(view);
  if (!chart) return undefined;
  const { group, translator, publicUrl, now } = view;
  return fileOf(chart, kind, {
    ...{ publicUrl, translator, name: `all-campaigns-${file}`, address: '/dashboard' },
    kicker: group?.name ?? translator.t('site.name'),
    date: translator.date(isoTime(dayOf(now) - DAY)),
  });
}
