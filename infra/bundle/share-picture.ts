import { log } from 'node:console';
import { readFile, writeFile } from 'node:fs/promises';

/**
 * `npm run share-picture`: draws functions/ui/pictures/share.svg as the PNG beside it, since sites that show shared
 * links accept no SVG. The letters come from the fonts of this computer, so look at the picture before you commit it.
 */
const pictures = new URL('../../functions/ui/pictures/', import.meta.url);
if (process.argv.some((arg) => ['help', '--help', '-h'].includes(arg))) {
  log('npm run share-picture        draws functions/ui/pictures/share.svg as the PNG beside it');
  process.exit(0);
}
const { default: chromium } = await import('@sparticuz/chromium');
const { chromium: playwright } = await import('playwright-core');
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
  const svg = await readFile(new URL('share.svg', pictures), 'utf8');
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  const png = await page.screenshot({ type: 'png' });
  await writeFile(new URL('share.png', pictures), png);
  log(`functions/ui/pictures/share.png: 1200 × 630, ${Math.ceil(png.length / 1024)} kB`);
} finally {
  await browser.close();
}
