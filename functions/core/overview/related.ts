import { campaignStatus } from '../campaigns/status.ts';
import type { Entry, Overview } from './entry.ts';
import { inPlaces } from './places.ts';
import { trendOf } from './trending.ts';

const MOST = 3;

/**
 * Campaigns that can be signed and are close to others: they speak for the same person, or else concern the same country, or
 * else ask the same target. Of those that are alike, those that trend come first.
 * @param to the campaigns that are shown already. @param now in milliseconds since the epoch.
 */
export function relatedTo(to: readonly Entry[], { entries }: Pick<Overview, 'entries'>, now: number): Entry[] {
  const shown = new Set(to.map(({ slug }) => slug));
  const of = (read: (entry: Entry) => readonly (string | undefined)[]) => {
    const mine = new Set(to.flatMap(read).filter((one) => one !== undefined));
    return (entry: Entry) => read(entry).some((one) => one !== undefined && mine.has(one));
  };
  const sharesCase = of(({ cases }) => cases.map(({ id }) => id));
  const sharesCountry = of(({ country }) => [country]);
  const sharesTarget = of(({ targets }) => targets.map(({ name }) => name));
  const closeness = (entry: Entry) =>
    (sharesCase(entry) ? 4 : 0) + (sharesCountry(entry) ? 2 : 0) + (sharesTarget(entry) ? 1 : 0);
  const close = entries
    .filter((entry) => !shown.has(entry.slug) && campaignStatus(entry, now) === 'open')
    .map((entry) => ({ entry, closeness: closeness(entry) }))
    .filter((one) => one.closeness > 0);
  return inPlaces(
    close,
    (one) => [-one.closeness, -trendOf(one.entry, now)],
    ({ entry }) => entry.slug,
  )
    .slice(0, MOST)
    .map(({ entry }) => entry);
}
