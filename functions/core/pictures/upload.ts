import { type OrganiserKeys, uploadId } from '../access/account.ts';
import { type Actor, requireWaiting } from '../access/actor.ts';
import { requireRightNow } from '../access/right-now.ts';
import { requireRight } from '../access/rights.ts';
import { type AuditDeps, audited } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import type { MadePicture } from '../campaigns/picture.ts';
import { storedCampaign } from '../campaigns/plan.ts';
import { putUpload } from '../campaigns/upload-store.ts';
import { keptName } from './address.ts';
import { assertSize } from './fault.ts';
import { type Made, MOST_UPLOADED, type PictureMaker, type PictureUse } from './made.ts';
import type { PictureStore } from './store.ts';

/** What an upload needs. */
export interface UploadDeps extends AuditDeps {
  /** Where it stands who has uploaded a picture. */
  readonly organisers: Db;
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
 * Takes a picture for a campaign. Nobody but who has uploaded it sees it, until a campaign has it.
 * @throws {Problem} as `takePicture`; `campaign-unknown` or `campaign-deleted`. @throws {PictureFault}
 */
export async function uploadPicture(
  deps: UploadDeps & { readonly campaigns: Db },
  actor: Actor,
  { slug, ...upload }: Upload & { readonly slug: string },
): Promise<MadePicture> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  await storedCampaign(deps, slug);
  return takePicture(deps, actor, upload, { subject: slug, campaign: slug });
}

/**
 * Has a picture made, and keeps it. That takes seconds of a processor, so its actor must still have the right as it begins, and as it is
 * stored; and nothing is done for a request that was answered meanwhile. 6 read units and 1 write unit for an organiser.
 * @param input.subject what it is for, in the audit trail: the slug of a campaign, or the id of a case.
 * @param input.campaign the slug, if it is for one. Left out: for a case, whose right the caller knows better.
 * @throws {Problem} `not-allowed`. @throws {PictureFault} if it is no picture, or one that we cannot show.
 */
export async function takePicture(
  { organisers, pictures, makePicture, keys, ...trail }: UploadDeps,
  actor: Actor,
  { content, use }: Upload,
  { subject, campaign }: { readonly subject: string; readonly campaign?: string | undefined },
): Promise<MadePicture> {
  const requireStill = async () => {
    requireWaiting(actor);
    await requireRightNow({ organisers }, actor, campaign === undefined ? 'case.write' : 'campaign.write', campaign);
    requireWaiting(actor);
  };
  assertSize(content, MOST_UPLOADED);
  await requireStill();
  const [made, ring] = await Promise.all([makePicture(content, use), keys()]);
  const { picture, files } = renamed(made, uploadId(ring, made.picture.id));
  const names = [...files.keys()].map(keptName);
  await requireStill();
  await audited(trail, actor, 'pictures.put', subject, { after: { files: names } }, async () => {
    // The entry may have waited for others.
    await requireStill();
    await Promise.all([...files].map(([file, bytes]) => pictures.put(keptName(file), bytes)));
    if (actor.kind === 'organiser')
      await putUpload(organisers, { made: picture, account: actor.account }, trail.clock());
  });
  return picture;
}

const renamed = ({ picture, files }: Made, id: string): Made => ({
  picture: { ...picture, id },
  files: new Map([...files].map(([file, bytes]) => [file.replace(picture.id, id), bytes])),
});
