import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { loadSharp } from '../../infra/pictures/sharp.ts';
import { redAndBlue, somePhoto } from '../support/some-picture.ts';
import { ownCampaign } from './campaign.ts';
import { type ConsoleVisitor, consoleVisitor } from './console.ts';
import { desktop, phone, refusedWith, serviceUrl, visitor } from './visitor.ts';

const sharp = await loadSharp();
const ADMIN = 'admin@example.org';
const PATIENCE = 120_000;
const file = (buffer: Buffer, name = 'photo.jpg') => ({ name, mimeType: 'image/jpeg', buffer });
const faces = await Promise.all([320, 400].map(async (height) => (await redAndBlue(320, height)).jpeg().toBuffer()));
/** The elements that a person sees. */
const SEEN = (all: { tagName: string; offsetWidth: number }[]) =>
  all.filter((one) => one.offsetWidth > 1).map((one) => one.tagName);
const isLoaded = (image: { complete: boolean; naturalWidth: number }) => image.complete && image.naturalWidth > 0;
const seesPicture = async (page: Page, alt: string) => {
  const image = page.getByAltText(alt).first();
  await image.scrollIntoViewIfNeeded();
  await expect.poll(() => image.evaluate(isLoaded)).toBe(true);
};
/** Pages are remembered for seconds. */
const isThere = (path: string) =>
  expect.poll(async () => (await fetch(serviceUrl + path)).status, { interval: 1_000 }).toBe(200);
const small = await (await redAndBlue(640, 480)).jpeg().toBuffer();

/** A transparent PNG of more than 1 MB, so that the browser makes a JPEG of it. */
async function largeClearLogo(): Promise<Buffer> {
  const clear = { width: 1_600, height: 1_000, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } };
  const mark = await (await somePhoto({ width: 900, height: 700, seed: 60 })).png().toBuffer();
  const file = await sharp({ create: clear })
    .composite([{ input: mark }])
    .png()
    .toBuffer();
  expect(file.length).toBeGreaterThan(1_000_000);
  return file;
}

