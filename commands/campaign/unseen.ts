import { fileOf } from '../../functions/core/campaigns/as-file.ts';
import type { Campaign, ParsedCampaignFile } from '../../functions/core/campaigns/campaign.ts';
import type { OrganiseDeps } from '../../functions/core/campaigns/organise-deps.ts';
import type { Plan } from '../../functions/core/campaigns/plan.ts';
import { getStoredCampaign } from '../../functions/core/campaigns/store.ts';
import { queryVersion } from '../../functions/core/campaigns/version-store.ts';
import { fileChanges } from '../../functions/core/campaigns/versions.ts';
import { changeLines } from '../changes.ts';
import { noteSeen, refuseUnseen } from '../seen.ts';
import type { Target } from '../target.ts';

/** As `refuseUnseen`, of the campaign that a plan would change. @param path of the file. @throws {CommandError} */
export async function refuseUnseenCampaign(
  { campaigns }: Pick<OrganiseDeps, 'campaigns'>,
  { before, changes }: Plan,
  path: string,
  { name }: Target,
): Promise<void> {
  if (!before || changes.length === 0 || before.campaign.deletedAt !== undefined) return;
  const { slug } = before.campaign;
  await refuseUnseen(path, { revision: before.revision, of: slug, on: name }, async (seen) => {
    const read = (await queryVersion(campaigns, slug, seen))?.file as ParsedCampaignFile | undefined;
    return read && fileChanges(read, fileOf(before.campaign)).flatMap(changeLines);
  });
}

/** Says in the file which version it is now, if that is as the file has it. */
export async function noteWritten(path: string, campaign: Campaign, { db, name }: Target): Promise<void> {
  const stored = await getStoredCampaign(db, campaign.slug, { consistent: true });
  if (!stored || fileChanges(fileOf(campaign), fileOf(stored.campaign)).length > 0) return;
  // If the file cannot be written, the next `put` shows what has changed since the version that it names.
  await noteSeen(path, { revision: stored.revision, of: campaign.slug, on: name }).catch(() => undefined);
}
