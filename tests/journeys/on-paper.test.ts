import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { campaignPath } from './signer.ts';
import { serviceUrl, visitor } from './visitor.ts';

/** A sheet of A4 within its margins of 1 cm, in CSS pixels. */
const sheet = { width: 718, height: 1_047 };

it('prints demand, progress, the address and its code on one sheet, and neither the form nor the privacy text', async () => {
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
  for (const onScreen of ['#privacy', '#share', '#sign', 'form', '.actions'])
    for (const part of await page.locator(onScreen).all()) expect(await part.isVisible(), onScreen).toBe(false);
});
