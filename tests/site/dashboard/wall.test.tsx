import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WallPage } from '../../../functions/site/dashboard/wall.tsx';
import { renderPage } from '../../../functions/ui/layout.tsx';
import { buildTestAssets } from '../../support/assets.ts';
import { findChromium } from '../../support/chromium.ts';
import { around, sample } from '../../ui/sample.ts';

let browser: Browser;
let assets: Awaited<ReturnType<typeof buildTestAssets>>;
beforeAll(async () => {
  assets = await buildTestAssets();
  browser = await chromium.launch({ ...(await findChromium()), args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(async () => {
  await browser.close();
  await assets.remove();
});

const asOf = new Date(around.now).toISOString();
const counts = { ...{ total: 900, goal: 1_000, byCountry: [], byDay: [] }, ...{ asOf, nextAt: asOf } };

async function wallOf(
  title: string,
  viewport = { width: 1920, height: 1080 },
  publicUrl = around.publicUrl,
): Promise<Page> {
  const page = await browser.newPage({ viewport });
  const campaign = sample({ title, slug: 'azerbaijan-prisoners-of-conscience', closesAt: undefined });
  const view = { ...around, publicUrl, assets: assets.assets, campaign, counts, status: 'open' } as const;
  await page.setContent(renderPage(<WallPage {...view} />));
  return page;
}

it.each([['İsmayılova'], ['الحرية للشيخ وليد أبو الخير'], ['Tự do cho Nguyễn Ấu Ẫm, Ậy'], ['Ğöğüş ĵģy Ṩ Ǻ']])(
  'cuts no part off the letters of a title, whatever they have above and below: %s',
  async (title) => {
    const page = await wallOf(title);
    const heading = await page.locator('h1').boundingBox();
    const clip = { ...{ x: 0, width: 1920 }, y: (heading?.y ?? 0) - 30, height: (heading?.height ?? 0) + 60 };
    const before = await page.screenshot({ clip });
    // What is drawn of a part that hides what is outside it, and of one that does not.
    await page.evaluate(
      "for (const part of document.querySelectorAll('.wall :is(h1, p, p *):not(.hidden)')) part.style.overflow = 'visible'",
    );
    expect((await page.screenshot({ clip })).equals(before)).toBe(true);
  },
);

it('shows three lines of a title that has more, and says that there is more', async () => {
  const height = async (title: string) => (await (await wallOf(title)).locator('h1').boundingBox())?.height ?? 0;
  const [one, three] = [await height('Free'), await height('Free the fourteen '.repeat(14))];
  expect(three / one).toBeLessThan(3);
  expect(await height('Free the fourteen '.repeat(40))).toBe(three);
});

it.each([
  [1920, 1080],
  [1280, 720],
  [1080, 1920],
])('breaks the address of the campaign between its words, and not inside one: %i × %i', async (width, height) => {
  for (const site of ['example.org', 'localhost:3000', 'signatures.example.org', 'petition.the-open-window.example']) {
    const page = await wallOf('Free the fourteen', { width, height }, `https://${site}`);
    const lines = await linesOf(page.locator('.wall-sign span'));
    expect(lines.join('')).toBe(`${site}/campaigns/azerbaijan-prisoners-of-conscience`);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/[./-]$/);
    await page.close();
  }
});

/** The lines that a browser breaks a text into. */
const linesOf = (text: Locator): Promise<string[]> =>
  text.evaluate((element) => {
    const found = new Map<number, string>();
    for (const text of [...element.childNodes].filter((node) => node.nodeType === 3)) {
      for (let i = 0; i < (text.nodeValue?.length ?? 0); i++) {
        const range = element.ownerDocument.createRange();
        range.setStart(text, i);
        range.setEnd(text, i + 1);
        const { top } = range.getBoundingClientRect();
        found.set(top, (found.get(top) ?? '') + text.nodeValue?.[i]);
      }
    }
    return [...found.values()];
  });
