import type { Actor } from '../access/actor.ts';
import { type Right, requireRight } from '../access/rights.ts';
import { Problem } from '../problem.ts';
import { planArchiving, planVictory, type Victory } from './archiving.ts';
import { fileOf } from './as-file.ts';
import type { Campaign } from './campaign.ts';
import { checkCampaign, FaultyFile } from './faults.ts';
import { getGroup } from './group-store.ts';
import { localTime } from './local-time.ts';
import { NOT_STORED, seenCampaign, written } from './organise.ts';
import { type OrganiseDeps, OtherRevision } from './organise-deps.ts';
import { changesNothing, type Plan, planClosing, planOver, planPause } from './plan.ts';
import { campaignStatus, isArchived } from './status.ts';
import type { StoredCampaign } from './store.ts';
import { missingForOpening } from './unready.ts';

/** What a campaign is to its organisers. It may also be won, in every state but the first. */
export const organisedStatuses = ['draft', 'scheduled', 'open', 'paused', 'closed', 'archived'] as const;
export type OrganisedStatus = (typeof organisedStatuses)[number];

/** @param now milliseconds since the epoch. */
export function organisedStatus(
  campaign: Pick<Campaign, 'opensAt' | 'closesAt' | 'pausedAt' | 'archivedAt'> & Partial<Pick<Campaign, 'visibility'>>,
  now: number,
): OrganisedStatus {
  if (isArchived(campaign, now)) return 'archived';
  if (campaign.visibility === 'draft') return 'draft';
  const status = campaignStatus(campaign, now);
  if (status === 'upcoming') return 'scheduled';
  return status === 'open' && campaign.pausedAt !== undefined ? 'paused' : status;
}

/** Which campaign turns, and the revision that the organiser has read. Undefined: any. */
interface Turn {
  readonly slug: string;
  readonly seen: number | undefined;
}

/** Who sees a draft once it is open. */
export type OpenedTo = Exclude<Campaign['visibility'], 'draft'>;

/**
 * Opens a campaign. A draft becomes public, or unlisted if `visibility` says so, and opens now, or later if its `opensAt` is still to come; a paused one goes on. An
 * open or scheduled one stays as it is.
 * @throws {Problem} as `requireRight`; `campaign-unknown`, `campaign-deleted`; `campaign-in-other-state` if it has closed.
 * @throws {FaultyFile} with all that it lacks. @throws {OtherRevision}
 */
export const openCampaign = (
  deps: OrganiseDeps,
  actor: Actor,
  { visibility, ...turn }: Turn & { readonly visibility?: OpenedTo },
): Promise<StoredCampaign> => turned(deps, actor, turn, (before) => planOpening(deps, actor, before, visibility));

/** Plans what `openCampaign` writes. The caller checks the right. @throws as `openCampaign`. */
export async function planOpening(
  deps: OrganiseDeps,
  actor: Actor,
  before: StoredCampaign,
  visibility: OpenedTo = 'public',
): Promise<Plan> {
  const { campaign } = before;
  const { slug } = campaign;
  const now = deps.clock();
  const status = organisedStatus(campaign, now);
  if (status === 'paused') return planPause(deps, actor, { slug, isPaused: false });
  if (status === 'closed' || status === 'archived') throw new Problem('campaign-in-other-state', { campaign: slug });
  if (status !== 'draft') return changesNothing(before);
  const ofAll = await getGroup(deps.campaigns);
  const missing = missingForOpening(campaign, { deployed: deps.deployed, ofAll, now });
  // Drafts that older commands have put name pictures that were stored nowhere.
  for (const path of await deps.shelf.missing(campaign, campaign))
    missing.push({ field: path, label: path, message: NOT_STORED });
  if (missing.length > 0) throw new FaultyFile(missing);
  const isLate = Date.parse(campaign.opensAt) <= now;
  const opensAt = isLate ? localTime(campaign, now) : campaign.opensAt;
  const file = checkCampaign({ ...fileOf(campaign), visibility, opensAt });
  const plan = planOver(deps, before, file);
  // To open it is what was asked for.
  return { ...plan, act: 'campaign.open', dangers: plan.dangers.filter((kind) => kind !== 'shown-from-now') };
}

/**
 * Closes a campaign now. One that has closed stays as it is.
 * @throws {Problem} as `requireRight`; `campaign-unknown`, `campaign-deleted`; `campaign-in-other-state` if it has not opened.
 * @throws {OtherRevision}
 */
export const closeCampaign = (deps: OrganiseDeps, actor: Actor, turn: Turn): Promise<StoredCampaign> =>
  turned(deps, actor, turn, async ({ campaign }) => {
    const status = organisedStatus(campaign, deps.clock());
    if (status === 'draft' || status === 'scheduled')
      throw new Problem('campaign-in-other-state', { campaign: turn.slug });
    return planClosing(deps, actor, { slug: turn.slug });
  });

