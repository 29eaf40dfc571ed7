import { join, resolve } from 'node:path';
import { it } from 'vitest';
import { pages } from './pages.ts';
import { desktop, phone, refusedWith, visitor } from './visitor.ts';

/** Not a test: `npm run screenshots` photographs every page, so that people can look at what they change. */
const folder = resolve(process.env.SCREENSHOTS ?? 'screenshots');
const looks = [
  { device: 'phone', options: phone },
  { device: 'desktop', options: desktop },
].flatMap((device) => (['light', 'dark'] as const).map((colorScheme) => ({ ...device, colorScheme })));

it.each(pages)('$name', async ({ name, open }) => {
  for (const { device, options, colorScheme } of looks) {
    const { page } = await visitor({ ...options, colorScheme, reducedMotion: 'reduce' }, [refusedWith(400, 404)]);
    await open(page);
    await page.screenshot({ path: join(folder, `${name}-${device}-${colorScheme}.png`), fullPage: true });
  }
});
