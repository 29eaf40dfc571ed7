import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { campaignStatus } from '../core/campaigns/status.ts';
import { mailtoAbout } from './mailto.ts';
import type { Translator } from './messages/messages.ts';

type Shared = Pick<CampaignHead, 'title' | 'demand' | 'slug' | 'sources'>;

/** A link that opens another service with the text to share: no script or picture of it is here, so it sees nobody before. */
const services: Readonly<Record<string, { name: string; link: (address: string, title: string) => string }>> = {
  whatsapp: { name: 'WhatsApp', link: (address, title) => `https://wa.me/?text=${encoded(`${title} ${address}`)}` },
  telegram: {
    name: 'Telegram',
    link: (address, title) => `https://t.me/share/url?url=${encoded(address)}&text=${encoded(title)}`,
  },
  facebook: { name: 'Facebook', link: (address) => `https://www.facebook.com/sharer/sharer.php?u=${encoded(address)}` },
  x: {
    name: 'X',
    link: (address, title) => `https://x.com/intent/post?text=${encoded(title)}&url=${encoded(address)}`,
  },
  bluesky: {
    name: 'Bluesky',
    link: (address, title) => `https://bsky.app/intent/compose?text=${encoded(`${title} ${address}`)}`,
  },
};

const encoded = encodeURIComponent;

/** The message that takes the place of a call to sign, if a campaign is won or has closed. */
export function overWords(
  campaign: Pick<CampaignHead, 'opensAt' | 'closesAt' | 'won'>,
  now: number,
): 'share.won' | 'share.closed' | undefined {
  if (campaign.won) return 'share.won';
  return campaignStatus(campaign, now) === 'closed' ? 'share.closed' : undefined;
}

/**
 * Ways to pass a campaign on. Each is a plain link, and works without JavaScript. With it, there are two more: to copy the
 * address, and to open the list of the phone itself, which has Signal (`browser/share.ts`).
 * @param address of the campaign's page, perhaps with a source.
 */
export const ShareLinks = ({
  campaign,
  address,
  more,
  translator: { t },
}: {
  campaign: Shared;
  address: string;
  /** The page with further ways. */
  more?: string;
  translator: Translator;
}) => {
  /** The address with a source, if the campaign counts that source. It names the service, and nobody. */
  const by = (source: string) =>
    campaign.sources.includes(source) && !address.includes('?') ? `${address}?source=${source}` : address;
  return (
    <div class="share" data-share={address} data-title={campaign.title}>
      <ul aria-label={t('share.by')}>
        <li hidden>
          <button type="button" class="button" data-sheet>
            {t('share.sheet')}
          </button>
        </li>
        <li hidden>
          <button type="button" class="button button-quiet" data-copied={t('share.copied')}>
            {t('share.copy')}
          </button>
        </li>
        {Object.entries(services).map(([source, { name, link }]) => (
          <li>
            <a class="button button-quiet" href={link(by(source), campaign.title)} target="_blank" rel="noopener">
              {name}
            </a>
          </li>
        ))}
        <li>
          <a class="button button-quiet" href={mailtoAbout(campaign, by('email'))}>
            {t('share.mail')}
          </a>
        </li>
        {more && (
          <li>
            <a class="button button-quiet" href={more}>
              {t('share.qr')}
            </a>
          </li>
        )}
      </ul>
      <p class="hint" role="status"></p>
      <p class="hint">{t('share.address')}</p>
      <p class="address">
        <a href={address}>{address}</a>
      </p>
    </div>
  );
};
