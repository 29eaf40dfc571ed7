import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { localTarget } from '../../commands/target.ts';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { getCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { namesShown } from '../../functions/core/pictures/address.ts';
import { SLUG } from '../support/machine.ts';

/**
 * A campaign of its own for each file of stories, so that two files may run side by side and each count adds up. It is the
 * sample campaign under another slug. On a service that the tests did not start, where they may not write, it is the
 * sample campaign itself: there, stories run one after another.
 * @param changes what is different from the sample.
 * @returns its slug.
 */
export async function ownCampaign(changes: Partial<Campaign> = {}): Promise<string> {
  const dataDir = inject('dataDir');
  if (!dataDir) return SLUG;
  const { db, pictures } = await localTarget(dataDir);
  const sample = await getCampaign(db, SLUG);
  if (!sample) throw new Error(`There is no campaign ${SLUG}.`);
  const slug = `azerbaijan-${randomUUID().slice(0, 8)}`;
  // Each campaign has its pictures in a folder of its own.
  for (const name of namesShown(sample)) {
    const content = await pictures.get(name);
    if (content) await pictures.put(name.replace(SLUG, slug), content);
  }
  await putCampaign(db, { ...sample, ...changes, slug });
  db.client.destroy();
  return slug;
}
