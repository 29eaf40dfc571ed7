import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { countries } from '../../functions/core/country.ts';
import { legendOf } from '../../functions/ui/maps/legend.tsx';
import { lightColors, mapPicture } from '../../functions/ui/maps/map-picture.tsx';
import { measures, stepOf, steps } from '../../functions/ui/maps/steps.ts';
import { WorldMap } from '../../functions/ui/maps/world-map.tsx';
import { around, rightToLeft } from './sample.ts';

const { translator } = around;
const styles = readFileSync(new URL('../../functions/ui/styles/map-colors.css', import.meta.url), 'utf8');
const tokens = readFileSync(new URL('../../functions/ui/styles/tokens.css', import.meta.url), 'utf8');
const colored = (codes: readonly string[]) => codes.map((country) => ({ country, color: 'p1 n2' }));
const draw = (codes: readonly string[]) => String(<WorldMap coloured={colored(codes)} description="The world" />);

it('begins each colour at the same number for ever', () => {
  // Pictures of former days are compared with those of today: see decision 042 before you change a number.
  expect(steps).toEqual({ perMillion: [0, 1, 5, 20, 100], signatures: [0, 50, 200, 1_000, 5_000] });
  expect([0.014, 0.999, 1, 4.99, 5, 19.9, 20, 99.9, 100, 9_000].map((rate) => stepOf('perMillion', rate))).toEqual([
    ...[1, 1, 2, 2, 3, 3, 4, 4, 5, 5],
  ]);
  expect([20, 49, 50, 199, 200, 999, 1_000, 4_999, 5_000].map((n) => stepOf('signatures', n))).toEqual([
    ...[1, 1, 2, 2, 3, 3, 4, 4, 5],
  ]);
  expect(stepOf('perMillion', null)).toBe(0);
});

it('says in words what each colour means, and what the hatch does', () => {
  expect(legendOf('signatures', translator, 20)).toEqual([
    { color: 'n1', words: '20 to 49' },
    { color: 'n2', words: '50 to 199' },
    { color: 'n3', words: '200 to 999' },
    { color: 'n4', words: '1,000 to 4,999' },
    { color: 'n5', words: '5,000 or more' },
    { color: 'land', words: translator.t('countries.few') },
  ]);
  expect(legendOf('perMillion', translator, 20).map(({ words }) => words)).toEqual([
    ...['below 1', '1 to 5', '5 to 20', '20 to 100', '100 or more', translator.t('countries.few')],
  ]);
});

it('draws each named country once in its colour, and all others as one hatched shape', () => {
  for (const codes of [[], ['DE'], ['MT', 'DE', 'AZ'], countries]) {
    const svg = draw(codes);
    expect(svg.match(/class="p1 n2"/g) ?? []).toHaveLength(codes.length);
    expect(svg.match(/class="land"/g)).toHaveLength(1);
  }
  const [none, one] = [draw([]), draw(['DE'])];
  const landOf = (svg: string) => /class="land" d="([^"]*)"/.exec(svg)?.[1] ?? '';
  const germany = /class="p1 n2" d="([^"]*)"/.exec(one)?.[1] ?? '';
  expect(landOf(none)).toContain(germany);
  expect(landOf(one)).toBe(landOf(none).replace(germany, ''));
});

it('has a hatch for each scale in which the world is shown', () => {
  const shown = readFileSync(new URL('../../functions/ui/styles/maps.css', import.meta.url), 'utf8');
  const used = new Set([...shown.matchAll(/url\("#([\w-]+)"\)/g)].map(([, id]) => id));
  expect(used.size).toBe(4);
  for (const id of used) expect(draw(['DE'])).toContain(`<pattern id="${id}"`);
});

it('says in words what the picture shows', () => {
  expect(draw(['DE'])).toMatch(/^<svg class="world"[^>]* role="img" aria-label="The world">/);
});

it('takes no more than 12 kB of a page if every country is named', () => {
  expect(gzipSync(draw(countries)).length).toBeLessThanOrEqual(12_000);
});

