import { operator } from '../../functions/core/access/actor.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { carryOutNameDecision, proposeNameDecision } from '../../functions/core/counts/name-decisions.ts';
import { type PublicName, queryNames } from '../../functions/core/counts/names.ts';
import { systemClock } from '../../functions/core/running/clock.ts';
import { anyTrail } from './records.ts';

/** The names of a campaign in any state, in alphabetical order. */
export const namesIn = async (counts: Db, campaign: string): Promise<PublicName[]> =>
  (await queryNames(counts, campaign))
    .map(({ name, reason }) => ({ name, reason }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));

/** Approves all names of a campaign that wait, as an organiser does. @returns how many. */
export async function approveAll(tables: { campaigns: Db; counts: Db }, campaign: string): Promise<number> {
  const deps = { ...tables, audit: anyTrail(), clock: systemClock };
  const proposal = await proposeNameDecision(deps, operator, { campaign, verdict: 'approve', ids: 'waiting' });
  const decided = { changed: 0, overtaken: 0 };
  await carryOutNameDecision(deps, operator, { proposal, decided, checkpoint: () => undefined });
  return decided.changed;
}
