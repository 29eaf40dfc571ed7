import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accentNames, themes } from '../../../functions/ui/browser/embed/choices.ts';
import { contrast } from '../../support/contrast.ts';
import { PUBLIC_URL, startSite } from '../../support/site.ts';
import { elsewhere, script } from './elsewhere.ts';

const site = await startSite();
const visit = elsewhere(site);
await site.put({ slug: 'half', title: 'Free them', goal: 1_000 });
await site.publish('half', { total: 500 });

/** A host page that follows the visitor's device, one that is always light, and one that is always dark. */
const hosts = ['light dark', 'light', 'dark'] as const;
const devices = ['light', 'dark'] as const;
const choices = themes.flatMap((theme) => accentNames.map((accent) => ({ theme, accent })));

/** The value of `color` or `background-color`, as it is drawn: the browser may name it in any way. */
async function colourOf(one: Locator, property: string): Promise<string> {
  const bytes = await one.evaluate((element, name) => {
    const view = element.ownerDocument.defaultView;
    const canvas = view && new view.OffscreenCanvas(1, 1).getContext('2d');
    if (!canvas) return [];
    canvas.fillStyle = view.getComputedStyle(element).getPropertyValue(name);
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  }, property);
  return hex(bytes.slice(0, 3));
}
const hex = (parts: readonly number[]) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** The colours that a browser has drawn along the middle of an element, from left to right. */
async function drawnIn(page: Page, one: Locator): Promise<string[]> {
  const box = await one.boundingBox();
  if (!box) throw new Error('It is not drawn');
  const clip = { ...box, y: Math.floor(box.y + box.height / 2), height: 1 };
  const picture = (await page.screenshot({ clip })).toString('base64');
  const bytes = await page.evaluate<number[]>(`(async () => {
    const letters = Uint8Array.from(atob('${picture}'), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([letters], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, 1).getContext('2d');
    canvas.drawImage(bitmap, 0, 0);
    return [...canvas.getImageData(0, 0, bitmap.width, 1).data];
  })()`);
  return Array.from({ length: bytes.length / 4 }, (_, x) => hex(bytes.slice(4 * x, 4 * x + 3)));
}

/** Contrasts: of the words on the button, of the button on the ground, and of the bar's parts that are given and that are missing. */
async function measured(page: Page, { ground, within }: { ground: Locator; within: Locator }) {
  const button = within.getByRole('link', { name: /^Sign/ });
  await button.waitFor();
  const paper = await colourOf(ground, 'background-color');
  const colour = await colourOf(button, 'background-color');
  const drawn = await drawnIn(page, within.locator('progress, [part=progress]'));
  const strongest = (part: string[]) => Math.max(...part.map((one) => contrast(one, paper)));
  const at = (from: number, to: number) => drawn.slice(drawn.length * from, drawn.length * to);
  return {
    words: contrast(await colourOf(button, 'color'), colour),
    button: contrast(colour, paper),
    given: strongest(at(0.1, 0.4)),
    missing: strongest(at(0.6, 0.9)),
    title: contrast(await colourOf(within.getByRole('link', { name: 'Free them' }), 'color'), paper),
  };
}
type Measured = Awaited<ReturnType<typeof measured>>;

/** Those that break a bound. */
const faults = (all: readonly (readonly [name: string, found: Measured])[]) =>
  all.filter(
    ([, { words, button, given, missing, title }]) =>
      words < 4.5 || title < 4.5 || button < 3 || given < 3 || missing >= given,
  );

describe.each(devices)('on a %s device', (colorScheme) => {
  it.each(hosts)(
    'keeps its contrasts as an element in every accent and theme, on a host page that is %s',
    async (host) => {
      const body = choices.map(
        ({ theme, accent }) => `<amparo-campaign slug="half" theme="${theme}" accent="${accent}"></amparo-campaign>`,
      );
      const head = `<meta name="color-scheme" content="${host}">`;
      const { page } = await visit(script + body.join(''), {
        head,
        colorScheme,
        viewport: { width: 400, height: 4_200 },
      });
      const found: [string, Measured][] = [];
      for (const [i, { theme, accent }] of choices.entries()) {
        const one = page.locator('amparo-campaign').nth(i);
        found.push([`${theme} ${accent}`, await measured(page, { ground: one, within: one })]);
      }
      expect(faults(found)).toEqual([]);
      expect(found).toHaveLength(themes.length * accentNames.length);
    },
  );

  it('keeps its contrasts as a frame in every accent and theme', async () => {
    const { page } = await visit('', { colorScheme, viewport: { width: 400, height: 600 } });
    const found: [string, Measured][] = [];
    for (const { theme, accent } of choices) {
      await page.goto(`${PUBLIC_URL}/embed/campaigns/half?theme=${theme}&accent=${accent}`);
      const html = page.locator('html');
      found.push([`${theme} ${accent}`, await measured(page, { ground: html, within: html })]);
    }
    expect(faults(found)).toEqual([]);
  });
});
