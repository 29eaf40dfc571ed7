import { compile, parse, postprocess, preprocess } from 'micromark';
import { addressFault, isBegunAddress } from './web-address.ts';

/**
 * The long texts of a campaign are Markdown: links, lists, line breaks (a backslash at the end of a line), strong words and
 * emphasis with stars, and headings, which are lines of strong words. All else of Markdown is off, so that it shows as it is
 * written, and a text without markup looks as it always did. There is no HTML and there are no pictures, so a page loads
 * nothing from elsewhere.
 */
const off = [
  ...['htmlFlow', 'htmlText', 'labelStartImage', 'autolink', 'definition', 'attention'],
  ...['headingAtx', 'setextUnderline', 'thematicBreak', 'blockQuote', 'codeIndented', 'codeFenced', 'codeText'],
  ...['characterEscape', 'characterReference'],
];
const extensions = [{ disable: { null: off } }];

/** The parser, without what is off: it would try that again at each mark, and find that it is off. */
function parser() {
  const made = parse({ extensions });
  const on = Object.entries(made.constructs.text).map(([letter, constructs]) => {
    const left = [constructs ?? []].flat().filter(({ name }) => name === undefined || !off.includes(name));
    return [letter, left] as const;
  });
  made.constructs.text = Object.fromEntries(on.filter(([, left]) => left.length > 0));
  return made;
}

/** A text as HTML: paragraphs, lists, links, line breaks, strong words and emphasis. A link of an odd kind is its words. */
export const markdownHtml = (text: string): string => withHeadings(withStars(withoutOddLinks(htmlOf(text, false))));

/** The parser leaves the address of a link empty whose scheme could do harm. */
const withoutOddLinks = (html: string): string => html.replace(/<a href=""[^<>]*>((?:[^<]|<br \/>)*)<\/a>/g, '$1');

/** A heading, at the beginning of a line. It is a paragraph of its own, also right above or below a text. */
const apart = (text: string): string => text.replace(/^#{1,6} .*$/gm, '\n\n$&\n\n');

const LINK = '<a [^>]*>[^*<]*</a>';
/** A tag, which stays as it is, or strong words. What may stand in them begins in different ways, so that one pass is enough. */
const STRONG = new RegExp(`<[^>]*>|\\*\\*(?=[^\\s*])((?:[^*<]|\\*(?!\\*)|${LINK})+)(?<=\\S)\\*\\*`, 'g');
/** A tag, or emphasis. Its stars are in no word, as they are in 2*3*4. */
const SOFT = new RegExp(
  `<[^>]*>|(?<![\\p{L}\\p{N}*])\\*(?=[^\\s*])((?:[^*<]|${LINK}|<strong>[^*<]*</strong>)+)(?<=\\S)\\*(?![\\p{L}\\p{N}*])`,
  'gu',
);

const withStars = (html: string): string => marked(marked(html, STRONG, 'strong'), SOFT, 'em');

const marked = (html: string, stars: RegExp, tag: 'strong' | 'em'): string =>
  html.replace(stars, (found, words?: string) => (words === undefined ? found : `<${tag}>${words}</${tag}>`));

/** A heading would disturb the outline of a page, so it is a line of strong words. */
const withHeadings = (html: string): string =>
  html.replace(
    /^<p>#{1,6} (.*)<\/p>$/gm,
    (_, words: string) => `<p><strong>${words.replace(/<\/?strong>/g, '')}</strong></p>`,
  );

/** The addresses of a text's links that are neither of the web nor of e-mail, such as `javascript:…`. */
export const oddLinks = (text: string): string[] => oddLinksIn(htmlOf(text, true));

function oddLinksIn(html: string): string[] {
  return [...html.matchAll(/<a href="([^"]*)"/g)]
    .map(([, address = '']) => address.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>'))
    .map((address) => address.replaceAll('&amp;', '&'))
    .filter((address) => !isUsualLink(address));
}

/** How deep lists may lie in lists. */
export const LISTS_DEEP = 5;

/** How many pieces the parser may make of a text, over all its rounds. A list of nothing but links makes about one a letter. */
export const mostEvents = (text: string): number => 500 + text.length;

/** More list marks at the start of one line than lists may be deep, or further in than those need. */
const DEEP_LINE = /^(?: *(?:[-*+]|\d{1,9}[.)])(?= |$)){6}|^[ \d.)*+-]{60}/m;

/** Why a text would take a page too long: the parser looks at all open lists again for each line. */
type TooMuch = 'lists-too-deep' | 'too-many-parts';

/** What is wrong with the Markdown of a text. It is parsed once for both. */
interface OddMarkdown {
  /** Undefined if it would take no page too long. */
  readonly tooMuch: TooMuch | undefined;
  /** As `oddLinks`. None are looked for where something is too much. */
  readonly links: readonly string[];
}

/** Links of a text that may begin, one after the other, before a bracket ends one. For each, the parser looks for an end. */
const MOST_BEGUN = 20;