const sized = { width: 736, least: 20, translator };

it('draws map and legend for a file, which loads nothing and has no styles', () => {
  for (const measure of measures) {
    const { picture, height } = mapPicture(measure, colored(['DE', 'MT']), sized);
    const svg = String(picture);
    for (const { words } of legendOf(measure, translator, 20)) expect(svg).toContain(`>${words}<`);
    expect(svg).not.toMatch(/href|<script|<style|<image| class=| style=|url\((?!#few\))/);
    expect(svg).toContain(`<path fill="${lightColors.steps[measure === 'perMillion' ? 0 : 1]}"`);
    const tops = [...svg.matchAll(/ y="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(Math.max(...tops)).toBeLessThan(height);
  }
});

it('begins the words of that legend at the right for languages that do, and mirrors no country', () => {
  const [ltr, rtl] = [translator, rightToLeft].map((one) =>
    String(mapPicture('perMillion', colored(['DE']), { ...sized, translator: one }).picture),
  );
  const mapOf = (svg = '') => /<g stroke=.*?<\/g>/s.exec(svg)?.[0];
  expect(mapOf(rtl)).toBe(mapOf(ltr));
  const firstAt = (svg = '') => Number(/<text x="([\d.]+)"/.exec(svg)?.[1]);
  expect(firstAt(rtl)).toBeGreaterThan(firstAt(ltr));
});

/** The value of a custom property on light paper. */
const tokenOf = (css: string, name: string) => new RegExp(`--${name}: ([^;]+);`).exec(css)?.[1];

it('has the same colours in files as on the page', () => {
  const { steps: shades, border, ...others } = lightColors;
  expect(shades.map((_, i) => tokenOf(styles, `step-${i + 1}`))).toEqual(shades);
  expect(tokenOf(styles, 'border')).toBe(border);
  for (const [name, color] of Object.entries(others)) expect([name, tokenOf(tokens, name)]).toEqual([name, color]);
});

/** Lightness of a colour, 0 to 100 (CIE L*): what is left of it for people who see no colours, and on grey paper. */
function lightnessOf(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const part = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

it('can be read without colours: each step differs from the next one in lightness, on light, dark and printed paper', () => {
  const themes = styles
    .split(':root {')
    .slice(1)
    .map((theme) => [1, 2, 3, 4, 5].map((i) => tokenOf(theme, `step-${i}`) ?? ''));
  const ofColours = themes.filter(([first]) => first?.startsWith('#'));
  expect(ofColours).toHaveLength(3);
  for (const shades of ofColours) {
    const lightness = shades.map(lightnessOf);
    const apart = lightness.slice(1).map((light, i) => Math.abs(light - (lightness[i] ?? 0)));
    expect([shades, Math.min(...apart) >= 11]).toEqual([shades, true]);
  }
});

it('hatches with lines that go on from tile to tile', () => {
  const [, pattern = '', path = ''] =
    /<pattern id="few" ([^>]*)><path class="few" d="([^"]*)"/.exec(draw(['AZ'])) ?? [];
  const [width, height] = ['width', 'height'].map((side) => Number(new RegExp(`${side}="(\\d+)"`).exec(pattern)?.[1]));
  expect([width, height]).toEqual([5, 5]);
  const lines = [...path.matchAll(/M(-?\d+) (-?\d+)l(-?\d+)(-\d+)/g)].map((found) => found.slice(1).map(Number));
  expect(lines.map(([x = 0, y = 0, dx = 0, dy = 0]) => [x + y, dx + dy])).toEqual([
    ...[
      [0, 0],
      [5, 0],
      [10, 0],
    ],
  ]);
  // The long one goes through the tile from corner to corner. The short ones cover the corners, where its ends are cut off.
  const reach = lines.map(([x = 0, , dx = 0]) => [x, x + dx]);
  expect(reach).toEqual([
    [-1, 1],
    [0, 5],
    [4, 6],
  ]);
});
