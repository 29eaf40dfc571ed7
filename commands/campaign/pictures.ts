import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { ParsedCampaignFile, SharePicture } from '../../functions/core/campaigns/campaign.ts';
import type { Picture } from '../../functions/core/campaigns/picture.ts';
import { getCampaignHead } from '../../functions/core/campaigns/store.ts';
import { pictureFile, pictureName, shareFile } from '../../functions/core/pictures/address.ts';
import { PictureFault } from '../../infra/pictures/fault.ts';
import { makePicture, type PictureUse } from '../../infra/pictures/make.ts';
import { makeSharePicture, shareSource } from '../../infra/pictures/share.ts';
import type { Target } from '../target.ts';
import { CommandError, fileError } from '../terminal/errors.ts';

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
export async function preparePictures(file: ParsedCampaignFile, path: string): Promise<Prepared> {
  const files = new Map<string, Uint8Array>();
  const lines: string[] = [];
  const faults: string[] = [];
  const prepared = async (field: string, picture: Picture, use: PictureUse): Promise<Picture> => {
    const { file: name, ...rest } = picture;
    if (name === undefined) return picture;
    try {
      const at = resolve(dirname(path), name);
      const content = await readFile(at).catch((error) => {
        throw fileError(at, 'read', error);
      });
      const made = await makePicture(content, use);
      for (const [one, bytes] of made.files) files.set(one, bytes);
      lines.push(madeLine(basename(name), [...made.files.values()], made.picture.widths));
      return { ...rest, made: made.picture };
    } catch (error) {
      if (!(error instanceof PictureFault || error instanceof CommandError)) throw error;
      faults.push(`${field}: ${error instanceof PictureFault ? `${name} ${error.message}` : error.message}`);
      return picture;
    }
  };
  const picture = file.picture && (await prepared('picture', file.picture, 'campaign'));
  const cases: ParsedCampaignFile['cases'] = [];
  for (const [i, one] of file.cases.entries())
    cases.push(one.picture ? { ...one, picture: await prepared(`cases[${i}].picture`, one.picture, 'case') } : one);
  if (faults.length > 0) throw new CommandError(...faults);
  return { file: { ...file, ...(picture && { picture }), cases }, files, lines };
}

function madeLine(name: string, files: readonly Uint8Array[], widths: readonly number[]): string {
  const sizes = files.map(({ length }) => length / 1_000);
  const [least, most] = [Math.floor(Math.min(...sizes)), Math.ceil(Math.max(...sizes))];
  const inWords = new Intl.ListFormat('en').format(widths.map(String));
  return `${name}: made ${inWords} pixels wide, ${least} to ${most} kB each, upright and without metadata.`;
}

/**
 * Makes the picture for shared links, unless the stored one shows the same.
 * @returns it, or undefined to keep the stored one. Its file is added to `files`.
 */
export async function prepareShare({ file, files }: Prepared, target: Target): Promise<SharePicture | undefined> {
  const from = shareSource(file);
  const stored = (await getCampaignHead(target.db, file.slug))?.share;
  if (stored?.from === from) return undefined;
  const made = await makeSharePicture(file, await largest(file, files, target));
  if (!made) return undefined;
  files.set(shareFile(made.id), made.png);
  return { id: made.id, from };
}

/** The largest file of the campaign's picture: just made, or stored by an earlier `put`. */
async function largest(
  { slug, picture }: ParsedCampaignFile,
  files: Prepared['files'],
  { pictures }: Target,
): Promise<Uint8Array | undefined> {
  if (!picture?.made) return undefined;
  const { id, width } = picture.made;
  const name = pictureFile(id, width, 'jpg');
  return files.get(name) ?? pictures.get(pictureName(slug, name));
}
