import type { ParsedCampaignFile, SharePicture } from '../../functions/core/campaigns/campaign.ts';
import { labelOf } from '../../functions/core/campaigns/faults.ts';
import { getCampaign } from '../../functions/core/campaigns/store.ts';
import { pictureFile, pictureName, shareFile } from '../../functions/core/pictures/address.ts';
import type { PictureMaker } from '../../functions/core/pictures/made.ts';
import { makeSharePicture, shareSource } from '../../infra/pictures/share.ts';
import { picturesBeside } from '../pictures/beside.ts';
import { addStored } from '../pictures/stored.ts';
import type { Target } from '../target.ts';

/** A campaign's file with its pictures made, and what was made. Nothing is stored yet. */
export interface Prepared {
  readonly file: ParsedCampaignFile;
  /** The files of all pictures, by name. */
  readonly files: Map<string, Uint8Array>;
  /** What was made, for the person who puts the campaign. */
  readonly lines: readonly string[];
}

/**
 * Makes the pictures that a campaign's file names.
 * @param path of the campaign's file: pictures are beside it.
 * @throws {CommandError} with the faults of all pictures.
 */
export async function preparePictures(file: ParsedCampaignFile, path: string, make?: PictureMaker): Promise<Prepared> {
  const { slug } = file;
  const beside = picturesBeside(path, make);
  const picture =
    file.picture && (await beside.prepared(file.picture, { field: 'picture', use: { slug, use: 'campaign' } }));
  const cases: ParsedCampaignFile['cases'] = [];
  for (const [i, one] of file.cases.entries()) {
    const place = { field: labelOf(['cases', i, 'picture'], file), use: { slug, use: 'case' } } as const;
    cases.push(one.picture ? { ...one, picture: await beside.prepared(one.picture, place) } : one);
  }
  const logo =
    file.group?.logo &&
    (await beside.prepared(file.group.logo, { field: labelOf(['group', 'logo'], file), use: 'logo' }));
  beside.assertGood();
  const group = file.group && { ...file.group, ...(logo && { logo }) };
  return { ...beside, file: { ...file, ...(picture && { picture }), cases, ...(group && { group }) } };
}

/**
 * Adds what only the place of the campaign knows: files of pictures that are stored elsewhere there, and the picture for
 * shared links, unless the stored one shows the same. A draft needs none of them.
 * @returns the picture for shared links, or undefined to keep the stored one. All files are added to `files`.
 * @throws {CommandError} if the file names a picture as stored that is not.
 */
export async function prepareOn(prepared: Prepared, target: Target): Promise<SharePicture | undefined> {
  const { file, files } = prepared;
  if (file.visibility === 'draft') return undefined;
  const found = await getCampaign(target.db, file.slug);
  // The pictures of a draft are not stored.
  const stored = found?.visibility === 'draft' ? undefined : found;
  await addStored(prepared, stored, target);
  const from = shareSource(file);
  if (stored?.share?.from === from) return undefined;
  const made = await makeSharePicture(file, await largest(prepared, target));
  if (!made) return undefined;
  files.set(pictureName(file.slug, shareFile(made.id)), made.png);
  return { id: made.id, from };
}

/** The largest file of the campaign's picture: just made, or stored by an earlier `put`. */
async function largest(
  { file: { slug, picture }, files }: Prepared,
  { pictures }: Target,
): Promise<Uint8Array | undefined> {
  if (!picture?.made) return undefined;
  const { id, width } = picture.made;
  const name = pictureName(slug, pictureFile(id, width, 'jpg'));
  return files.get(name) ?? pictures.get(name);
}
