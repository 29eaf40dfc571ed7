import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { countries } from '../../functions/core/country.ts';
import { countryNames } from '../../functions/core/country-names.ts';
import { directionOf } from '../../functions/ui/messages/direction.ts';
import { en } from '../../functions/ui/messages/en.ts';
import { allOf, readLanguage } from '../../infra/messages/folders.ts';
import { axeFile, RUN_AXE_ON_SHAPES } from '../support/axe.ts';
import { everyLanguage } from '../support/languages.ts';
import { freshPlace, SLUG, start, untilUp } from '../support/machine.ts';
import { refusedWith, visitor } from './visitor.ts';

const SMALLEST_PHONE = { width: 320, height: 640 };
const campaign = `/campaigns/${SLUG}`;
const LANGUAGES = [...everyLanguage, 'en-XA', 'en-XB'];
const TRANSLATIONS = everyLanguage.filter((language) => language !== 'en');
/** Other letters, the longest words, the other direction: what axe may find there and not in English (`every-page`). Colours are the same. */
const SEEN_BY_AXE = new Set(['ar', 'hy', 'de']);

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
  ...Object.fromEntries(
    ['button', 'form'].map((show) => [
      `a frame with ${show}`,
      (page: Page, language: string) => page.goto(`/embed${campaign}?lang=${language}&show=${show}`),
    ]),
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
  await expect.poll(inStore).toBeTruthy();
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
    const isTranslation = TRANSLATIONS.includes(language);
    if (SEEN_BY_AXE.has(language)) await context.addInitScript({ path: axeFile });
    for (const [name, open] of Object.entries(pages)) {
      await open(page, language);
      const html = page.locator('html');
      expect.soft(await html.getAttribute('lang'), name).toBe(language);
      expect.soft(await html.getAttribute('dir'), name).toBe(directionOf(language));
      expect.soft(await html.evaluate((whole) => whole.scrollWidth), name).toBeLessThanOrEqual(SMALLEST_PHONE.width);
      expect.soft(await cutTexts(page), name).toEqual([]);
      if (!isTranslation) continue;
      expect.soft((await textsOf(page)).flatMap(englishIn(language)), name).toEqual([]);
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

/** Files with words that need no signature: `tests/site/every-word` sees charts. A badge speaks the language of the campaign. */
const filesIn = (language: string): readonly string[] => [
  `/feed.atom?lang=${language}`,
  `/oembed?url=${encodeURIComponent(`${url}${campaign}?lang=${language}`)}`,
];

it.each(TRANSLATIONS)('writes the feed and the title of a frame in %s, without an English word', async (language) => {
  for (const file of filesIn(language)) {
    const answer = await fetch(url + file);
    expect([file, answer.status]).toEqual([file, 200]);
    const texts = textsOfFile(await answer.text());
    expect(texts.length, file).toBeGreaterThan(0);
    expect.soft(texts.flatMap(englishIn(language)), file).toEqual([]);
  }
});

it('finds an English word that stands alone, and takes no word for English that the language has, too', () => {
  expect(['Sign', 'Ստորագրել Sign please'].flatMap(englishIn('hy'))).toEqual(['Sign', 'Sign', 'please']);
  expect(['Jetzt sign', 'Namen und E-Mail in Dashboard'].flatMap(englishIn('de'))).toEqual(['sign']);
  expect(['Signer', 'Sign', 'La page de la Croatie'].flatMap(englishIn('fr'))).toEqual(['Sign']);
  expect(['İmzala', 'Sign', 'QR-kod'].flatMap(englishIn('az'))).toEqual(['Sign']);
  expect(['Подписать', 'JSON', 'Germany'].flatMap(englishIn('ru'))).toEqual(['Germany']);
});

/**
 * The texts that people read in the page's own language, also those in its head: no code, no names, no words that are marked as of
 * another language.
 */
const textsOf = (page: Page): Promise<string[]> =>
  page.locator('html').evaluate((html) => {
    const { lang } = html;
    const found: string[] = [];
    const read = (element: typeof html): void => {
      if (element.matches('script, noscript, style, code, pre, bdi, iframe, [dir=auto], .languages')) return;
      if (![null, lang].includes(element.getAttribute('lang'))) return;
      for (const name of ['alt', 'title', 'aria-label', 'placeholder', 'label'])
        found.push(element.getAttribute(name) ?? '');
      // Not `og:image:alt`: the shared picture has the original title, and its text says what it shows.
      if (
        element.matches(
          '[name=description], [property="og:title"], [property="og:description"], [property="og:site_name"]',
        )
      )
        found.push(element.getAttribute('content') ?? '');
      // A long address may break in many places.
      const isOneText = [...element.children].every((child) => child.matches('wbr'));
      if (isOneText) found.push(element.textContent ?? '');
      else for (const child of element.childNodes) if (child.nodeType === 3) found.push(child.textContent ?? '');
      for (const child of element.children) read(child as typeof html);
    };
    read(html);
    return found.map((text) => text.trim()).filter(Boolean);
  });

/** The same of SVG, Atom and JSON. */
const textsOfFile = (file: string): string[] =>
  (file.startsWith('{') ? [String(JSON.parse(file).title)] : file.split(/<[^>]*>/))
    .map((text) => text.trim())
    .filter(Boolean);

const wordsOf = (text: string): string[] => text.toLowerCase().match(/(?<!\p{L})[a-z]{2,}(?!\p{L})/gu) ?? [];
const ENGLISH = new Set(Object.values(en).flatMap(wordsOf));
/** Names that no language translates, the words that this test looks for, and the title of a campaign, which an attribute cannot mark. */
const NAMES =
  /WhatsApp|Telegram|Facebook|Bluesky|OpenAPI|Creative Commons Attribution 4\.0 International|xyzxyz|The Open Window Group|1 Example Street|Natural Earth|Unicode CLDR|CC[ -]BY|Content-Security-Policy|(?:script|connect|frame)-src|\S+\/\S+|\S+@\S+/g;

/** The sample campaign, which speaks all languages. */
const sample: { sources: readonly string[]; translations: Record<string, unknown> } = parse(
  readFileSync(new URL('../../infra/local/sample/azerbaijan-prisoners-of-conscience.yaml', import.meta.url), 'utf8'),
);
const months = Array.from({ length: 12 }, (_, i) => Date.UTC(2026, i, 2));

/** Latin words that a language has: in its catalogue, where `npm run messages -- check` looks at them, in the campaign, and in `Intl`. */
const ownWords = (language: string): ReadonlySet<string> =>
  new Set(
    [
      ...Object.values(allOf(readLanguage(language))),
      JSON.stringify(sample.translations[language]),
      ...sample.sources,
      ...countries.map(countryNames(language)),
      // Each language says its own name.
      ...LANGUAGES.map((tag) => new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? ''),
      ...(['long', 'short'] as const).flatMap((month) =>
        months.map((at) => new Intl.DateTimeFormat(language, { month }).format(at)),
      ),
    ].flatMap(wordsOf),
  );
const own = new Map(TRANSLATIONS.map((language) => [language, ownWords(language)]));

/**
 * Finds words that are English in a text. In other letters, every Latin word is one that the language does not have itself. In Latin
 * letters, such a word has to be one of the English catalogue.
 */
const englishIn =
  (language: string) =>
  (text: string): string[] => {
    const isLatin = new Intl.Locale(language).maximize().script === 'Latn';
    return (text.replace(NAMES, '·').match(/(?<!\p{L})[A-Za-z]{2,}(?!\p{L})/gu) ?? []).filter((word) => {
      const small = word.toLowerCase();
      return !own.get(language)?.has(small) && (!isLatin || ENGLISH.has(small));
    });
  };

/** The findings of axe (https://dequeuniversity.com/rules/axe). */
async function violations(page: Page): Promise<string[]> {
  const found = await page.evaluate<{
    passes: unknown[];
    violations: { id: string; nodes: { target: string[] }[] }[];
  }>(RUN_AXE_ON_SHAPES);
  expect(found.passes.length, 'rules that apply').toBeGreaterThan(5);
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
