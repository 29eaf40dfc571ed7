import type { Actor } from '../access/actor.ts';
import { type AuditDeps, audited, changedFields } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import type { Campaign } from './campaign.ts';
import { putCampaign, type StoredCampaign } from './store.ts';

export interface WritingDeps extends AuditDeps {
  readonly campaigns: Db;
}

/** A campaign as it is and as it is to be, and how the audit trail calls the step. */
export interface Step {
  readonly act: `campaign.${string}`;
  readonly before: StoredCampaign | undefined;
  readonly after: Campaign;
}

/**
 * Writes a campaign after the audit trail has the fields that change, in full.
 * @param first comes between the two.
 * @throws {ChangedMeanwhile} if somebody else wrote the campaign since it was read. Then it is not written.
 */
export const putWrittenFirst = (
  { campaigns, ...trail }: WritingDeps,
  actor: Actor,
  { act, before, after }: Step,
  first: () => Promise<void> = async () => undefined,
): Promise<void> =>
  audited(trail, actor, act, after.slug, changedFields(before?.campaign, after), async () => {
    await first();
    await putCampaign(campaigns, after, before?.revision ?? 0);
  });
