import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Bars } from '../../functions/ui/charts/bars.tsx';
import { Columns } from '../../functions/ui/charts/columns.tsx';
import { Curve } from '../../functions/ui/charts/curve.tsx';
import { ticks } from '../../functions/ui/charts/scale.ts';
import { Spans } from '../../functions/ui/charts/spans.tsx';
import { standaloneSvg } from '../../functions/ui/charts/standalone.tsx';
import { AxisWords } from '../../functions/ui/charts/time.tsx';
import { translatorOf } from '../../functions/ui/messages/messages.ts';

const english = translatorOf('en');
const rightToLeft = { ...english, dir: 'rtl' as const };

it('draws few lines, all of whole and round numbers, the last not below the highest column', () => {
  expect(ticks(1, 3)).toEqual([1]);
  expect(ticks(3, 3)).toEqual([1, 2, 3]);
  expect(ticks(83, 3)).toEqual([50, 100]);
  for (let max = 1; max < 20_000; max += 7) {
    const lines = ticks(max, 3);
    expect(lines.every((line) => Number.isInteger(line)) && lines.length <= 3 && (lines.at(-1) ?? 0) >= max).toBe(true);
  }
});

it('lets no column vanish beside a high one, and draws no column for zero', () => {
  const rows = [
    { label: 'a', value: 1 },
    { label: 'b', value: 0 },
    { label: 'c', value: 10_000 },
  ];
  const drawn = String(<Columns description="" rows={rows} lastGrows={false} axis={[]} translator={english} />);
  expect(drawn.match(/m[\d.]+ \d+v-[\d.]+/gi)).toEqual(['M0.11 168v-1.5', 'm2 0v-168']);
});

it('begins bars at the side where lines of text begin', () => {
  const rows = [
    { label: 'a', value: 4 },
    { label: 'b', value: 1 },
  ];
  expect(String(<Bars description="" rows={rows} translator={english} />)).toContain('x="0" y="23" width="25%"');
  expect(String(<Bars description="" rows={rows} translator={rightToLeft} />)).toContain('x="75%" y="23" width="25%"');
});

const points = [
  { at: 0, value: 0 },
  { at: 0.4, value: 60 },
  { at: 0.5, value: 80 },
];
const fan = {
  label: 'The forecast',
  slowest: [{ at: 1, value: 80 }],
  likely: [{ at: 1, value: 90 }],
  fastest: [
    { at: 0.75, value: 100 },
    { at: 1, value: 100 },
  ],
};
const mark = { from: 0.2, until: 0.4, label: '1' };
const curve = (translator: typeof english | typeof rightToLeft = english, goal = 100) =>
  String(
    <Curve
      {...{ description: 'A curve', points, fan, translator }}
      isGrowing
      goal={{ value: goal, label: 'The goal' }}
      marks={[mark]}
      axis={[
        { at: 0, label: 'first' },
        { at: 1, label: 'last' },
      ]}
    />,
  );
const pathOf = (svg: string, name: string) => new RegExp(`class="${name}"[^>]* d="([^"]*)"`).exec(svg)?.[1];

it('draws what is over as a line, what is not as another, and the forecast beyond it', () => {
  const drawn = curve();
  expect(pathOf(drawn, 'chart-curve')).toBe('M0 250l400-150');
  expect(pathOf(drawn, 'chart-area')).toBe('M0 250l400-150V250H0z');
  expect(pathOf(drawn, 'chart-growing')).toBe('M400 100l100-50');
  // From the end of the curve along the fastest pace, and back along the slowest.
  expect(pathOf(drawn, 'chart-fan')).toBe('M500 50l250-50 250 0 0 50z');
  expect(pathOf(drawn, 'chart-likely')).toBe('M500 50l500-25');
});

it('marks an event above the curve, and the place of the curve below it', () => {
  const drawn = curve();
  // Halfway to 60: 30 of 100, under 42 pixels of marks.
  expect(drawn).toMatch(/class="chart-dot" cx="17.8%" cy="217"/);
  expect(drawn).toMatch(/class="chart-during" x1="17.8%" x2="35.6%"/);
  expect(drawn).toMatch(/class="chart-badge-name"[^>]*>1</);
});

it('draws the goal only if that leaves room for the curve', () => {
  expect(curve()).toContain('>The goal<');
  expect(curve(english, 250)).toContain('>The goal<');
  for (const goal of [251, 11]) expect(curve(english, goal)).not.toContain('>The goal<');
});

it('hides the number of a line on a narrow picture where the number of the curve stands beside it', () => {
  const ticksAt = (...ends: { at: number; value: number }[]) =>
    [
      ...String(
        <Curve
          {...{ description: '', points: [{ at: 0, value: 0 }, ...ends], axis: [] }}
          translator={english}
          isGrowing={false}
        />,
      ).matchAll(/class="chart-tick"([^>]*)>([\d,]+)</g),
    ].map(([, hidden, tick]) => (hidden?.includes('data-tick="odd"') ? `(${tick})` : tick));
  expect(ticksAt({ at: 1, value: 97 })).toEqual(['50', '(100)']);
  expect(ticksAt({ at: 1, value: 88 })).toEqual(['50', '100']);
  expect(ticksAt({ at: 0.6, value: 97 })).toEqual(['50', '100']);
  // A long number has no room on any picture.
  expect(ticksAt({ at: 1, value: 970_000 })).toEqual(['500,000']);
  expect(ticksAt({ at: 0.6, value: 970_000 })).toEqual(['500,000', '1,000,000']);
});

