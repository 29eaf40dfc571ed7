import * as z from 'zod/mini';
import type { Db } from '../aws/db.ts';
import { isoTime } from '../running/clock.ts';
import { type Campaign, campaignFile } from './campaign.ts';
import { type Change, campaignChanges } from './changes.ts';
import { campaignDangers, type DangerKind } from './dangers.ts';
import { getStoredCampaign, listCampaignHeads, putCampaign, type StoredCampaign } from './store.ts';

/** What putting a campaign would do. Nothing is written before `carryOut`. */
export interface Plan {
  readonly before: StoredCampaign | undefined;
  readonly after: Campaign;
  readonly changes: readonly Change[];
  readonly dangers: readonly DangerKind[];
}

/** A campaign's file as the schema has read it, with its defaults filled in. */
export type ParsedCampaignFile = z.infer<typeof campaignFile>;

/** Compares a campaign with what is stored under its slug. @param now milliseconds since the epoch. @param stageMonths as `campaignDangers`. */
export async function planCampaign(
  db: Db,
  { $schema, ...file }: ParsedCampaignFile,
  now: number,
  stageMonths?: number,
): Promise<Plan> {
  const [before, others] = await Promise.all([getStoredCampaign(db, file.slug), listCampaignHeads(db)]);
  const after = { ...file, createdAt: before?.campaign.createdAt ?? isoTime(now) };
  return {
    before,
    after,
    changes: campaignChanges(before?.campaign, after),
    dangers: campaignDangers(before?.campaign, after, others, now, stageMonths),
  };
}

/** @throws {CampaignChanged} if somebody else has written the campaign since the plan was made. Nothing is written. */
export const carryOut = (db: Db, { before, after }: Plan): Promise<void> =>
  putCampaign(db, after, before?.revision ?? 0);

/** A stored campaign as the file that it could have come from: fields in their order, without what the store adds. */
export function fileOf({ createdAt, ...campaign }: Campaign): ParsedCampaignFile {
  const parsed = z.safeParse(campaignFile, campaign);
  // One that was stored under older rules is still shown; it is checked when it is put again.
  return parsed.success ? parsed.data : campaign;
}
