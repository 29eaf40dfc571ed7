import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ParsedCampaignFile } from '../../functions/core/campaigns/campaign.ts';
import { SHARE_SIZE } from '../../functions/core/pictures/address.ts';
import { directionOf } from '../../functions/ui/messages/direction.ts';
import { loadSharp, type SharpLibrary } from './sharp.ts';

/** The look of the picture for shared links: a new number makes all of them anew, when their campaigns are put. */
const LOOK = 1;

const { width: WIDTH, height: HEIGHT } = SHARE_SIZE;
const EDGE = 72;
/** Of the whole, the part of the campaign's own picture. */
const PICTURE_WIDTH = 480;
const MARK = 84;
const INK = '#17191c';
const PAPER = '#fcfbf9';

const mark = new URL('../../functions/ui/pictures/icon.svg', import.meta.url);

type Shared = Pick<ParsedCampaignFile, 'title' | 'language' | 'picture'>;

const isMirrored = ({ language }: Pick<Shared, 'language'>): boolean => directionOf(language) === 'rtl';

/** Stays the same as long as the picture for shared links would show the same. */
export const shareSource = ({ title, language, picture }: Shared): string =>
  createHash('sha256')
    .update(JSON.stringify([LOOK, title, picture?.made?.id, ...(isMirrored({ language }) ? ['rtl'] : [])]))
    .digest('hex')
    .slice(0, 20);

/**
 * Draws the picture for shared links: the title, beside the campaign's picture if it has one. In a language that is read from
 * right to left, all is mirrored. It has no number: other sites keep such a picture for weeks (docs/decisions/035).
 * @param picture a file of the campaign's picture.
 * @returns undefined if this computer has no font for the title.
 */
export async function makeSharePicture(
  { title, language }: Pick<Shared, 'title' | 'language'>,
  picture: Uint8Array | undefined,
): Promise<{ id: string; png: Uint8Array } | undefined> {
  const sharp = await loadSharp();
  const top = EDGE + 130;
  const width = WIDTH - 2 * EDGE - (picture ? PICTURE_WIDTH : 0);
  const words = await wordsOf(sharp, title, { width, height: HEIGHT - top - EDGE });
  if (!words) return undefined;
  const cover = { width: PICTURE_WIDTH, height: HEIGHT, fit: 'cover', position: 'attention' } as const;
  const left = (from: number, wide: number) => (isMirrored({ language }) ? WIDTH - from - wide : from);
  const beside = picture && {
    input: await sharp(picture).resize(cover).png().toBuffer(),
    left: left(WIDTH - PICTURE_WIDTH, PICTURE_WIDTH),
    top: 0,
  };
  const drawn = await sharp(await readFile(mark), { density: 190 })
    .resize(MARK)
    .png()
    .toBuffer();
  const png = await sharp(plain(WIDTH, HEIGHT, PAPER))
    .composite([
      { input: plain(WIDTH, 14, INK), left: 0, top: 0 },
      ...(beside ? [beside] : []),
      { input: words.data, left: left(EDGE, words.info.width), top },
      { input: drawn, left: left(EDGE, MARK), top: EDGE },
    ])
    .png({ palette: true, quality: 90, effort: 8 })
    .toBuffer();
  return { id: createHash('sha256').update(png).digest('hex').slice(0, 20), png };
}

const plain = (width: number, height: number, background: string) => ({
  create: { width, height, channels: 3 as const, background },
});

/** The title as a drawing within a box. Pango breaks lines, and knows scripts from right to left. */
async function wordsOf(
  sharp: SharpLibrary,
  title: string,
  box: { width: number; height: number },
): Promise<{ data: Buffer; info: { width: number } } | undefined> {
  const escaped = title.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const text = `<span foreground="${INK}"><b>${escaped}</b></span>`;
  const draw = (size: { height: number } | { dpi: number }) =>
    sharp({ text: { text, font: 'serif 18', width: box.width, rgba: true, wrap: 'word-char', spacing: 4, ...size } })
      .png()
      .toBuffer({ resolveWithObject: true });
  try {
    // A short title must not become larger than a headline: at 240 dpi, 18 pt are 60 pixels.
    const large = await draw({ dpi: box.width > WIDTH / 2 ? 340 : 240 });
    const words = large.info.height <= box.height ? large : await draw({ height: box.height });
    const { channels } = await sharp(words.data).stats();
    return channels.at(-1)?.max === 0 ? undefined : words;
  } catch {
    return undefined;
  }
}
