import { expect, it } from 'vitest';
import { Bars } from '../../functions/ui/charts/bars.tsx';
import { Columns } from '../../functions/ui/charts/columns.tsx';
import { ticks } from '../../functions/ui/charts/scale.ts';
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
  expect(drawn.match(/M[\d.]+ 168v-[\d.]+/g)).toEqual(['M0.11 168v-1.5', 'M2.11 168v-168']);
});

it('begins bars at the side where lines of text begin', () => {
  const rows = [
    { label: 'a', value: 4 },
    { label: 'b', value: 1 },
  ];
  expect(String(<Bars description="" rows={rows} translator={english} />)).toContain('x="0" y="23" width="25%"');
  expect(String(<Bars description="" rows={rows} translator={rightToLeft} />)).toContain('x="75%" y="23" width="25%"');
});
