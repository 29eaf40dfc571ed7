import type { SeenCase } from '../../core/cases/case.ts';

/** How many campaigns with a public page speak for a case. A change of it shows in these at once. */
export const shownIn = ({ campaigns, others }: Pick<SeenCase, 'campaigns' | 'others'>): number =>
  campaigns.filter(({ campaign }) => campaign.visibility !== 'draft').length + others;
