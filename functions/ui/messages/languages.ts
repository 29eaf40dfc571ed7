/** BCP 47 tags of the languages of an installation that chooses none. The first one is the default. */
export const USUAL_LANGUAGES: readonly string[] = ['en', 'az', 'hy', 'ru', 'fr', 'de', 'ar'];

/**
 * The language among some that a reader of `tag` reads best, as BCP 47 lookup finds it: `az-Latn-AZ` is `az`, `hy-AM` is `hy`.
 * Nobody is given a neighbour's language, or letters that the tag does not name: `uk` is not `ru`, `az-Cyrl` is not `az`.
 * @param tag as somebody typed it, or as a browser sends it.
 * @see https://www.rfc-editor.org/rfc/rfc4647#section-3.4
 */
export function nearestLanguage(tag: string | undefined, among: readonly string[]): string | undefined {
  if (!tag) return undefined;
  if (among.includes(tag)) return tag;
  const asked = localeOf(tag);
  if (!asked) return undefined;
  const same = among.filter((one) => new Intl.Locale(one).language === asked.language);
  const inLetters = (script: string | undefined) => same.find((one) => scriptOf(one) === script);
  const exact = same.find((one) => one === asked.baseName);
  return exact ?? inLetters(scriptOf(asked)) ?? (asked.script === undefined ? same[0] : undefined);
}

/**
 * The tags of an `Accept-Language` header, the most wanted first. What it refuses (`q=0`) is left out.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4
 */
export const wantedLanguages = (header: string): string[] =>
  header
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.split(';').map((text) => text.trim());
      const q = rest.find((text) => /^q=/i.test(text))?.slice(2);
      return { tag, q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q)
    .map(({ tag }) => tag);

const scriptOf = (tag: string | Intl.Locale): string | undefined => new Intl.Locale(tag).maximize().script;

/** Undefined for what is no tag. */
function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}
