import { localTime } from '../../core/campaigns/local-time.ts';
import { DAY, dayName } from '../../core/running/clock.ts';
import { sumOf } from '../../core/sum.ts';
import { COLUMNS_HEIGHT, Columns } from '../../ui/charts/columns.tsx';
import { CURVE_HEIGHT, Curve, type Point } from '../../ui/charts/curve.tsx';
import { WIDTH } from '../../ui/charts/time.tsx';
import type { Translator } from '../../ui/messages/messages.ts';
import { columnTicks, curveTicks, type DrawnChart } from './drawn.ts';
import { marksOf } from './events.ts';
import type { FactsView } from './facts.ts';
import { fanOf } from './fan.ts';
import { MarkList, markLines } from './mark-list.tsx';
import { MOST_COLUMNS, MOST_POINTS, nextStart, type Series, wholeTime } from './periods.ts';
import { dayRemarks, growthRemarks } from './remarks.ts';
import { meanOf, stepGrowth, stepsOf, stepTime } from './steps.ts';

/** How the total grew over time, if that is enough for a picture. */
function seriesOf(view: FactsView, most: number): Series | undefined {
  const series = timeOf(view, most);
  return series && series.periods.length > 2 ? series : undefined;
}

function timeOf({ campaign, counts, now }: FactsView, most: number): Series | undefined {
  const until = campaign.closesAt === undefined ? now : Math.min(now, Date.parse(campaign.closesAt));
  return wholeTime(counts, { opened: Date.parse(campaign.opensAt), now, until, most });
}

/** Files have every day, however old: programs need the same columns and rows each time, and have no narrow screen. */
const dayByDay = (view: FactsView): Series =>
  timeOf(view, Number.POSITIVE_INFINITY) ?? { unit: 'day', periods: [], earlier: 0 };

/** The total over time, with what happened, and a forecast. */
export function growthChart(view: FactsView): DrawnChart | undefined {
  const { campaign, status, counts, facts, now, translator } = view;
  const { t, number, date } = translator;
  const series = seriesOf(view, MOST_POINTS);
  if (!series) return undefined;
  // Where the number of a careful campaign rests, people may sign: the curve goes straight to where it moved.
  const steps = stepsOf(series, now, campaign.publish === 'live');
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last) return undefined;
  const from = Date.parse(first.first);
  const fan = fanOf(view, { from, today: last.end });
  const shown = { from, until: fan?.until ?? last.end };
  const share = (moment: number) => (moment - shown.from) / (shown.until - shown.from);
  const points: Point[] = [
    { at: 0, value: series.earlier },
    ...steps.map(({ end, total }) => ({ at: share(end), value: total })),
  ];
  const marks = marksOf(facts.events, { ...shown, now: last.end });
  const rows = steps.map((step) => ({
    label: stepTime(step, series.unit, translator),
    value: step.total,
    more: [stepGrowth(step, series.unit, translator)],
  }));
  const opened = localTime(campaign, campaign.opensAt);
  const explained = [
    ...(steps.some(({ periods }) => periods > 1) ? [t('dashboard.straight')] : []),
    ...(series.earlier === 0 && opened.slice(0, 10) < dayName(from - DAY)
      ? [t('dashboard.counted-since', { opened: date(opened), first: date(first.first) })]
      : []),
  ];
  const description = t('dashboard.growth.description', {
    first: date(first.first),
    total: counts.total,
  });
  return {
    title: t('dashboard.growth'),
    description,
    summary: growthRemarks(view),
    head: [t(`dashboard.${series.unit}`), t('dashboard.growth.total'), t('dashboard.growth.new')],
    rows: rows.toReversed(),
    more: earlierWords(series, translator),
    hover: steps.map(({ end }) => share(end) * WIDTH).toReversed(),
    csv: () => [
      ['day', 'total', 'signatures'],
      ...stepsOf(dayByDay(view), now, true).map(({ first, total, signatures = 0 }) => [first, total, signatures]),
    ],
    notes: [...(fan ? [t('dashboard.key.fan')] : []), ...explained, ...markLines(marks, translator)],
    below: (
      <>
        {(status === 'open' || fan) && (
          <p class="hint chart-key">
            {status === 'open' && <span class="key-growing">{t('dashboard.key.growing')}</span>}{' '}
            {fan && <span class="key-fan">{t('dashboard.key.fan')}</span>}
          </p>
        )}
        {explained.length > 0 && <p class="hint">{explained.join(' ')}</p>}
        {marks.length > 0 && <MarkList {...{ marks, campaign, translator }} />}
      </>
    ),
    picture: (
      <Curve
        {...{ description, points, translator }}
        isGrowing={status === 'open'}
        fan={fan?.lines(share)}
        goal={{ value: counts.goal, label: t('campaign.of-goal', { goal: counts.goal }) }}
        marks={marks.map(({ from, until }, i) => ({ from, until, label: number(i + 1) }))}
        axis={curveTicks({ ...shown, first: nextStart(series.unit, from) }, translator)}
      />
    ),
    height: CURVE_HEIGHT,
  };
}

/** By how much the total grew in each day, week or month. */
export function daysChart(view: FactsView): DrawnChart | undefined {
  const { campaign, status, now, translator } = view;
  const { t } = translator;
  const series = seriesOf(view, MOST_COLUMNS);
  if (!series) return undefined;
  const { unit, periods } = series;
  const rows = stepsOf(series, now, campaign.publish === 'live').map((step) => ({
    ...{ label: stepTime(step, unit, translator), value: step.signatures ?? 0 },
    ...{ shown: stepGrowth(step, unit, translator), periods: step.periods, step },
  }));
  // The newest first, without the periods in which nothing moved.
  const listed = rows.filter(({ step }) => step.signatures !== 0).toReversed();
  const moved = listed.filter(({ step }) => step.signatures !== undefined);
  const notes = moved.some(({ periods }) => periods > 1) ? [t(`dashboard.wide.${unit}`)] : [];
  const most = rows.reduce((high, row) => (meanOf(row.step) > meanOf(high.step) ? row : high));
  const description = t(`dashboard.over-time.${unit}`, {
    total: sumOf(periods.map(({ signatures }) => signatures)),
    count: moved.length,
    most: most.label,
    number: meanOf(most.step),
  });
  const place = (period: number) => ((period + 0.5) / periods.length) * WIDTH;
  return {
    title: t(`dashboard.by-${unit}`),
    description,
    summary: dayRemarks(view),
    head: [t(`dashboard.${unit}`), t('dashboard.total')],
    rows: listed,
    more: earlierWords(series, translator),
    hover: listed.map(({ step: { before, periods } }) => [place(before), place(before + periods - 1)]),
    csv: () => [['day', 'signatures'], ...dayByDay(view).periods.map(({ start, signatures }) => [start, signatures])],
    picture: (
      <Columns
        {...{ description, rows, translator }}
        lastGrows={status === 'open'}
        axis={columnTicks(
          periods.map(({ start }) => Date.parse(start)),
          translator,
        )}
      />
    ),
    height: COLUMNS_HEIGHT,
    notes,
    below: notes.length > 0 && <p class="hint">{notes.join(' ')}</p>,
  };
}

const earlierWords = ({ earlier }: Series, { t }: Translator): string | undefined =>
  earlier > 0 ? t('dashboard.earlier', { earlier }) : undefined;
