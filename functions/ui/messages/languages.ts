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
  const same = knownOf(among).filter(({ language }) => language === asked.language);
  if (same.length === 0) return undefined;
  const script = scriptOf(asked);
  const exact = same.find(({ tag }) => tag === asked.baseName) ?? same.find((one) => one.script === script);
  return (exact ?? (asked.script === undefined ? same[0] : undefined))?.tag;
}

/** A known language, with what is compared of it. */
interface Known {
  readonly tag: string;
  readonly language: string;
  readonly script: string | undefined;
}

/** The languages of an installation are one list for as long as it runs. They are read once: each `Intl.Locale` is slow. */
function knownOf(among: readonly string[]): readonly Known[] {
  const read = known.get(among) ?? among.map(knownAs);
  known.set(among, read);
  return read;
}
const known = new WeakMap<readonly string[], readonly Known[]>();

function knownAs(tag: string): Known {
  const locale = new Intl.Locale(tag);
  return { tag, language: locale.language, script: scriptOf(locale) };
}

/** More is no wish of a person. `infra/edge-query.js` cuts the header in the same way. */
const MOST_LETTERS = 300;
const MOST_TAGS = 20;

/**
 * The first tags of an `Accept-Language` header, the most wanted first. What it refuses (`q=0`) is left out.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4
 */
export const wantedLanguages = (header: string): string[] =>
  header
    .slice(0, MOST_LETTERS)
    .split(',', MOST_TAGS)
    .map((part) => {
      const [tag = '', ...rest] = part.split(';').map((text) => text.trim());
      const q = rest.find((text) => /^q=/i.test(text))?.slice(2);
      return { tag, q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q)
    .map(({ tag }) => tag);

const scriptOf = (locale: Intl.Locale): string | undefined => locale.maximize().script;

/** Undefined for what is no tag. */
function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}
