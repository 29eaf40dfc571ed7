import type { Actor } from '../access/actor.ts';
import type { Campaign } from '../campaigns/campaign.ts';
import { filesShown, pictureName } from './address.ts';

/** Where pictures are kept: a bucket, or a folder of one computer. Names are those of `pictureName`. */
export interface PictureStore {
  /** Writes a file, unless it is there: what has this name has this content. */
  put(name: string, content: Uint8Array): Promise<void>;
  /** @throws if there is none. */
  get(name: string): Promise<Uint8Array>;
  /** Removes a file, if it is there. */
  remove(name: string): Promise<void>;
  /** Ends its connections, if it has any. */
  close?(): void;
}

/** Files of a campaign's folder, by name. */
export type PictureFiles = ReadonlyMap<string, Uint8Array>;

/** Writes the pictures that a campaign will show. Comes before the campaign is written: no page names a missing file. */
export async function putPictures(
  { pictures }: { readonly pictures: PictureStore },
  _actor: Actor,
  { campaign, files }: { readonly campaign: Campaign; readonly files: PictureFiles },
): Promise<void> {
  const shown = filesShown(campaign);
  for (const [file, content] of files)
    if (shown.has(file)) await pictures.put(pictureName(campaign.slug, file), content);
}

/** Removes the pictures that a campaign no longer shows. Comes after the campaign is written. */
export async function removePictures(
  { pictures }: { readonly pictures: PictureStore },
  _actor: Actor,
  { before, after }: { readonly before: Campaign | undefined; readonly after: Campaign },
): Promise<void> {
  if (!before) return;
  const shown = filesShown(after);
  for (const file of filesShown(before)) if (!shown.has(file)) await pictures.remove(pictureName(after.slug, file));
}
