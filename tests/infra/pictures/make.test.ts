import { describe, expect, it } from 'vitest';
import { PictureFault } from '../../../functions/core/pictures/fault.ts';
import { fromDisk } from '../../../functions/pictures/source.ts';
import { makePicture } from '../../../infra/pictures/make.ts';
import { loadSharp } from '../../../infra/pictures/sharp.ts';
import { pngThatClaims, redAndBlue, somePhoto } from '../../support/some-picture.ts';

const sharp = await loadSharp();
const photo = await (await somePhoto()).jpeg({ quality: 92 }).toBuffer();

it('makes each width as WebP and JPEG, none too heavy for a phone, with the room that it takes', async () => {
  const { picture, files } = await makePicture(photo, 'campaign');
  expect(picture).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{20}$/),
    width: 1_440,
    height: 1_080,
    widths: [480, 960, 1_440],
  });
  expect([...files.keys()].sort()).toEqual(
    picture.widths.flatMap((width) => [`${picture.id}-${width}.jpg`, `${picture.id}-${width}.webp`]).sort(),
  );
  for (const [name, content] of files) {
    const [, width, type] = /-(\d+)\.(\w+)$/.exec(name)!;
    const made = await sharp(content).metadata();
    expect([made.width, made.height, made.format]).toEqual([
      Number(width),
      Math.round((Number(width) * 3) / 4),
      type === 'jpg' ? 'jpeg' : 'webp',
    ]);
    expect(content.length, name).toBeLessThanOrEqual(Number(width) <= 960 ? 60_000 : 150_000);
  }
});

it('makes no picture wider than it is, and a case smaller than a campaign', async () => {
  const small = await (await somePhoto({ width: 700, height: 700 })).png().toBuffer();
  expect((await makePicture(small, 'campaign')).picture.widths).toEqual([480]);
  expect((await makePicture(photo, 'case')).picture).toMatchObject({ widths: [320, 640], width: 640, height: 480 });
});

it('names files by their content: the same picture has the same names, whatever its file was called', async () => {
  const { picture } = await makePicture(photo, 'case');
  expect((await makePicture(new Uint8Array(photo), 'case')).picture).toEqual(picture);
  const other = await (await redAndBlue(800, 600)).jpeg().toBuffer();
  expect((await makePicture(other, 'case')).picture.id).not.toBe(picture.id);
});

it('keeps nothing of what a camera writes into a picture: no place, no time, no camera', async () => {
  const tagged = await (await somePhoto({ width: 800, height: 600 }))
    .withExif({
      IFD0: { Make: 'SPYCAM', Artist: 'A Source' },
      IFD3: { GPSLatitude: '40/1 24/1 0/1', GPSLongitude: '49/1 52/1 0/1' },
    })
    .withIccProfile('p3')
    .jpeg()
    .toBuffer();
  expect(tagged.includes('SPYCAM')).toBe(true);
  for (const content of (await makePicture(tagged, 'campaign')).files.values()) {
    expect(Buffer.from(content).includes('SPYCAM')).toBe(false);
    const { exif, icc, xmp, iptc, comments } = await sharp(content).metadata();
    expect([exif, icc, xmp, iptc, comments]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  }
});

it('turns a picture upright that a phone has marked as turned', async () => {
  // Stored lying: red is left. Shown turned by a quarter to the right, red is on top.
  const lying = await (await redAndBlue(900, 600)).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const { picture, files } = await makePicture(lying, 'case');
  expect(picture).toMatchObject({ width: 320, height: 480 });
  const { data, info } = await sharp(files.get(`${picture.id}-320.webp`)!)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const colourAt = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
  const [[red = 0, , blueOfRed = 0], [redOfBlue = 0, , blue = 0]] = [colourAt(160, 40), colourAt(160, 440)];
  expect([red > 200, blueOfRed < 60, redOfBlue < 60, blue > 200]).toEqual([true, true, true, true]);
});

it('puts white where a picture is transparent', async () => {
  const clear = { width: 400, height: 400, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } };
  const { picture, files } = await makePicture(await sharp({ create: clear }).png().toBuffer(), 'case');
  const { dominant } = await sharp(files.get(`${picture.id}-320.jpg`)!).stats();
  expect(Math.min(dominant.r, dominant.g, dominant.b)).toBeGreaterThan(240);
});

describe('opens, by the content and not by a name,', () => {
  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('%s', async (format) => {
    const content = await (await somePhoto({ width: 400, height: 300 })).toFormat(format).toBuffer();
    expect((await makePicture(content, 'case')).picture.widths).toEqual([320]);
  });
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><image href="file:///etc/passwd"/></svg>';
const refused: [string, () => Uint8Array | Promise<Uint8Array>, string][] = [
  ['an empty file', () => new Uint8Array(), 'is empty.'],
  [
    'a text',
    () => Buffer.from('slug: free-them'),
    'is no JPEG, PNG, WebP or AVIF by its content. Open it in a program for photos, and export it as JPEG.',
  ],
  [
    'an SVG, which may name other files',
    () => Buffer.from(svg),
    'is no JPEG, PNG, WebP or AVIF by its content. Open it in a program for photos, and export it as JPEG.',
  ],
  [
    'a PDF',
    () => Buffer.from('%PDF-1.7\n'),
    'is no JPEG, PNG, WebP or AVIF by its content. Open it in a program for photos, and export it as JPEG.',
  ],
  [
    'a photo of an iPhone',
    () => Buffer.from('\0\0\0\x24ftypheic\0\0\0\0mif1heic', 'latin1'),
    'is HEIC, the format of iPhones. Export it as JPEG, and name that file.',
  ],
  [
    'a GIF',
    async () => (await somePhoto({ width: 400, height: 300 })).gif().toBuffer(),
    'is no JPEG, PNG, WebP or AVIF by its content. Open it in a program for photos, and export it as JPEG.',
  ],
  ['a file of too many bytes', () => new Uint8Array(fromDisk.bytes + 1), 'has 30.1 MB. It may have 30 at most.'],
  [
    'a small file that would fill the memory',
    () => pngThatClaims(60_000, 50_000),
    'has 3000 million pixels. It may have 100 at most.',
  ],
  ['a picture that was cut', () => photo.subarray(0, photo.length / 2), 'is damaged: it cannot be opened.'],
  [
    'a picture that is too small',
    async () => (await somePhoto({ width: 300, height: 300 })).png().toBuffer(),
    'is 300 pixels wide. It must have 320 or more.',
  ],
  [
    'a column',
    async () => (await somePhoto({ width: 400, height: 900 })).png().toBuffer(),
    'is more than twice as high as it is wide.',
  ],
  [
    'a stripe',
    async () => (await somePhoto({ width: 1_300, height: 400 })).png().toBuffer(),
    'is more than three times as wide as it is high.',
  ],
];

describe('refuses, and says why,', () => {
  it.each(refused)('%s', async (_, content, words) => {
    await expect(makePicture(await content(), 'case')).rejects.toThrow(new PictureFault(words));
  });

  it('noise that no quality makes small enough', async () => {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 120 };
    const create = { width: 1_600, height: 1_600, channels: 3 as const, background: '#888', noise };
    const content = await sharp({ create }).jpeg({ quality: 95 }).toBuffer();
    await expect(makePicture(content, 'campaign')).rejects.toThrow('has too much fine detail');
  });
});
