import { describe, expect, it } from 'vitest';
import { isSlug } from '../../../functions/core/campaigns/values.ts';
import { logoName, typeOfPicture } from '../../../functions/core/pictures/address.ts';
import { PictureFault } from '../../../functions/core/pictures/fault.ts';
import { makePicture } from '../../../infra/pictures/make.ts';
import { loadSharp } from '../../../infra/pictures/sharp.ts';
import { redAndBlue, somePhoto } from '../../support/some-picture.ts';

const sharp = await loadSharp();

/** The one file of a logo, with its pixels. */
async function madeOf(content: Uint8Array) {
  const { picture, files } = await makePicture(content, 'logo');
  const [[name, png] = ['', new Uint8Array()], ...others] = [...files];
  expect(others).toEqual([]);
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const colourAt = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
  return { picture, name, png, info, colourAt };
}

it('makes one small PNG, twice as high as it is shown, with a white edge', async () => {
  const { picture, name, png, info, colourAt } = await madeOf(await (await redAndBlue(600, 300)).jpeg().toBuffer());
  expect(picture).toEqual({ id: expect.stringMatching(/^[0-9a-f]{20}$/), width: 176, height: 96, widths: [176] });
  expect([info.width, info.height]).toEqual([176, 96]);
  expect(logoName(picture)).toBe(`pictures/_logos/${name}`);
  expect(isSlug('_logos')).toBe(false);
  expect(typeOfPicture(logoName(picture))).toBe('image/png');
  expect(png.length).toBeLessThan(5_000);
  expect([colourAt(0, 0), colourAt(175, 95), colourAt(88, 7)]).toEqual(Array(3).fill([255, 255, 255]));
  const [red = 0, , blue = 0] = colourAt(40, 48);
  expect([red > 200, blue < 60]).toEqual([true, true]);
});

it('puts white where a logo is transparent: on a dark page it stands on a white plate', async () => {
  const clear = { width: 200, height: 200, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } };
  const { png, colourAt } = await madeOf(await sharp({ create: clear }).png().toBuffer());
  expect(colourAt(48, 48)).toEqual([255, 255, 255]);
  expect((await sharp(png).stats()).isOpaque).toBe(true);
});

it('takes fewer colours until a photograph is small enough, and keeps nothing of its metadata', async () => {
  const tagged = await (await somePhoto({ width: 640, height: 160, seed: 120 }))
    .withExif({ IFD0: { Make: 'SPYCAM' } })
    .jpeg()
    .toBuffer();
  expect(tagged.includes('SPYCAM')).toBe(true);
  const { png, picture } = await madeOf(tagged);
  expect(picture.width).toBe(336);
  expect(png.length).toBeLessThanOrEqual(15_000);
  expect(Buffer.from(png).includes('SPYCAM')).toBe(false);
});

describe('refuses, and says why,', () => {
  const of = async (width: number, height: number) => (await redAndBlue(width, height)).png().toBuffer();
  it.each([
    ['a stripe', () => of(500, 100), 'is more than four times as wide as it is high.'],
    ['a column', () => of(100, 300), 'is more than twice as high as it is wide.'],
    ['one that is too small', () => of(100, 79), 'is 79 pixels high. It must have 80 or more.'],
    [
      'an SVG',
      () => Buffer.from('<svg/>'),
      'is no JPEG, PNG, WebP or AVIF by its content. Open it in a program for photos, and export it as JPEG.',
    ],
    ['one that was cut', async () => (await of(400, 200)).subarray(0, 200), 'is damaged: it cannot be opened.'],
  ])('%s', async (_, content, words) => {
    await expect(makePicture(await content(), 'logo')).rejects.toThrow(new PictureFault(words));
  });
});
