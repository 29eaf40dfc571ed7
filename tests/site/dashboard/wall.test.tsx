import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Campaign } from '../../../functions/core/campaigns/campaign.ts';
import type { CampaignStatus } from '../../../functions/core/campaigns/status.ts';
import { DAY, isoTime } from '../../../functions/core/running/clock.ts';
import { WallPage } from '../../../functions/site/dashboard/wall.tsx';
import { renderPage } from '../../../functions/ui/layout.tsx';
import { USUAL_LANGUAGES } from '../../../functions/ui/messages/languages.ts';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { buildTestAssets } from '../../support/assets.ts';
import { launchChromium } from '../../support/chromium.ts';
import { speaking } from '../../support/speaking.ts';
import { OVERLAPPING } from '../../support/words-of-pictures.ts';
import { around, sample } from '../../ui/sample.ts';

speaking(USUAL_LANGUAGES);

let browser: Browser;
let assets: Awaited<ReturnType<typeof buildTestAssets>>;
beforeAll(async () => {
  assets = await buildTestAssets();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await assets.remove();
});

const asOf = new Date(around.now).toISOString();
const byDay = [6, 7, 8].map((day) => ({ day: `2026-03-0${day}`, signatures: 300 }));
const counts = { ...{ total: 900, goal: 1_000, byCountry: [], byDay }, ...{ asOf, nextAt: asOf } };

