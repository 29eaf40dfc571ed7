import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { loadSharp } from '../../infra/pictures/sharp.ts';
import { consoleVisitor } from './console.ts';
import { refusedWith } from './visitor.ts';

/**
 * Not a test: `npm run screenshots` also makes the pictures of the guide for organisers (docs/guides/console.md). Copy those that you
 * want to change from `guide/` to `docs/screenshots`.
 */
const folder = resolve(process.env.SCREENSHOTS ?? 'screenshots', 'guide');
const MOST_BYTES = 60_000;

async function photograph(page: Page, name: string, height?: number): Promise<void> {
  const { width = 0 } = page.viewportSize() ?? {};
  const png = await page.screenshot(
    height ? { clip: { x: 0, y: 0, width, height }, fullPage: true } : { fullPage: true },
  );
  const sharp = await loadSharp();
  const small = await sharp(png).png({ palette: true, colours: 32, compressionLevel: 9, effort: 10 }).toBuffer();
  expect.soft(small.length, name).toBeLessThanOrEqual(MOST_BYTES);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `console-${name}.png`), small);
}

it('takes the pictures of the guide for organisers', async () => {
  const me = await consoleVisitor({ viewport: { width: 900, height: 700 }, javaScriptEnabled: false }, [
    refusedWith(401),
  ]);
  const { page } = me;
  await me.open('/organise/campaigns/new');
  await photograph(page, 'sign-in');
  await me.signIn('admin@example.org');
  const typed = {
    title: 'Free Ali and Leyla Karimov',
    demand: 'The government of Azerbaijan releases Ali and Leyla Karimov.',
    summary: 'They wrote about the price of oil, and were arrested at home.',
    why: 'Ali and Leyla Karimov run a small newspaper. In March they wrote about the price of oil.\n\nPolice came the next morning.',
  };
  const fill = async (name: string, value: string) => page.locator(`[name="${name}"]`).first().fill(value);
  for (const [name, value] of Object.entries(typed)) await fill(name, value);
  await page.locator('[name^="targets"]').first().fill('The government of Azerbaijan');
  await photograph(page, 'new-campaign', 900);
  await page.locator('.console-form .buttons .button').first().click();
  const campaign = new URL(page.url()).pathname;
  expect(campaign).toMatch(/^\/organise\/campaigns\/free-ali/);
  await photograph(page, 'tasks', 1_000);
  await me.open(`${campaign}/edit/targets`);
  await photograph(page, 'form', 800);
  await me.open(`/organise/cases/new?campaign=${campaign.split('/').at(-1)}`);
  await fill('name', 'Ali Karimov');
  await fill('work', 'Journalist');
  await photograph(page, 'case', 1_000);
  await me.open(`${campaign}/open`);
  await photograph(page, 'open');
  await me.open('/organise');
  await photograph(page, 'campaigns', 900);
  await me.open('/organise/people');
  await photograph(page, 'people', 800);
  await me.open('/organise/people/invite');
  await photograph(page, 'invite', 900);

  await fill('email', 'ana@example.org');
  await fill('name', 'Ana Silva');
  await page.getByLabel('Campaign (optional)').selectOption('Free Ali and Leyla Karimov');
  await page.getByLabel('Role in it').selectOption('Editor');
  await page.getByRole('button', { name: 'Check your answers' }).click();
  await page.getByRole('button', { name: 'Invite this person' }).click();
  await page.getByRole('link', { name: 'All people' }).click();
  await page.getByRole('link', { name: 'Ana Silva' }).click();
  await photograph(page, 'person', 1_000);
  await page.getByRole('link', { name: 'Remove' }).click();
  await photograph(page, 'remove');

  await me.open(`${campaign}/open`);
  await page.getByRole('button', { name: 'Open the campaign' }).click();
  await me.open(`${campaign}/close`);
  await page.getByRole('button', { name: 'Close the campaign' }).click();
  await photograph(page, 'closed', 900);
});
