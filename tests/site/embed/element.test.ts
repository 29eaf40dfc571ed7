import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { planDeletion } from '../../../functions/core/campaigns/plan.ts';
import { putCampaign } from '../../../functions/core/campaigns/store.ts';
import { elementAnswer } from '../../../functions/site/contract.ts';
import { HEIGHTS } from '../../../functions/ui/browser/embed/choices.ts';
import { USUAL_LANGUAGES } from '../../../functions/ui/messages/languages.ts';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { PUBLIC_URL, startSite } from '../../support/site.ts';
import { speaking } from '../../support/speaking.ts';
import { elsewhere, script } from './elsewhere.ts';

speaking(USUAL_LANGUAGES);
const MINUTE = 60_000;
const site = await startSite();
const visit = elsewhere(site);
const { t } = translatorOf('en');
const won = { on: '2026-02-20', words: 'Both were released.' };
await site.put({ slug: 'open', title: 'Free them', goal: 5_000, sources: ['blog'] });
await site.publish('open', { total: 1_204 });
await site.put({ slug: 'few', title: 'Free them' });
await site.put({ slug: 'upcoming', title: 'Free them', opensAt: '2026-09-01T12:00:00Z' });
await site.put({ slug: 'closed', title: 'Free them', closesAt: '2026-02-01T00:00:00Z' });
await site.publish('closed', { total: 99 });
await site.put({ slug: 'closed-few', title: 'Free them', closesAt: '2026-02-01T00:00:00Z' });
await site.put({ slug: 'won', title: 'Free them', closesAt: '2026-02-21T00:00:00Z', goal: 1_000, won });
await site.publish('won', { total: 1_688 });

async function deleteCampaign(slug: string): Promise<void> {
  const deps = { campaigns: site.campaigns, clock: () => site.time.now };
  const { before, after } = await planDeletion(deps, operator, { slug });
  await putCampaign(site.campaigns, after, before?.revision);
  site.time.now += 3_000;
}

const inside = '<a href="/inside">A link inside</a>';
const element = (slug: string, attributes = '') =>
  `<amparo-campaign slug="${slug}" ${attributes}>${inside}</amparo-campaign>`;
/** What an element shows: the text of each of its parts. Without an answer it is what stands inside it. */
const shown = (page: Page): Promise<string[]> =>
  page.evaluate(
    `(() => {
      const host = document.querySelector('amparo-campaign');
      return [...(host.shadowRoot ?? host).children].map((part) => part.textContent).filter(Boolean);
    })()`,
  );
const poll = (page: Page) => expect.poll(() => shown(page));

const number = ['1,204', 'signatures'];
const few = ['Few', 'signatures'];
const goal = t('embed.of-goal', { goal: '5,000' });
it.each([
  ['open', '', ['Free them', ...number, goal, t('embed.sign')]],
  ['open', 'show="progress"', ['Free them', ...number, goal]],
  ['open', 'show="count"', ['Free them', ...number]],
  ['few', '', ['Free them', ...few, 'Goal: 1,000', t('embed.sign')]],
  ['few', 'show="count"', ['Free them', ...few]],
  ['upcoming', '', ['Free them', t('campaign.upcoming', { date: '1 September 2026' })]],
  ['closed', '', ['Free them', '99', 'signatures', t('embed.closed')]],
  ['closed-few', '', ['Free them', t('embed.closed')]],
  ['won', '', ['Free them', '1,688', 'signatures', t('embed.of-goal', { goal: '1,000' }), `Demand met: ${won.words}`]],
  ['no-such', '', [t('embed.gone'), t('embed.gone.all')]],
  ['No slug', '', [t('embed.gone'), t('embed.gone.all')]],
  ['', '', [t('embed.gone'), t('embed.gone.all')]],
])('says of a campaign that is %s (%s) how it is', async (slug, attributes, words) => {
  const { page } = await visit(script + element(slug, attributes));
  await poll(page).toEqual(words);
  expect(await page.getByRole('link', { name: t('embed.sign') }).count()).toBe(words.includes(t('embed.sign')) ? 1 : 0);
});

