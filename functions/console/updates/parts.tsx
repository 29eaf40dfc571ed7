import { raw } from 'hono/html';
import type { Campaign } from '../../core/campaigns/campaign.ts';
import { hasMarkdown } from '../../core/campaigns/has-markdown.ts';
import { markdownHtml } from '../../core/campaigns/markdown.ts';
import { updatesAt } from '../campaigns/address.ts';
import { clockWords } from '../ui/words.ts';

export const updateAt = (slug: string, id: string): string => `${updatesAt(slug)}/${id}`;

export const CampaignName = ({ campaign }: { campaign: Campaign }) => (
  <p class="lead" lang={campaign.language} dir="auto">
    {campaign.title}
  </p>
);

/** An update as the public page shows it. @param isInForm whether it is below the heading of a preview. */
export const Shown = ({
  title,
  text,
  at,
  campaign,
  isInForm = false,
}: {
  title: string;
  text: string;
  at: string | undefined;
  campaign: Campaign;
  isInForm?: boolean;
}) => (
  <div class="preview">
    {at && <p class="label">{clockWords(at, campaign)}</p>}
    {isInForm ? (
      <h3 lang={campaign.language} dir="auto">
        {title}
      </h3>
    ) : (
      <h2 lang={campaign.language} dir="auto">
        {title}
      </h2>
    )}
    <div class="prose" lang={campaign.language} dir="auto">
      {hasMarkdown(text)
        ? raw(markdownHtml(text))
        : text
            .split(/\n\s*\n/)
            .filter((paragraph) => paragraph.trim() !== '')
            .map((paragraph) => <p>{paragraph.trim()}</p>)}
    </div>
  </div>
);
