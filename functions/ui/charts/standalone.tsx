import type { Child } from 'hono/jsx';
import { readableXml } from '../../core/xml.ts';
import { widthOf } from './letters.ts';

/** Of the page around the picture, in the picture's units. */
const WIDTH = 800;
const MARGIN = 32;
const INNER = WIDTH - 2 * MARGIN;
const TITLE = { size: 26, line: 32, isBold: true };
const WORDS = { size: 14, line: 20 };
const KICKER = { ...WORDS, isBold: true };
const NOTES = { size: 12, line: 18 };
const SOURCE = { ...NOTES, line: 20 };
/** More lines of a title, a summary or a note are left out. */
const MOST_LINES = 6;

export interface StandaloneProps {
  /** BCP 47 tag of the words. */
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  readonly title: string;
  /** Of whom or what the picture is, over the title. */
  readonly kicker: string;
  readonly summary: string;
  readonly description: string;
  /** What explains the picture, under it. */
  readonly notes?: readonly string[];
  /** Whose numbers these are, of when, and where they are from. */
  readonly source: string;
  readonly height: number;
  readonly children: Child;
}

/**
 * A chart as an SVG file of its own, for newspapers and slides. It has its colours in its elements, and no styles: programs
 * that draw SVG read few styles, and the Content-Security-Policy allows none.
 */
