import { geoArea, geoCentroid, geoEqualEarth, geoPath } from 'd3-geo';
import type { FeatureCollection, MultiPolygon, Position } from 'geojson';
import { countries } from '../../functions/core/country.ts';
import type { World } from '../../functions/ui/maps/world.ts';
import { apart } from './apart.ts';
import { relativePath } from './relative-path.ts';
import { type Shapes, shapesOf } from './shapes.ts';

/** The width of the land, in units. */
const LAND = 930;
/** What is left around land and circles. */
const MARGIN = 8;
/** A smaller shape (square units) can hardly be seen on a phone: it has a circle, too. */
const LEAST_AREA = 24;
/** Circles keep this distance, so that each can be seen: the Lesser Antilles would be one spot. */
const DISTANCE = 11;

/**
 * Longitude and latitude of countries that both atlases lack, from the CIA World Factbook (public domain). In Antarctica it
 * is the northernmost place where people live, Villa Las Estrellas: the map ends there.
 */
const places: Readonly<Record<string, readonly [number, number]>> = {
  AQ: [-59, -62.2],
  BQ: [-68.3, 12.2],
  BV: [3.4, -54.4],
  CC: [96.8, -12.5],
  CX: [105.7, -10.5],
  GI: [-5.4, 36.1],
  GP: [-61.6, 16.3],
  MQ: [-61, 14.7],
  RE: [55.6, -21.1],
  TK: [-172, -9],
  TV: [178, -8],
  UM: [166.6, 19.3],
  YT: [45.2, -12.8],
};

/**
 * Draws the world in Equal Earth, a projection that keeps areas: a path for each country that the 110m atlas has, and a
 * circle's middle for each one that is too small to be seen. Takes 0.2 s.
 */
export function drawWorld(): World {
  const shapes = new Map([...shapesOf('110m')].filter(([code]) => code !== 'AQ'));
  const land = landOf(shapes);
  // The map begins and ends in the Bering Strait, so that it cuts no country.
  const projection = geoEqualEarth().rotate([-11, 0]).fitWidth(LAND, land);
  const [left, top] = projection.translate();
  projection.translate([left + MARGIN, top + MARGIN]);
  const path = geoPath(projection).digits(0);
  const drawn = [...shapes].flatMap(([code, polygons]) => {
    const d = relativePath(path(multiPolygon(polygons)) ?? '');
    return d ? [[code, d] as const] : [];
  });
  const isDrawn = new Set(drawn.map(([code]) => code));
  const finer = shapesOf('50m');
  const circles = apart(
    countries
      .filter((code) => !isDrawn.has(code) || path.area(multiPolygon(shapes.get(code) ?? [])) < LEAST_AREA)
      .map((code) => [code, projection(placeOf(code, shapes, finer)) ?? [0, 0]] as const),
    DISTANCE,
  );
  // Some islands are further to the east and south than the land.
  return {
    width: Math.ceil(Math.max(path.bounds(land)[1][0], ...circles.map(([, [x]]) => x)) + MARGIN),
    height: Math.ceil(Math.max(path.bounds(land)[1][1], ...circles.map(([, [, y]]) => y)) + MARGIN),
    shapes: Object.fromEntries(drawn.sort(([one], [other]) => (one < other ? -1 : 1))),
    circles: Object.fromEntries(circles),
  };
}

const multiPolygon = (polygons: readonly Position[][][]): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [...polygons],
});

const landOf = (shapes: Shapes): FeatureCollection<MultiPolygon> => ({
  type: 'FeatureCollection',
  features: [...shapes.values()].map((polygons) => ({
    type: 'Feature',
    properties: null,
    geometry: multiPolygon(polygons),
  })),
});

/** The middle of a country's largest part. @throws {Error} if nothing says where it is. */
function placeOf(code: string, shapes: Shapes, finer: Shapes): [number, number] {
  const polygons = finer.get(code) ?? shapes.get(code);
  const known = places[code];
  if (known) return [...known];
  if (!polygons) throw new Error(`No place is known for ${code}`);
  const parts = polygons.map((coordinates) => ({ type: 'Polygon', coordinates }) as const);
  return geoCentroid(parts.reduce((one, other) => (geoArea(other) > geoArea(one) ? other : one)));
}
