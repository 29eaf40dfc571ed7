import type { Actor } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import { isoTime } from '../running/clock.ts';
import { planArchiving, planBringingBack, planVictory, type Victory } from './archiving.ts';
import { fileOf } from './as-file.ts';
import type { Campaign } from './campaign.ts';
import { checkCampaign, FaultyFile } from './faults.ts';
import { getGroup } from './group-store.ts';
import { localTime } from './local-time.ts';
import { onNewest } from './on-newest.ts';
import { NOT_STORED, seenCampaign, written } from './organise.ts';
import type { OrganiseDeps } from './organise-deps.ts';
import { changesNothing, type Plan, planClosingOver, planOver, planStep } from './plan.ts';
import { rightFor, type Step, type Turn, takesStep } from './states.ts';
import type { StoredCampaign } from './store.ts';
import { missingForOpening, refuseUnready } from './unready.ts';

/** Which campaign turns, and the revision that the organiser has read. Undefined: any. */
interface Asked {
  readonly slug: string;
  readonly seen: number | undefined;
}

/** Who sees a draft once it is open. */
export type OpenedTo = Exclude<Campaign['visibility'], 'draft'>;

/**
 * Takes a campaign from one state to another. `states.ts` says which states allow a turn. A campaign that is there already stays as it is.
 *
 * - `open`: a draft becomes public, or unlisted if `visibility` says so, and opens now, or later if its `opensAt` is still to come. A paused campaign goes on.
 *   Who sees a campaign that is no draft is no part of the step: to ask for others than see it is refused.
 * - `take-back`: a scheduled campaign is a draft again: without a public page until it is opened again.
 * - `pause`: nobody can sign an open campaign until it is opened again. Links that were mailed still confirm.
 * - `close`: an open or paused campaign ends now.
 * - `archive`: lists begin without a closed campaign, or a draft that nobody has signed.
 * - `bring-back`: they show an archived one again. It stays closed, or a draft.
 *
 * @throws {Problem} as `requireRight`; `campaign-unknown`, `campaign-deleted`. @throws {InOtherState} @throws {OtherRevision}
 * @throws {FaultyFile} with all that a campaign lacks to open, if others see it than was asked for, or if older rules let something in that no file may have now.
 */
export const takeTurn = (
  deps: OrganiseDeps,
  actor: Actor,
  turn: Turn,
  asked: Asked & { readonly visibility?: OpenedTo | undefined },
): Promise<StoredCampaign> =>
  taken(deps, actor, { ...asked, step: turn }, (before) => planTurn(deps, turn, before, asked.visibility));

/** Plans what `takeTurn` writes, for a person to see before. The caller checks the right. @throws as `takeTurn`. */
export async function planTurn(
  deps: OrganiseDeps,
  turn: Turn,
  before: StoredCampaign,
  visibility?: OpenedTo,
): Promise<Plan> {
  const isTaken = takesStep(turn, before.campaign, deps.clock());
  const now = before.campaign.visibility;
  if (now !== 'draft' && visibility !== undefined && visibility !== now)
    throw new FaultyFile([{ field: 'visibility', label: 'visibility', message: notByStep(now) }]);
  if (!isTaken) return changesNothing(before);
  return plans[turn](deps, before, visibility);
}

const notByStep = (now: OpenedTo): string =>
  `is ${now} already, as this is no draft. A change of the campaign itself can change it`;

type Planned = (deps: OrganiseDeps, before: StoredCampaign, visibility?: OpenedTo) => Plan | Promise<Plan>;

/** Each is asked only in a state that allows it. */
const plans: Record<Turn, Planned> = {
  open: (deps, before, visibility = 'public') =>
    before.campaign.visibility === 'draft' ? planOpening(deps, before, visibility) : planGoingOn(deps, before),
  'take-back': planTakingBack,
  pause: planPause,
  close: (deps, before) => planClosingOver(deps, before),
  archive: planArchiving,
  'bring-back': (_, before) => planBringingBack(before),
};

async function planOpening(deps: OrganiseDeps, before: StoredCampaign, visibility: OpenedTo): Promise<Plan> {
  const { campaign } = before;
  const now = deps.clock();
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

function planTakingBack(deps: OrganiseDeps, before: StoredCampaign): Plan {
  const file = checkCampaign({ ...fileOf(before.campaign), visibility: 'draft' });
  return { ...planOver(deps, before, file), act: 'campaign.take-back' };
}

function planPause({ clock }: OrganiseDeps, before: StoredCampaign): Plan {
  return planStep('campaign.pause', before, { ...before.campaign, pausedAt: isoTime(clock()) });
}

async function planGoingOn(deps: OrganiseDeps, before: StoredCampaign): Promise<Plan> {
  // Its keys may have left the installation since.
  await refuseUnready(deps, before.campaign);
  const { pausedAt, ...after } = before.campaign;
  return planStep('campaign.open', before, after);
}

/**
 * Says that the demand of a campaign is met (`planVictory`). An editor may do it: it is a text of the campaign.
 * @throws {Problem} as `requireRight`; `campaign-unknown`, `campaign-deleted`. @throws {InOtherState} @throws {OtherRevision}
 * @throws {FaultyFile} that names `won.on` or `won.words`.
 */
export const winCampaign = (
  deps: OrganiseDeps,
  actor: Actor,
  { won, ...asked }: Asked & { readonly won: Victory },
): Promise<StoredCampaign> => taken(deps, actor, { ...asked, step: 'win' }, (before) => planVictory(deps, before, won));

/** @param planned a plan without changes: the campaign stays as it is. */
async function taken(
  deps: OrganiseDeps,
  actor: Actor,
  { slug, seen, step }: Asked & { readonly step: Step },
  planned: (before: StoredCampaign) => Plan | Promise<Plan>,
): Promise<StoredCampaign> {
  const right = rightFor(step);
  requireRight(actor, right, { ...deps, campaign: slug });
  return onNewest(actor, seen, async () => {
    const before = await seenCampaign(deps, slug, seen);
    const plan = await planned(before);
    return plan.changes.length === 0 ? before : written(deps, actor, { ...plan, right });
  });
}
