import { type Choices, framePath, heightOf, unusual } from './choices.ts';

/** What the code for a host page says about a campaign, beside the choices. The page that makes the code has the same in its script. */
export interface Embedded {
  /** The public address of this service. */
  readonly publicUrl: string;
  readonly slug: string;
  /** By the languages that can be chosen, and under `` if none is. */
  readonly spoken: Readonly<Record<string, SpokenEmbed>>;
  /** The hashed name of the script, and its hash, for those who want to pin it. */
  readonly pinned: { readonly file: string; readonly integrity: string };
}

/** The words of the code in one language. */
export interface SpokenEmbed {
  readonly title: string;
  /** The path of the campaign's page. */
  readonly path: string;
  /** The words of the link for people who have no script. */
  readonly link: string;
  /** The name of the picture with the number, for people who do not see it. */
  readonly badge: string;
}

type Campaign = Pick<Embedded, 'publicUrl' | 'slug'>;

/** Code for a frame. It works where no script may run. */
export const frameCode = (
  { publicUrl, slug, title }: Campaign & Pick<SpokenEmbed, 'title'>,
  choices: Choices,
  size: { width: string | number; height: number } = { width: '100%', height: heightOf(choices.show, title) },
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
function elementCode({ publicUrl, slug, path, link }: Campaign & SpokenEmbed, choices: Choices): string {
  const inside = `\n  ${tag(
    'a',
    [
      ['href', publicUrl + path],
      ['rel', 'noreferrer'],
    ],
    link,
  )}\n`;
  const element = opened('amparo-campaign', [['slug', slug], ...unusual(choices)]);
  return `${scriptCode(publicUrl)}\n${element}${inside}</amparo-campaign>`;
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

/** The path of the badge. @param lang if one is chosen. */
export const badgePath = (slug: string, lang: string | undefined): string =>
  `/campaigns/${slug}/badge.svg${lang ? `?lang=${lang}` : ''}`;

/** Code for the badge, with a link to the campaign. */
export const badgeCode = (
  { publicUrl, slug, path, badge }: Campaign & Pick<SpokenEmbed, 'path' | 'badge'>,
  lang: string | undefined,
): string =>
  `${opened('a', [
    ['href', publicUrl + path],
    ['rel', 'noreferrer'],
  ])}${opened('img', [
    ['src', publicUrl + badgePath(slug, lang)],
    ['alt', badge],
    ['height', '20'],
    ['referrerpolicy', 'no-referrer'],
  ])}</a>`;

const badgeMarkdown = ({ publicUrl, slug, path, badge }: Campaign & SpokenEmbed, lang: string | undefined): string =>
  `[![${badge.replace(/[[\]\\]/g, '\\$&')}](${publicUrl}${badgePath(slug, lang)})](${publicUrl}${path})`;

/** The words for a language that is chosen, if it can be. */
export const wordsOf = ({ spoken }: Pick<Embedded, 'spoken'>, { lang = '' }: Choices): SpokenEmbed =>
  spoken[lang] ?? spoken[''] ?? { title: '', path: '/', link: '', badge: '' };

/** All codes for a host page, by name. */
export function codesOf(embedded: Embedded, choices: Choices) {
  const { publicUrl, slug } = embedded;
  const campaign = { publicUrl, slug, ...wordsOf(embedded, choices) };
  return {
    frame: frameCode(campaign, choices),
    element: elementCode(campaign, choices),
    pinned: pinnedCode(embedded),
    html: badgeCode(campaign, choices.lang),
    markdown: badgeMarkdown(campaign, choices.lang),
    address: publicUrl + campaign.path,
  };
}
export type CodeName = keyof ReturnType<typeof codesOf>;

const opened = (name: string, attributes: readonly (readonly [string, string])[]): string =>
  `<${name}${attributes.map(([key, value]) => ` ${key}="${escaped(value)}"`).join('')}>`;

const tag = (name: string, attributes: readonly (readonly [string, string])[], text = ''): string =>
  `${opened(name, attributes)}${escaped(text)}</${name}>`;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Any text as content of an element or value of an attribute. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter);
