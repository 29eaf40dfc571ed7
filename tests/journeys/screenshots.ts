import { join, resolve } from 'node:path';
import { it } from 'vitest';
import { pages } from './pages.ts';
import { desktop, phone, refusedWith, visitor } from './visitor.ts';

/** Not a test: `npm run screenshots` photographs every page, so that people can look at what they change. */
const folder = resolve(process.env.SCREENSHOTS ?? 'screenshots');

it.each(pages)('$name', { retry: 1 }, async ({ name, open }) => {
  for (const [device, options] of Object.entries({ phone, desktop })) {
    const { page } = await visitor({ ...options, reducedMotion: 'reduce' }, [refusedWith(400, 404, 410)]);
    await open(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${device}-${colorScheme}.png`), fullPage: true });
    }
  }
});
