import { html, raw } from 'hono/html';
import { world } from './world.ts';

/** A country in colour. */
export interface Coloured {
  /** ISO 3166-1 alpha-2, or XK. */
  readonly country: string;
  /** The classes of its shape. */
  readonly color: string;
}

const RADIUS = 5;
/** The part of the map with most countries for its size, from Iceland to Iran. It is shown again, larger. */
const NEAR = '392 20 222 152';

/**
 * The world with some countries in colour. All others are one hatched shape, and dots. Circles stand for countries that are
 * too small to be seen. The map is never mirrored.
 */
export const WorldMap = ({ coloured, description }: { coloured: readonly Coloured[]; description: string }) => (
  <>
    <svg class="world" viewBox={`0 0 ${world.width} ${world.height}`} role="img" aria-label={description}>
      {SCALED_HATCHES}
      <g id="world" class="shapes">
        <WorldShapes coloured={coloured} hasCodes />
      </g>
    </svg>
    <svg class="world-near" viewBox={NEAR} aria-hidden="true">
      {html`<use href="#world"/>`}
    </svg>
  </>
);

/**
 * The content of the picture alone, for one that has more around it.
 * @param hasCodes whether it says which countries have no colour, in the order of their shapes: a script names them.
 */
export const WorldShapes = ({
  coloured,
  hasCodes = false,
}: {
  readonly coloured: readonly Coloured[];
  readonly hasCodes?: boolean;
}) => {
  const isColoured = new Set(coloured.map(({ country }) => country));
  // The shape below a circle stays, since the circle does not cover it.
  const land = shapes.filter(([country]) => !isColoured.has(country) || world.circles[country]);
  const dots = circles.filter(([country]) => !isColoured.has(country));
  const codes = (places: readonly (readonly [country: string, place: unknown])[]) =>
    hasCodes && places.some(([country]) => !isColoured.has(country))
      ? html` data-of="${places.map(([country]) => country).join(' ')}"`
      : undefined;
  return [
    HATCH,
    html`<path class="land" d="${land.map(([, shape]) => shape).join('')}"${codes(land)}/>`,
    html`<path class="dots" d="${dots.map(([, [x, y]]) => `M${x} ${y}h0`).join('')}"${codes(dots)}/>`,
    raw(coloured.map(shapeOf).join('')),
  ];
};

/** Of the countries without a colour. */
const HATCH = raw(
  '<defs><pattern id="few" width="5" height="5" patternUnits="userSpaceOnUse"><path class="few" d="M-1 1l2-2M0 5l5-5M4 6l2-2"/></pattern></defs>',
);
/** The same for the scales in which the page shows the world (`styles/maps.css`). */
const SCALED_HATCHES = raw(
  `<defs>${Object.entries({ near: 0.5, far: 1.4, farther: 2.8 })
    .map(([name, scale]) => `<pattern id="few-${name}" href="#few" patternTransform="scale(${scale})"/>`)
    .join('')}</defs>`,
);

const [shapes, circles] = [Object.entries(world.shapes), Object.entries(world.circles)];

/** As text, which takes a tenth of the time that JSX would take. Nothing in it comes from outside. */
function shapeOf({ country, color }: Coloured): string {
  const circle = world.circles[country];
  return circle
    ? `<circle class="${color}" cx="${circle[0]}" cy="${circle[1]}" r="${RADIUS}"/>`
    : `<path class="${color}" d="${world.shapes[country]}"/>`;
}
