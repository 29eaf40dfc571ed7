import type { CampaignHead } from '../core/campaigns/campaign.ts';

/**
 * A link that opens a new e-mail about a campaign, without a recipient. Spaces become `%20`: mail programs show the `+` of
 * forms as it is (RFC 6068).
 * @param address of the campaign's page.
 */
export const mailtoAbout = ({ title, demand }: Pick<CampaignHead, 'title' | 'demand'>, address: string): string =>
  `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(`${demand}\n\n${address}`)}`;
