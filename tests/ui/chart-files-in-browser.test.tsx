import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chartFile } from '../../functions/site/dashboard/files.ts';
import { standaloneSvg } from '../../functions/ui/charts/standalone.tsx';
import { launchChromium } from '../support/chromium.ts';
import { around, rightToLeft, sample } from './sample.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Texts that reach beyond the picture if it is drawn in a wide font, as programs without the fonts of the page do. */
async function cutOff(svg: string): Promise<string[]> {
  const page = await browser.newPage();
  const wide = svg
    .replace(/^<\?xml.*\n/, '')
    .replaceAll(/font-family="[^"]*serif"/g, (family) =>
      family.includes('Georgia') ? 'font-family="DejaVu Serif"' : 'font-family="DejaVu Sans"',
    );
  await page.setContent(`<body style="margin:0">${wide}</body>`);
  const [count, beyond] = await page.evaluate<[number, string[]]>(`(() => {
    const whole = document.querySelector('svg').getBoundingClientRect();
    const texts = [...document.querySelectorAll('text')];
    const isOut = (text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      return left < whole.left || right > whole.right || top < whole.top || bottom > whole.bottom;
    };
    return [texts.length, texts.filter(isOut).map((text) => text.textContent)];
  })()`);
  expect(count).toBeGreaterThan(3);
  await page.close();
  return beyond;
}

const long = {
  words: 'Compared by population, many more women whose names we may not mention have signed. '.repeat(5),
  'capital letters': 'WE DEMAND WHAT WAS PROMISED. '.repeat(12),
  digits: '1,000,000 of 2,000,000 in 2026 '.repeat(12),
  'one word': 'Wm'.repeat(200),
  Arabic: 'الحرية للشيخ وليد أبو الخير والمدافعين عن حقوق الإنسان '.repeat(8),
  Chinese: '释放所有良心犯'.repeat(40),
  Hindi: 'अंतरात्मा के सभी कैदियों को रिहा करो '.repeat(12),
  Cyrillic: 'Освободите всех узников совести, женщин и журналистов '.repeat(8),
};
const cases = Object.entries(long).flatMap(([name, text]) =>
  (['ltr', 'rtl'] as const).map((dir) => [name, dir, text] as const),
);

it.each(cases)('cuts off no word of a picture that is saved: %s, %s', async (_, dir, text) => {
  const shared = { language: dir === 'rtl' ? 'ar' : 'en', dir, description: 'A curve', height: 100, children: '' };
  const given = { title: text, kicker: text, summary: text, notes: [text, text], source: text };
  expect(await cutOff(standaloneSvg({ ...shared, ...given }))).toEqual([]);
});

it.each(['ltr', 'rtl'])('cuts off nothing in the pictures of a campaign: %s', async (dir) => {
  const translator = dir === 'rtl' ? rightToLeft : around.translator;
  const byDay = Array.from({ length: 40 }, (_, i) => ({
    ...{ day: new Date(around.now - (40 - i) * 86_400_000).toISOString().slice(0, 10), signatures: 1_000 * (i + 1) },
  }));
  const asOf = new Date(around.now).toISOString();
  const counts = {
    ...{ total: 820_000, goal: 1_000_000, byDay, asOf, nextAt: asOf },
    byCountry: Object.entries({ AZ: 400_000, GB: 390_000, BA: 20_000, GE: 60 }).map(([country, signatures]) => ({
      country,
      signatures,
    })),
  };
  const campaign = sample({
    title: 'Free the women whom nobody may mention '.repeat(3),
    opensAt: byDay[0]?.day ?? '',
    closesAt: undefined,
  });
  for (const name of ['growth', 'days', 'map', 'countries', 'prison']) {
    const file = chartFile(`${name}.svg`, { ...around, translator, campaign, counts, status: 'open' });
    if (name !== 'prison') expect(file).toBeDefined();
    if (file) expect(await cutOff(file.body), name).toEqual([]);
  }
});
