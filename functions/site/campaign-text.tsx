import type { LanguageAttributes } from '../ui/language.ts';

/** A text of a campaign, without markup. An empty line begins a new paragraph. */
export const Paragraphs = ({ text, language }: { text: string; language: LanguageAttributes }) => (
  <div class="prose" {...language}>
    {text
      .split(/\n\s*\n/)
      .filter((paragraph) => paragraph.trim() !== '')
      .map((paragraph) => (
        <p>{paragraph.trim()}</p>
      ))}
  </div>
);
