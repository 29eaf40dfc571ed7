import type { Scheduled } from '../functions/core/campaigns/scheduled.ts';

/** Updates that appear by themselves, whatever else is done: `!   2026-12-10T08:00:00Z  free-them  ID  Ali is free`. Empty if there are none. */
export function scheduledLines(updates: readonly Scheduled[]): string[] {
  if (updates.length === 0) return [];
  return [
    `! Scheduled updates that will still appear: ${updates.length}. To stop one: npm run updates -- delete SLUG ID`,
    ...updates.map(({ campaign, id, at, title }) => `!   ${[at, campaign.slug, id, title].join('  ')}`),
  ];
}
