import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Translator } from '../messages/messages.ts';
import { legendOf } from './legend.tsx';
import type { Measure } from './steps.ts';
import { world } from './world.ts';
import { type Coloured, WorldShapes } from './world-map.tsx';

/** The colours of styles/map-colors.css and tokens.css on light paper. A file that others show cannot load these. */
export const lightColors = {
  paper: '#fcfbf9',
  border: '#7d7f83',
  steps: ['#f6d5cd', '#e9a193', '#d4695b', '#aa2d22', '#6a0d09'],
} as const;

const KEY = { gap: 8, height: 12, top: 20, words: 52 };

/**
 * The map and its legend for a file (ui/charts/standalone). Its colours are attributes: the Content-Security-Policy allows no
 * other styles, and many programs that draw SVG read none.
 * @param width in the picture's units. @param least the smallest number that a country can have.
 */
export function mapPicture(
  measure: Measure,
  coloured: readonly Coloured[],
  { width, least, translator }: { width: number; least: number; translator: Translator },
): { picture: Child; height: number } {
  const { dir } = translator;
  const mapHeight = Math.ceil((width * world.height) / world.width);
  const keys = legendOf(measure, translator, least);
  // The hatch has most words, so it has a line of its own.
  const part = width / (keys.length - 1);
  const picture = (
    <>
      <g class="world" transform={`scale(${width / world.width})`}>
        <WorldShapes coloured={coloured} />
      </g>
      {keys.map(({ color, words }, i) => {
        const [column, line] = i === keys.length - 1 ? [0, 1] : [i, 0];
        const x = (dir === 'rtl' ? keys.length - 2 - column : column) * part;
        const y = mapHeight + KEY.top + line * KEY.words;
        const [keyWidth, begin] = [part - KEY.gap, dir === 'rtl' ? x + part - KEY.gap : x];
        return (
          <>
            <rect class={`${color} key`} x={x} y={y} width={keyWidth} height={KEY.height} />
            <text x={begin} y={y + KEY.height + 18}>
              {words}
            </text>
          </>
        );
      })}
    </>
  );
  return { picture: raw(withAttributes(String(picture), measure)), height: mapHeight + KEY.top + 2 * KEY.words };
}

const { paper, border, steps } = lightColors;

/** What styles/maps.css says about each class, as attributes. */
const looks: Readonly<Record<string, string>> = {
  world: `stroke="${border}" stroke-width="0.6" stroke-linejoin="round"`,
  key: `stroke="${border}" stroke-width="0.6"`,
  land: 'fill="url(#few)"',
  few: `fill="none" stroke="${border}" stroke-opacity="0.5" stroke-width="1"`,
  dots: 'stroke-width="3" stroke-linecap="round"',
};

/** Gives each element the attributes of its classes, and those of a country the colour that it has by one measure. */
const withAttributes = (svg: string, measure: Measure): string => {
  const step = new RegExp(`^${measure === 'perMillion' ? 'p' : 'n'}([0-5])$`);
  return svg.replace(/ class="([^"]+)"/g, (_, names: string) =>
    names
      .split(' ')
      .map((name) => {
        const [, number] = step.exec(name) ?? [];
        return number === undefined ? looks[name] : `fill="${steps[Number(number) - 1] ?? paper}"`;
      })
      .filter(Boolean)
      .map((look) => ` ${look}`)
      .join(''),
  );
};
