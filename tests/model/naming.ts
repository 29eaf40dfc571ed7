import { operator } from '../../functions/core/access/actor.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { carryOutNameDecision, proposeNameDecision } from '../../functions/core/counts/name-decisions.ts';
import { queryNames } from '../../functions/core/counts/names.ts';
import { drawNames } from '../../functions/core/published/names.ts';
import { nameVerdicts } from '../../functions/core/signatures/decisions.ts';
import { anyTrail } from '../support/records.ts';
import { seededRandom } from './random.ts';

/** The tested functions beside tally: the real ones, or broken ones. */
export interface Naming {
  readonly proposeNameDecision: typeof proposeNameDecision;
  readonly carryOutNameDecision: typeof carryOutNameDecision;
  readonly drawNames: typeof drawNames;
}
export const naming: Naming = { proposeNameDecision, carryOutNameDecision, drawNames };

/** An organiser who decides on the names of a campaign, and publishing that draws some, at any moment. */
export const deciding =
  (parts: Naming) =>
  async (counts: Db, campaign: string, now: number): Promise<unknown> => {
    const random = seededRandom(now);
    const draw = () => parts.drawNames(counts, { campaign, at: now }, (below) => random.below(below));
    const deps = { counts, campaigns: counts, audit: anyTrail(), clock: () => now };
    const verdict = random.chance(0.6) ? 'approve' : random.pick(nameVerdicts);
    const some = (await queryNames(counts, campaign)).filter(() => random.chance(0.2)).map(({ id }) => id);
    const ids = verdict === 'approve' ? 'waiting' : some;
    const proposal = await parts.proposeNameDecision(deps, operator, { campaign, verdict, ids });
    const decided = { changed: 0, overtaken: 0 };
    const decide = () => parts.carryOutNameDecision(deps, operator, { proposal, decided, checkpoint: () => undefined });
    if (random.chance(0.5)) return Promise.all([draw(), decide()]);
    await decide();
    return draw();
  };
