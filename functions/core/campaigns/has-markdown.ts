/**
 * Whether a text has a link, a list or a line break of Markdown. Every other text looks the same with and without
 * Markdown, so its page does not load the parser.
 */
export const hasMarkdown = (text: string): boolean => MARKDOWN.test(text);

/** The end of a link's words, the begin of a list, or the end of a line that is to break. A number of more digits is a year. */
const MARKDOWN = /\]\(|^[\t ]*(?:[-*+]|\d{1,2}[.)])(?:[\t ]|$)|\\$/m;
