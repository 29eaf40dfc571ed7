import type { Actor } from '../access/actor.ts';
import { Problem } from '../problem.ts';
import { isoTime } from '../running/clock.ts';
import { fileOf } from './as-file.ts';
import type { Campaign } from './campaign.ts';
import { campaignChanges } from './changes.ts';
import { mayBeSigned } from './demands.ts';
import { checkCampaign, FaultyFile } from './faults.ts';
import { inZone, zoneOf } from './local-time.ts';
import { type CampaignDeps, changesNothing, type Plan, planOver, storedCampaign } from './plan.ts';
import { campaignStatus, isArchived } from './status.ts';

/**
 * Plans to put away a closed campaign, or a draft that nobody can have signed, or to bring it back. Lists then begin without it. Its
 * page, its numbers and its address stay, and a search finds it.
 * @throws {Problem} `campaign-unknown`, `campaign-deleted`, or `campaign-in-other-state` if it is neither.
 */
export async function planArchiving(
  deps: CampaignDeps,
  _actor: Actor,
  { slug, away }: { readonly slug: string; readonly away: boolean },
): Promise<Plan> {
  const before = await storedCampaign(deps, slug);
  const { campaign } = before;
  const now = deps.clock();
  if (isArchived(campaign, now) === away) return changesNothing(before);
  if (away && !mayBeArchived(campaign, now)) throw new Problem('campaign-in-other-state', { campaign: slug });
  const { archivedAt, ...others } = campaign;
  const after = away ? { ...others, archivedAt: isoTime(now) } : others;
  const act = away ? 'campaign.archive' : 'campaign.bring-back';
  return { act, before, after, changes: campaignChanges(campaign, after), dangers: [] };
}

/** Whether a campaign can be put away: it has closed, or is a draft that was never open. */
export const mayBeArchived = (campaign: Campaign, now: number): boolean =>
  campaign.visibility === 'draft' ? !mayBeSigned(campaign, now) : campaignStatus(campaign, now) === 'closed';

/** What a campaign has reached, as a person types it. */
export interface Victory {
  readonly on: string;
  readonly words: string;
}

/**
 * Plans to say that the demand of a campaign is met: its field `won`. Pages say so in large letters, and endpoints of webhooks hear of it
 * within two minutes. Whether it can be signed stays as it is.
 * @throws {Problem} `campaign-unknown`, `campaign-deleted`, or `campaign-in-other-state` if it is a draft, or was won before.
 * @throws {FaultyFile} if the day is none, or is still to come, or there are no words.
 */
export async function planVictory(
  deps: CampaignDeps,
  _actor: Actor,
  { slug, won }: { readonly slug: string; readonly won: Victory },
): Promise<Plan> {
  const before = await storedCampaign(deps, slug);
  const { campaign } = before;
  const file = checkCampaign({ ...fileOf(campaign), won });
  const isSame = file.won !== undefined && campaign.won?.on === file.won.on && campaign.won.words === file.won.words;
  if (isSame) return changesNothing(before);
  if (campaign.visibility === 'draft' || campaign.won !== undefined)
    throw new Problem('campaign-in-other-state', { campaign: slug });
  const today = inZone(zoneOf(campaign), deps.clock());
  if (won.on > today.slice(0, won.on.length))
    throw new FaultyFile([{ field: 'won.on', label: 'won › on', message: 'is still to come' }]);
  return { ...planOver(deps, before, file), act: 'campaign.win' };
}
