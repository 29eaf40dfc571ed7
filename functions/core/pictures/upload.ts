import { type OrganiserKeys, uploadId } from '../access/account.ts';
import type { Actor } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import { type AuditDeps, audited } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import type { MadePicture } from '../campaigns/picture.ts';
import { storedCampaign } from '../campaigns/plan.ts';
import { keptName } from './address.ts';
import { assertSize } from './fault.ts';
import { type Made, MOST_UPLOADED, type PictureMaker, type PictureUse } from './made.ts';
import type { PictureStore } from './store.ts';

/** What an upload needs. */
export interface UploadDeps extends AuditDeps {
  readonly pictures: PictureStore;
  readonly makePicture: PictureMaker;
  /** They give a picture an id that nobody can guess. */
  readonly keys: () => Promise<OrganiserKeys>;
}

/** A file that an organiser sends. */
export interface Upload {
  readonly content: Uint8Array;
  readonly use: PictureUse;
}

/**
 * Takes a picture for a campaign. Nobody but organisers sees it, until a campaign shows it.
 * @throws {Problem} as `requireRight`; `campaign-unknown` or `campaign-deleted`. @throws {PictureFault}
 */
export async function uploadPicture(
  deps: UploadDeps & { readonly campaigns: Db },
  actor: Actor,
  { slug, ...upload }: Upload & { readonly slug: string },
): Promise<MadePicture> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  await storedCampaign(deps, slug);
  return takePicture(deps, actor, upload, slug);
}

/**
 * Has a picture made, and keeps it. The right of the actor is checked before.
 * @param subject what it is for, in the audit trail: the slug of a campaign, or the id of a case.
 * @throws {PictureFault} if it is no picture, or one that we cannot show.
 */
export async function takePicture(
  { pictures, makePicture, keys, ...trail }: UploadDeps,
  actor: Actor,
  { content, use }: Upload,
  subject: string,
): Promise<MadePicture> {
  assertSize(content, MOST_UPLOADED);
  const [made, ring] = await Promise.all([makePicture(content, use), keys()]);
  const { picture, files } = renamed(made, uploadId(ring, made.picture.id));
  const names = [...files.keys()].map(keptName);
  await audited(trail, actor, 'pictures.put', subject, { after: { files: names } }, async () => {
    await Promise.all([...files].map(([file, bytes]) => pictures.put(keptName(file), bytes)));
  });
  return picture;
}

const renamed = ({ picture, files }: Made, id: string): Made => ({
  picture: { ...picture, id },
  files: new Map([...files].map(([file, bytes]) => [file.replace(picture.id, id), bytes])),
});

/** A file that no page shows, for organisers. @returns undefined if there is none. */
export const keptPicture = (
  { pictures }: Pick<UploadDeps, 'pictures'>,
  file: string,
): Promise<Uint8Array | undefined> => pictures.get(keptName(file));
