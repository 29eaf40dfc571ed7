import { chosenCampaigns } from './choose.ts';
import type { Entry, Overview } from './entry.ts';

const MOST = 3;

/**
 * Campaigns that can be signed and are close to others: they speak for the same person, or else concern the same country, or
 * else ask the same target. Of those that are alike, those that trend come first.
 * @param to the campaigns that are shown already. @param now in milliseconds since the epoch.
 */
export function relatedTo(to: readonly Entry[], { entries }: Pick<Overview, 'entries'>, now: number): Entry[] {
  const shown = new Set(to.map(({ slug }) => slug));
  const people = new Set(to.flatMap(({ cases }) => cases.map(({ id }) => id)));
  const countries = new Set(to.map(({ country }) => country).filter((country) => country !== undefined));
  const asked = new Set(to.flatMap(({ targets }) => targets.map(({ name }) => name)));
  const closeness = ({ cases, country, targets }: Entry): number =>
    (cases.some(({ id }) => people.has(id)) ? 4 : 0) +
    (country !== undefined && countries.has(country) ? 2 : 0) +
    (targets.some(({ name }) => asked.has(name)) ? 1 : 0);
  const open = chosenCampaigns({ entries }, { status: 'open', sort: 'trending' }, { now });
  const groups = Map.groupBy(
    open.filter(({ slug }) => !shown.has(slug)),
    closeness,
  );
  groups.delete(0);
  return [...groups]
    .sort(([a], [b]) => b - a)
    .flatMap(([, group]) => group)
    .slice(0, MOST);
}
