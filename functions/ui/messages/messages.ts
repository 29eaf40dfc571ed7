import { type Formatters, IntlMessageFormat } from 'intl-messageformat';
import { DELETED_DAYS } from '../../core/campaigns/keeping.ts';
import { offsetWords, wallClock } from '../../core/campaigns/local-time.ts';
import { countryNames } from '../../core/country-names.ts';
import type { FaultKind } from '../../core/problem.ts';
import { DAY } from '../../core/running/clock.ts';
import { onceEach } from '../../core/running/once-each.ts';
import { CONFIRMATION_LIFETIME } from '../../core/signatures/lifetimes.ts';
import { MOST, type TextField } from '../../core/typed/lengths.ts';
import { MOST_BYTES } from '../../core/typed/request.ts';
import { canonicalAddress, dataInLanguage, inLanguage } from './addresses.ts';
import type { Catalogue } from './catalogue.ts';
import { withDigits } from './digits.ts';
import { directionOf } from './direction.ts';
import { en, type MessageKey } from './en.ts';
import { fillerOf } from './filling.ts';
import { withSingleStops } from './full-stops.ts';
import { nearestLanguage } from './languages.ts';
import { numbersIn, numberWriter } from './numbers.ts';
import { catalogueOf, languages } from './speak.ts';

export type { MessageKey } from './en.ts';

/** The kinds of problems for which the catalogue has both a title and a detail. */
export type WordedKind = KindWith<'title'> & KindWith<'detail'>;
type KindWith<Part extends string, Key = MessageKey> = Key extends `problem.${infer Kind}.${Part}` ? Kind : never;

/** The words of the interface in one language, and its form of numbers, dates and countries. */
export interface Translator {
  /** BCP 47 tag, for `lang`. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  t(key: MessageKey, values?: Readonly<Record<string, string | number | Date>>): string;
  /** The same for values that are more than text, such as links. @returns the message in pieces, each value as it is. */
  parts<Value extends object>(
    key: MessageKey,
    values: Readonly<Record<string, string | number | Value>>,
  ): (string | Value)[];
  /** Words for a fault of a field. They name the field, if the catalogue has such words. */
  fault(field: string, fault: FaultKind): string;
  number(value: number): string;
  /** @param share 0 to 1. */
  percent(share: number): string;
  /**
   * @param iso ISO 8601. The date is the one that is written there, whatever its offset: `core/campaigns/local-time` turns
   * moments of a campaign into its time. @param style `day` is the date alone, `hour` has weekday, time and zone.
   */
  date(iso: string, style?: DateStyle): string;
  /** The first and the last date of a time: `2–21 November 2026`. The same date twice is one. */
  dateSpan(from: string, until: string, style?: 'day' | 'month'): string;
  /** Things side by side, with as little between them as the language allows: a comma in most, “and” in Arabic. */
  list(items: readonly string[]): string;
  /** The name of an ISO 3166-1 alpha-2 code. */
  country(code: string): string;
  /** The address of a page of ours that keeps this language, if it was chosen. @param path such as `/campaigns/x?page=2`. */
  href(path: string): string;
  /** The address that is passed on: the short one in the default language, which leads each reader to their own. */
  publicHref(path: string): string;
  /** The address of data with words in this language, and of what a form posts to: these have no language in their path. */
  dataHref(path: string): string;
}

export type DateStyle = 'day' | 'hour' | 'month' | 'year' | 'short' | 'short-month';

/** By their words, and then by the language of their dates. */
const translators = new WeakMap<Catalogue, Map<string, Translator>>();

/**
 * The translator of the language that is nearest to a BCP 47 tag: for `de-AT` that tag, or `de`, or the default.
 * @param isChosen whether links on the page keep the language. Left out: if the tag names one of the installation's languages.
 */
