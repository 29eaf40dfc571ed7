import type { Campaign } from '../../functions/core/campaigns/campaign.ts';

/** A campaign in each of its states, for tests at noon of 1 March 2026. */

export const LATER = '2026-06-01T00:00:00Z';
export const PAUSED = { pausedAt: '2026-02-10T00:00:00Z' };
export const OVER = { closesAt: '2026-02-20T00:00:00Z' };
export const AWAY = { archivedAt: '2026-02-21T00:00:00Z' };

/** What each adds to a campaign that is open. */
export const states = {
  draft: { visibility: 'draft' },
  'draft that was open': { visibility: 'draft', hasBeenOpen: true },
  'archived draft': { visibility: 'draft', ...AWAY },
  scheduled: { opensAt: LATER },
  open: {},
  paused: PAUSED,
  closed: OVER,
  archived: { ...OVER, ...AWAY },
} as const satisfies Record<string, Partial<Campaign>>;
