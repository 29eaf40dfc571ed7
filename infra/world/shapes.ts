import { geoCentroid } from 'd3-geo';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import { presimplify, simplify, sphericalTriangleArea } from 'topojson-simplify';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { countries } from '../../functions/core/country.ts';
import { readData } from './read.ts';

/** Polygons of each country by its code: longitudes and latitudes. */
export type Shapes = ReadonlyMap<string, readonly Position[][][]>;

/** Natural Earth gives these no number of ISO 3166-1. A signer there chooses the code on the right. */
const byName: Readonly<Record<string, string>> = { Kosovo: 'XK', Somaliland: 'SO', 'N. Cyprus': 'CY' };

/**
 * Parts that Natural Earth draws with another country than ISO 3166-1 lists them: French Guiana and Svalbard have codes of
 * their own, and Crimea is a part of UA (ISO 3166-2:UA; General Assembly resolution 68/262). Each box is west, south, east,
 * north of the middle of the part.
 */
const parts = [
  { of: 'FR', is: 'GF', box: [-55, 2, -51, 6] },
  { of: 'NO', is: 'SJ', box: [10, 76, 34, 82] },
  { of: 'RU', is: 'UA', box: [32, 44, 37, 47] },
] as const;

/** Corners that change less than this area, in steradians (2,800 km²), are left out: they would be steps of one unit. */
const LEAST_CORNER = 7e-5;

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

/**
 * The shapes of `world-atlas` by ISO 3166-1 code.
 * @param detail `110m` is coarse and lacks small countries, `50m` has most of them.
 * @throws {Error} if one of the parts is not found: then the atlas draws it differently.
 */
export function shapesOf(detail: '110m' | '50m'): Shapes {
  const atlas = readData(`world-atlas/countries-${detail}.json`) as Atlas;
  const numbers = codesByNumber();
  const shapes = new Map<string, Position[][][]>();
  const found = new Set<string>();
  for (const { id, geometry, properties } of feature(simpler(atlas), atlas.objects.countries).features) {
    const code = byName[properties.name] ?? numbers.get(String(id));
    if (!code) continue;
    for (const polygon of polygonsOf(geometry as Polygon | MultiPolygon)) {
      const part = parts.find(({ of, box }) => of === code && isIn(box, polygon));
      if (part) found.add(part.is);
      const owner = part?.is ?? code;
      shapes.set(owner, [...(shapes.get(owner) ?? []), polygon]);
    }
  }
  for (const { is, of } of parts) if (!found.has(is)) throw new Error(`${detail}: no part of ${of} is ${is}`);
  return shapes;
}

/** Neighbours share their borders, so they stay together. */
const simpler = (atlas: Atlas): Atlas => simplify(presimplify(atlas, sphericalTriangleArea), LEAST_CORNER);

const polygonsOf = (geometry: Polygon | MultiPolygon): Position[][][] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;

function isIn([west, south, east, north]: readonly [number, number, number, number], polygon: Position[][]): boolean {
  const [x, y] = geoCentroid({ type: 'Polygon', coordinates: polygon });
  return x > west && x < east && y > south && y < north;
}

/** ISO 3166-1 numbers, as CLDR lists them. */
function codesByNumber(): ReadonlyMap<string, string> {
  const { supplemental } = readData('cldr-core/supplemental/codeMappings.json') as {
    supplemental: { codeMappings: Record<string, { _numeric?: string }> };
  };
  return new Map(countries.map((code) => [supplemental.codeMappings[code]?._numeric ?? '', code]));
}
