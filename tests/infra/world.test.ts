import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { geoCentroid } from 'd3-geo';
import { expect, it } from 'vitest';
import { countries, isCountry } from '../../functions/core/country.ts';
import { world } from '../../functions/ui/maps/world.ts';
import { apart } from '../../infra/world/apart.ts';
import { asFile } from '../../infra/world/as-file.ts';
import { drawWorld } from '../../infra/world/draw.ts';
import { populations } from '../../infra/world/population.ts';
import { relativePath } from '../../infra/world/relative-path.ts';
import { shapesOf } from '../../infra/world/shapes.ts';

const fileOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

it('has the map and the population that the packages give: else run `npm run world`', () => {
  expect(fileOf('functions/ui/maps/world.json')).toBe(asFile(drawWorld()));
  expect(fileOf('functions/core/population.json')).toBe(asFile(populations()));
});

it('draws every country that a signer can choose, and no other', () => {
  expect(countries.filter((code) => !world.shapes[code] && !world.circles[code])).toEqual([]);
  expect([...Object.keys(world.shapes), ...Object.keys(world.circles)].filter((code) => !isCountry(code))).toEqual([]);
});

it('takes no more than 8 kB of a page for the shapes of all countries', () => {
  expect(gzipSync(Object.values(world.shapes).join('\n')).length).toBeLessThanOrEqual(8_000);
});

/** All places where the pen is put down or moves to. */
function cornersOf(path: string): [number, number][] {
  const corners: [number, number][] = [];
  let at: [number, number] = [0, 0];
  for (const ring of path.split('z')) {
    const numbers = (ring.match(/-?\d+/g) ?? []).map(Number);
    const begin = corners.length;
    for (let i = 0; i < numbers.length; i += 2) {
      at = [at[0] + (numbers[i] ?? 0), at[1] + (numbers[i + 1] ?? 0)];
      corners.push(at);
    }
    at = corners[begin] ?? at;
  }
  return corners;
}

it('keeps all of it within the picture', () => {
  const isInside = ([x, y]: readonly [number, number]) => x >= 0 && x <= world.width && y >= 0 && y <= world.height;
  for (const shape of Object.values(world.shapes)) expect(cornersOf(shape).every(isInside)).toBe(true);
  const radius = 5;
  for (const [x, y] of Object.values(world.circles))
    expect(isInside([x - radius, y - radius]) && isInside([x + radius, y + radius])).toBe(true);
});

it('puts each circle near its country, and so far from others that each can be seen', () => {
  const circles = Object.values(world.circles);
  const distances = circles.flatMap(([x, y], i) => circles.slice(i + 1).map(([a, b]) => Math.hypot(x - a, y - b)));
  expect(Math.min(...distances)).toBeGreaterThan(8);
  const near = (code: string, other: string) => {
    const [x = 0, y = 0] = world.circles[code] ?? [];
    return Math.min(...cornersOf(world.shapes[other] ?? '').map(([a, b]) => Math.hypot(x - a, y - b)));
  };
  for (const [code, other] of [
    ['MT', 'IT'],
    ['SG', 'MY'],
    ['HK', 'CN'],
    ['LI', 'CH'],
    ['GI', 'ES'],
    ['RE', 'MG'],
  ] as const)
    expect([code, near(code, other) < 25]).toEqual([code, true]);
});

it('gives each part to the country that ISO 3166-1 lists it with, whoever governs it', () => {
  const shapes = shapesOf('110m');
  const middles = (code: string) =>
    (shapes.get(code) ?? []).map((coordinates) => geoCentroid({ type: 'Polygon', coordinates }));
  const has = (code: string, [west, south, east, north]: readonly [number, number, number, number]) =>
    middles(code).some(([x, y]) => x > west && x < east && y > south && y < north);
  const crimea = [33, 44.5, 36, 46] as const;
  expect([has('UA', crimea), has('RU', crimea)]).toEqual([true, false]);
  const guiana = [-55, 2, -51, 6] as const;
  expect([has('GF', guiana), has('FR', guiana)]).toEqual([true, false]);
  expect(middles('SO')).toHaveLength(2);
  expect(middles('CY')).toHaveLength(2);
  expect(middles('XK')).toHaveLength(1);
  expect(middles('EH')).toHaveLength(1);
});

it('writes a path with steps from corner to corner, and leaves out what encloses nothing', () => {
  expect(relativePath('M10,20L12,20L11,25ZM30,5L31,5L31,5L30,9Z')).toBe('M10 20l2 0-1 5zm20-15 1 0-1 4z');
  expect(relativePath('M10,20L11,20L10,20Z')).toBe('');
});

it('moves places apart by as little as it takes, the same each time', () => {
  const places = [
    ['A', [10, 10]],
    ['B', [11, 10]],
    ['C', [50, 50]],
  ] as const;
  const moved = apart(places, 8);
  expect(moved).toEqual(apart(places, 8));
  expect(moved[2]).toEqual(['C', [50, 50]]);
  const [[, [ax, ay]], [, [bx, by]]] = moved as [(typeof moved)[0], (typeof moved)[0]];
  expect(Math.hypot(bx - ax, by - ay)).toBeGreaterThanOrEqual(7);
  expect(ax).toBeLessThan(bx);
});
