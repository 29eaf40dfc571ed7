import { markdownFaults } from '../../core/campaigns/fields.ts';
import { markdownHtml, tooMuchMarkdown } from '../../core/campaigns/markdown.ts';
import type { LanguageAttributes } from '../../ui/language.ts';
import { Prose } from '../../ui/prose.tsx';
import { t } from './words.ts';

/** A long text as public pages show it. Anybody may have typed anything in it. No other file of the console uses Markdown. */
export const ShownText = ({ text, language }: { text: string; language: LanguageAttributes }) => (
  <Prose {...{ text, language }} toHtml={canBeHtml(text) ? markdownHtml : undefined} />
);

/** What is wrong with the lists and links of a text, for its writer, before saving refuses it. @param label the name of its field. */
export const TextFaults = ({ text, label }: { text: string; label: string }) => (
  <>
    {text.length > MOST_LETTERS
      ? null
      : markdownFaults(text).map((fault) => <p class="error">{t('edit.fault', { label, fault })}</p>)}
  </>
);

/** A text that no campaign may have is shown as it is written: the parser would take long. */
const canBeHtml = (text: string): boolean => text.length <= MOST_LETTERS && tooMuchMarkdown(text) === undefined;
/** More than any text of a campaign has. */
const MOST_LETTERS = 10_000;
