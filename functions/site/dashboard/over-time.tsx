import { localTime } from '../../core/campaigns/local-time.ts';
import { DAY, dayName, dayOf } from '../../core/running/clock.ts';
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
import { meanOf, type Step, stepGrowth, stepsOf, stepTime } from './steps.ts';

/** How the total grew over time, if that is enough for a picture. */
function seriesOf(view: FactsView, most: number): Series | undefined {
  const series = timeOf(view, most);
  return series && series.periods.length > 2 ? series : undefined;
}

function timeOf({ campaign, counts, now }: FactsView, most: number): Series | undefined {
  // Nobody can sign at the moment of closing.
  const until = campaign.closesAt === undefined ? now : Math.min(now, Date.parse(campaign.closesAt) - 1);
  return wholeTime(counts, { opened: Date.parse(campaign.opensAt), now, until, most });
}

/** Files have every day, however old: programs need the same columns and rows each time, and have no narrow screen. */
const dayByDay = (view: FactsView): Series =>
  timeOf(view, Number.POSITIVE_INFINITY) ?? {
    ...{ unit: 'day', periods: [], earlier: 0, isGrowing: false },
    ...{ from: dayOf(view.now), until: dayOf(view.now) },
  };

/** One day in a file. */
interface DayRow {
  readonly day: string;
  /** Empty where no number says it. */
  readonly total: number | '';
  readonly signatures: number | '';
  /** The first of the days for which the number stands. The last one is the day itself. */
  readonly since: string;
}

/** Every day. A step of a careful campaign stands at its last one, and the days before have no number: nobody knows it. */
function dayRows(view: FactsView): DayRow[] {
  const series = dayByDay(view);
  return stepsOf(series, isExact(view)).flatMap(({ before, periods, first, total, signatures }) =>
    series.periods
      .slice(before, before + periods)
      .map(({ start: day }, i) =>
        i === periods - 1 && signatures !== undefined
          ? { day, total, signatures, since: first }
          : { day, total: '', signatures: '', since: '' },
      ),
  );
}

/** Whether each number is of one day, week or month. Where the number of a careful campaign rests, people may sign. */
const isExact = ({ campaign }: FactsView): boolean => campaign.publish === 'live';

/** What a table says. Of the last days of a campaign that is over nobody will know more. */
const isRow = ({ signatures }: Step, { status }: FactsView): boolean => signatures !== undefined || status !== 'closed';

