import { html } from 'hono/html';
import type { Translator } from '../messages/messages.ts';
import { type ChartWords, Picture } from './chart.tsx';
import { across, short, ticks } from './scale.ts';
import { type AxisTick, TimeAxis, TimePlot, WIDTH } from './time.tsx';

/** Above the plot: the marks of events, and the number of the highest line. */
const RAIL = 42;
const PLOT = 250;
const FOOT = 28;
export const CURVE_HEIGHT = RAIL + PLOT + FOOT;
const BADGE = { radius: 10, y: 14 };
/** Units of the plot's width. */
const UNITS = 1_000;

/** A place in the plot. */
export interface Point {
  /** 0 is where the shown time begins, 1 where it ends. */
  readonly at: number;
  readonly value: number;
}

/** What may come after the last point: lines from there through the points of each. */
export interface Fan {
  readonly slowest: readonly Point[];
  readonly likely: readonly Point[];
  readonly fastest: readonly Point[];
}

export interface CurveMark {
  readonly from: number;
  /** After `from` if it stands for several events, or for one of which no day is known. */
  readonly until: number;
  readonly label: string;
}

/** A total over time, with the events that may have moved it, and a forecast. */
export const Curve = ({
  points,
  isGrowing,
  fan,
  goal,
  marks = [],
  axis,
  translator,
  description,
}: Pick<ChartWords, 'description'> & {
  readonly points: readonly Point[];
  /** Whether the last stretch is of a time that is not over. */
  readonly isGrowing: boolean;
  readonly fan?: (Fan & { readonly label: string }) | undefined;
  /** A line to reach, with its words. It is drawn only if it is not far from the curve. */
  readonly goal?: { readonly value: number; readonly label: string } | undefined;
  readonly marks?: readonly CurveMark[];
  readonly axis: readonly AxisTick[];
  readonly translator: Translator;
}) => {
  const { dir, number } = translator;
  const most = Math.max(...[...points, ...(fan?.fastest ?? [])].map(({ value }) => value));
  const isGoalNear = goal !== undefined && goal.value <= most * NEAR && goal.value >= most * FAR;
  const lines = ticks(isGoalNear ? Math.max(most, goal.value) : most, 4);
  const top = lines.at(-1) ?? 1;
  const y = (value: number) => PLOT - (Math.max(0, value) / top) * PLOT;
  const place = (share: number) => across(share * WIDTH, dir);
  /** How far down in the picture a value is. */
  const level = (value: number, below = 0) => short(RAIL + y(value) + below);
  const badges = marks.map(({ from, until, label }) => ({
    ...{ x: place(from), until: until > from && place(until), label },
    height: level(valueAt(points, from)),
  }));
  const settled = isGrowing ? points.slice(0, -1) : points;
  const [last, end] = [settled.at(-1), points.at(-1)];
  return (
    <Picture description={description} height={CURVE_HEIGHT}>
      <TimeAxis
        {...{ lines, axis, translator }}
        y={(value) => RAIL + y(value)}
        ground={RAIL + PLOT}
        isCrowded={(line) =>
          end !== undefined && end.at >= BESIDE && Math.abs(y(line) - y(end.value) + END - 5) <= APART
        }
      />
      {badges.map(
        ({ x, height }) =>
          html`<line class="chart-stem" x1="${x}" x2="${x}" y1="${BADGE.y + BADGE.radius}" y2="${height}"/>`,
      )}
      <TimePlot top={RAIL} height={PLOT} units={UNITS} translator={translator}>
        {fan &&
          end &&
          html`<path class="chart-fan" d="${path([end, ...fan.fastest, ...fan.slowest.toReversed()], y)}z"/>`}
        {html`<path class="chart-area" d="${areaUnder(settled, y)}"/>`}
        {fan && end && stroke('chart-likely', [end, ...fan.likely], y)}
        {stroke('chart-curve', settled, y)}
        {isGrowing && last && end && stroke('chart-growing', [last, end], y)}
      </TimePlot>
      {goal &&
        isGoalNear && [
          html`<line class="chart-goal" x1="0" x2="100%" y1="${level(goal.value)}" y2="${level(goal.value)}"/>`,
          html`<text class="chart-red-words" x="${across(0, dir)}" y="${level(goal.value, 16)}">${goal.label}</text>`,
        ]}
      {fan &&
        html`<text class="chart-red-words" x="${place(1)}" y="${RAIL + PLOT - 8}" text-anchor="end">${fan.label}</text>`}
      {badges.map(({ x, until, height, label }) => [
        until && html`<line class="chart-during" x1="${x}" x2="${until}" y1="${BADGE.y}" y2="${BADGE.y}"/>`,
        html`<circle class="chart-dot" cx="${x}" cy="${height}" r="3"/>`,
        html`<circle class="chart-badge" cx="${x}" cy="${BADGE.y}" r="${BADGE.radius}"/>`,
        html`<text class="chart-badge-name" x="${x}" y="${BADGE.y + 4}" text-anchor="middle">${label}</text>`,
      ])}
      {end && [
        html`<circle class="${isGrowing ? 'chart-red' : 'chart-ink'}" cx="${place(end.at)}" cy="${level(end.value)}" r="4.5"/>`,
        html`<text class="chart-end" x="${place(end.at)}" y="${level(end.value, -END)}" text-anchor="end">${number(end.value)}</text>`,
      ]}
    </Picture>
  );
};

/** A goal further above the curve than this would press the curve flat. One further below would be lost at the ground. */
const NEAR = 2.5;
const FAR = 0.12;

/** How far the number of the curve stands above its end, in pixels. Where it ends near the numbers of the lines, it stands for one that is so near. */
const END = 11;
const BESIDE = 0.88;
const APART = 20;

const stroke = (name: string, points: readonly Point[], y: (value: number) => number) =>
  html`<path class="${name}" fill="none" vector-effect="non-scaling-stroke" d="${path(points, y)}"/>`;

/**
 * A line through the points. All but the first are written as steps, in tenths of a unit: those of a curve are alike, so they
 * compress to half of what places take. The steps are between rounded places, so no error adds up.
 */
function path(points: readonly Point[], y: (value: number) => number): string {
  let [left, up] = [0, 0];
  return points
    .map(({ at, value }, i) => {
      const [across, down] = [Math.round(at * UNITS * 10), Math.round(y(value) * 10)];
      const step = `${i === 0 ? 'M' : i === 1 ? 'l' : ' '}${(across - left) / 10} ${(down - up) / 10}`;
      [left, up] = [across, down];
      return step.replace(/ -/g, '-');
    })
    .join('');
}

const areaUnder = (points: readonly Point[], y: (value: number) => number): string =>
  points[0] ? `${path(points, y)}V${PLOT}H${Math.round(points[0].at * UNITS * 10) / 10}z` : '';

/** The value of the curve at a time: on the line between the points around it. */
function valueAt(points: readonly Point[], at: number): number {
  const after = points.findIndex((point) => point.at >= at);
  const [left, right] = [points[after - 1], points[after]];
  if (!right) return points.at(-1)?.value ?? 0;
  if (!left) return right.value;
  const share = right.at === left.at ? 1 : (at - left.at) / (right.at - left.at);
  return left.value + share * (right.value - left.value);
}
