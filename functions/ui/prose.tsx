import { raw } from 'hono/html';
import { hasMarkdown } from '../core/campaigns/has-markdown.ts';
import type { LanguageAttributes } from './language.ts';

/** Makes HTML of a text (`core/campaigns/markdown.ts`). A page has it only if a text of its campaign has Markdown. */
export type ToHtml = (text: string) => string;

/** A long text of a campaign. An empty line begins a new paragraph. */
export const Prose = ({
  text,
  language,
  toHtml,
}: {
  text: string;
  language: LanguageAttributes;
  toHtml?: ToHtml | undefined;
}) => (
  <div class="prose" {...language}>
    {toHtml && hasMarkdown(text)
      ? raw(toHtml(text))
      : text
          .split(/\n\s*\n/)
          .filter((paragraph) => paragraph.trim() !== '')
          .map((paragraph) => <p>{paragraph.trim()}</p>)}
  </div>
);
