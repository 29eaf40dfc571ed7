import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { it } from 'vitest';
import { pages } from './pages.ts';
import { desktop, phone, refusedWith, visitor } from './visitor.ts';

/** Not a test: `npm run screenshots` photographs every page, so that people can look at what they change. */
const folder = resolve(process.env.SCREENSHOTS ?? 'screenshots');
const screens = { phone, desktop, wall: { viewport: { width: 1_920, height: 1_080 } } };

/** The ways in which a screen shows a page. */
const looks: Readonly<Record<string, Parameters<Page['emulateMedia']>[0]>> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
  print: { forcedColors: 'none', media: 'print' },
};

it.each(pages)('$name', { retry: 1 }, async ({ name, open }) => {
  for (const [device, options] of Object.entries(screens)) {
    if ((device === 'wall') !== (name === 'wall')) continue;
    const { page } = await visitor({ ...options, reducedMotion: 'reduce' }, [refusedWith(400, 404, 410)]);
    await open(page);
    for (const [look, media] of Object.entries(looks)) {
      await page.emulateMedia(media);
      await page.screenshot({ path: join(folder, `${name}-${device}-${look}.png`), fullPage: true });
    }
  }
});
