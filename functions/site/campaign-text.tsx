import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { Translator } from '../ui/messages/messages.ts';

/** `lang` and `dir` for a campaign's own words, where the page around them is in another language. */
export const languageOf = (
  { language }: Pick<CampaignHead, 'language'>,
  { locale }: Translator,
): { lang?: string; dir?: 'auto' } => (language === locale ? {} : { lang: language, dir: 'auto' });

/** A campaign's text: plain, an empty line begins a new paragraph. */
export const Paragraphs = ({ text, language }: { text: string; language: ReturnType<typeof languageOf> }) => (
  <div class="prose" {...language}>
    {text
      .split(/\n\s*\n/)
      .filter((paragraph) => paragraph.trim() !== '')
      .map((paragraph) => (
        <p>{paragraph.trim()}</p>
      ))}
  </div>
);
