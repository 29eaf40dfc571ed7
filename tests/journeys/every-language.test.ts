import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { directionOf } from '../../functions/ui/messages/direction.ts';
import { en } from '../../functions/ui/messages/en.ts';
import { everyLanguage } from '../support/languages.ts';
import { freshPlace, SLUG, start, untilUp } from '../support/machine.ts';
import { refusedWith, visitor } from './visitor.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const SMALLEST_PHONE = { width: 320, height: 640 };
const campaign = `/campaigns/${SLUG}`;
const LANGUAGES = [...everyLanguage, 'en-XA', 'en-XB'];
/** Other letters, other lengths, another direction. */
const SEEN_BY_AXE = new Set(['ar', 'hy', 'de']);
/** In French and German, too many words are written as in English. */
const WITHOUT_ENGLISH = new Set(['az', 'hy', 'ru', 'ar']);

// The usual service speaks no pseudo-languages.
const place = await freshPlace();
const url = `http://localhost:${place.port}`;
const machine = start(place, { LIMITS: 'off', AMPARO_LANGUAGES: LANGUAGES.join(',') });
afterAll(async () => {
  machine.process.kill('SIGINT');
  await machine.ended;
  await rm(place.dataDir, { recursive: true, force: true });
});
beforeAll(() => untilUp(machine));

/** Every kind of page, by how somebody comes to it. */
const pages: Readonly<Record<string, (page: Page, language: string) => Promise<unknown>>> = {
  ...Object.fromEntries(
    [
      ...['/', '/?q=xyzxyz', '/dashboard', '/cases', '/no/such/page', '/confirm?token=cut', '/docs/open-data'],
      ...['', '/dashboard', '/wall', '/share', '/embed', '/privacy', '/my-signature'].map((part) => campaign + part),
    ].map((path) => [path, (page: Page, language: string) => page.goto(`/${language}${path}`)]),
  ),
  'a case': async (page, language) => {
    await page.goto(`/${language}/cases`);
    await page.locator(`main a[href^="/${language}/cases/"]`).first().click();
    await page.waitForURL(/\/cases\/./);
  },
  'form with errors': async (page, language) => {
    await page.goto(`/${language}${campaign}`);
    // Only the server finds this fault: the page's own checks allow it.
    await fillForm(page, 'Turned \u202e around', language);
    await page.getByRole('alert').waitFor();
  },
  sent: async (page, language) => {
    await page.goto(`/${language}${campaign}`);
    await fillForm(page, 'Ada', language);
    await page.locator('#form').waitFor({ state: 'detached' });
  },
  confirm: async (page, language) => page.goto(await mailed(language, 'confirm')),
  counted: async (page, language) => {
    await page.goto(await mailed(language, 'confirm'));
    await page.locator('main form [type=submit]').first().click();
    await page.locator('main a[href$="/dashboard"]').first().waitFor();
  },
  withdraw: async (page, language) => page.goto(await mailed(language, 'withdraw')),
};

async function fillForm(page: Page, name: string, language: string): Promise<void> {
  await page.locator('[name=name]').fill(name);
  await page.locator('[name=email]').fill(`${language}@example.org`);
  await page.locator('[name=country]').selectOption('AZ');
  await page.locator('#form [type=submit]:visible').first().click();
}

/** A link of the last e-mail in a language. */
async function mailed(language: string, kind: 'confirm' | 'withdraw'): Promise<string> {
  const email = `mail-${language}@example.org`;
  await fetch(`${url}/api${campaign}/signatures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Arif', email, country: 'AZ', locale: language }),
  });
  const link = new RegExp(`${url}/${language}/${kind}\\?token=[\\w.%-]+`);
  const inStore = async () => {
    const { emails } = (await (await fetch(`http://localhost:${place.mailboxPort}/store`)).json()) as {
      emails: { destination: { to: string[] }; body: { text: string } }[];
    };
    const mail = emails.findLast(({ destination }) => destination.to.includes(email));
    return mail && link.exec(mail.body.text)?.[0];
  };
  await expect.poll(inStore, { timeout: 20_000 }).toBeTruthy();
  return (await inStore()) ?? '';
}

