/** What both the server and the page that makes lines for other sites know of an embed. So it stands with the scripts for browsers. */

/** What an embed can show, from the least to the most. */
export const shows = ['count', 'progress', 'button', 'form'] as const;
export type Show = (typeof shows)[number];

/** `auto` follows the visitor's device. */
export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/**
 * The colours of an embed: on light and on dark paper, and on any, where nobody knows which paper it is. A fixed list, so that text
 * keeps a contrast of 4.5:1 and an edge 3:1, and Content-Security-Policy can name the hash of all styles. `styles/frame-page.css`
 * has the first two, and `styles/amparo.css` the third.
 */
export const accents = {
  red: ['#b4231a', '#ff8471', '#c22'],
  blue: ['#0b57d0', '#8ab4ff', '#26d'],
  green: ['#17663a', '#6fcf97', '#183'],
  purple: ['#6a2fa0', '#c9a2f0', '#85c'],
  ink: ['#17191c', '#eceae5', 'CanvasText'],
} as const satisfies Record<string, readonly [light: string, dark: string, any: string]>;
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
 * Pixels in which a frame shows all of its content, down to a width of 320 pixels. A host page without script cannot adapt them;
 * what does not fit can be scrolled.
 */
export const HEIGHTS: Readonly<Record<Show, number>> = { count: 410, progress: 440, button: 480, form: 1_420 };

/** Pixels of a frame's width, where the host gives none. */
export const WIDTH = 480;