export function translatorOf(tag: string | undefined, isChosen = true): Translator {
  const nearest = nearestLanguage(tag, languages);
  const language = nearest ?? languages[0] ?? 'en';
  const dates = /^en\b/.test(language) && !/^en-us\b/i.test(tag ?? '') ? 'en-GB' : language;
  const translator = translatorIn(language, dates);
  if (!isChosen || nearest === undefined || languages.length < 2) return translator;
  return {
    ...translator,
    href: (path) => inLanguage(language, path, languages),
    publicHref: (path) => canonicalAddress(language, path, languages),
    dataHref: (path) => dataInLanguage(language, path, languages),
  };
}

/** English, also where an installation does not speak it: the console speaks it alone. */
export const english = (): Translator => translatorIn('en', 'en-GB');

function translatorIn(language: string, dates: string): Translator {
  const catalogue = language === 'en' ? en : catalogueOf(language);
  const known = translators.get(catalogue)?.get(dates);
  if (known) return known;
  const translator = createTranslator(language, catalogue, dates);
  translators.set(catalogue, new Map(translators.get(catalogue)).set(dates, translator));
  return translator;
}

/** What the words of some problems say about limits. */
const figures: Readonly<Partial<Record<WordedKind, Readonly<Record<string, number>>>>> = {
  'body-too-large': { kilobytes: MOST_BYTES / 1024 },
  'campaign-deleted': { days: DELETED_DAYS },
  'token-expired': { days: CONFIRMATION_LIFETIME / DAY },
};

/** The title and the detail of a problem, and what programs are shown: the detail with a sentence of their own, or other words. */
export const problemWords = (
  { t }: Translator,
  kind: WordedKind,
  own: Readonly<Record<string, number>> | undefined = figures[kind],
): { title: string; detail: string; toPrograms: string } => {
  const worded = (part: string) =>
    `problem.${kind}.${part}` in en ? t(`problem.${kind}.${part}` as MessageKey) : undefined;
  const detail = t(`problem.${kind}.detail`, own);
  const toPrograms = worded('to-programs') ?? [detail, worded('for-programs')].filter(Boolean).join(' ');
  return { title: t(`problem.${kind}.title`), detail, toPrograms };
};

const dateStyles = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
  // Under charts.
  short: { day: 'numeric', month: 'short' },
  'short-month': { month: 'short', year: 'numeric' },
  // Parts of `hour`. A message joins them: the data of `Intl` for Azerbaijani puts a slash between day and time.
  weekday: { weekday: 'long' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const satisfies Record<Exclude<DateStyle, 'hour'> | 'weekday' | 'time', Intl.DateTimeFormatOptions>;

/** In each language, that of a few large pages. */
const KEPT_DATES = 4_000;

/** Writes a moment, or the time from one to another, both in milliseconds since the epoch. */
type WriteDate = (from: number, until?: number) => string;

/** Russian and Armenian add a short word for “year”, with a full stop that would meet the one of the sentence. */
function writerOf(format: Intl.DateTimeFormat): WriteDate {
  const isFinalStop = ({ type, value }: Intl.DateTimeFormatPart, i: number, all: readonly unknown[]) =>
    type === 'literal' && value.endsWith('.') && i === all.length - 1;
  // Parts take thrice as long.
  if (!format.formatToParts(0).some(isFinalStop))
    return (from, until = from) => (until === from ? format.format(from) : format.formatRange(from, until));
  return (from, until = from) =>
    (until === from ? format.formatToParts(from) : format.formatRangeToParts(from, until))
      .filter((part, i, all) => !isFinalStop(part, i, all))
      .map(({ value }) => value)
      .join('');
}

/**
 * A text of another direction turns nothing around it. In a language from right to left, names and addresses are such. What has
 * such texts in it was written in the language of the page: a program does not look into them to find its direction.
 */
const apart = (text: string, dir: Translator['dir']): string =>
  `${!text.includes(APART) ? APART : dir === 'rtl' ? '\u2067' : '\u2066'}${text}\u2069`;
const APART = '\u2068';
const RIGHT_TO_LEFT = /[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}\p{Script=Adlm}]/u;