it('lets time run from right to left where lines of text do', () => {
  const drawn = curve(rightToLeft);
  expect(drawn).toContain('<g transform="matrix(-1 0 0 1 1000 0)">');
  expect(drawn).toMatch(/<text class="chart-tick" x="100%" y="311">first</);
  expect(drawn).toMatch(/<text class="chart-tick" x="11%" y="311" text-anchor="middle" data-tick="last">last</);
  expect(drawn).toMatch(/class="chart-badge" cx="82.2%"/);
});

const spans = (translator: typeof english | typeof rightToLeft) =>
  String(
    <Spans
      {...{ description: 'Times', translator, axis: [] }}
      rows={[{ label: 'Ada', number: '9', sure: [{ from: 0.25, until: 1 }], unsure: [{ from: 0.125, until: 1 }] }]}
      marked={{ from: 0.75, until: 1 }}
    />,
  );

it('draws how long something lasted, what of it is sure, and the part that is marked', () => {
  const barsOf = (svg: string) =>
    [...svg.matchAll(/<rect class="([\w-]+)" x="([^"]*)" y="23" width="([^"]*)"/g)].map((found) => found.slice(1));
  expect(barsOf(spans(english))).toEqual([
    ['chart-quiet', '12.5%', '87.5%'],
    ['chart-ink', '25%', '75%'],
    ['chart-red', '75%', '25%'],
  ]);
  expect(barsOf(spans(rightToLeft))).toEqual([
    ['chart-quiet', '0%', '87.5%'],
    ['chart-ink', '0%', '75%'],
    ['chart-red', '0%', '25%'],
  ]);
});

const file = {
  language: 'en',
  dir: 'ltr' as const,
  title: 'Title',
  kicker: 'Of whom',
  summary: 'Words.',
  description: 'A curve',
  source: 'From here',
  height: 100,
};

it('gives a file of a chart the colours of the page on paper, for each class that the styles know', () => {
  const styles = readFileSync(new URL('../../functions/ui/styles/charts.css', import.meta.url), 'utf8');
  const drawn = [curve(), spans(english), String(<Bars description="" rows={[]} translator={english} />)].join('');
  const names = new Set([...drawn.matchAll(/class="([^"]*)"/g)].map(([, name]) => name!));
  expect(names.size).toBeGreaterThan(15);
  for (const name of names) {
    // The name of a bar looks like any text of a chart.
    if (name !== 'chart-name') expect(styles.includes(`.${name}`), name).toBe(true);
    expect(standaloneSvg({ ...file, children: <path class={name} /> }), name).not.toContain('class=');
  }
  expect(() => standaloneSvg({ ...file, children: <path class="unknown" /> })).toThrow('unknown');
});

it('breaks long words of a file into lines, and leaves out what does not fit', () => {
  const long = standaloneSvg({ ...file, title: 'x'.repeat(500), summary: 'long words '.repeat(200), children: '' });
  const lines = [...long.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
  const titles = lines.filter((line) => /^x+…?$/.test(line));
  expect(new Set(titles.map((line) => line.length)).size).toBe(1);
  expect(titles.map((line) => line.endsWith('…'))).toEqual([false, false, false, false, false, true]);
  expect(lines.filter((line) => /^(long|words) /.test(line))).toHaveLength(6);
  expect(lines.filter((line) => line.startsWith('long')).every((line) => line.length <= 108)).toBe(true);
  expect(lines.at(-1)).toBe('From here');
});

it('begins the lines of a file at the right where the language does', () => {
  expect(standaloneSvg({ ...file, dir: 'rtl', children: '' })).toMatch(/direction="rtl".*<text x="768"/);
});

it('hides no word under a picture between two that stay, and leaves out what fits into no picture', () => {
  const ranks = (ticks: number, label = '5 May') => {
    const axis = Array.from({ length: ticks }, (_, i) => ({ at: i / (ticks - 1), label }));
    const words = String(<AxisWords axis={axis} width={0.89} ground={100} dir="ltr" />);
    return [...words.matchAll(/<text([^>]*)>/g)].map(([, shape]) => /data-tick="(\w+)"/.exec(shape!)?.[1]);
  };
  expect(ranks(5)).toEqual([undefined, 'odd', 'even', 'odd', 'last']);
  // Of four, the third would stand beside the last one.
  expect(ranks(4)).toEqual([undefined, 'odd', 'odd', 'last']);
  expect(ranks(3)).toEqual([undefined, 'odd', 'last']);
  expect(ranks(5, '15 Մայիս 2026 թվական')).toEqual([undefined, 'odd', 'last']);
});
