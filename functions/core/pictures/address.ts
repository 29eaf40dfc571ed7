import type { Campaign } from '../campaigns/campaign.ts';
import type { MadePicture } from '../campaigns/picture.ts';

/**
 * Where pictures are: `/pictures/{slug}/{id}-{width}.webp`, and the same path in the bucket or the folder. An id is a hash
 * of the content, so what is at an address never changes. A campaign has a folder of its own: what it no longer shows can
 * go, whatever others show.
 */
export const PICTURES = 'pictures/';

/** The forms of a picture. WebP is for browsers, JPEG for those few that do not know it. PNG is for shared links. */
export const pictureTypes = { webp: 'image/webp', jpg: 'image/jpeg', png: 'image/png' } as const;
export type PictureType = keyof typeof pictureTypes;

/** The name of a file within the campaign's folder. */
export const pictureFile = (id: string, width: number, type: PictureType): string => `${id}-${width}.${type}`;

/** The name of a file, without the first slash of its address. */
export const pictureName = (slug: string, file: string): string => `${PICTURES}${slug}/${file}`;

/**
 * The folder of the logos of all groups, which no slug can be. A campaign may have a group of its own, and a page does not
 * know whose group it shows: so all logos are in one folder.
 */
const LOGOS = '_logos';

/** The name of a group's logo, without the first slash of its address. */
export const logoName = ({ id, width }: Pick<MadePicture, 'id' | 'width'>): string =>
  pictureName(LOGOS, pictureFile(id, width, 'png'));

const NAME = /^pictures\/(?:_logos|[a-z0-9-]{3,64})\/[0-9a-f]{20}-\d{1,5}\.(webp|jpg|png)$/;

/**
 * Where a picture waits that no page shows: one that was uploaded, or one that a page showed before. CloudFront reads none of these:
 * only organisers see them, through the console.
 */
export const KEPT = 'kept/';

/** The name of a file that no page shows. All campaigns and cases have one folder, as an id stands for the content alone. */
export const keptName = (file: string): string => `${KEPT}${file}`;

const FILE = /^[0-9a-f]{20}-\d{1,5}\.(webp|jpg|png)$/;

/** The content type of a file by its name within a folder. Undefined if it is the name of no picture. */
export function typeOfPictureFile(file: string): string | undefined {
  const type = FILE.exec(file)?.[1];
  return type && pictureTypes[type as PictureType];
}

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/** The kind of a file by its first bytes. */
export function typeOfFile(bytes: Uint8Array): PictureType | undefined {
  if (startsWith(bytes, 0, '\xff\xd8\xff')) return 'jpg';
  if (startsWith(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png';
  return startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP') ? 'webp' : undefined;
}

/** The content type of a picture by its name. Undefined if it is the name of no picture. */
export function typeOfPicture(name: string): string | undefined {
  const type = NAME.exec(name)?.[1];
  return type && pictureTypes[type as PictureType];
}

/**
 * A browser keeps a picture for a year. Shared caches keep it for a day: so a picture that must go is gone from the edge a
 * day after it was removed.
 */
export const PICTURE_CACHE = 'public, max-age=31536000, s-maxage=86400, immutable';

/** Pixels of the picture for shared links (https://ogp.me). */
export const SHARE_SIZE = { width: 1_200, height: 630 } as const;

/** The files of one picture. */
export const filesOf = ({ id, widths }: MadePicture): string[] =>
  widths.flatMap((width) => [pictureFile(id, width, 'webp'), pictureFile(id, width, 'jpg')]);

export const shareFile = (id: string): string => pictureFile(id, SHARE_SIZE.width, 'png');

type WithPictures = Pick<Campaign, 'slug' | 'picture' | 'cases' | 'share'>;

/** The names of all files that a campaign shows from its own folder: none, if it is a draft. */
export const namesShown = (campaign: WithPictures & Partial<Pick<Campaign, 'visibility'>>): Set<string> =>
  campaign.visibility === 'draft' ? new Set() : namesOfPictures(campaign);

/** The names of all files that a campaign has, or would have if it were no draft. */
export function namesOfPictures({ slug, picture, cases, share }: WithPictures): Set<string> {
  const made = [picture, ...cases.map((one) => one.picture)].flatMap((one) => one?.made ?? []);
  const files = [...made.flatMap(filesOf), ...(share ? [shareFile(share.id)] : [])];
  return new Set(files.map((file) => pictureName(slug, file)));
}
