import type { Translator } from '../messages/messages.ts';
import { legendOf } from './legend.tsx';
import type { Measure } from './steps.ts';
import { world } from './world.ts';
import { type Coloured, WorldShapes } from './world-map.tsx';

/** The colours of styles/map-colors.css and tokens.css on light paper. A picture that others show cannot load these. */
export const lightColors = {
  paper: '#fcfbf9',
  ink: '#17191c',
  soft: '#555a62',
  rule: '#d8d5ce',
  border: '#7d7f83',
  steps: ['#f6d5cd', '#e9a193', '#d4695b', '#aa2d22', '#6a0d09'],
} as const;

const SIDE = 24;
const WIDTH = world.width + 2 * SIDE;
const LINE = 22;
/** Letters of a line. */
const LETTERS = { title: 66, words: 120, sources: 145 };

export interface MapDocument {
  readonly title: string;
  /** What is remarkable, in sentences. */
  readonly summary: string;
  /** Where shapes and numbers are from. */
  readonly sources: string;
  readonly measure: Measure;
  readonly coloured: readonly Coloured[];
  /** The smallest number that a country can have. */
  readonly least: number;
  readonly translator: Translator;
}

/**
 * The map as a picture of its own, with title, legend and sources: an SVG document that loads nothing. Its colours are
 * attributes: the Content-Security-Policy allows no other styles, and many programs that draw SVG read none.
 */
export function mapDocument({ title, summary, sources, measure, coloured, least, translator }: MapDocument): string {
  const { t, dir, locale } = translator;
  const titleLines = wrapped(title, LETTERS.title);
  const summaryLines = wrapped(summary, LETTERS.words);
  const sourceLines = wrapped(sources, LETTERS.sources);
  const mapTop = 30 + titleLines.length * 30 + summaryLines.length * LINE;
  const legendTop = mapTop + world.height + 24;
  const sourcesTop = legendTop + 76;
  const start = dir === 'rtl' ? WIDTH - SIDE : SIDE;
  const svg = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${WIDTH} ${sourcesTop + sourceLines.length * LINE}`}
      lang={locale}
      direction={dir}
      role="img"
      aria-label={`${title}. ${summary}`}
      font-family="system-ui, sans-serif"
      font-size="15"
      fill={ink}
    >
      <rect class="paper" width="100%" height="100%" />
      <Lines class="title" lines={titleLines} x={start} y={46} height={30} />
      <Lines lines={summaryLines} x={start} y={20 + titleLines.length * 30 + LINE} height={LINE} />
      <g class="world" transform={`translate(${SIDE} ${mapTop})`}>
        <WorldShapes coloured={coloured} />
      </g>
      <text class="strong" x={start} y={legendTop}>
        {t(`countries.${measure}`)}
      </text>
      {legendOf(measure, translator, least).map(({ color, words }, i, { length }) => {
        const x = SIDE + ((dir === 'rtl' ? length - 1 - i : i) * world.width) / length;
        return (
          <>
            <rect class={`${color} key`} x={x} y={legendTop + 12} width={world.width / length - 8} height="12" />
            <text x={dir === 'rtl' ? x + world.width / length - 8 : x} y={legendTop + 42}>
              {words}
            </text>
          </>
        );
      })}
      <Lines class="soft" lines={sourceLines} x={start} y={sourcesTop} height={LINE} />
    </svg>
  );
  return withAttributes(String(svg), measure);
}

const Lines = (props: { class?: string; lines: readonly string[]; x: number; y: number; height: number }) => (
  <>
    {props.lines.map((line, i) => (
      <text class={props.class} x={props.x} y={props.y + i * props.height}>
        {line}
      </text>
    ))}
  </>
);

const { paper, ink, soft, rule, border } = lightColors;

/** What styles/maps.css says about each class, as attributes. */
const looks: Readonly<Record<string, string>> = {
  paper: `fill="${paper}"`,
  title: 'font-family="Georgia, serif" font-weight="700" font-size="24"',
  strong: 'font-weight="600"',
  soft: `fill="${soft}" font-size="13"`,
  world: `stroke="${border}" stroke-width="0.6" stroke-linejoin="round"`,
  key: `stroke="${border}" stroke-width="0.6"`,
  land: 'fill="url(#few)"',
  few: `fill="none" stroke="${rule}" stroke-width="1"`,
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
        return number === undefined ? looks[name] : `fill="${lightColors.steps[Number(number) - 1] ?? paper}"`;
      })
      .filter(Boolean)
      .map((look) => ` ${look}`)
      .join(''),
  );
};

/** The words of a text in lines of so many letters at most. A longer word has a line of its own. */
function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
