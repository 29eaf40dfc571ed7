import type { Locator } from 'playwright-core';
import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import { expect, inject, it } from 'vitest';
import { localTarget } from '../../commands/target.ts';
import type { Picture } from '../../functions/core/campaigns/picture.ts';
import { pictureName } from '../../functions/core/pictures/address.ts';
import { makePicture } from '../../infra/pictures/make.ts';
import { ownCampaign } from './campaign.ts';
import { phone, serviceUrl, visitor } from './visitor.ts';

/** A sheet of A4 within its margins of 1 cm, in CSS pixels. */
const sheet = { width: 718, height: 1_047 };

/** The path of a campaign whose picture has a shape, or that has none. Its upper edge is red, and its lower one blue. */
async function campaignWith(shape: { width: number; height: number } | undefined): Promise<string> {
  if (!shape) return `/campaigns/${await ownCampaign({ picture: undefined })}`;
  const edge = { width: shape.width, height: shape.height / 10, channels: 3 } as const;
  const content = await sharp({ create: { ...shape, channels: 3, background: '#556677' } })
    .composite([
      { input: { create: { ...edge, background: '#f00' } }, gravity: 'north' },
      { input: { create: { ...edge, background: '#00f' } }, gravity: 'south' },
    ])
    .png()
    .toBuffer();
  const { picture: made, files } = await makePicture(content, 'campaign');
  const picture: Picture = { made, alt: 'A wall' };
  const slug = await ownCampaign({ picture });
  const { db, pictures } = await localTarget(inject('dataDir'));
  for (const [file, bytes] of files) await pictures.put(pictureName(slug, file), bytes);
  db.client.destroy();
  return `/campaigns/${slug}`;
}

it.each([
  ['a landscape', { width: 1_440, height: 810 }],
  ['a portrait', { width: 800, height: 1_000 }],
  ['the highest picture', { width: 500, height: 1_000 }],
  ['no picture', undefined],
])('prints demand, progress, address and code on one sheet, and nothing that needs a screen: %s', async (_, shape) => {
  const campaignPath = await campaignWith(shape);
  const { page } = await visitor({ viewport: sheet });
  await page.goto(campaignPath);
  const address = page.locator('.on-paper-address');
  expect(await address.isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  const code = page.locator('.on-paper img');
  expect(await address.textContent()).toBe(`${serviceUrl.replace('http://', '')}${campaignPath}`);
  for (const part of [page.locator('h1'), page.locator('.progress'), address, code]) {
    const box = await part.boundingBox();
    expect((box?.y ?? sheet.height) + (box?.height ?? 0)).toBeLessThan(sheet.height);
  }
  const { data, info } = await sharp(await code.screenshot())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(decodeQR({ width: info.width, height: info.height, data })).toBe(`${serviceUrl}${campaignPath}`);
  const size = await page.evaluate<string>("getComputedStyle(document.querySelector('.on-paper-address')).fontSize");
  expect(Number.parseFloat(size)).toBeGreaterThan(20);
  expect(await page.locator('#why').isVisible()).toBe(true);
  if (shape) await assertWhole(page.locator('.campaign-head .picture img'), shape);
  for (const onScreen of ['#privacy', '#share', '#sign', 'form', '.actions', '.days'])
    for (const part of await page.locator(onScreen).all()) expect(await part.isVisible(), onScreen).toBe(false);
});

/** A portrait whose upper edge is cut off has no face. */
async function assertWhole(picture: Locator, shape: { width: number; height: number }): Promise<void> {
  const { data, info } = await sharp(await picture.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(info.width / info.height).toBeCloseTo(shape.width / shape.height, 1);
  const colourAt = (part: number) => {
    const at = 3 * (Math.floor(info.height * part) * info.width + Math.floor(info.width / 2));
    const [red = 0, , blue = 0] = data.subarray(at, at + 3);
    return red > 200 ? 'red' : blue > 200 ? 'blue' : 'neither';
  };
  expect([0.05, 0.5, 0.95].map(colourAt)).toEqual(['red', 'neither', 'blue']);
}

it('prints until when it can be signed, and what its links lead to, but not the days that are left', async () => {
  const report = 'https://example.org/report';
  const slug = await ownCampaign({
    closesAt: new Date(Date.now() + 6 * 24 * 3_600_000).toISOString(),
    why: `They are held: [a list](${report}/list).`,
    references: [{ title: 'A report', url: report }],
  });
  const { page } = await visitor({ viewport: sheet });
  await page.goto(`/campaigns/${slug}`);
  const days = page.locator('.campaign-head .days');
  const added = (link: string) => page.evaluate<string>(`getComputedStyle(${link}, '::after').content`);
  const links = [
    ['document.querySelector("#references + ul a")', report],
    ['document.querySelector("#why + div a")', `${report}/list`],
  ] as const;
  expect(await days.isVisible()).toBe(true);
  for (const [link] of links) expect(await added(link)).toBe('none');
  await page.emulateMedia({ media: 'print' });
  expect(await days.isVisible()).toBe(false);
  expect(await page.getByText('Open. Closes:').isVisible()).toBe(true);
  for (const [link, address] of links) expect(await added(link)).toBe(`" (${address})"`);
});

it('leads to the form from the first screen of a phone, however high the picture is, which leaves room for what follows', async () => {
  const { page } = await visitor(phone);
  await page.goto(await campaignWith({ width: 500, height: 1_000 }));
  const bottomOf = async (part: string) => {
    const box = await page.locator(part).boundingBox();
    return (box?.y ?? Number.NaN) + (box?.height ?? 0);
  };
  const { height } = phone.viewport!;
  expect(await bottomOf('.to-form')).toBeLessThan(height);
  const picture = await page.locator('.campaign-head .picture img').boundingBox();
  expect(picture?.height).toBeLessThan(height * 0.7);
});
