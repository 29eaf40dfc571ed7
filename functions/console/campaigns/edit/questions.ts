import type { DangerKind } from '../../../core/campaigns/dangers.ts';
import { mayBeSigned } from '../../../core/campaigns/demands.ts';
import type { Plan } from '../../../core/campaigns/plan.ts';

/** Changes that signers notice, or that cannot be undone. A page asks before they are saved. */
const asked = [
  'demand-changed',
  'title-changed',
  'targets-changed',
  'closing-removed',
  'closing-later',
  'translation-removed',
  'draft-again',
  'not-open-any-more',
  'closed-at-once',
  'reopened',
  'recipients-changed',
  'group-changed',
  'live-from-now',
  'kept-longer',
  'kept-after-all',
  'kept-shorter',
  'erased-at-once',
] as const satisfies readonly DangerKind[];
export type Question = (typeof asked)[number];

/** Nobody has signed a draft, but these would show in it once it is open. */
const ofDrafts: readonly Question[] = ['live-from-now'];

/** What a page asks before it carries out a plan. @param now milliseconds since the epoch. */
export function questionsOf({ before, after, dangers }: Plan, now: number): readonly Question[] {
  const isSigned = mayBeSigned(before?.campaign, now);
  // A plan knows nothing of the group of the installation, which asked until now.
  const isOtherGroup = isSigned && (before?.campaign.group === undefined) !== (after.group === undefined);
  return asked.filter(
    (kind) =>
      (isSigned ? dangers.includes(kind) : ofDrafts.includes(kind) && dangers.includes(kind)) ||
      (kind === 'group-changed' && isOtherGroup),
  );
}
