import { localTime } from '../../core/campaigns/local-time.ts';
import { DAY, dayName, dayOf } from '../../core/running/clock.ts';
import { sumOf } from '../../core/sum.ts';
import { COLUMNS_HEIGHT, type ColumnRow, Columns } from '../../ui/charts/columns.tsx';
import { CURVE_HEIGHT, Curve, type Point } from '../../ui/charts/curve.tsx';
import { WIDTH } from '../../ui/charts/time.tsx';
import type { Translator } from '../../ui/messages/messages.ts';
import { columnTicks, curveTicks, type DrawnChart } from './drawn.ts';
import { marksOf } from './events.ts';
import type { FactsView } from './facts.ts';
import { fanOf } from './fan.ts';
import { MarkList, markLines } from './mark-list.tsx';
import { MOST_COLUMNS, MOST_POINTS, nextStart, type Series, type Unit, wholeTime } from './periods.ts';
import { dayRemarks, growthRemarks } from './remarks.ts';

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
  const totals = totalsOf(series, now);
  const [first, last] = [totals[0], totals.at(-1)];
  if (!first || !last) return undefined;
  const fan = fanOf(view, { from: first.start, today: last.end });
  const shown = { from: first.start, until: fan?.until ?? last.end };
  const share = (moment: number) => (moment - shown.from) / (shown.until - shown.from);
  const points: Point[] = [
    { at: 0, value: series.earlier },
    // Where the number of a careful campaign rests, people may sign: it goes straight to where it moved.
    ...totals
      .filter(({ signatures, end }) => campaign.publish === 'live' || signatures !== 0 || end === last.end)
      .map(({ end, total }) => ({ at: share(end), value: total })),
  ];
  const marks = marksOf(facts.events, { ...shown, now: last.end });
  const rows = totals.map(({ name, total, signatures }) => ({
    label: periodName(translator, series.unit, name),
    value: total,
    more: [number(signatures)],
  }));
  const opened = localTime(campaign, campaign.opensAt);
  const explained = [
    ...(points.length <= totals.length ? [t('dashboard.straight')] : []),
    ...(series.earlier === 0 && opened.slice(0, 10) < dayName(first.start - DAY)
      ? [t('dashboard.counted-since', { opened: date(opened), first: date(first.name) })]
      : []),
  ];
  const description = t('dashboard.growth.description', {
    first: date(first.name),
    total: counts.total,
  });
  return {
    title: t('dashboard.growth'),
    description,
    summary: growthRemarks(view),
    head: [t(`dashboard.${series.unit}`), t('dashboard.growth.total'), t('dashboard.growth.new')],
    rows: rows.toReversed(),
    more: earlierWords(series, translator),
    hover: totals.map(({ end }) => share(end) * WIDTH).toReversed(),
    csv: () => [
      ['day', 'total', 'signatures'],
      ...totalsOf(dayByDay(view), now).map((day) => [day.name, day.total, day.signatures]),
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
        axis={curveTicks({ ...shown, first: first.end }, translator)}
      />
    ),
    height: CURVE_HEIGHT,
  };
}

/** By how much the total grew in each day, week or month. */
export function daysChart(view: FactsView): DrawnChart | undefined {
  const { campaign, status, translator } = view;
  const { t } = translator;
  const series = seriesOf(view, MOST_COLUMNS);
  if (!series) return undefined;
  const { unit, periods } = series;
  const rows = columnsOf(series, campaign.publish === 'live', translator);
  // The newest first, without the periods in which nothing moved.
  const listed = rows.filter(({ value }) => value !== 0).toReversed();
  const notes = listed.some(({ periods }) => periods > 1) ? [t(`dashboard.wide.${unit}`)] : [];
  const most = rows.reduce((high, row) => (row.value > high.value ? row : high));
  const description = t(`dashboard.over-time.${unit}`, {
    total: sumOf(periods.map(({ signatures }) => signatures)),
    count: listed.length,
    most: most.label,
    number: most.value,
  });
  return {
    title: t(`dashboard.by-${unit}`),
    description,
    summary: dayRemarks(view),
    head: [t(`dashboard.${unit}`), t('dashboard.total')],
    rows: listed,
    more: earlierWords(series, translator),
    hover: listed.map(({ at }) => at * WIDTH),
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

/** Each period, and for how many it stands: a careful campaign waits for a crowd, so its step is one of all periods since the last. */
function columnsOf(
  { unit, periods }: Series,
  isExact: boolean,
  translator: Translator,
): (ColumnRow & { readonly periods: number; readonly at: number })[] {
  let resting = 0;
  return periods.map(({ start, signatures }, i) => {
    const width = resting + 1;
    resting = isExact || signatures !== 0 ? 0 : width;
    return {
      label: periodName(translator, unit, start),
      value: signatures,
      more: [],
      periods: width,
      at: (i + 1 - width / 2) / periods.length,
    };
  });
}

interface Total {
  /** The day on which the period starts, and the same in milliseconds since the epoch. */
  readonly name: string;
  readonly start: number;
  /** When the period ends, or today does. */
  readonly end: number;
  readonly total: number;
  readonly signatures: number;
}

/** The total at the end of each period. */
function totalsOf({ unit, periods, earlier }: Series, now: number): Total[] {
  // Today as a whole: the picture stays the same until a number moves.
  const tonight = dayOf(now) + DAY;
  let total = earlier;
  return periods.map(({ start: name, signatures }) => {
    total += signatures;
    const start = Date.parse(name);
    return { name, start, end: Math.min(nextStart(unit, start), tonight), total, signatures };
  });
}

const earlierWords = ({ earlier }: Series, { t }: Translator): string | undefined =>
  earlier > 0 ? t('dashboard.earlier', { earlier }) : undefined;

const periodName = ({ t, date }: Translator, unit: Unit, start: string): string =>
  unit === 'week' ? t('dashboard.week-of', { date: date(start) }) : date(start, unit);