async function wallOf(
  title: string,
  viewport = { width: 1920, height: 1080 },
  publicUrl = around.publicUrl,
  {
    status,
    changes,
    language = 'en',
    byDay = counts.byDay,
    goal = counts.goal,
  }: {
    status: CampaignStatus;
    changes?: Partial<Campaign>;
    language?: string;
    goal?: number;
    byDay?: typeof counts.byDay;
  } = { status: 'open' },
): Promise<Page> {
  const page = await browser.newPage({ viewport });
  const campaign = sample({ title, slug: 'azerbaijan-prisoners-of-conscience', closesAt: undefined, ...changes });
  const total = status === 'upcoming' ? 0 : counts.total;
  const numbers = { ...counts, byDay, goal, total };
  const translator = translatorOf(language);
  const view = { ...around, translator, publicUrl, assets: assets.assets, campaign, counts: numbers, status } as const;
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

const screens = [
  [800, 600],
  [1280, 720],
  [1024, 768],
  [1920, 1080],
  [1080, 1920],
  [768, 1024],
  [820, 1180],
].map(([width = 0, height = 0]) => ({ width, height }));
const over = { closesAt: '2026-03-09T00:00:00Z', won: { on: '2026-03-08', words: 'She is free. '.repeat(4) } };
const states = { open: {}, upcoming: { opensAt: '2026-04-01T00:00:00Z' }, closed: over } as const;

it.each(
  screens.flatMap((screen) => (['open', 'upcoming', 'closed'] as const).map((status) => ({ ...screen, status }))),
)('fills a screen, and is cut off on none: $width × $height, $status', async ({ status, ...screen }) => {
  for (const title of ['Free the fourteen', 'Free the fourteen '.repeat(40)]) {
    const page = await wallOf(title, screen, around.publicUrl, { status, changes: states[status] });
    const { width, height, curve, foot } = await page.evaluate<Record<string, number>>(`({
        width: document.documentElement.scrollWidth,
        height: document.documentElement.scrollHeight,
        curve: document.querySelector('.wall-curve svg')?.getBoundingClientRect().height ?? 0,
        foot: document.querySelector('.wall-curve')?.getBoundingClientRect().bottom ?? 0,
      })`);
    expect.soft([width, height], title).toEqual([screen.width, screen.height]);
    expect.soft(foot).toBeLessThanOrEqual(screen.height);
    // Where there are no numbers yet, there is no curve. A title of three lines may leave it no room.
    if (status !== 'upcoming' && title.length < 20) expect.soft(curve).toBeGreaterThan(150);
    await page.close();
  }
});

/** Long words, wide letters, and lines from right to left. */
const languages = ['de', 'ru', 'hy', 'ar'];

it.each(languages.flatMap((language) => screens.slice(-3).map((screen) => ({ language, ...screen }))))(
  'fits onto an upright screen in each language: $language, $width × $height',
  async ({ language, ...screen }) => {
    for (const status of ['open', 'upcoming', 'closed'] as const)
      for (const title of ['Free the fourteen', 'Free the fourteen '.repeat(40)]) {
        const page = await wallOf(title, screen, around.publicUrl, { status, language, changes: states[status] });
        expect
          .soft(
            await page.evaluate('[document.documentElement.scrollWidth, document.documentElement.scrollHeight]'),
            status,
          )
          .toEqual([screen.width, screen.height]);
        await page.close();
      }
  },
);

it('leaves no third of an upright screen empty', async () => {
  for (const screen of screens.slice(-3))
    for (const status of ['open', 'upcoming', 'closed'] as const) {
      const page = await wallOf('Free the fourteen', screen, around.publicUrl, { status, changes: states[status] });
      const empty = await page.evaluate<number>(`{
        const parts = [...document.querySelectorAll('.wall h1, .wall-count > *, .wall-curve svg, .wall .qr')].map((part) => part.getBoundingClientRect());
        const edges = [{ bottom: 0 }, ...parts].map(({ bottom }, i) => (parts[i]?.top ?? innerHeight) - bottom);
        Math.max(...edges) / innerHeight;
      }`);
      expect.soft(empty, `${status}, ${screen.width} × ${screen.height}`).toBeLessThan(1 / 3);
      await page.close();
    }
});

it('writes no word of the time over the next one, in whatever language and on whatever screen', async () => {
  const weeks = Array.from({ length: 60 }, (_, i) => ({
    day: isoTime(around.now - (i * 7 + 12) * DAY).slice(0, 10),
    signatures: 15,
  }));
  const long = { opensAt: weeks.at(-1)?.day ?? '' };
  const others = [
    { width: 320, height: 640 },
    { width: 390, height: 844 },
    { width: 1280, height: 1024 },
    { width: 1366, height: 768 },
    { width: 3840, height: 2160 },
  ];
  for (const language of ['en', ...languages])
    for (const status of ['open', 'closed'] as const) {
      const changes = { ...states[status], ...long, publish: 'careful' as const };
      const way = { status, language, changes, byDay: weeks.toReversed() };
      const page = await wallOf('Free the fourteen', screens[0], around.publicUrl, way);
      for (const screen of [...screens, ...others]) {
        await page.setViewportSize(screen);
        const words = await page.locator('.wall-curve .chart-tick:visible').allTextContents();
        const where = `${language}, ${status}, ${screen.width} × ${screen.height}`;
        expect.soft(words.filter((word) => /\p{L}/u.test(word)).length, where).toBeGreaterThan(1);
        expect.soft(await page.evaluate(OVERLAPPING), where).toEqual([]);
      }
      await page.close();
    }
});

it('names the next milestone, but not if it is the goal, which stands there already', async () => {
  const milestone = async (goal: number) =>
    (await wallOf('Free', screens[0], undefined, { status: 'open', goal })).locator('.wall-next').count();
  expect([await milestone(1_000), await milestone(5_000)]).toEqual([0, 1]);
});

it('keeps the day of an opening beside its month', async () => {
  for (const [language, title] of [
    ['en', '1 April'],
    ['de', '1. April'],
    ['hy', '1 ապրիլի'],
  ] as const) {
    const page = await wallOf('Free', { width: 1080, height: 1920 }, undefined, {
      status: 'upcoming',
      language,
      changes: states.upcoming,
    });
    const lines = await linesOf(page.locator('.wall-count .figure'));
    expect(
      lines.map((line) => line.replaceAll('\u00a0', ' ')).some((line) => line.includes(title)),
      lines.join(' | '),
    ).toBe(true);
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