/**
 * Pauses a campaign that is open: nobody can sign until it is opened again. One that is paused stays as it is.
 * @throws {Problem} as `requireRight`; `campaign-unknown`, `campaign-deleted`; `campaign-in-other-state` if it is not open.
 * @throws {OtherRevision}
 */
export const pauseCampaign = (deps: OrganiseDeps, actor: Actor, turn: Turn): Promise<StoredCampaign> =>
  turned(deps, actor, turn, () => planPause(deps, actor, { slug: turn.slug, isPaused: true }));

/**
 * Puts away a closed campaign, or a draft that nobody has signed (`planArchiving`). One that is archived stays as it is.
 * @throws {Problem} as `requireRight`; `campaign-unknown`, `campaign-deleted`; `campaign-in-other-state` if it is neither.
 * @throws {OtherRevision}
 */
export const archiveCampaign = (deps: OrganiseDeps, actor: Actor, turn: Turn): Promise<StoredCampaign> =>
  turned(deps, actor, turn, () => planArchiving(deps, actor, { slug: turn.slug, away: true }));

/**
 * Brings an archived campaign back to the lists. It stays closed, or a draft. Any other stays as it is.
 * @throws {Problem} as `requireRight`; `campaign-unknown`, `campaign-deleted`. @throws {OtherRevision}
 */
export const bringBackCampaign = (deps: OrganiseDeps, actor: Actor, turn: Turn): Promise<StoredCampaign> =>
  turned(deps, actor, turn, () => planArchiving(deps, actor, { slug: turn.slug, away: false }));

/**
 * Takes a scheduled campaign back: nobody but organisers sees it until it is opened again. A draft stays as it is.
 * @throws {Problem} as `requireRight`; `campaign-unknown`, `campaign-deleted`; `campaign-in-other-state` if its opening has come.
 * @throws {FaultyFile} if older rules let something in that no file may have now. @throws {OtherRevision}
 */
export const takeBackCampaign = (deps: OrganiseDeps, actor: Actor, turn: Turn): Promise<StoredCampaign> =>
  turned(deps, actor, turn, async (before) => planTakingBack(deps, actor, before));

/** Plans what `takeBackCampaign` writes. The caller checks the right. @throws as `takeBackCampaign`. */
export function planTakingBack(
  deps: Pick<OrganiseDeps, 'clock' | 'keepMonths'>,
  _actor: Actor,
  before: StoredCampaign,
): Plan {
  const status = organisedStatus(before.campaign, deps.clock());
  if (status === 'draft') return changesNothing(before);
  if (status !== 'scheduled') throw new Problem('campaign-in-other-state', { campaign: before.campaign.slug });
  const file = checkCampaign({ ...fileOf(before.campaign), visibility: 'draft' });
  return { ...planOver(deps, before, file), act: 'campaign.take-back' };
}

/**
 * Says that the demand of a campaign is met (`planVictory`). An editor may do it: it is a text of the campaign.
 * @throws {Problem} as `requireRight`; `campaign-unknown`, `campaign-deleted`; `campaign-in-other-state` if it is a draft, or was won
 * before with other words.
 * @throws {FaultyFile} that names `won.on` or `won.words`. @throws {OtherRevision}
 */
export const winCampaign = (
  deps: OrganiseDeps,
  actor: Actor,
  { won, ...turn }: Turn & { readonly won: Victory },
): Promise<StoredCampaign> =>
  turned(deps, actor, turn, () => planVictory(deps, actor, { slug: turn.slug, won }), 'campaign.write');

/** How often a turn is planned again, if somebody else writes the campaign at the same moment. */
const TRIES = 3;

/** @param planned a plan without changes: the campaign stays as it is. */
async function turned(
  deps: OrganiseDeps,
  actor: Actor,
  { slug, seen }: Turn,
  planned: (before: StoredCampaign) => Promise<Plan>,
  right: Right = 'campaign.publish',
): Promise<StoredCampaign> {
  requireRight(actor, right, { ...deps, campaign: slug });
  for (let tries = 1; ; tries++) {
    const before = await seenCampaign(deps, slug, seen);
    const plan = await planned(before);
    if (plan.changes.length === 0) return before;
    if (seen !== undefined && plan.before?.revision !== seen) throw new OtherRevision(seen, plan.before ?? before);
    try {
      return await written(deps, actor, plan);
    } catch (error) {
      // A request without a revision wants the turn, with the texts as they are now.
      if (!(error instanceof OtherRevision) || seen !== undefined || tries === TRIES) throw error;
    }
  }
}
