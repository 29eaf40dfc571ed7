import type { CampaignAct } from '../audit/acts.ts';
import { isoTime } from '../running/clock.ts';
import type { Campaign } from './campaign.ts';
import type { WithPictures } from './pictures-of-others.ts';
import { type OrganisedStatus, organisedStatus, takesStep, whyNot } from './states.ts';

/** What a change of a campaign's file does to its state. */

/** Since when a campaign is paused, and archived. Neither is in its file. */
export type Marks = Pick<Campaign, 'pausedAt' | 'archivedAt'>;
export const marksOf = ({ pausedAt, archivedAt }: Marks): Marks => ({ pausedAt, archivedAt });

/** What a campaign was, if that is to come back. */
export interface Earlier {
  /** Its pictures are the campaign's own. */
  readonly file: WithPictures;
  /** Undefined: its state stays as it is now. */
  readonly marks?: Marks | undefined;
}

/**
 * The pause and the archiving of a campaign after a change. Each stays only where its step could be taken (`states.ts`): a pause ends when the
 * campaign becomes a draft, has to open again, or closes. Groups pause when signers are in danger. So a pause of now also outlasts the
 * return of a version without one, and a version that was paused comes back paused.
 * @param after without both. @param then those of the version that comes back. Undefined: none does.
 */
export function marksAfter(before: Campaign | undefined, after: Campaign, now: number, then?: Marks): Marks {
  const is = before && organisedStatus(before, now);
  const isPaused = is === 'paused' || then?.pausedAt !== undefined;
  const isArchived = then ? then.archivedAt !== undefined : is === 'archived';
  const [pausedAt, archivedAt] = [
    is === 'paused' ? before?.pausedAt : isoTime(now),
    is === 'archived' ? before?.archivedAt : isoTime(now),
  ];
  return {
    ...(isPaused && whyNot('pause', after, now) === undefined && { pausedAt }),
    ...(isArchived && whyNot('archive', after, now) === undefined && { archivedAt }),
  };
}

/** To show a draft takes what its opening takes, whichever way it is shown. @throws {InOtherState} if it is archived. */
export function checkShown(before: Campaign | undefined, { visibility }: Pick<Campaign, 'visibility'>, now: number) {
  if (before?.visibility !== 'draft' || before.deletedAt !== undefined || visibility === 'draft') return;
  takesStep('open', before, now);
}

/** The states in which people see a campaign that has not ended. */
const running: readonly (OrganisedStatus | undefined)[] = ['scheduled', 'open', 'paused'];

/** How the audit trail calls a change of a campaign's file: by what becomes of its state. */
export function actOf(stored: Campaign | undefined, after: Campaign, now: number): CampaignAct {
  const before = stored?.deletedAt === undefined ? stored : undefined;
  const [was, is] = [before && organisedStatus(before, now), organisedStatus(after, now)];
  if (before && before.visibility !== 'draft' && after.visibility === 'draft') return 'campaign.take-back';
  if (running.includes(is) && (!running.includes(was) || (was === 'scheduled' && is === 'open')))
    return 'campaign.open';
  return running.includes(was) && !running.includes(is) ? 'campaign.close' : 'campaign.put';
}