it('has no button any more once the campaign closes, without being loaded again', async () => {
  await site.put({
    slug: 'closing',
    title: 'Free them',
    closesAt: new Date(site.time.now + 10 * MINUTE).toISOString(),
  });
  const { page, paths } = await visit(script + element('closing'), { now: site.time.now });
  await poll(page).toContain(t('embed.sign'));
  await page.clock.runFor(5 * MINUTE);
  expect(paths('/api/').length).toBeLessThanOrEqual(4);
  site.time.now += 11 * MINUTE;
  await page.clock.runFor(8 * MINUTE);
  await poll(page).toEqual(['Free them', t('embed.closed')]);
});

it('gets its button when the campaign opens', async () => {
  await site.put({ slug: 'opening', title: 'Free them', opensAt: new Date(site.time.now + 30_000).toISOString() });
  const { page } = await visit(script + element('opening'), { now: site.time.now });
  await poll(page).toContain('Free them');
  await poll(page).not.toContain(t('embed.sign'));
  site.time.now += 40_000;
  await page.clock.runFor(2 * MINUTE);
  await poll(page).toContain(t('embed.sign'));
});

it('says that a campaign is gone once it is deleted, and then asks no more', async () => {
  await site.put({ slug: 'leaving', title: 'Free them' });
  const { page, paths } = await visit(script + element('leaving'), { now: site.time.now });
  await poll(page).toContain(t('embed.sign'));
  await deleteCampaign('leaving');
  await page.clock.runFor(70 * MINUTE);
  await poll(page).toEqual([t('embed.gone'), t('embed.gone.all')]);
  expect(await page.getByRole('link', { name: t('embed.gone.all') }).getAttribute('href')).toBe(`${PUBLIC_URL}/`);
  const before = paths('/api/').length;
  await page.clock.runFor(180 * MINUTE);
  expect(paths('/api/').length).toBe(before);
});

it.each(['offline', 500, 503, 429, 403] as const)(
  'shows what is inside it, and asks on, while the service answers %s; then what it knew last',
  async (how) => {
    const { page, fail, paths } = await visit(element('open'), { now: site.time.now });
    fail(how);
    await page.evaluate(
      `document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: '${PUBLIC_URL}/embed/amparo.js' }))`,
    );
    await expect.poll(() => paths('/api/').length).toBe(1);
    await page.clock.runFor(30_000);
    expect(await shown(page)).toEqual(['A link inside']);
    expect(paths('/api/').length).toBe(1);
    fail(undefined);
    await page.clock.runFor(MINUTE);
    await poll(page).toContain('1,204');
    fail(how);
    const before = paths('/api/').length;
    await page.clock.runFor(150 * MINUTE);
    await expect.poll(() => paths('/api/').length).toBeGreaterThan(before);
    expect(await shown(page)).toContain(t('embed.sign'));
  },
);

it('asks ever more slowly while nothing answers: at most 40 times in a day', async () => {
  const { page, fail, paths } = await visit(script + element('open'), { now: site.time.now });
  await poll(page).toContain('1,204');
  fail(500);
  for (let hour = 0; hour < 24; hour++) await page.clock.runFor(60 * MINUTE);
  expect(paths('/api/').length).toBeGreaterThan(5);
  expect(paths('/api/').length).toBeLessThan(65);
});

it.each(['remove()', "setAttribute('slug', 'few')"])('stops what it had planned by %s', async (change) => {
  const { page, paths } = await visit(script + element('open'), { now: site.time.now });
  await poll(page).toContain('1,204');
  await page.evaluate(`document.querySelector('amparo-campaign').${change}`);
  await page.clock.runFor(70 * MINUTE);
  await page.clock.runFor(70 * MINUTE);
  expect(paths('/api/campaigns/open')).toHaveLength(1);
  if (change !== 'remove()') await poll(page).toContain(t('embed.few'));
});