/** Of the JPEG that a form would send. Undefined while the browser has not made it. */
async function colourInCorner(chosen: Locator): Promise<number[] | undefined> {
  const sent = await chosen.evaluate(async ({ files: [file] }: { files: File[] }) =>
    file?.type === 'image/jpeg' ? [...new Uint8Array(await file.arrayBuffer())] : undefined,
  );
  return sent && [...(await sharp(Buffer.from(sent)).raw().toBuffer()).subarray(0, 3)];
}

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
    page.setDefaultTimeout(120_000);
    await atPicture(slug, me);
    await me.looksWell('picture');
    const chosen = page.getByLabel('File of the picture');
    await chosen.setInputFiles(file(Buffer.from('<svg onload="alert(1)"/>')));
    await page.getByLabel('What the picture shows').fill('A wall in two colours');
    await page.getByRole('button', { name: 'Save' }).last().click();
    expect(await page.locator('.fault-summary').textContent()).toContain('is no JPEG, PNG, WebP or AVIF');
    await me.looksWell('picture that is none');
    expect(await page.getByLabel('What the picture shows').inputValue()).toBe('A wall in two colours');
    await page.getByLabel('What the picture shows').fill('');
    await page.getByLabel('File of the picture').setInputFiles(file(small));
    await page.getByRole('button', { name: 'Save' }).last().click();
    expect(await page.locator('.fault-summary').textContent()).toContain('Fill in “What the picture shows”');
    await me.looksWell('picture without words');
    // The file is there already.
    await page.getByLabel('What the picture shows').fill('A wall in two colours');
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
    page.setDefaultTimeout(120_000);
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
    await expect.poll(sent).toEqual(['photo.jpg', expect.any(Number)]);
    expect((await sent())[1]).toBeLessThan(large.length);
    await chosen.setInputFiles(file(small, 'small.jpg'));
    expect(await sent()).toEqual(['small.jpg', small.length]);
  });

  it('uploads the logo of another group, made smaller on white, and signers see it above the form', async () => {
    const slug = await ownCampaign({
      group: { name: 'Friends', contact: 'ask@friends.example', legalBasis: 'Consent' },
    });
    const me = await consoleVisitor(desktop, [refusedWith(401)]);
    const { page } = me;
    page.setDefaultTimeout(120_000);
    await me.open(`/organise/campaigns/${slug}/edit/group`);
    await me.signIn(ADMIN);
    const chosen = page.getByLabel('File of the logo');
    await chosen.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: await largeClearLogo() });
    // JPEG has no transparency, and what was transparent must not become black.
    await expect.poll(() => colourInCorner(chosen), { interval: 500 }).toEqual([255, 255, 255]);
    await page.getByRole('button', { name: 'Save' }).last().click();
    expect(await page.getByRole('status').textContent()).toContain('Saved: Group');
    await page.goto(`/organise/campaigns/${slug}/edit/group`);
    await expect.poll(() => page.locator('.picture-now img').evaluate(isLoaded)).toBe(true);
    await me.looksWell('logo of a group');

    const signer = await visitor(desktop);
    await signer.page.goto(`/campaigns/${slug}`);
    await expect.poll(() => signer.page.locator('img[src*="/_logos/"]').evaluate(isLoaded)).toBe(true);
  });

  it('makes a draft with two cases and their pictures without JavaScript, and opens it: everybody sees both', async () => {
    const slug = await ownCampaign({
      ...{
        picture: undefined,
        cases: [],
        translations: undefined,
        visibility: 'draft',
        opensAt: '2026-01-01T00:00:00Z',
      },
    });
    const me = await consoleVisitor({ ...phone, javaScriptEnabled: false }, [refusedWith(401)]);
    const { page } = me;
    page.setDefaultTimeout(120_000);
    const mark = randomUUID().slice(0, 6);
    const people = [`Ali ${mark}`, `Leyla ${mark}`];
    await me.open(`/organise/campaigns/${slug}/edit/cases`);
    await me.signIn(ADMIN);
    await page.getByRole('link', { name: 'Make a new case' }).click();
    for (const [i, name] of people.entries()) {
      await page.getByLabel('Name', { exact: true }).fill(name);
      await page.getByLabel('File of the picture').setInputFiles(file(faces[i]!, `${i}.jpg`));
      await page.getByLabel('What the picture shows').fill(`${name} at a desk`);
      await page.getByRole('button', { name: 'Make the case' }).click();
      expect(await page.locator('.done').textContent()).toBe(`${name} is added.`);
      await seesPicture(page, `${name} at a desk`);
      await me.looksWell('case with its picture');
      if (i === 0) await page.getByRole('link', { name: 'Add another' }).click();
    }
    await page.getByRole('link', { name: 'Back to the campaign' }).click();

    // Those who have a link see it already.
    await page.getByRole('link', { name: 'Share a preview' }).click();
    await page.getByRole('button', { name: 'Make a link' }).click();
    const [, preview = ''] = /<code>[^<]*(\/preview\/[^<]+)<\/code>/.exec(await page.content()) ?? [];
    const guest = await visitor(phone);
    await guest.page.goto(preview);
    expect(await guest.page.locator('.kicker').textContent()).toMatch(/Draft$/);
    for (const name of people) await seesPicture(guest.page, `${name} at a desk`);

    await me.open(`/organise/campaigns/${slug}/open`);
    await page.getByRole('button', { name: 'Open the campaign' }).click();
    const other = await visitor(phone);
    await isThere(`/campaigns/${slug}`);
    await other.page.goto(`/campaigns/${slug}`);
    for (const name of people) await seesPicture(other.page, `${name} at a desk`);
    for (const name of people) {
      const path = `/cases/${name.toLowerCase().replace(' ', '-')}`;
      await isThere(path);
      await other.page.goto(path);
      await seesPicture(other.page, `${name} at a desk`);
    }
  });

  it('sends the small photo, too, if the button is pressed at once', async () => {
    const slug = await ownCampaign({ picture: undefined });
    const me = await consoleVisitor(desktop, [refusedWith(401, 422, 503)]);
    const { page } = me;
    page.setDefaultTimeout(120_000);
    await atPicture(slug, me);
    // As on a slow phone. How the console answers is the matter of other stories.
    await page.addInitScript(`
      const make = createImageBitmap;
      window.createImageBitmap = async (file) => {
        await new Promise((resolve) => { window.goOn = resolve; });
        return make(file);
      };
    `);
    await page.reload();
    const large = await (await somePhoto({ width: 2_600, height: 1_950, seed: 60 })).jpeg({ quality: 100 }).toBuffer();
    // A file before it was refused.
    await page.getByLabel('File of the picture').setInputFiles(file(Buffer.from('<svg/>')));
    await page.getByRole('button', { name: 'Save' }).last().click();
    await page.locator('#field-picture\\.file-error').waitFor();
    await page.getByLabel('What the picture shows').fill('A wall');
    await page.getByLabel('File of the picture').setInputFiles(file(large, 'DSC_0042.JPG'));
    expect(await page.locator('#field-picture\\.file-error, .fault-summary').count()).toBe(0);
    // Of each time that the form is sent, and not held: the files that go.
    await page.evaluate(`addEventListener('submit', (event) => {
      const { name } = document.querySelector('input[type=file]').files[0];
      if (!event.defaultPrevented) sessionStorage.sent = (sessionStorage.sent ?? '') + name;
    })`);
    await page.getByRole('button', { name: 'Save' }).last().click({ noWaitAfter: true });
    expect(await page.getByRole('status').textContent()).toBe('Making the photo smaller …');
    // Readers of a screen hear it at the field. The button shows it, once.
    expect(await page.getByText('Making the photo smaller …').evaluateAll(SEEN)).toEqual(['BUTTON']);
    await page.evaluate('goOn()');
    await expect.poll(() => page.evaluate('sessionStorage.sent')).toBe('photo.jpg');
  });
});
