import type { Campaign } from './campaign.ts';

/** The texts of a campaign that may have Markdown. All others are lines. */
export const longTexts = ({ why, letter = '', cases, updates, handedOver }: Campaign): string[] => [
  ...[why, letter],
  ...cases.map(({ story = '' }) => story),
  ...updates.map(({ text }) => text),
  ...handedOver.map(({ answer = '' }) => answer),
];

/**
 * Whether a text has a link, a list, a line break, a heading or stars of Markdown. Every other text looks the same with and without
 * Markdown, so its page does not load the parser.
 */
export const hasMarkdown = (text: string): boolean => MARKDOWN.test(text);

/**
 * The end of a link's words, the beginning of a list, a star before words, a heading, or the end of a line that is to break. A number of
 * more digits is a year.
 */
const MARKDOWN = /\]\(|^[\t ]*(?:[-*+]|\d{1,2}[.)])(?:[\t ]|$)|\*[^\s*]|^#{1,6} |\\$/m;
