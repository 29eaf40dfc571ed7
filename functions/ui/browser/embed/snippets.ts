import { type Choices, framePath, HEIGHTS, unusual } from './choices.ts';

/** What the code for a host page says about a campaign, beside the choices. The page that makes the code has the same in its script. */
export interface Embedded {
  /** The public address of this service. */
  readonly publicUrl: string;
  readonly slug: string;
  readonly title: string;
  /** The words of the link for people who have no script. */
  readonly link: string;
  /** The name of the picture with the number, for people who do not see it. */
  readonly badge: string;
  /** The language of the campaign (BCP 47). */
  readonly language: string;
  /** The words of the element by language, and then by name, for languages other than the one that its script has. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The hashed name of the script, and its hash, for those who want to pin it. */
  readonly pinned: { readonly file: string; readonly integrity: string };
}

/** Code for a frame. It works where no script may run. */
export const frameCode = (
  { publicUrl, slug, title }: Pick<Embedded, 'publicUrl' | 'slug' | 'title'>,
  choices: Choices,
  size: { width: string | number; height: number } = { width: '100%', height: HEIGHTS[choices.show] },
): string =>
  tag('iframe', [
    ['src', publicUrl + framePath(slug, choices)],
    ['title', title],
    ['width', String(size.width)],
    ['height', String(size.height)],
    ['loading', 'lazy'],
    ['referrerpolicy', 'no-referrer'],
    ['frameborder', '0'],
  ]);

/** Code for the element, with a link inside it for people who have no script. */
function elementCode({ publicUrl, slug, link, language, words }: Embedded, choices: Choices): string {
  const own = Object.entries(words[choices.lang ?? language] ?? {});
  const attributes: [string, string][] = [
    ['slug', slug],
    ...unusual(choices),
    ...own.map(([name, text]): [string, string] => [`text-${name}`, text]),
  ];
  const inside = `\n  ${tag(
    'a',
    [
      ['href', `${publicUrl}/campaigns/${slug}`],
      ['rel', 'noreferrer'],
    ],
    link,
  )}\n`;
  return `${scriptCode(publicUrl)}\n${opened('amparo-campaign', attributes)}${inside}</amparo-campaign>`;
}

const scriptCode = (publicUrl: string): string =>
  tag('script', [
    ['type', 'module'],
    ['src', `${publicUrl}/embed/amparo.js`],
    ['referrerpolicy', 'no-referrer'],
  ]);

/** The script of one version: a browser runs it only if it is the same to the letter. */
const pinnedCode = ({ publicUrl, pinned }: Pick<Embedded, 'publicUrl' | 'pinned'>): string =>
  tag('script', [
    ['type', 'module'],
    ['src', `${publicUrl}/embed/scripts/${pinned.file}`],
    ['integrity', pinned.integrity],
    ['crossorigin', 'anonymous'],
    ['referrerpolicy', 'no-referrer'],
  ]);

const badgeAddress = ({ publicUrl, slug }: Pick<Embedded, 'publicUrl' | 'slug'>): string =>
  `${publicUrl}/campaigns/${slug}/badge.svg`;

/** Code for the badge, with a link to the campaign. */
export const badgeCode = (embedded: Pick<Embedded, 'publicUrl' | 'slug' | 'badge'>): string =>
  `${opened('a', [
    ['href', `${embedded.publicUrl}/campaigns/${embedded.slug}`],
    ['rel', 'noreferrer'],
  ])}${opened('img', [
    ['src', badgeAddress(embedded)],
    ['alt', embedded.badge],
    ['height', '20'],
    ['referrerpolicy', 'no-referrer'],
  ])}</a>`;

const badgeMarkdown = (embedded: Embedded): string =>
  `[![${embedded.badge.replace(/[[\]\\]/g, '\\$&')}](${badgeAddress(embedded)})](${embedded.publicUrl}/campaigns/${embedded.slug})`;

/** All codes for a host page, by name. */
export const codesOf = (embedded: Embedded, choices: Choices) => ({
  frame: frameCode(embedded, choices),
  element: elementCode(embedded, choices),
  pinned: pinnedCode(embedded),
  html: badgeCode(embedded),
  markdown: badgeMarkdown(embedded),
  address: `${embedded.publicUrl}/campaigns/${embedded.slug}`,
});
export type CodeName = keyof ReturnType<typeof codesOf>;

const opened = (name: string, attributes: readonly (readonly [string, string])[]): string =>
  `<${name}${attributes.map(([key, value]) => ` ${key}="${escaped(value)}"`).join('')}>`;

const tag = (name: string, attributes: readonly (readonly [string, string])[], text = ''): string =>
  `${opened(name, attributes)}${escaped(text)}</${name}>`;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Any text as content of an element or value of an attribute. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter);
