import { isoTime } from '../running/clock.ts';
import { allChecks } from './all-faults.ts';
import { fileOf } from './as-file.ts';
import { checkCampaign } from './faults.ts';
import { legibleIn } from './legible.ts';
import { checkPastOf } from './past.ts';
import { type CampaignDeps, changesNothing, type Plan, planOver, planStep } from './plan.ts';
import { takesStep, whyNot } from './states.ts';
import type { StoredCampaign } from './store.ts';

/** Plans to put a campaign away. Lists then begin without it. Its page, its numbers and its address stay, and a search finds it. */
export function planArchiving({ clock }: Pick<CampaignDeps, 'clock'>, before: StoredCampaign): Plan {
  return planStep('campaign.archive', before, { ...before.campaign, archivedAt: isoTime(clock()) });
}

/** Plans to bring an archived campaign back to the lists. It stays closed, or a draft. */
export function planBringingBack(before: StoredCampaign): Plan {
  const { archivedAt, ...after } = before.campaign;
  return planStep('campaign.bring-back', before, after);
}

/** What a campaign has reached, as a person types it. */
export interface Victory {
  readonly on: string;
  readonly words: string;
}

/**
 * Plans to say that the demand of a campaign is met: its field `won`. Pages say so in large letters, and endpoints of webhooks hear of it
 * within two minutes. Whether it can be signed stays as it is.
 * @throws {InOtherState} if it has not opened, or was won before with other words.
 * @throws {FaultyFile} with every fault: if the day is none, or is still to come, or there are no words.
 */
export async function planVictory(
  deps: Pick<CampaignDeps, 'clock' | 'keepMonths'>,
  before: StoredCampaign,
  won: Victory,
): Promise<Plan> {
  const { campaign } = before;
  const now = deps.clock();
  if (whyNot('win', campaign, now) !== 'won') takesStep('win', campaign, now);
  const wanted = { ...fileOf(campaign), won };
  const checks = allChecks();
  const file = await checks.of(() => checkCampaign(wanted));
  await checks.of(() => checkPastOf(campaign, file ?? legibleIn(wanted), now));
  if (!file || checks.areFaulty) throw checks.faulty();
  if (campaign.won?.on === file.won?.on && campaign.won?.words === file.won?.words) return changesNothing(before);
  takesStep('win', campaign, now);
  return { ...planOver(deps, before, file), act: 'campaign.win' };
}