it('forgets an answer that comes after its attribute was changed', async () => {
  const { page } = await visit(script, { now: site.time.now });
  let release = () => {};
  const held = new Promise<void>((go) => {
    release = go;
  });
  await page.route('**/api/campaigns/open/element?*', async (route) => {
    await held;
    await route.fallback();
  });
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(element('open'))})`);
  await page.clock.runFor(1_000);
  await page.evaluate("document.querySelector('amparo-campaign').setAttribute('slug', 'few')");
  await page.clock.runFor(1_000);
  await poll(page).toContain(t('embed.few'));
  release();
  await page.waitForTimeout(200);
  expect(await shown(page)).toContain(t('embed.few'));
});

it('asks once, however its attributes come: one by one, before it is in the page or after', async () => {
  const { page, paths } = await visit(script);
  const set =
    "for (const [name, value] of [['slug', 'open'], ['theme', 'dark'], ['accent', 'blue'], ['lang', 'en'], ['source', 'blog']]) one.setAttribute(name, value);";
  for (const [i, code] of [`${set} document.body.append(one);`, `document.body.append(one); ${set}`].entries()) {
    await page.evaluate(
      `(() => { document.querySelector('amparo-campaign')?.remove(); const one = document.createElement('amparo-campaign'); ${code} })()`,
    );
    await poll(page).toContain('1,204');
    expect(paths('/api/')).toHaveLength(i + 1);
  }
});

it('asks nothing while nobody looks, however long, and soon after somebody does', async () => {
  const { page, paths } = await visit(script + element('open'), { now: site.time.now });
  await poll(page).toContain('1,204');
  const look = (isHidden: boolean) =>
    page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, value: ${isHidden} })`);
  await look(true);
  await page.clock.runFor(300 * MINUTE);
  expect(paths('/api/')).toHaveLength(1);
  await look(false);
  await page.clock.runFor(MINUTE);
  await expect.poll(() => paths('/api/').length).toBe(2);
});

it('names neither its page nor a person, when it asks, and in every link and frame', async () => {
  const { page, asked } = await visit(script + element('open', 'source="blog"') + element('open', 'show="form"'));
  await poll(page).toContain('1,204');
  await page.frameLocator('iframe').getByLabel('Your name').waitFor();
  expect(asked.length).toBe(3);
  for (const request of asked) {
    expect((await request.allHeaders()).referer).toBeUndefined();
    // A browser that had a cookie of ours from elsewhere would send it with a frame alone. We set none.
    if (request.resourceType() !== 'document') expect((await request.allHeaders()).cookie).toBeUndefined();
    expect((await (await request.response())?.allHeaders())?.['set-cookie']).toBeUndefined();
  }
  const quiet =
    "[...document.querySelectorAll('amparo-campaign')].flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll('a, iframe')]).map((one) => one.referrerPolicy)";
  expect(new Set(await page.evaluate<string[]>(quiet))).toEqual(new Set(['no-referrer']));
});

it('passes its source on: to the campaign, to the form, and into the form’s frame', async () => {
  const { page } = await visit(
    script + element('open', 'source="blog"') + element('open', 'show="form" source="blog"'),
  );
  const links = page.locator('amparo-campaign').first().getByRole('link');
  await expect.poll(() => links.count()).toBe(2);
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
    `${PUBLIC_URL}/en/campaigns/open?source=blog`,
    `${PUBLIC_URL}/en/campaigns/open?source=blog#sign`,
  ]);
  const field = page.frameLocator('iframe').locator('input[name=source]');
  expect(await field.inputValue()).toBe('blog');
});

