import { organiserKeys } from '../../functions/core/access/account.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { putGroup } from '../../functions/core/campaigns/group-store.ts';
import type { OrganiseDeps } from '../../functions/core/campaigns/organise-deps.ts';
import { pictureShelf } from '../../functions/core/pictures/shelf.ts';
import type { UploadDeps } from '../../functions/core/pictures/upload.ts';
import { organisersRing } from './access.ts';
import { groupOf } from './campaign.ts';
import { madeInWorker, picturesInMemory } from './pictures.ts';
import { anyTrail } from './records.ts';
import { freshTables } from './tables.ts';

/** An age public key that is deployed in tests. */
export const deployedKey = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';

/** What organisers' use cases need, and the slugs that lists were told of. */
export function organiseDeps(
  campaigns: Db,
  time: { now: number },
): OrganiseDeps &
  Omit<UploadDeps, 'organisers'> & { relisted: string[]; pictures: ReturnType<typeof picturesInMemory> } {
  const relisted: string[] = [];
  const pictures = picturesInMemory();
  return {
    campaigns,
    audit: anyTrail(),
    clock: () => time.now,
    deployed: { publicKeys: [deployedKey], campaignPublicKeys: [] },
    pictures,
    makePicture: madeInWorker,
    keys: async () => organiserKeys(organisersRing),
    shelf: pictureShelf(pictures, campaigns),
    relist: async (slug) => void relisted.push(slug),
    relisted,
  };
}

/** The same, in fresh tables with a group. */
export async function freshOrganising(time: { now: number }): Promise<ReturnType<typeof organiseDeps>> {
  const { Campaigns } = await freshTables();
  await putGroup(Campaigns, groupOf(), 0);
  return organiseDeps(Campaigns, time);
}