export function standaloneSvg(props: StandaloneProps): string {
  const { dir, title, description } = props;
  const kicker = lines(props.kicker, KICKER, 2);
  const heading = lines(title, TITLE);
  const summary = lines(props.summary, WORDS);
  const notes = (props.notes ?? []).flatMap((note) => lines(note, NOTES));
  const source = lines(props.source, SOURCE, 3);
  const headingTop = MARGIN + kicker.length * WORDS.line;
  const tops = {
    title: headingTop + 12,
    summary: headingTop + heading.length * TITLE.line + 10,
    picture: headingTop + heading.length * TITLE.line + summary.length * WORDS.line + 26,
  };
  const notesTop = tops.picture + props.height + 34;
  const sourceTop = notesTop + notes.length * NOTES.line + (notes.length > 0 ? 12 : 0);
  const height = sourceTop + source.length * WORDS.line + MARGIN - WORDS.size;
  const x = dir === 'rtl' ? WIDTH - MARGIN : MARGIN;
  const words = (texts: readonly string[], top: number, look: Record<string, string | number>, line: number) =>
    texts.map((text, i) => (
      <text x={x} y={top + i * line} {...look}>
        {text}
      </text>
    ));
  const svg = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${WIDTH} ${height}`}
      width={WIDTH}
      height={height}
      role="img"
      aria-labelledby="title description"
      lang={props.language}
      direction={dir}
      font-family={SANS}
      font-size={WORDS.size}
      fill={INK}
    >
      <title id="title">{`${props.kicker} · ${title}`}</title>
      <desc id="description">{`${description} ${props.summary}`.trim()}</desc>
      <rect width={WIDTH} height={height} fill={PAPER} />
      <rect width={WIDTH} height="6" fill={INK} />
      {words(kicker, MARGIN + 8, { fill: RED, 'font-weight': 600 }, WORDS.line)}
      {words(
        heading,
        tops.title + 10,
        { 'font-family': SERIF, 'font-weight': 700, 'font-size': TITLE.size },
        TITLE.line,
      )}
      {words(summary, tops.summary + 14, { fill: SOFT }, WORDS.line)}
      <svg x={MARGIN} y={tops.picture} width={INNER} height={props.height} overflow="visible" aria-hidden="true">
        {props.children}
      </svg>
      {words(notes, notesTop, { 'font-size': NOTES.size }, NOTES.line)}
      {words(source, sourceTop, { fill: SOFT, 'font-size': NOTES.size }, WORDS.line)}
    </svg>
  );
  return readableXml(`<?xml version="1.0" encoding="UTF-8"?>\n${withLiteralColours(String(svg))}`);
}

const PAPER = '#fcfbf9';
const INK = '#17191c';
const SOFT = '#555a62';
const RULE = '#d8d5ce';
const EDGE = '#7d7f83';
const RED = '#b4231a';
const SERIF = "Georgia, 'Noto Serif', 'Times New Roman', serif";
const SANS = "'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif";

/** What `styles/charts.css` says about each class, as attributes, in the colours of paper. */
const looks: Readonly<Record<string, string>> = {
  'chart-ink': `fill="${INK}"`,
  'chart-quiet': `fill="${EDGE}"`,
  'chart-red': `fill="${RED}"`,
  'chart-track': `fill="${RULE}"`,
  'chart-line': `stroke="${RULE}"`,
  'chart-ground': `stroke="${INK}"`,
  'chart-tick': `fill="${SOFT}" font-size="13"`,
  'chart-name': `fill="${INK}"`,
  'chart-number': `fill="${INK}" font-weight="600"`,
  'chart-stem': `stroke="${EDGE}" stroke-dasharray="1 3"`,
  'chart-during': `stroke="${INK}" stroke-width="2"`,
  'chart-area': `fill="${RULE}" fill-opacity="0.45"`,
  'chart-fan': `fill="${RED}" fill-opacity="0.16"`,
  'chart-likely': `stroke="${RED}" stroke-width="1.5" stroke-dasharray="2 4"`,
  'chart-curve': `stroke="${INK}" stroke-width="2.5" stroke-linejoin="round"`,
  'chart-growing': `stroke="${RED}" stroke-width="2.5" stroke-dasharray="5 3"`,
  'chart-goal': `stroke="${RED}" stroke-dasharray="6 4"`,
  'chart-red-words': `fill="${RED}" font-size="13" font-weight="600" stroke="${PAPER}" stroke-width="8" paint-order="stroke"`,
  'chart-dot': `fill="${INK}"`,
  'chart-badge': `fill="${PAPER}" stroke="${INK}" stroke-width="1.25"`,
  'chart-badge-name': `fill="${INK}" font-size="12" font-weight="600"`,
  'chart-end': `fill="${INK}" font-weight="700" stroke="${PAPER}" stroke-width="4" paint-order="stroke"`,
};

/** @throws {Error} at a class without a look: the file would be black there. */
const withLiteralColours = (svg: string): string =>
  svg.replace(/ class="([\w-]+)"/g, (_, name: string) => {
    const look = looks[name];
    if (look === undefined) throw new Error(`${name} has no look in files`);
    return ` ${look}`;
  });

interface Type {
  /** Of the letters, in the picture's units. */
  readonly size: number;
  readonly isBold?: boolean;
}

/**
 * A text in lines that fit into the picture, whatever font a reader's program has. A word that is longer than a line is broken,
 * and three dots stand for what is left out.
 */
function lines(text: string, { size, isBold = false }: Type, most = MOST_LINES): string[] {
  const room = INNER / (size * (isBold ? BOLD : 1));
  const found: string[] = [];
  // Of the last line. To measure whole lines again for each word would take longer than all the rest of the picture.
  let width = 0;
  for (const word of text.split(/\s+/).flatMap((one) => pieces(one, room))) {
    const [last, own] = [found.at(-1), widthOf(word)];
    if (last !== undefined && width + SPACE + own <= room) {
      found[found.length - 1] = `${last} ${word}`;
      width += SPACE + own;
    } else if (word !== '') {
      found.push(word);
      width = own;
    }
  }
  return found.length > most
    ? [...found.slice(0, most - 1), `${[...(found[most - 1] ?? '')].slice(0, -1).join('')}…`]
    : found;
}

function pieces(word: string, room: number): string[] {
  if (widthOf(word) <= room) return [word];
  const found = [''];
  for (const letter of word) {
    const longer = found.at(-1) + letter;
    if (widthOf(longer) <= room) found[found.length - 1] = longer;
    else found.push(letter);
  }
  return found;
}

/** How much wider the boldest letters with serifs are than thin ones without. */
const BOLD = 1.2;
const SPACE = widthOf(' ');
