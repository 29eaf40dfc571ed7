import { describe, expect, inject, it } from 'vitest';
import { redAndBlue, somePhoto } from '../support/some-picture.ts';
import { ownCampaign } from './campaign.ts';
import { type ConsoleVisitor, consoleVisitor } from './console.ts';
import { desktop, phone, refusedWith, serviceUrl } from './visitor.ts';

const ADMIN = 'admin@example.org';
const PATIENCE = 120_000;
const file = (buffer: Buffer, name = 'photo.jpg') => ({ name, mimeType: 'image/jpeg', buffer });
const small = await (await redAndBlue(640, 480)).jpeg().toBuffer();

async function atPicture(slug: string, me: ConsoleVisitor) {
  await me.open(`/organise/campaigns/${slug}/edit/picture`);
  await me.signIn(ADMIN);
}

// A service that the tests did not start has people of its own.
describe.runIf(inject('dataDir'))('an organiser', { timeout: PATIENCE }, () => {
  it('uploads a picture on a phone without JavaScript, after slips that lose nothing, and takes it away', async () => {
    const slug = await ownCampaign({ picture: undefined });
    const me = await consoleVisitor({ ...phone, javaScriptEnabled: false }, [refusedWith(401, 422)]);
    const { page } = me;
    page.setDefaultTimeout(60_000);
    await atPicture(slug, me);
    await me.looksWell('picture');
    const chosen = page.getByLabel('File of the picture');
    await chosen.setInputFiles(file(Buffer.from('<svg onload="alert(1)"/>')));
    await page.getByLabel('What it shows, in words').fill('A wall in two colours');
    await page.getByRole('button', { name: 'Save' }).last().click();
    expect(await page.locator('.fault-summary').textContent()).toContain('is no JPEG, PNG, WebP or AVIF');
    await me.looksWell('picture that is none');
    expect(await page.getByLabel('What it shows, in words').inputValue()).toBe('A wall in two colours');
    await page.getByLabel('What it shows, in words').fill('');
    await page.getByLabel('File of the picture').setInputFiles(file(small));
    await page.getByRole('button', { name: 'Save' }).last().click();
    expect(await page.locator('.fault-summary').textContent()).toContain('Fill in “What it shows, in words”');
    await me.looksWell('picture without words');
    // The file is there already.
    await page.getByLabel('What it shows, in words').fill('A wall in two colours');
    await page.getByRole('button', { name: 'Save' }).last().click();
    expect(await page.getByRole('status').textContent()).toContain('Saved: Picture');

    const shown = await fetch(`${serviceUrl}/campaigns/${slug}`);
    const html = await shown.text();
    expect(html).toContain('alt="A wall in two colours"');
    const [address = ''] = new RegExp(`/pictures/${slug}/[0-9a-f]{20}-480\\.webp`).exec(html) ?? [];
    expect((await fetch(serviceUrl + address)).headers.get('content-type')).toBe('image/webp');

    await page.goto(`/organise/campaigns/${slug}/edit/picture`);
    await me.looksWell('picture that is there');
    await page.getByLabel('Remove this picture').check();
    await page.getByRole('button', { name: 'Save' }).last().click();
    expect(await page.getByRole('status').textContent()).toContain('Saved: Picture');
    expect((await fetch(serviceUrl + address)).status).toBe(404);
  });

  it('sends less of a large photo, if the browser can make it smaller', async () => {
    const slug = await ownCampaign({ picture: undefined });
    const me = await consoleVisitor(desktop, [refusedWith(401)]);
    const { page } = me;
    page.setDefaultTimeout(60_000);
    await atPicture(slug, me);
    const large = await (await somePhoto({ width: 2_600, height: 1_950, seed: 60 })).jpeg({ quality: 100 }).toBuffer();
    expect(large.length).toBeGreaterThan(1_000_000);
    const chosen = page.getByLabel('File of the picture');
    await chosen.setInputFiles(file(large, 'DSC_0042.JPG'));
    const sent = () =>
      chosen.evaluate((input: { files: { name: string; size: number }[] }) => [
        input.files[0]?.name,
        input.files[0]?.size,
      ]);
    await expect.poll(sent, { timeout: 30_000 }).toEqual(['photo.jpg', expect.any(Number)]);
    expect((await sent())[1]).toBeLessThan(large.length);
    await chosen.setInputFiles(file(small, 'small.jpg'));
    expect(await sent()).toEqual(['small.jpg', small.length]);
  });
});
