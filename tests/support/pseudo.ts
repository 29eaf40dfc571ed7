import { countries } from '../../functions/core/country.ts';
import { countryNames } from '../../functions/core/country-names.ts';

/**
 * Pages in a pseudo-language show where their words come from: each letter of the catalogue has an accent in `en-XA`, and each
 * word is written backwards in `en-XB`. The words of campaigns in tests are Georgian.
 */
export const georgian = 'გაათავისუფლეთ ისინი';

const months = Array.from({ length: 12 }, (_, i) => new Date(Date.UTC(2026, i, 2)));
const days = Array.from({ length: 7 }, (_, i) => new Date(Date.UTC(2026, 0, i + 1)));
const formatted = (dates: readonly Date[], options: Intl.DateTimeFormatOptions): string[] =>
  dates.map((date) => new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(date));

/** Words that `Intl` writes. */
const OF_INTL = new Set([
  ...(['long', 'short'] as const).flatMap((style) => [
    ...formatted(months, { month: style }),
    ...formatted(days, { weekday: style }),
  ]),
  ...countries.flatMap((code) => countryNames('en-XA')(code).split(/[^\p{L}]+/u)),
  ...['en', 'en-XA', 'en-XB', 'ka'].flatMap(
    (tag) => new Intl.DisplayNames('en', { type: 'language' }).of(tag)?.split(/[^\p{L}]+/u) ?? [],
  ),
  // Between a day and an hour.
  ...['UTC', 'at'],
]);

/** Names that no language translates. */
const NAMES = new Set(['CSV', 'JSON', 'SVG', 'PNG', 'WhatsApp', 'Telegram', 'Facebook', 'Bluesky', 'Unicode', 'CLDR']);

/** What stands around each message of the catalogue, or around each of its words. */
const AROUND: Readonly<Record<string, readonly [begin: string, end: string]>> = {
  'en-XA': ['⟦', '⟧'],
  'en-XB': ['\u202e', '\u202c'],
};

/** Whether a page or an e-mail has words of the catalogue in that pseudo-language. */
export const speaksPseudo = (language: string, text: string): boolean =>
  text.includes(AROUND[language]?.[0] ?? language);

/** What readers see of a page, or hear, as one text for each element and attribute. */
function textsOf(html: string): string[] {
  const shown = html.replace(/<(style|script|code|pre)\b[^>]*>[\s\S]*?<\/\1>/g, ' ').replaceAll('<wbr/>', '');
  const attributes = [...shown.matchAll(/ (?:alt|title|aria-label|placeholder|label)="([^"]*)"/g)].map(
    ([, text = '']) => text,
  );
  const meta = [
    ...shown.matchAll(
      /<meta (?:name|property)="(?:description|og:(?:site_name|title|description|image:alt))" content="([^"]*)"/g,
    ),
  ].map(([, text = '']) => text);
  return [...attributes, ...meta, ...shown.split(/<[^>]*>/)]
    .map((text) => text.replace(/&#\d+;|&\w+;/g, ' ').trim())
    .filter(Boolean);
}

/** Texts with a word that came neither from the catalogue, nor from `Intl`, nor from a campaign. */
export const foreignTexts = (html: string): string[] =>
  textsOf(html).filter((text) =>
    (
      text
        .replace(/\u202e[^\u202c]*\u202c|\S+@\S+|https?:\S+|\S*\/\S+/g, ' ')
        .match(/(?<![\p{L}\d])[a-z]{2,}(?![\p{L}\d])/giu) ?? []
    ).some((word) => !OF_INTL.has(word) && !NAMES.has(word)),
  );

/** Texts that are cut off: they begin a message, and do not end it, or the other way round. A message may have links in it. */
export const cutTexts = (html: string): string[] =>
  textsOf(html.replace(/<\/?(?:a|b|bdi|em|span|strong|time)\b[^>]*>/g, '')).filter((text) =>
    Object.values(AROUND).some(([begin, end]) => text.split(begin).length !== text.split(end).length),
  );
