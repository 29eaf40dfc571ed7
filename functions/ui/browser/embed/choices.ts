/** What both the server and the page that makes lines for other sites know of an embed. So it stands with the scripts for browsers. */

/** What an embed can show, from the least to the most. */
export const shows = ['count', 'progress', 'button', 'form'] as const;
export type Show = (typeof shows)[number];

/** `auto` follows the visitor's device. */
export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/**
 * The colours of an embed on light and on dark paper. A fixed list, so that text keeps a contrast of 4.5:1 and an edge 3:1, and
 * Content-Security-Policy can name the hash of all styles. `styles/frame-page.css` has them for frames, `styles/amparo.css` for the
 * element.
 */
export const accents = {
  red: ['#b4231a', '#ff8471'],
  blue: ['#0b57d0', '#8ab4ff'],
  green: ['#17663a', '#6fcf97'],
  purple: ['#6a2fa0', '#c9a2f0'],
  ink: ['#17191c', '#eceae5'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;
export type Accent = keyof typeof accents;
export const accentNames = Object.keys(accents) as readonly Accent[];

/** How somebody wants an embed to look and speak. The address of the frame, and the attributes of the element, have the same names. */
export interface Choices {
  readonly show: Show;
  readonly theme: Theme;
  readonly accent: Accent;
  readonly compact: boolean;
  /** A language of the interface. Left out: that of the campaign. */
  readonly lang?: string | undefined;
  /** A source that the campaign counts. */
  readonly source?: string | undefined;
}

const among = <Value extends string>(list: readonly Value[], value: string | undefined, fallback: Value): Value =>
  list.find((one) => one === value) ?? fallback;

/**
 * Reads choices from the parameters of an address. What is unknown there is as if it were left out: a mistyped colour must not
 * break the page of somebody else.
 */
export const choicesOf = (given: Readonly<Record<string, string | undefined>>): Choices => ({
  show: among(shows, given.show, 'button'),
  theme: among(themes, given.theme, 'auto'),
  accent: among(accentNames, given.accent, 'red'),
  compact: given.compact === '1',
  lang: given.lang || undefined,
  source: given.source || undefined,
});

/** The choices that differ from what is usual, as parameters or attributes. */
export const unusual = ({ show, theme, accent, compact, lang, source }: Choices): [name: string, value: string][] => [
  ...(show === 'button' ? [] : [['show', show] as [string, string]]),
  ...(theme === 'auto' ? [] : [['theme', theme] as [string, string]]),
  ...(accent === 'red' ? [] : [['accent', accent] as [string, string]]),
  ...(compact ? [['compact', '1'] as [string, string]] : []),
  ...(lang ? [['lang', lang] as [string, string]] : []),
  ...(source ? [['source', source] as [string, string]] : []),
];

/** The choices as the query of an address. */
export function queryOf(choices: Choices): string {
  const query = new URLSearchParams(unusual(choices)).toString();
  return query && `?${query}`;
}

/** The path of the frame of a campaign. */
export const framePath = (slug: string, choices: Choices): string => `/embed/campaigns/${slug}${queryOf(choices)}`;

/**
 * Pixels in which a frame shows all of its content, down to a width of 320 pixels, whatever the campaign. A host page without script cannot
 * adapt them; what does not fit can be scrolled.
 */
export const HEIGHTS: Readonly<Record<Show, number>> = { count: 410, progress: 440, button: 480, form: 1_420 };

/** The longest title has so many lines in the narrowest frame. A shorter one saves the others. */
const LINES = 6;
const LETTERS_OF_LINE = 20;
const LINE = 26;

/** Pixels in which a frame shows all of one campaign, as `HEIGHTS`. */
export const heightOf = (show: Show, title: string): number =>
  HEIGHTS[show] - LINE * (LINES - Math.min(LINES, Math.ceil([...title].length / LETTERS_OF_LINE)));

/** Pixels of a frame's width, where the host gives none. */
export const WIDTH = 480;
