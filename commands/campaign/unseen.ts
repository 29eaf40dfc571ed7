import { fileOf } from '../../functions/core/campaigns/as-file.ts';
import type { Campaign, ParsedCampaignFile } from '../../functions/core/campaigns/campaign.ts';
import type { OrganiseDeps } from '../../functions/core/campaigns/organise-deps.ts';
import type { Plan } from '../../functions/core/campaigns/plan.ts';
import { getStoredCampaign } from '../../functions/core/campaigns/store.ts';
import { queryVersion } from '../../functions/core/campaigns/version-store.ts';
import { fileChanges } from '../../functions/core/campaigns/versions.ts';
import { changeLines } from '../changes.ts';
import { noteSeen, seenIn, seenLine } from '../seen.ts';
import type { Target } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';

/**
 * Refuses a file whose writer has not seen what it would replace, and shows what that is.
 * @param text of the file. @throws {CommandError}
 */
export async function refuseUnseen(
  { campaigns }: Pick<OrganiseDeps, 'campaigns'>,
  { before, changes }: Plan,
  text: string,
  { name }: Target,
): Promise<void> {
  if (!before || changes.length === 0 || before.campaign.deletedAt !== undefined) return;
  const place = { of: before.campaign.slug, on: name };
  const seen = seenIn(text, place);
  if (seen === undefined || seen === before.revision) return;
  const read = (await queryVersion(campaigns, place.of, seen))?.file as ParsedCampaignFile | undefined;
  const since = read && fileChanges(read, fileOf(before.campaign));
  if (since?.length === 0) return;
  throw new CommandError(
    `Nothing written: the file is of version ${seen} of ${place.of}, and version ${before.revision} is stored on ${name}.`,
    ...(since
      ? ['This has changed since:', ...since.flatMap(changeLines).map((line) => `  ${line}`)]
      : ['The history has no such version, to show what has changed since.']),
    `Bring it into the file, and let its first line be: ${seenLine({ ...place, revision: before.revision })}`,
  );
}

/** Says in the file which version it is now, if that is as the file has it. */
export async function noteWritten(path: string, campaign: Campaign, { db, name }: Target): Promise<void> {
  const stored = await getStoredCampaign(db, campaign.slug, { consistent: true });
  if (!stored || fileChanges(fileOf(campaign), fileOf(stored.campaign)).length > 0) return;
  // If the file cannot be written, the next `put` shows what has changed since the version that it names.
  await noteSeen(path, { revision: stored.revision, of: campaign.slug, on: name }).catch(() => undefined);
}
