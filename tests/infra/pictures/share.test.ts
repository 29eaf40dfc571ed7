import { expect, it } from 'vitest';
import { makeSharePicture, shareSource } from '../../../infra/pictures/share.ts';
import { loadSharp } from '../../../infra/pictures/sharp.ts';
import { redAndBlue } from '../../support/some-picture.ts';

const sharp = await loadSharp();
const photo = await (await redAndBlue(960, 640)).jpeg().toBuffer();

/** The share of dark pixels within a part of a picture: ink of letters. */
async function ink(png: Uint8Array, region: { left: number; top: number; width: number; height: number }) {
  const { data } = await sharp(png).extract(region).greyscale().raw().toBuffer({ resolveWithObject: true });
  return data.filter((grey) => grey < 90).length / data.length;
}
const freeThem = { title: 'Free them', language: 'en' };
const words = { left: 72, top: 202, width: 576, height: 356 };

it('draws the title on a PNG of the size that other sites ask for', async () => {
  const { id, png } = (await makeSharePicture(freeThem, undefined))!;
  const { format, width, height } = await sharp(png).metadata();
  expect([format, width, height]).toEqual(['png', 1_200, 630]);
  expect(id).toMatch(/^[0-9a-f]{20}$/);
  expect(await ink(png, words)).toBeGreaterThan(0.02);
});

it('shows the campaign’s own picture beside it', async () => {
  const { png } = (await makeSharePicture(freeThem, photo))!;
  const side = await sharp(png).extract({ left: 760, top: 40, width: 400, height: 560 }).stats();
  const [red, , blue] = side.channels;
  expect([red!.max > 200, blue!.max > 200]).toEqual([true, true]);
  expect(png.length).toBeLessThan(300_000);
});

it.each([
  ['markup', 'Free <b>them</b> & all </span> others'],
  ['the longest title', 'Release everybody who is held for a peaceful word, '.repeat(3).slice(0, 120)],
  ['one long word', 'Freiheit'.repeat(15)],
])('draws within its room: %s', async (_, title) => {
  const { png } = (await makeSharePicture({ title, language: 'en' }, photo))!;
  expect(await ink(png, words)).toBeGreaterThan(0.02);
  // Nothing runs into the edges or below.
  for (const edge of [
    { left: 0, top: 20, width: 60, height: 600 },
    { left: 0, top: 590, width: 700, height: 40 },
    { left: 660, top: 20, width: 55, height: 600 },
  ])
    expect(await ink(png, edge)).toBe(0);
});

it.each([
  ['ltr', { title: 'Free them', language: 'en' }, undefined],
  ['rtl', { title: 'أفرجوا عنهم', language: 'ar' }, undefined],
  ['ltr', { title: 'Free all of them, today and for ever', language: 'en' }, photo],
  ['rtl', { title: 'السعودية: الحرية لوليد أبو الخير', language: 'ar' }, photo],
])('begins mark and title at the edge where a line begins (%s, %o)', async (dir, campaign, picture) => {
  const { png } = (await makeSharePicture(campaign, picture))!;
  const left = (from: number, width: number) => (dir === 'rtl' ? 1_200 - from - width : from);
  // The first letter, and the mark, may have little room of their own.
  for (const [top, height] of [
    [72, 84],
    [202, 356],
  ] as const) {
    expect(await ink(png, { left: left(0, 68), top, width: 68, height })).toBe(0);
    expect(await ink(png, { left: left(68, 40), top, width: 40, height })).toBeGreaterThan(0);
  }
  if (!picture) return;
  const side = await sharp(png)
    .extract({ left: left(760, 400), top: 40, width: 400, height: 560 })
    .stats();
  expect(side.channels[0]!.max).toBeGreaterThan(200);
});

it('is made again only if it would show something else', () => {
  const made = { id: '0123456789abcdef0123', width: 960, height: 640, widths: [480, 960] };
  const one = { ...freeThem, picture: { made, alt: 'A cell' } };
  expect(shareSource({ ...one, picture: { ...one.picture, alt: 'A window' } })).toBe(shareSource(one));
  const others = [
    { ...one, title: 'Free all' },
    { ...one, language: 'ar' },
    freeThem,
    { ...one, picture: { made: { ...made, id: 'f'.repeat(20) }, alt: 'A cell' } },
  ];
  expect(new Set([one, ...others].map(shareSource)).size).toBe(5);
  expect(shareSource({ ...one, language: 'de' })).toBe(shareSource(one));
});
