import { schedule } from '../core/access/actor.ts';
import type { Db } from '../core/aws/db.ts';
import { listCampaignHeads } from '../core/campaigns/head-store.ts';
import { eachInTurn } from '../core/campaigns/in-turn.ts';
import type { InsideNumbers } from '../core/counts/store.ts';
import { noteWaiting, type Waiting } from '../core/counts/waiting.ts';
import { mayMove, type PublishDeps, publishCampaign } from '../core/published/publish.ts';
import { codeOf, getRun, putRun, type Run } from '../core/published/run.ts';
import { HOUR, MINUTE } from '../core/running/clock.ts';
import type { Log } from '../core/running/log.ts';

/** What the publish function needs. Tests pass their own. */
export interface PublishAllDeps extends PublishDeps {
  readonly campaigns: Db;
  readonly log: Log;
}

/** A campaign that waits longer for its turn is late, in milliseconds. */
export const LATE_FROM = 10 * MINUTE;

/**
 * Publishes the numbers of all campaigns that may move now. A campaign that has no turn, or whose turn fails, is looked at
 * in the next run, before those that had theirs. It also notes for organisers what waits in each campaign.
 * @param mayGoOn is asked before each campaign. This ends at the first no.
 * @throws the error of the first campaign that failed, after the others had their turns.
 */
export async function publishAll(deps: PublishAllDeps, mayGoOn: () => boolean): Promise<void> {
  const now = deps.clock();
  const before = await getRun(deps.counts);
  const last: Run = before ?? { at: now - MINUTE, frequent: new Map(), late: new Map() };
  const heads = await listCampaignHeads(deps.campaigns);
  const known = new Set(heads.map(({ slug }) => codeOf(slug)));
  const frequent = new Map([...last.frequent].filter(([code]) => known.has(code)));
  const due = heads
    .filter((campaign) => mayMove(campaign, last, now))
    .map((campaign) => ({ campaign, code: codeOf(campaign.slug) }))
    .map((one) => ({ ...one, since: last.late.get(one.code) ?? last.at }))
    // The latest comes first: live campaigns are due in each run, and could take all its time.
    .sort((a, b) => a.since - b.since);
  const late = new Map(due.map(({ code, since }) => [code, since]));
  const waiting = new Map<string, Waiting>();
  try {
    await eachInTurn(due, mayGoOn, async ({ campaign, code, since }) => {
      const { slug } = campaign;
      const looked = ({ underReview, waitsSince }: InsideNumbers) =>
        waiting.set(slug, { signatures: underReview, since: waitsSince });
      const every = await publishCampaign(deps, schedule, { campaign, since, looked });
      if (every < HOUR) frequent.set(code, every);
      else frequent.delete(code);
      late.delete(code);
    });
  } finally {
    await putRun(deps.counts, before, { at: now, frequent, late });
    // An alarm rings when this line stays away: whatever the reason is, nobody else would report it.
    if ([...late.values()].every((since) => now - since < LATE_FROM)) deps.log.info('numbers-published');
    await noteWaiting(deps.counts, waiting, new Set(heads.map(({ slug }) => slug)));
  }
}