it('adapts the height of its frame to what the frame says, and to nobody else', async () => {
  const { page } = await visit(script + element('open', 'show="form"'), { viewport: { width: 600, height: 800 } });
  const height = () => page.locator('amparo-campaign iframe').evaluate((frame) => frame.clientHeight);
  await expect.poll(height).not.toBe(HEIGHTS.form);
  const own = await height();
  expect(own).toBeGreaterThan(400);
  await page.evaluate("postMessage({ amparo: 'height', height: 4000 }, '*')");
  const other = `<iframe srcdoc="<script>parent.postMessage({ amparo: 'height', height: 4000 }, '*')</script>"></iframe>`;
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(other)})`);
  await page.waitForTimeout(200);
  expect(await height()).toBe(own);
});

it.each(['en_US', 'en-', 'x', '-', '日本', 'de;q=0.5', '*', 'a'.repeat(200), '<script>', 'zz-ZZ-zz', 'i-klingon', ' '])(
  'shows numbers and days under the malformed or unknown language “%s”',
  async (lang) => {
    const attribute = `lang="${lang.replace('<', '&lt;')}"`;
    const { page } = await visit(script + element('open', attribute));
    await poll(page).toEqual(['Free them', ...number, goal, t('embed.sign')]);
    await page.evaluate("document.querySelector('amparo-campaign').setAttribute('slug', 'upcoming')");
    await poll(page).toContain(t('campaign.upcoming', { date: '1 September 2026' }));
  },
);

it('writes numbers and days as its language does', async () => {
  const { page } = await visit(script + element('open', 'lang="de"'));
  await poll(page).toContain('1.204');
  await page.evaluate("document.querySelector('amparo-campaign').setAttribute('slug', 'upcoming')");
  await poll(page).toContain(translatorOf('de').t('campaign.upcoming', { date: '1. September 2026' }));
});

it.each([
  ['az', '5.002', 'imza'],
  ['hy', '5002', 'ստորագրություն'],
  ['ru', '5\u00a0002', 'подписи'],
  ['ar', '5,002', 'توقيع'],
])(
  'writes number and noun in %s as readers expect, whatever the browser knows of the language',
  async (lang, ...count) => {
    await site.put({ slug: 'many', title: 'Free them', language: 'az', goal: 10_000 });
    await site.publish('many', { total: 5_002 });
    const { page } = await visit(script + element('many', `lang="${lang}"`));
    await poll(page).toEqual([
      'Free them',
      ...count,
      expect.stringContaining(translatorOf(lang).number(10_000)),
      translatorOf(lang).t('embed.sign'),
    ]);
  },
);

it.each([
  [1, 'подпись'],
  [3, 'подписи'],
  [5_005, 'подписей'],
])('says in Russian: %i %s', async (total, noun) => {
  await site.put({ slug: `plural-${total}`, language: 'ru' });
  await site.publish(`plural-${total}`, { total });
  const answer = elementAnswer.parse(await site.json(`/api/campaigns/plural-${total}/element`));
  expect(answer.parts.find(({ part }) => part === 'signatures')?.text).toBe(noun);
});

const titles = { ar: { title: 'الحرية لهم', demand: 'الحرية' } };
const translations = { ar: { ...titles.ar, won: { words: 'أُفرج عنهما.' } } };

it('speaks one language: title, words and links are in that of its attribute', async () => {
  await site.put({
    slug: 'spoken',
    title: 'Free them',
    goal: 5_000,
    translations: titles,
  });
  await site.publish('spoken', { total: 1_204 });
  const { page } = await visit(script + element('spoken', 'lang="ar"'), { locale: 'en-GB' });
  await poll(page).toContain('الحرية لهم');
  expect((await shown(page)).join()).not.toMatch(/[a-z]/i);
  const links = await page
    .locator('amparo-campaign a[part]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(links).toEqual([`${PUBLIC_URL}/ar/campaigns/spoken`, `${PUBLIC_URL}/ar/campaigns/spoken#sign`]);
  await site.put({ slug: 'spoken-won', closesAt: '2026-02-21T00:00:00Z', won, translations });
  await page.evaluate("document.querySelector('amparo-campaign').setAttribute('slug', 'spoken-won')");
  await expect.poll(async () => (await shown(page)).join()).toContain('أُفرج عنهما.');
});

it('speaks the language of the campaign if it has no other', async () => {
  await site.put({ slug: 'in-russian', title: 'Свободу', language: 'ru' });
  const { page } = await visit(script + element('in-russian'));
  await poll(page).toEqual(['Свободу', 'Мало', 'подписей', 'Цель: 1\u00a0000', 'Подписать петицию']);
});

