import type { Campaign } from '../../core/campaigns/campaign.ts';
import { localTime } from '../../core/campaigns/local-time.ts';
import type { CampaignStatus } from '../../core/campaigns/status.ts';
import { campaignStatus } from '../../core/campaigns/status.ts';
import { readableXml } from '../../core/xml.ts';
import { escaped } from '../../ui/browser/embed/snippets.ts';
import { type Translator, translatorOf } from '../../ui/messages/messages.ts';
import type { SiteDeps } from '../deps.ts';
import type { Found } from '../find.ts';
import { spokenFor } from './words.ts';

/** Colours that keep 4.5:1 with white letters, and are seen on light and on dark pages. A picture cannot know which one it is on. */
export const BADGE_COLOURS = { label: '#4a4f57', value: '#b4231a', over: '#5f646c' } as const;

/** A picture (SVG), and its size in pixels. */
export interface Badge {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** The badge of a campaign: a small picture of the number of signatures, for pages where nothing more fits. */
export function badge({ campaign, published }: Found, translator: Translator, now: number): Badge {
  const status = campaignStatus(campaign, now);
  const value = valueFor(campaign, status, published.total, translator);
  const title = translator.t('embed.badge.title', { title: campaign.title, value });
  return drawn(translator, {
    value,
    title,
    colour: status === 'open' || campaign.won ? BADGE_COLOURS.value : BADGE_COLOURS.over,
  });
}

/** The same in words. @param lang the language that the page around chose. */
export async function spokenBadge(deps: SiteDeps, found: Found, lang: string | undefined): Promise<Badge> {
  const { translator, ...spoken } = await spokenFor(deps, found, lang);
  return badge(spoken, translator, deps.clock());
}

/** The badge of a campaign that is not there any more, or never was. */
export function badgeOfNone(lang: string | undefined): Badge {
  const translator = translatorOf(lang);
  const value = translator.t('embed.badge.gone');
  return drawn(translator, { value, title: value, colour: BADGE_COLOURS.over });
}

function valueFor(campaign: Campaign, status: CampaignStatus, total: number, { t, date }: Translator): string {
  const { won, goal, opensAt } = campaign;
  // While there are few, no number is published.
  if (won) return total > 0 ? t('embed.badge.won', { total }) : t('embed.badge.won-few');
  if (status === 'upcoming') return t('embed.badge.upcoming', { date: date(localTime(campaign, opensAt)) });
  if (status === 'closed') return total > 0 ? t('embed.badge.closed', { total }) : t('embed.badge.closed-few');
  return total > 0 ? t('embed.badge.of-goal', { total, goal }) : t('embed.badge.few');
}

/** @param value what stands on the right. @returns a picture without style or script, so that every host and policy shows it. */
function drawn(
  { t, dir }: Translator,
  { value, title, colour }: { value: string; title: string; colour: string },
): Badge {
  const label = t('embed.badge.signatures');
  const left = widthOf(label) + 2 * SIDE;
  const right = widthOf(value) + 2 * SIDE;
  const width = left + right;
  // In a language that is written from right to left, the label is on the right.
  const [labelAt, valueAt] = dir === 'rtl' ? [right, 0] : [0, left];
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-labelledby="t">`,
    `<title id="t">${escaped(title)}</title>`,
    `<rect x="${labelAt}" width="${left}" height="20" fill="${BADGE_COLOURS.label}"/>`,
    `<rect x="${valueAt}" width="${right}" height="20" fill="${colour}"/>`,
    `<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" text-anchor="middle">`,
    words(label, labelAt, left),
    words(value, valueAt, right),
    '</g></svg>\n',
  ].join('');
  return { svg: readableXml(svg), width, height: HEIGHT };
}

const HEIGHT = 20;

/** Pixels between the words and their edges. */
const SIDE = 7;

/** Browsers stretch or press the letters to this width, so that they fit, whatever the font is. */
const words = (text: string, x: number, width: number): string =>
  `<text x="${x + width / 2}" y="14" textLength="${widthOf(text)}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`;

/** Widths of letters of Verdana in 11 pixels, by kind. */
const kinds: readonly (readonly [letters: RegExp, pixels: number])[] = [
  [/\p{Mn}|\p{Cf}/u, 0],
  [/[ijl.,:;|!'’]/, 3.4],
  [/[ frt()\p{Zs}]/u, 4.5],
  [/[mwMW@%]/, 10.5],
  [/[A-Z\p{Lu}]/u, 7.8],
  [/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u, 11],
];
const USUAL = 6.8;

/** The width of a text in pixels, estimated without a font. */
const widthOf = (text: string): number =>
  Math.ceil([...text].reduce((sum, letter) => sum + (kinds.find(([one]) => one.test(letter))?.[1] ?? USUAL), 0));