/** @param dateLocale whose dates it writes: only the United States put the month first. */
function createTranslator(locale: string, catalogue: Catalogue, dateLocale: string): Translator {
  // To make a formatter costs much more than to use it.
  const fillers = new Map<MessageKey, ReturnType<typeof fillerOf>>();
  const inDigits = withDigits(locale);
  const numbers = numbersIn(locale);
  const number = numberWriter(numbers);
  const percents = new Intl.NumberFormat(inDigits, { style: 'percent', maximumFractionDigits: 0 });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' });
  const dates = Object.fromEntries(
    Object.entries(dateStyles).map(([style, options]) => [
      style,
      writerOf(new Intl.DateTimeFormat(withDigits(dateLocale), { ...options, timeZone: 'UTC' })),
    ]),
  ) as Record<keyof typeof dateStyles, WriteDate>;
  // A page writes hundreds of dates, and the same ones again with each number that moves.
  const spans = onceEach((key: string) => {
    const [style, from = '', until = ''] = key.split(' ');
    return dates[style as keyof typeof dates](wallClock(from), wallClock(until));
  }, KEPT_DATES);
  const dir = directionOf(locale);
  const inPlace = (text: string): string =>
    text && (dir === 'rtl' || RIGHT_TO_LEFT.test(text)) ? apart(text, dir) : text;
  // The library would look them up by their options as JSON, for each number of each message.
  const [cardinals, ordinals] = [new Intl.PluralRules(inDigits), new Intl.PluralRules(inDigits, { type: 'ordinal' })];
  const formatters: Formatters = {
    getNumberFormat: () => numbers,
    getPluralRules: (_, options) => (options?.type === 'ordinal' ? ordinals : cardinals),
    getDateTimeFormat: (...given) => new Intl.DateTimeFormat(...given),
  };
  const makeFiller = (key: MessageKey): ReturnType<typeof fillerOf> => {
    const own = catalogue[key];
    // English words have English plurals.
    return own === undefined
      ? fillerOf(new IntlMessageFormat(en[key], 'en'), {
          ...{ text: inPlace, number: numberWriter(numbersIn('en')), cardinals: new Intl.PluralRules('en') },
        })
      : fillerOf(new IntlMessageFormat(own, inDigits, undefined, { formatters }), { text: inPlace, number, cardinals });
  };
  const filled = (key: MessageKey, values: Readonly<Record<string, unknown>>): unknown => {
    const fill = fillers.get(key) ?? makeFiller(key);
    fillers.set(key, fill);
    return fill(values);
  };
  const list: Translator['list'] = (items) => lists.format(items.map(inPlace));
  const saidWith = (field: string, fault: FaultKind): Readonly<Record<string, string | number>> | undefined => {
    if (fault === 'too-long') return { most: MOST[field as TextField] ?? 0 };
    return field === 'locale' ? { languages: list(languages) } : undefined;
  };
  const t: Translator['t'] = (key, values) =>
    values ? withSingleStops(String(filled(key, values)), values) : (catalogue[key] ?? en[key]);
  return {
    locale,
    dir,
    t,
    parts: <Value extends object>(key: MessageKey, values: Readonly<Record<string, string | number | Value>>) =>
      [filled(key, values)].flat() as (string | Value)[],
    fault: (field, fault) =>
      t(
        `field.${field}.${fault}` in en ? (`field.${field}.${fault}` as MessageKey) : `fault.${fault}`,
        saidWith(field, fault),
      ),
    number,
    percent: (share) => percents.format(share),
    date: (iso, style = 'day') => {
      if (style !== 'hour') return spans(`${style} ${iso} ${iso}`);
      // It is not kept: the time of a link says when somebody signed.
      const moment = wallClock(iso);
      const [weekday, date, time] = [dates.weekday(moment), dates.day(moment), dates.time(moment)];
      return t('date.hour', { weekday, date, time, zone: offsetWords(iso) });
    },
    dateSpan: (from, until, style = 'day') => spans(`${style} ${from} ${until}`),
    list,
    country: countryNames(locale),
    href: (path) => path,
    publicHref: (path) => path,
    dataHref: (path) => path,
  };
}
