import type { CampaignHead, FormerDemand } from './campaign.ts';
import { summaryFrom } from './summary.ts';
import type { Texts } from './translations.ts';
import { entriesByName, isList, type WordedSet, worded } from './worded.ts';

/** A campaign in the language of a page. Where a translation has no words, the original's stay, and are marked as such. */

/** A set of fields after `inLanguage`: which of its texts are still in the original language. */
export interface Marked {
  readonly untranslated?: readonly string[];
}

/** Whether a text of a set of fields is still in the original language. */
export const isUntranslated = ({ untranslated }: Marked, text: string): boolean =>
  untranslated?.includes(text) ?? false;

/** What the store keeps of a translation that is read for one language. */
export interface Translation {
  readonly language: string;
  readonly texts: Texts;
  /** Its earlier demands, oldest first. */
  readonly demands?: readonly FormerDemand[] | undefined;
  /** Until when the campaign had this language (ISO 8601). Undefined if it has it. */
  readonly until?: string;
}

type Speaking = Pick<CampaignHead, 'language' | 'languages'> & { readonly translations?: object | undefined };

/** The languages in which a campaign has texts: the original first. */
export const languagesOf = ({ language, languages, translations = {} }: Speaking): [string, ...string[]] => [
  language,
  ...(languages ?? Object.keys(translations)),
];

/**
 * The translation that a reader of a language understands, if the campaign has one: in that language and writing.
 * @param locale BCP 47 tag of the page. `de-AT` finds `de`, and `az` does not find `az-Arab`.
 * @returns undefined if the original is what they read, or all that there is.
 */
export function translationFor(campaign: Speaking, locale: string): string | undefined {
  const [original, ...others] = languagesOf(campaign);
  const all = [...others, original];
  const found = all.find((tag) => tag === locale) ?? all.findLast((tag) => spoken(tag) === spoken(locale));
  return found === original ? undefined : found;
}

/** The languages of a campaign that no page speaks. @param languages of the pages, as BCP 47 tags. */
export function unspokenLanguages(
  campaign: Speaking,
  languages: readonly string[],
): { readonly original: boolean; readonly translations: readonly string[] } {
  const [original, ...others] = languagesOf(campaign);
  const read = languages.map((locale) => translationFor(campaign, locale));
  return {
    original: !languages.some((locale) => spoken(locale) === spoken(original)),
    translations: others.filter((tag) => !read.includes(tag)),
  };
}

const known = new Map<string, string>();

/** A language and its writing, such as `az-Latn`. */
function spoken(tag: string): string {
  const found = known.get(tag);
  if (found !== undefined) return found;
  const made = writing(tag);
  // Anybody may send a tag.
  if (known.size < 1_000) known.set(tag, made);
  return made;
}

function writing(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    // What looks like a tag, and cannot be one.
    return tag;
  }
}

/** A campaign in the language of a reader, as far as it is translated. It reads nothing if the original is what they get. */
export async function spokenIn<Part extends Speaking>(
  campaign: Part,
  locale: string,
  read: (language: string) => Promise<Translation | undefined>,
): Promise<Part> {
  const language = translationFor(campaign, locale);
  return language === undefined ? campaign : inLanguage(campaign, await read(language));
}

/**
 * A campaign in another language, or a part of it, such as its head. The original's words stay where the translation has none;
 * each set of fields then names them (`Marked`). A summary that nobody wrote is the beginning of the translated demand. It changes nothing that it is given.
 */
export function inLanguage<Part extends Pick<CampaignHead, 'language'> & { readonly title?: string }>(
  campaign: Part,
  translation: Translation | undefined,
): Part {
  if (!translation) return campaign;
  const { language, texts, demands } = translation;
  const words = { ...texts, ...summaryOf(texts, language) };
  return { ...translated(campaign, words, worded), translatedTo: language, originalTitle: campaign.title, demands };
}

/** As the original has it: without a summary, the beginning of the demand stands for it. */
const summaryOf = ({ demand, summary }: Texts, language: string): { readonly summary?: string } =>
  summary === undefined && typeof demand === 'string' ? { summary: summaryFrom(demand, language) } : {};

function translated<Set extends object>(original: Set, texts: Texts | undefined, set: WordedSet): Set & Marked {
  const untranslated: string[] = [];
  const changes = Object.entries(set).flatMap(([field, one]): [string, unknown][] => {
    const own = (original as Record<string, unknown>)[field];
    const text = texts?.[field];
    if (own === undefined) return [];
    if (one === 'text') {
      if (typeof text === 'string') return [[field, text]];
      untranslated.push(field);
      return [];
    }
    const inside = typeof text === 'object' ? text : undefined;
    if (!isList(one)) return [[field, translated(own as object, inside, one)]];
    const entries = [...entriesByName(own, one.keyOf)].map(([name, entry]) => {
      const words = inside?.[name];
      return translated(entry, typeof words === 'object' ? words : undefined, one.entry);
    });
    return [[field, entries]];
  });
  return { ...original, ...Object.fromEntries(changes), ...(untranslated.length > 0 && { untranslated }) };
}

/** Whether a text of a translated campaign still has the original's words, anywhere in it. */
export function hasUntranslated(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'untranslated' in value || Object.values(value).some(hasUntranslated);
}
