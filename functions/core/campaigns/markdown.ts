import { micromark } from 'micromark';

/**
 * The long texts of a campaign are Markdown: links, lists and line breaks (a backslash at the end of a line). All else of
 * Markdown is off, so that it shows as it is written, and a text without markup looks as it always did. There is no HTML
 * and there are no pictures, so a page loads nothing from elsewhere.
 */
const off = [
  ...['htmlFlow', 'htmlText', 'labelStartImage', 'autolink', 'definition', 'attention'],
  ...['headingAtx', 'setextUnderline', 'thematicBreak', 'blockQuote', 'codeIndented', 'codeFenced', 'codeText'],
  ...['characterEscape', 'characterReference'],
];
const extensions = [{ disable: { null: off } }];

/** A text as HTML: paragraphs, lists, links and line breaks. A link of an odd kind leads nowhere. */
export const markdownHtml = (text: string): string => htmlOf(text, false);

/** The addresses of a text's links that are neither of the web nor of e-mail, such as `javascript:…`. */
export function oddLinks(text: string): string[] {
  return [...htmlOf(text, true).matchAll(/<a href="([^"]*)"/g)]
    .map(([, address = '']) => address.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>'))
    .map((address) => address.replaceAll('&amp;', '&'))
    .filter((address) => !isUsualLink(address));
}

/** An invisible character that keeps a number at the start of a line from being that of a list. */
const JOINER = '\u2060';

function htmlOf(text: string, allowDangerousProtocol: boolean): string {
  const lines = text.split('\n').map((line) =>
    line
      // Nobody sees blanks at the end, which would break the line.
      .trimEnd()
      // A line that begins with a year is no list: its next entry would be numbered as the year after.
      .replace(/^\s*(?=\d{3,9}[.)])/, JOINER),
  );
  return micromark(lines.join('\n'), { extensions, allowDangerousProtocol }).replaceAll(JOINER, '');
}

/** Whether an address is a whole one of the web or of e-mail. */
export const isUsualLink = (address: string): boolean =>
  /^(?:https?:\/\/[^/]|mailto:[^@\s]+@)/i.test(address) && URL.canParse(address);