it.each(LANGUAGES)(
  'shows every kind of page in %s on the smallest phone: nothing is cut, and nothing is English',
  async (language) => {
    const { page, context } = await visitor(
      { viewport: SMALLEST_PHONE, javaScriptEnabled: true, baseURL: url },
      [refusedWith(400, 404, 410)],
      url,
    );
    if (SEEN_BY_AXE.has(language)) await context.addInitScript({ path: axe });
    for (const [name, open] of Object.entries(pages)) {
      await open(page, language);
      const html = page.locator('html');
      expect.soft(await html.getAttribute('lang'), name).toBe(language);
      expect.soft(await html.getAttribute('dir'), name).toBe(directionOf(language));
      expect.soft(await html.evaluate((whole) => whole.scrollWidth), name).toBeLessThanOrEqual(SMALLEST_PHONE.width);
      expect.soft(await cutTexts(page), name).toEqual([]);
      if (WITHOUT_ENGLISH.has(language)) expect.soft((await textsOf(page)).filter(isEnglish), name).toEqual([]);
      if (SEEN_BY_AXE.has(language)) expect.soft(await violations(page), name).toEqual([]);
    }
  },
);

/** The words of buttons, labels and heads of tables that reach out of their boxes. Some have words beside them that only are read out. */
const cutTexts = (page: Page): Promise<string[]> =>
  page.locator('button, .button, label, th, summary, legend').evaluateAll((boxes) =>
    boxes
      .filter((box) => box.checkVisibility() && box.clientWidth !== 1)
      .filter((box) => {
        const { left, right } = box.getBoundingClientRect();
        const words = box.ownerDocument.createRange();
        return [...box.childNodes].some((node) => {
          if (node.nodeType !== 3) return false;
          words.selectNodeContents(node);
          return [...words.getClientRects()].some((rect) => rect.left < left - 1 || rect.right > right + 1);
        });
      })
      .map((box) => box.textContent ?? ''),
  );

/** The texts that people read in the page's own language: no code, no names, no words that are marked as of another language. */
const textsOf = (page: Page): Promise<string[]> =>
  page.locator('body').evaluate((body) => {
    const { lang } = body.ownerDocument.documentElement;
    const found: string[] = [];
    const read = (element: typeof body): void => {
      if (element.matches('script, style, code, pre, bdi, iframe, [dir=auto], .languages')) return;
      if (![null, lang].includes(element.getAttribute('lang'))) return;
      for (const name of ['alt', 'title', 'aria-label', 'placeholder']) found.push(element.getAttribute(name) ?? '');
      for (const child of element.childNodes) if (child.nodeType === 3) found.push(child.textContent ?? '');
      for (const child of element.children) read(child);
    };
    read(body);
    return found.map((text) => text.trim()).filter(Boolean);
  });

const ENGLISH = new Set(Object.values(en).flatMap((message) => message.toLowerCase().match(/[a-z]{2,}/g) ?? []));
/** Names that no language translates, and the title of a campaign, which an attribute cannot mark as English. */
const NAMES =
  /The Open Window Group|1 Example Street|Natural Earth|Unicode CLDR|CC[ -]BY|Content-Security-Policy|(?:script|connect|frame)-src|\S+\/\S+|\S+@\S+/g;

/** Whether two English words stand side by side. One alone may be a name, or a word of both languages. */
const isEnglish = (text: string): boolean =>
  (text.replace(NAMES, '·').match(/(?<![\p{L}])[A-Za-z]{2,}(?:[ ’'-][A-Za-z]{2,})+(?![\p{L}])/gu) ?? []).some((run) => {
    const words = run.toLowerCase().split(/[ ’'-]/);
    return words.some((word, i) => i > 0 && ENGLISH.has(word) && ENGLISH.has(words[i - 1] ?? ''));
  });

/** The findings of axe (https://dequeuniversity.com/rules/axe). */
async function violations(page: Page): Promise<string[]> {
  const found = await page.evaluate<{
    passes: unknown[];
    violations: { id: string; nodes: { target: string[] }[] }[];
  }>('axe.run()');
  expect(found.passes.length, 'rules that apply').toBeGreaterThan(5);
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