/** The language and the direction of each part, as the browser draws it. */
const directions = (page: Page) =>
  page.evaluate<string[]>(
    `[...document.querySelector('amparo-campaign').shadowRoot.children].map((part) => part.part + ' ' + part.lang + ' ' + getComputedStyle(part).direction)`,
  );

it('mixes no text of one direction into a page of the other', async () => {
  await site.put({ slug: 'from-right', title: '23 December', opensAt: '2026-09-01T12:00:00Z', translations: titles });
  const rightToLeft = async (lines: string) => {
    const { page } = await visit(`<div dir="rtl" lang="ar">${script}${lines}</div>`);
    await poll(page).not.toContain('A link inside');
    return page;
  };
  expect(await directions(await rightToLeft(element('upcoming', 'lang="ru"')))).toEqual([
    'title en ltr',
    'note ru ltr',
  ]);
  expect(await directions(await rightToLeft(element('no-such', 'lang="ru"')))).toEqual(['note ru ltr', 'title ru ltr']);
  const own = await rightToLeft(element('won', 'lang="ar" text-won="Победа! {words}"'));
  expect((await directions(own)).at(-1)).toBe('note ar ltr');
  const { page } = await visit(script + element('from-right', 'lang="ar"'));
  await poll(page).toContain('الحرية لهم');
  expect(await directions(page)).toEqual(['title ar rtl', 'note ar rtl']);
  await page.evaluate("document.querySelector('amparo-campaign').setAttribute('slug', 'open')");
  await poll(page).toContain('1,204');
  expect(await directions(page)).toEqual([
    'title en ltr',
    'number ar rtl',
    'signatures ar rtl',
    'progress ar rtl',
    'goal ar rtl',
    'button ar rtl',
  ]);
});

it('names its form by the campaign, in the language of the form', async () => {
  await site.put({ slug: 'form', title: 'Free them', translations: titles });
  const { page } = await visit(script + element('form', 'show="form" lang="ar"'));
  await expect.poll(() => page.locator('iframe').getAttribute('title')).toBe('الحرية لهم');
});

it('takes words of the page around instead of its own, with the number in their place', async () => {
  const own = 'text-goal="Of {goal} we need" text-sign="Join" text-signatures="names"';
  const { page } = await visit(script + element('open', own));
  await poll(page).toEqual(['Free them', '1,204', 'names', 'Of 5,000 we need', 'Join']);
});

it('has little space around it if it is compact', async () => {
  const { page } = await visit(script + element('open') + element('open', 'compact="1"'));
  await poll(page).toContain('1,204');
  const [usual, compact] = await page.evaluate<number[]>(
    "[...document.querySelectorAll('amparo-campaign')].map((one) => Number.parseFloat(getComputedStyle(one).paddingLeft))",
  );
  expect(compact).toBeLessThan(usual ?? 0);
});

it.each([
  ['ltr', 'en'],
  ['rtl', 'ar'],
])('stays within its column, and fills its bar from where one begins to read: %s', async (dir, lang) => {
  await site.put({ slug: 'beyond', title: `Free ${'them'.repeat(25)}`, goal: 100 });
  await site.publish('beyond', { total: 120 });
  const body = ['open', 'few', 'beyond'].map((slug) => element(slug, `lang="${lang}"`)).join('');
  const { page } = await visit(script + body, { viewport: { width: 220, height: 900 } });
  await expect.poll(() => page.locator('[part=button]').count()).toBe(3);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(220);
  const bars = await page.evaluate<[number, number, number][]>(`(() => {
    const bars = [...document.querySelectorAll('amparo-campaign')].map(({ shadowRoot }) => shadowRoot.querySelector('[part=progress]'));
    return bars.map((bar) => {
      const { paddingLeft, paddingRight } = getComputedStyle(bar);
      return [bar.clientWidth, Number.parseFloat(paddingLeft), Number.parseFloat(paddingRight)];
    });
  })()`);
  const filled = bars.map(([width, left, right]) => {
    expect(dir === 'ltr' ? left : right).toBe(0);
    return Math.round((100 * (width - left - right)) / width);
  });
  expect(filled).toEqual([24, 0, 100]);
});
