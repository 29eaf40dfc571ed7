import { type Actor, requireWaiting } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import { copyOf, isBehind, withCopy } from './case-copy.ts';
import { speakersOf } from './case-speakers.ts';
import { getCaseRecord } from './case-store.ts';
import { type PictureShelf, withPictures } from './shelf.ts';
import { ChangedMeanwhile, getStoredCampaign } from './store.ts';
import { putWrittenFirst, type WritingDeps } from './written-first.ts';

/** Who hears of each campaign that is written. */
export interface SpreadDeps extends WritingDeps {
  /** Where the roles of organisers are. Left out: none acts. */
  readonly organisers?: Db | undefined;
  /** Lets lists show a campaign at once. Left out: they show it a minute later. */
  readonly relist?: ((slug: string) => Promise<void>) | undefined;
  /** Where pictures are: a campaign that gets one shows its files from a folder of its own. Left out: nobody has pictures. */
  readonly shelf?: PictureShelf | undefined;
}

/** How often a campaign is read again, if others write it at the same moment. */
const TRIES = 5;

/**
 * Gives each campaign that speaks for a case its copy of it, as the case is now. A campaign that has it already is not written, so a
 * second call finishes what a crash stopped, or a late answer. About 10 read units a campaign, and what it costs to write those that differ.
 * @throws {ChangedMeanwhile} if somebody else wrote a campaign at each of five tries. The others have their copies then.
 */
export async function spreadCase(deps: SpreadDeps, actor: Actor, id: string): Promise<void> {
  const failures: unknown[] = [];
  const speakers = await speakersOf(deps.campaigns, id);
  // One that was uploaded is kept already. Another may be in the folder of one campaign alone.
  if (new Set(speakers.map(({ one }) => one.picture?.made?.id)).size > 1)
    for (const { campaign } of speakers) await deps.shelf?.keep(campaign, id);
  for (const { campaign } of speakers) {
    requireWaiting(actor);
    await spreadTo(deps, actor, campaign.slug, id).catch((error) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

async function spreadTo(deps: SpreadDeps, actor: Actor, slug: string, id: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    requireWaiting(actor);
    const before = await getStoredCampaign(deps.campaigns, slug, { consistent: true });
    const one = before?.campaign.cases.find((each) => each.id === id);
    // After the campaign: if another version of the case comes in between, so does a write of the campaign, and ours is refused.
    const record = await getCaseRecord(deps.campaigns, id);
    if (!before || !one || !record || !isBehind(record, one, before.campaign.language)) return;
    const after = withCopy(before.campaign, copyOf(record, one, before.campaign.language));
    try {
      const write = async () => {
        await putWrittenFirst(deps, actor, { act: 'campaign.put', before, after });
        await deps.relist?.(slug);
      };
      return await (deps.shelf ? withPictures(deps.shelf, { before: before.campaign, after }, write) : write());
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || tries === TRIES) throw error;
    }
  }
}
