import type { Right } from '../access/rights.ts';
import { Problem } from '../problem.ts';
import type { Campaign, CampaignHead } from './campaign.ts';
import { mayBeSigned } from './demands.ts';
import { campaignStatus, isArchived } from './status.ts';

/**
 * The states of a campaign, and the steps from one to another. This is the one rule: pages show steps by it, and every use case is refused
 * by it, whether the console, a program or a command asks.
 */

/** What a campaign is to its organisers. It may also be won, from the moment on at which it opens. */
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

/** What an organiser can do with a campaign as a whole, the steps that they need most often first. To win takes words, too. */
export const steps = ['open', 'take-back', 'pause', 'close', 'bring-back', 'win', 'archive'] as const;
export type Step = (typeof steps)[number];

/** A step that takes nothing but a yes. */
export type Turn = Exclude<Step, 'win'>;
export const turns = steps.filter((step): step is Turn => step !== 'win');

export const rightFor = (step: Step): Right => (step === 'win' ? 'campaign.write' : 'campaign.publish');

/** Why a campaign does not take a step. After the first two it is as the step would make it: nobody is refused. */
type WhyNot = 'already' | 'opens-later' | Refusal;
/** Why a step is refused. */
export type Refusal =
  | 'draft'
  | 'archived-draft'
  | 'signed-draft'
  | 'scheduled'
  | 'not-closed'
  | 'has-opened'
  | 'has-closed'
  | 'won'
  | 'no-draft';

/** A draft that was open before keeps what people signed. One that is archived is first brought back. */
type Standing = OrganisedStatus | 'archived-draft' | 'signed-draft';

const drafts = { draft: 'draft', 'signed-draft': 'draft', 'archived-draft': 'archived-draft' } as const;
const tooEarly = { ...drafts, scheduled: 'scheduled' } as const;
const over = { closed: 'has-closed', archived: 'has-closed' } as const;
const opened = { open: 'has-opened', paused: 'has-opened', closed: 'has-opened', archived: 'has-opened' } as const;
const shown = { scheduled: 'already', open: 'already', paused: 'already', closed: 'already' } as const;

const rules: Record<Step, Record<Standing, WhyNot | 'may'>> = {
  open: {
    ...{ ...drafts, draft: 'may', 'signed-draft': 'may' },
    ...{ scheduled: 'opens-later', open: 'already', paused: 'may', ...over },
  },
  'take-back': { ...drafts, draft: 'already', 'signed-draft': 'already', scheduled: 'may', ...opened },
  pause: { ...tooEarly, open: 'may', paused: 'already', ...over },
  close: { ...tooEarly, open: 'may', paused: 'may', closed: 'already', archived: 'already' },
  'bring-back': { draft: 'already', 'signed-draft': 'already', 'archived-draft': 'may', ...shown, archived: 'may' },
  win: { ...tooEarly, open: 'may', paused: 'may', closed: 'may', archived: 'may' },
  archive: {
    ...{ draft: 'may', 'signed-draft': 'signed-draft', 'archived-draft': 'already', archived: 'already' },
    ...{ scheduled: 'scheduled', open: 'not-closed', paused: 'not-closed', closed: 'may' },
  },
};

function standingOf(campaign: CampaignHead, now: number): Standing {
  const status = organisedStatus(campaign, now);
  if (campaign.visibility !== 'draft') return status;
  if (status === 'archived') return 'archived-draft';
  return mayBeSigned(campaign, now) ? 'signed-draft' : 'draft';
}

/** Why a campaign does not take a step in its state. Undefined if it does. @param now milliseconds since the epoch. */
export function whyNot(step: Step, campaign: CampaignHead, now: number): WhyNot | undefined {
  const verdict = rules[step][standingOf(campaign, now)];
  if (verdict !== 'may') return verdict;
  return step === 'win' && campaign.won !== undefined ? 'won' : undefined;
}

/** The steps that a campaign can take in its state. */
export const stepsOf = (campaign: CampaignHead, now: number): readonly Step[] =>
  steps.filter((step) => whyNot(step, campaign, now) === undefined);

/** Whether a step changes a campaign. False: it is as the step would make it. @throws {InOtherState} */
export function takesStep(step: Step, campaign: Campaign, now: number): boolean {
  const why = whyNot(step, campaign, now);
  if (why === undefined) return true;
  if (why === 'already' || why === 'opens-later') return false;
  throw new InOtherState(step, why, campaign, now);
}

/** The state of a campaign does not allow what was asked for: a step, or a preview. */
export class InOtherState extends Problem {
  readonly asked: Step | 'preview';
  readonly why: Refusal;
  /** The campaign as it is. */
  readonly subject: Campaign;
  readonly state: OrganisedStatus;
  /** The steps that it can take. */
  readonly can: readonly Step[];

  constructor(asked: Step | 'preview', why: Refusal, subject: Campaign, now: number) {
    super('campaign-in-other-state', { campaign: subject.slug });
    this.asked = asked;
    this.why = why;
    this.subject = subject;
    this.state = organisedStatus(subject, now);
    this.can = stepsOf(subject, now);
  }
}
