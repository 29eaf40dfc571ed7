import { basename } from 'node:path/posix';
import type { OrganiserActor } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import type { Db } from '../aws/db.ts';
import { storedCampaign } from '../campaigns/plan.ts';
import { getUpload } from '../campaigns/upload-store.ts';
import type { Clock } from '../running/clock.ts';
import { keptName, logoName, namesOfPictures, typeOfPictureFile } from './address.ts';
import type { UploadDeps } from './upload.ts';

/** Pictures that no public page shows: each is for those who may see the campaign or the case that has it. */
interface KeptDeps extends Pick<UploadDeps, 'pictures' | 'organisers'> {
  readonly campaigns: Db;
  readonly clock: Clock;
}

/**
 * A file of a campaign, drafts too. As many read units as the campaign.
 * @returns undefined if this campaign does not have it. @throws {Problem} as `requireRight`, and as `storedCampaign`.
 */
export async function pictureOfCampaign(
  deps: KeptDeps,
  actor: OrganiserActor,
  { slug, file }: { readonly slug: string; readonly file: string },
): Promise<Uint8Array | undefined> {
  requireRight(actor, 'campaign.read', { ...deps, campaign: slug });
  if (typeOfPictureFile(file) === undefined) return undefined;
  const { campaign } = await storedCampaign(deps, slug);
  const logo = campaign.group?.logo?.made;
  const its = [...namesOfPictures(campaign), ...(logo ? [logoName(logo)] : [])];
  return its.some((name) => basename(name) === file) ? deps.pictures.get(keptName(file)) : undefined;
}

/** A file that the actor has uploaded lately, and any for an admin. 1 read unit. @returns undefined if there is none for them. */
export async function pictureUploaded(
  { organisers, pictures, clock }: KeptDeps,
  actor: OrganiserActor,
  file: string,
): Promise<Uint8Array | undefined> {
  if (typeOfPictureFile(file) === undefined) return undefined;
  const picture = file.split('-')[0] ?? '';
  const uploaded = () => getUpload(organisers, { picture, account: actor.account }, clock());
  return actor.isAdmin || (await uploaded()) ? pictures.get(keptName(file)) : undefined;
}
