import { markdownHtml, tooMuchMarkdown } from '../../core/campaigns/markdown.ts';
import type { LanguageAttributes } from '../../ui/language.ts';
import { Prose } from '../../ui/prose.tsx';

/** A long text as public pages show it, whoever has typed it, and whatever they have typed. No other file of the console uses Markdown. */
export const ShownText = ({ text, language }: { text: string; language: LanguageAttributes }) => (
  <Prose {...{ text, language }} toHtml={canBeHtml(text) ? markdownHtml : undefined} />
);

/** A text that no campaign may have is shown as it is written: the parser would take long. */
const canBeHtml = (text: string): boolean => text.length <= MOST_LETTERS && tooMuchMarkdown(text) === undefined;
/** More than any text of a campaign has. */
const MOST_LETTERS = 10_000;
