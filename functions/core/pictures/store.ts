import type { Actor } from '../access/actor.ts';
import { type AuditDeps, audited } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import type { Campaign } from '../campaigns/campaign.ts';
import type { Group } from '../campaigns/group.ts';
import { getStoredGroup } from '../campaigns/group-store.ts';
import { listCampaignHeads } from '../campaigns/head-store.ts';
import { logoName, namesOfPictures, namesShown } from './address.ts';

/** Where pictures are kept: a bucket, or a folder of one computer. Names are those of `pictureName`. */
export interface PictureStore {
  /** Writes a file, unless it is there: what has this name has this content. */
  put(name: string, content: Uint8Array): Promise<void>;
  /** @returns undefined if there is none. */
  get(name: string): Promise<Uint8Array | undefined>;
  has(name: string): Promise<boolean>;
  /** Removes a file, if it is there. */
  remove(name: string): Promise<void>;
  /** Ends its connections, if it has any. */
  close?(): void;
}

interface PictureDeps {
  readonly pictures: PictureStore;
}

/** Files of pictures, by name. */
export type PictureFiles = ReadonlyMap<string, Uint8Array>;

/**
 * Writes pictures of a campaign, or of the group. Comes before the campaign or the group that shows them is written: no page
 * names a missing file.
 * @param subject the slug of the campaign, or `group`, for the audit trail.
 */
export async function putPictures(
  { pictures, ...trail }: PictureDeps & AuditDeps,
  actor: Actor,
  files: PictureFiles,
  subject: string,
): Promise<void> {
  if (files.size === 0) return;
  await audited(trail, actor, 'pictures.put', subject, { after: { files: [...files.keys()] } }, async () => {
    for (const [name, content] of files) await pictures.put(name, content);
  });
}

/**
 * Removes the pictures that a campaign no longer shows. Comes after the campaign is written: the entry of that act names them.
 */
export async function removePictures(
  { pictures }: PictureDeps,
  _actor: Actor,
  { before, after }: { readonly before: Campaign | undefined; readonly after: Campaign },
): Promise<void> {
  if (!before) return;
  const shown = namesShown(after);
  // Also of a draft: an earlier version stored its pictures.
  for (const name of namesOfPictures(before)) if (!shown.has(name)) await pictures.remove(name);
}

/**
 * Removes the logo of a group that was replaced, unless another group shows the same. Comes after the group, or the campaign
 * whose own group it is, was written. Reads all heads of campaigns twice, if there was another logo.
 */
export async function removeLogo(
  { pictures, campaigns }: PictureDeps & { readonly campaigns: Db },
  _actor: Actor,
  { before, after }: { readonly before: Group | undefined; readonly after: Group | undefined },
): Promise<void> {
  const old = before?.logo?.made;
  if (!old || old.id === after?.logo?.made?.id) return;
  const name = logoName(old);
  const isShown = async () => {
    const [stored, heads] = await Promise.all([getStoredGroup(campaigns), listCampaignHeads(campaigns, true)]);
    return [stored?.group, ...heads.map(groupShown)].some((group) => group?.logo?.made?.id === old.id);
  };
  if (await isShown()) return;
  const content = await pictures.get(name);
  if (!content) return;
  await pictures.remove(name);
  // Another group may have taken the same one meanwhile.
  if (await isShown()) await pictures.put(name, content);
}

/** The group of its own that a campaign shows. A draft shows none. */
export const groupShown = (campaign: Pick<Campaign, 'group' | 'visibility'> | undefined): Group | undefined =>
  campaign?.visibility === 'draft' ? undefined : campaign?.group;
