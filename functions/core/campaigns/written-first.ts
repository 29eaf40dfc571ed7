import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Actor } from '../access/actor.ts';
import type { CampaignAct } from '../audit/acts.ts';
import { type AuditChange, type AuditDeps, actorName, audited, changedFields, clientOf } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import { isoTime } from '../running/clock.ts';
import { fileOf } from './as-file.ts';
import type { Campaign } from './campaign.ts';
import { ofTheStore } from './changes.ts';
import { type Fence, fenceIs } from './fence.ts';
import { deletePreviews } from './preview-store.ts';
import { marksOf } from './state-changes.ts';
import { putCampaign, type StoredCampaign } from './store.ts';
import { deleteVersions, hasVersion, putVersionRecord, putVersionText, type VersionMaker } from './version-store.ts';

export interface WritingDeps extends AuditDeps {
  readonly campaigns: Db;
}

/** A campaign as it is and as it is to be, and how the audit trail calls the step. */
export interface Step {
  readonly act: CampaignAct;
  readonly before: StoredCampaign | undefined;
  readonly after: Campaign;
  /** Names what was sent to make the campaign, if it may be sent twice. */
  readonly madeBy?: string | undefined;
  /** Where the fence stood before anything was read, if the campaign gets a case that it did not have (`fence.ts`). */
  readonly fence?: Fence | undefined;
  /** The version that it brings back. */
  readonly broughtBack?: number | undefined;
}

/**
 * Writes a campaign after the audit trail has the fields that change, in full. The version of its history is written with it.
 * @param first comes between the two.
 * @throws {ChangedMeanwhile} if somebody else wrote the campaign since it was read. Then it is not written.
 */
export const putWrittenFirst = (
  { campaigns, ...trail }: WritingDeps,
  actor: Actor,
  { act, before, after, madeBy, fence, broughtBack }: Step,
  first: () => Promise<void> = async () => undefined,
): Promise<void> => {
  const change = changedFields(before?.campaign, after);
  return audited(trail, actor, act, after.slug, { ...change, broughtBack }, async () => {
    await first();
    if (after.deletedAt !== undefined) return forget(campaigns, before, after);
    const changed = before === undefined ? undefined : fieldNames(change);
    const maker = {
      at: isoTime(trail.clock()),
      by: actorName(actor),
      client: clientOf(actor),
      act,
      broughtBack,
      changed,
    };
    await putCampaign(campaigns, after, before?.revision ?? 0, {
      fence: fence === undefined ? undefined : fenceIs(campaigns, fence),
      record: (conditions) => recordOf(campaigns, { before, after, maker, madeBy }, conditions),
    });
  });
};

/** The fields of the file that a change touches. */
const fieldNames = ({ before, after }: AuditChange): string[] =>
  [...new Set([before, after].flatMap((one) => Object.keys(Object(one))))].filter((name) => !ofTheStore.has(name));

/** Stores the words of the new version, and those of the one before it if that has none: it is older than the history. */
async function recordOf(
  db: Db,
  { before, after, maker, madeBy }: Omit<Step, 'act' | 'fence'> & { readonly maker: VersionMaker },
  conditions: readonly TransactWriteItem[],
): Promise<Record<string, unknown>> {
  const { slug } = after;
  if (before && before.campaign.deletedAt === undefined && !(await hasVersion(db, slug, before.revision))) {
    const { revision, campaign } = before;
    const version = { revision, ...marksOf(campaign) };
    await putVersionRecord(db, await putVersionText(db, slug, version, fileOf(campaign), conditions));
  }
  const version = { revision: (before?.revision ?? 0) + 1, ...maker, ...marksOf(after), madeBy };
  return putVersionText(db, slug, version, fileOf(after), conditions);
}

/**
 * Deletes a campaign with its history and its previews. They go first: after a crash, the campaign is still there to be deleted. And
 * again: somebody may have changed it meanwhile.
 */
async function forget(db: Db, before: StoredCampaign | undefined, after: Campaign): Promise<void> {
  const forgetAll = () => Promise.all([deleteVersions(db, after.slug), deletePreviews(db, after.slug)]);
  await forgetAll();
  await putCampaign(db, after, before?.revision ?? 0);
  await forgetAll();
}