/** The total over time, with what happened, and a forecast. */
export function growthChart(view: FactsView): DrawnChart | undefined {
  const { campaign, status, counts, facts, translator } = view;
  const { t, number, date } = translator;
  const series = seriesOf(view, MOST_POINTS);
  if (!series) return undefined;
  const steps = stepsOf(series, isExact(view));
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last) return undefined;
  const { from } = series;
  const isOpen = status === 'open';
  // What comes after a number that waits is not known. A flat line would say that nobody signs.
  const isWaiting = isOpen && campaign.publish === 'careful' && facts.known <= dayOf(view.now);
  const drawnUntil = isWaiting ? facts.known : last.end;
  const drawn = isOpen ? steps.filter(({ signatures }) => signatures !== undefined) : steps;
  const isGrowing = isOpen && drawn.includes(last);
  const fan = fanOf(view, { from, known: drawnUntil, today: last.end });
  const shown = { from, until: fan?.until ?? last.end };
  const firstEnd = Math.min(nextStart(series.unit, Date.parse(series.periods[0]?.start ?? first.first)), last.end);
  const share = (moment: number) => (moment - shown.from) / (shown.until - shown.from);
  const points: Point[] = [
    { at: 0, value: series.earlier },
    ...drawn.map(({ end, total }) => ({ at: share(Math.min(end, drawnUntil)), value: total })),
  ];
  const marks = marksOf(facts.events, { ...shown, now: last.end });
  const listed = steps.filter((step) => isRow(step, view)).toReversed();
  const rows = listed.map((step) => ({
    label: stepTime(step, series.unit, translator),
    value: step.total,
    more: [stepGrowth(step, series.unit, translator)],
  }));
  const opened = localTime(campaign, campaign.opensAt);
  const explained = [
    ...(drawn.some(({ periods }) => periods > 1) ? [t('dashboard.straight')] : []),
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
    rows,
    more: earlierWords(series, translator),
    hover: listed.map((step) =>
      step.signatures === undefined && isOpen
        ? [share(drawnUntil) * WIDTH, share(step.end) * WIDTH]
        : share(Math.min(step.end, drawnUntil)) * WIDTH,
    ),
    csv: () => [
      ['day', 'total', 'signatures', 'since'],
      ...dayRows(view).map(({ day, total, signatures, since }) => [day, total, signatures, since]),
    ],
    notes: () => [
      ...(isGrowing ? [t('dashboard.key.growing.red')] : []),
      ...(fan ? [t('dashboard.key.fan.red'), t('dashboard.key.likely.red')] : []),
      ...explained,
      ...markLines(marks, translator),
    ],
    below: (
      <>
        {(isGrowing || fan) && (
          <p class="hint chart-key">
            {isGrowing && <span class="key-growing">{t('dashboard.key.growing')}</span>}{' '}
            {fan && (
              <>
                <span class="key-fan">{t('dashboard.key.fan')}</span>{' '}
                <span class="key-likely">{t('dashboard.key.likely')}</span>
              </>
            )}
          </p>
        )}
        {explained.length > 0 && <p class="hint">{explained.join(' ')}</p>}
        {marks.length > 0 && <MarkList {...{ marks, campaign, translator }} />}
      </>
    ),
    picture: (
      <Curve
        {...{ description, points, translator }}
        isGrowing={isGrowing}
        fan={fan && { ...fan.lines(share), label: t('dashboard.forecast') }}
        goal={{ value: counts.goal, label: t('campaign.of-goal', { goal: counts.goal }) }}
        marks={marks.map(({ from, until }, i) => ({ from, until, label: number(i + 1) }))}
        axis={curveTicks({ ...shown, first: firstEnd }, translator)}
      />
    ),
    height: CURVE_HEIGHT,
  };
}

/** By how much the total grew in each day, week or month. */
export function daysChart(view: FactsView): DrawnChart | undefined {
  const { status, translator } = view;
  const { t } = translator;
  const series = seriesOf(view, MOST_COLUMNS);
  if (!series) return undefined;
  const { unit, periods } = series;
  const rows = stepsOf(series, isExact(view)).map((step) => ({
    ...{ label: stepTime(step, unit, translator), value: step.signatures ?? 0 },
    ...{ shown: stepGrowth(step, unit, translator), periods: step.periods, step },
  }));
  // The newest first, without the periods in which nothing moved.
  const listed = rows.filter(({ step }) => step.signatures !== 0 && isRow(step, view)).toReversed();
  const moved = listed.filter(({ step }) => step.signatures !== undefined);
  const notes = moved.some(({ periods }) => periods > 1) ? [t(`dashboard.wide.${unit}`)] : [];
  const growing = status === 'open' && (rows.at(-1)?.value ?? 0) > 0 ? [t('dashboard.growing')] : [];
  const most = rows.reduce((high, row) => (meanOf(row.step) > meanOf(high.step) ? row : high));
  const remarks = dayRemarks(view);
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
    // If all that is known is of today, no day is over that could be remarkable.
    summary: remarks.length > 0 ? remarks : [description],
    head: [t(`dashboard.${unit}`), t('dashboard.total')],
    rows: listed,
    more: earlierWords(series, translator),
    hover: listed.map(({ step: { before, periods } }) => [place(before), place(before + periods - 1)]),
    csv: () => [
      ['day', 'signatures', 'since'],
      ...dayRows(view).map(({ day, signatures, since }) => [day, signatures, since]),
    ],
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
    notes: () => [...growing, ...notes],
    below: (
      <>
        {growing[0] && (
          <p class="hint chart-key">
            <span class="key-red">{growing[0]}</span>
          </p>
        )}
        {notes[0] && <p class="hint">{notes[0]}</p>}
      </>
    ),
  };
}

const earlierWords = ({ earlier }: Series, { t }: Translator): string | undefined =>
  earlier > 0 ? t('dashboard.earlier', { earlier }) : undefined;
