import { randomInt } from 'node:crypto';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import type { CampaignHead } from '../campaigns/campaign.ts';
import { type InsideNumbers, queryAllCounts } from '../counts/store.ts';
import { type Clock, HOUR } from '../running/clock.ts';
import { showTotal } from './live.ts';
import { markBefore } from './marks.ts';
import { drawNames } from './names.ts';
import { LIVE, look } from './rules.ts';
import { codeOf, type Run } from './run.ts';
import { putState, queryState } from './store.ts';

/** What publishing needs. */
export interface PublishDeps {
  readonly counts: Db;
  readonly clock: Clock;
}

/** Whether a campaign's numbers may move now. A live campaign is looked at in each run. @param last the last run. */
export const mayMove = ({ slug, publish }: CampaignHead, last: Run, now: number): boolean =>
  publish === 'live' ||
  last.late.has(codeOf(slug)) ||
  markBefore(now, last.frequent.get(codeOf(slug)) ?? HOUR) > last.at;

/**
 * Publishes a campaign's numbers, if a crowd has moved them, and draws its names, if a crowd has signed on the day that
 * ends. Reads about 2 units, and writes 2 to 8 if something has changed. A draw costs as much as `drawNames`.
 * @param looked gets what else was read: numbers for organisers, which are published nowhere.
 * @returns how often its numbers may move from now on, in milliseconds.
 */
export async function publishCampaign(
  { counts, clock }: PublishDeps,
  _actor: Actor,
  {
    campaign,
    since,
    looked,
  }: {
    readonly campaign: CampaignHead;
    readonly since: number;
    readonly looked?: (inside: InsideNumbers) => void;
  },
): Promise<number> {
  const before = await queryState(counts, campaign.slug, Date.parse(campaign.createdAt));
  const { total, byCountry, cheapByCountry, isWhole, inside } = await queryAllCounts(counts, campaign.slug);
  // Folding may hide numbers from every read. The next run looks again.
  if (!isWhole) throw new Error('Counts were folded during every read');
  looked?.(inside);
  const isLive = campaign.publish === 'live';
  const after = look(before, {
    exact: { total, byCountry, cheapByCountry },
    since,
    now: clock(),
    isLive,
    drawOffset: () => randomInt(10),
  });
  const { published, memory } = after ?? before;
  // If another run was faster, it has published the same numbers. The total of a live campaign is left to `showTotal`, as
  // tally shows it, too: only the later sum stays.
  if (after) await putState(counts, campaign.slug, before, after, { isLive });
  const isShown = before.published.total === total && before.published.every === LIVE;
  if (isLive && !isShown) await showTotal({ counts, clock }, campaign.slug);
  if (memory.namesAt > before.drawnAt) await drawNames(counts, { campaign: campaign.slug, at: memory.namesAt });
  return published.every;
}
