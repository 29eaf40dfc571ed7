import { expect, it } from 'vitest';
import { campaignPath } from './signer.ts';
import { desktop, phone, serviceUrl, visitor } from './visitor.ts';

const address = `${serviceUrl}${campaignPath}`;

it('copies the address of a campaign, and says so', async () => {
  // A browser without a window asks nobody, and refuses.
  const { page } = await visitor({ ...desktop, permissions: ['clipboard-write'] });
  await page.goto(`${campaignPath}/share`);
  await page.getByRole('button', { name: 'Copy the address' }).click();
  await page.getByRole('status').getByText('The address is copied.').waitFor();
  await page.goto(campaignPath);
  const field = page.getByLabel('Your name');
  await field.focus();
  await page.keyboard.press('ControlOrMeta+v');
  expect(await field.inputValue()).toBe(address);
});

it('opens the list of the phone itself, where it has one', async () => {
  const { page } = await visitor(phone);
  // A browser without a window has no such list.
  await page.addInitScript('navigator.share = async (shared) => { document.title = JSON.stringify(shared) }');
  await page.goto(`${campaignPath}/share`);
  const title = await page.getByText('Azerbaijan: free all prisoners of conscience').first().textContent();
  await page.getByRole('button', { name: 'Share …' }).click();
  expect(JSON.parse(await page.title())).toEqual({ title, url: address });
});

it('shows, without JavaScript, every link and no button that does nothing', async () => {
  const { page } = await visitor({ ...phone, javaScriptEnabled: false });
  await page.goto(`${campaignPath}/share`);
  expect(await page.getByRole('button').count()).toBe(0);
  const links = page.getByRole('list', { name: 'Ways to share' }).getByRole('link');
  expect(await links.allTextContents()).toEqual(['WhatsApp', 'Telegram', 'Facebook', 'X', 'Bluesky', 'E-mail']);
  for (const link of await links.all()) {
    const { width, height } = (await link.boundingBox())!;
    expect([width >= 44, height >= 44]).toEqual([true, true]);
  }
  expect(await page.getByRole('img', { name: /^QR code: / }).isVisible()).toBe(true);
});

it.each(Object.entries({ phone, desktop }))(
  'shows a picture on a %s that comes from here, weighs little and moves nothing when it comes',
  async (device, options) => {
    const { page, requests } = await visitor(options);
    const sizes: number[] = [];
    page.on('response', async (response) => {
      if (response.url().includes('/pictures/')) sizes.push((await response.body()).length);
    });
    await page.addInitScript(
      `let shift = 0;
      new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) shift += value;
        document.documentElement.dataset.shift = shift;
      }).observe({ type: 'layout-shift', buffered: true });`,
    );
    await page.goto(campaignPath);
    const picture = page.getByRole('img', { name: /^A barred window/ });
    await expect.poll(() => picture.evaluate((img) => 'naturalWidth' in img && img.naturalWidth)).toBeGreaterThan(0);
    const logo = page.locator('.sign-form > img');
    await expect.poll(() => logo.evaluate((img) => 'naturalWidth' in img && img.naturalWidth)).toBeGreaterThan(0);
    const loaded = requests.filter((url) => url.includes('/pictures/')).sort();
    const widths = device === 'phone' ? /-960\.webp$/ : /-\d+\.webp$/;
    expect(loaded).toEqual([expect.stringMatching(/\/_logos\/.*\.png$/), expect.stringMatching(widths)]);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(60_000);
    expect(Number((await page.locator('html').getAttribute('data-shift')) ?? 0)).toBeLessThan(0.01);
    // The browser keeps it: a second look brings no byte of it over the network.
    await page.goto(`${campaignPath}/dashboard`);
    await page.goto(campaignPath);
    await page.waitForLoadState('networkidle');
    const transferred = `performance.getEntriesByType('resource').filter(({ name }) => name.includes('/pictures/'))
      .map(({ transferSize, decodedBodySize }) => [transferSize, decodedBodySize > 0])`;
    expect(await page.evaluate(transferred)).toEqual([
      [0, true],
      [0, true],
    ]);
  },
);
