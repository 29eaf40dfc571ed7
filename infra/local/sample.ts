import { readFile } from 'node:fs/promises';
import type { Db } from '../../functions/core/aws/db.ts';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { parseCampaignFile } from '../../functions/core/campaigns/file.ts';
import { getCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { isoTime, systemClock } from '../../functions/core/running/clock.ts';

const FILE = new URL('./sample/azerbaijan-prisoners-of-conscience.yaml', import.meta.url);

/** Stores the sample campaign on the first start. Later starts keep the organiser's changes. */
export async function putSampleOnce(db: Db): Promise<Campaign> {
  const file = parseCampaignFile(await readFile(FILE));
  const stored = await getCampaign(db, file.slug);
  if (stored) return stored;
  const { $schema: _, ...campaign } = { ...file, createdAt: isoTime(systemClock()) };
  await putCampaign(db, campaign, 0);
  return campaign;
}
