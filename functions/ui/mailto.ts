import type { CampaignHead } from '../core/campaigns/campaign.ts';

/**
 * The address of a link that opens a new e-mail about a campaign, to nobody yet. Mail programs read `%20` as a space, and
 * not the `+` of forms (RFC 6068).
 * @param address of the campaign's page.
 */
export const mailtoAbout = ({ title, demand }: Pick<CampaignHead, 'title' | 'demand'>, address: string): string =>
  `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(`${demand}\n\n${address}`)}`;
