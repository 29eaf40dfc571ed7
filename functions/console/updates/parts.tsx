import type { Campaign } from '../../core/campaigns/campaign.ts';
import { campaignAt, updatesAt } from '../campaigns/address.ts';
import { ShownText } from '../ui/shown-text.tsx';
import { clockWords } from '../ui/words.ts';

export const updateAt = (slug: string, id: string): string => `${updatesAt(slug)}/${id}`;

export const CampaignName = ({ campaign }: { campaign: Campaign }) => (
  <p class="lead">
    <a href={campaignAt(campaign.slug)} lang={campaign.language} dir="auto">
      {campaign.title}
    </a>
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
    <ShownText text={text} language={{ lang: campaign.language, dir: 'auto' }} />
  </div>
);

/** What somebody saw of an update: the revision of the campaign, and the marks of the update's fields. */
export interface Seen {
  readonly revision: string;
  readonly marks: string;
}

export const SeenFields = ({ revision, marks }: Seen) => (
  <>
    <input type="hidden" name="seen" value={revision} />
    <input type="hidden" name="was" value={marks} />
  </>
);