/** Whether the parser would make too many pieces of a text, or look at it too often, as far as that shows without it. */
function isTooMuch(text: string): boolean {
  if (text.split(')').some((part) => part.split('](').length > MOST_BEGUN + 1)) return true;
  const lines = linesOf(text);
  const blank = lines.filter((line) => line === '').length;
  // An empty line makes two pieces at least. Each other one makes two of its words, and two of its end.
  return 4 * (lines.length - blank) + 2 * blank - 2 > mostEvents(text);
}

export function oddMarkdown(text: string): OddMarkdown {
  // Before the parser sees it.
  if (DEEP_LINE.test(withoutTabs(text))) return { tooMuch: 'lists-too-deep', links: [] };
  if (isTooMuch(text)) return { tooMuch: 'too-many-parts', links: [] };
  let [deepest, count] = [0, 0];
  const most = mostEvents(text);
  const all = parsed(text, most, (events) => {
    count += events.length;
    let depth = 0;
    for (const [step, { type }] of events) {
      if (type !== 'listOrdered' && type !== 'listUnordered') continue;
      depth += step === 'enter' ? 1 : -1;
      deepest = Math.max(deepest, depth);
    }
  });
  if (deepest > LISTS_DEEP) return { tooMuch: 'lists-too-deep', links: [] };
  if (count > most) return { tooMuch: 'too-many-parts', links: [] };
  return { tooMuch: undefined, links: text.includes('](') ? oddLinksIn(compiled(all, true)) : [] };
}

export const tooMuchMarkdown = (text: string): TooMuch | undefined => oddMarkdown(text).tooMuch;

/** An invisible character that keeps a number from being that of a list. */
const JOINER = '\u2060';

const htmlOf = (text: string, allowDangerousProtocol: boolean): string =>
  compiled(parsed(text), allowDangerousProtocol);

const compiled = (events: Events, allowDangerousProtocol: boolean): string =>
  compile({ allowDangerousProtocol })(events).replaceAll(JOINER, '');

/** The parser counts a tab as several letters. */
const withoutTabs = (text: string): string => text.replaceAll('\t', '    ');

type Events = ReturnType<typeof eventsOf>;

/** The lines as the parser gets them. Nobody sees blanks at the end, which would break the line. */
const linesOf = (text: string): string[] =>
  apart(withoutTabs(text.replace(/^\ufeff/, '')))
    .split('\n')
    .map((line) => line.trimEnd());

/**
 * @param most pieces of one round. A round that makes more is the last one, and ends before the text does.
 * @param look sees what each round of the parser made.
 */
function parsed(
  text: string,
  most = Number.POSITIVE_INFINITY,
  look: (events: Events) => void = () => undefined,
): Events {
  let written = linesOf(text).join('\n');
  let events = eventsOf(written, most);
  look(events);
  for (let at = falseNumbers(events); at.length > 0 && events.length <= most; at = falseNumbers(events)) {
    for (const offset of at.reverse()) written = `${written.slice(0, offset)}${JOINER}${written.slice(offset)}`;
    events = eventsOf(written, most);
    look(events);
  }
  return events;
}

/** Letters that the parser gets at once. */
const AT_ONCE = 500;

function eventsOf(text: string, most: number) {
  const [reader, read] = [parser().document(), preprocess()];
  for (let at = 0; at < text.length; at += AT_ONCE) {
    reader.write(read(text.slice(at, at + AT_ONCE), 'utf8'));
    // Later steps divide these further, and join none.
    if (reader.events.length > most) return reader.events;
  }
  return postprocess(reader.write(read('', 'utf8', true)));
}

/**
 * Where numbers begin that a list would show otherwise than they are written: HTML counts the entries by itself. Such
 * numbers are mostly dates, such as “1. Mai” and “7. Mai”. A number alone, or a year, begins no list.
 */
function falseNumbers(events: Events): number[] {
  const found: number[] = [];
  const around: { readonly number: string; readonly offset: number }[][] = [];
  for (const [step, token, context] of events) {
    if (token.type === 'listItemValue' && step === 'enter')
      around.at(-1)?.push({ number: context.sliceSerialize(token), offset: token.start.offset });
    if (token.type !== 'listOrdered') continue;
    if (step === 'enter') around.push([]);
    else {
      const entries = around.pop() ?? [];
      if (!countsUp(entries.map(({ number }) => number))) found.push(...entries.map(({ offset }) => offset));
    }
  }
  return found.sort((one, other) => one - other);
}

/** Whether a list shows just these numbers. */
const countsUp = (numbers: readonly string[]): boolean =>
  numbers.length > 1 && numbers.every((number, i) => number.length < 3 && number === String(Number(numbers[0]) + i));

/** What keeps an address from being a whole one of the web or of e-mail. @returns a sentence. Undefined if nothing is wrong. */
export function linkFault(address: string): string | undefined {
  if (isBegunAddress(address)) return addressFault(address);
  if (!/^mailto:/i.test(address)) return 'a link begins with https://, http:// or mailto:';
  const isWhole = /^mailto:[^@\s]+@/i.test(address) && URL.canParse(address);
  return isWhole ? undefined : 'an e-mail address follows mailto:, as in mailto:mail@example.org';
}

export const isUsualLink = (address: string): boolean => linkFault(address) === undefined;
