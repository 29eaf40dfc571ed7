import type { BrowserContextOptions, Frame, Page, Request } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { signRoutes } from '../../functions/http/routes.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { assetNames } from '../../functions/ui/assets.ts';
import { choicesOf, HEIGHTS, shows } from '../../functions/ui/browser/embed/choices.ts';
import type { ElementAnswer } from '../../functions/ui/browser/embed/parts.ts';
import { codesOf } from '../../functions/ui/browser/embed/snippets.ts';
import { unbuiltAssets } from '../support/assets.ts';
import { siteDepsOf } from '../support/site-deps.ts';
import { ownCampaign } from './campaign.ts';
import { mailboxOf } from './mailbox.ts';
import { otherSite } from './other-site.ts';
import { campaignPath, confirmed, newAddress, openAndPress, totalOf } from './signer.ts';
import { desktop, phone, refusedWith, serviceUrl, visitor } from './visitor.ts';

const slug = campaignPath.slice('/campaigns/'.length);
/** The lines that we give to other sites. */
const linesFor = (chosen: Readonly<Record<string, string>>) =>
  codesOf(
    {
      ...{ publicUrl: serviceUrl, slug, pinned: { file: 'none.js', integrity: '' } },
      spoken: { '': { title: 'A petition', path: campaignPath, link: 'Sign there', badge: 'signatures' } },
    },
    choicesOf(chosen),
  );
const frameOf = (chosen = {}) => linesFor(chosen).frame;
const elementOf = (chosen = {}, attributes = '') =>
  linesFor(chosen).element.replace('<amparo-campaign ', `<amparo-campaign ${attributes} `);

/** A visitor of a page of somebody else. @param requests gets those to our service. */
async function readerOf(
  host: Parameters<typeof otherSite>[0],
  options: BrowserContextOptions = desktop,
  expected: readonly RegExp[] = [],
) {
  const { url, origin } = await otherSite(host);
  const { page, context } = await visitor(options, expected, origin);
  const ours: Request[] = [];
  context.on('request', (request) => {
    if (request.url().startsWith(serviceUrl)) ours.push(request);
  });
  await page.goto(url);
  return { page, context, ours };
}

/** What a request to us says about the page around. */
const headersOf = (requests: readonly Request[], name: string) =>
  Promise.all(requests.map(async (request) => (await request.allHeaders())[name]));

async function theFrame(page: Page): Promise<Frame> {
  const frame = await (await page.locator('iframe').first().elementHandle())?.contentFrame();
  if (!frame) throw new Error('The page has no frame.');
  await frame.waitForLoadState();
  return frame;
}

it.each(shows)(
  'shows %s in a frame of a site that allows nothing but it, and learns nothing of the site',
  async (show) => {
    const policy = `default-src 'none'; frame-src ${serviceUrl}`;
    const { page, context, ours } = await readerOf({
      body: frameOf({ show }),
      headers: { 'content-security-policy': policy, 'set-cookie': 'seen=1' },
    });
    const frame = await theFrame(page);
    await frame.getByText('Signatures', { exact: true }).waitFor();
    // Nothing but the frame, and the group's logo in the form.
    expect(ours.length).toBe(1 + (await frame.locator('img').count()));
    expect(new Set(await headersOf(ours, 'referer'))).toEqual(new Set([undefined]));
    expect(new Set(await headersOf(ours, 'origin'))).toEqual(new Set([undefined]));
    expect(new Set(await headersOf(ours, 'cookie'))).toEqual(new Set([undefined]));
    for (const width of [320, 900]) {
      await page.setViewportSize({ width, height: 800 });
      const overflow = await frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
    await context.clearCookies();
  },
);

it('takes a signature from a frame without any script, in a tab of its own, up to the confirmation', async () => {
  const { page, context } = await readerOf({ body: frameOf({ show: 'form' }) }, { ...phone, javaScriptEnabled: false });
  const frame = page.frameLocator('iframe');
  const email = newAddress();
  await frame.getByLabel('Your name').fill('Arif');
  await frame.getByLabel('Your e-mail address').fill(email);
  await frame.getByLabel('Where you live').selectOption({ label: 'Norway' });
  const [tab] = await Promise.all([context.waitForEvent('page'), frame.getByRole('button', { name: /^Sign/ }).click()]);
  await tab.getByRole('heading', { name: 'Now check your e-mail' }).waitFor();
  expect(new URL(tab.url()).pathname).toBe(`/en${campaignPath}/sent`);
  await openAndPress(tab, (await mailboxOf(email).next()).confirmLink);
  await confirmed(tab);
});

it('takes a signature through the element, whose height adapts, with the errors in place', async () => {
  const before = await totalOf((await visitor(desktop)).page);
  const { page, context, ours } = await readerOf({ body: elementOf({ show: 'form' }) });
  const frame = page.frameLocator('iframe');
  await frame.getByLabel('Your name').waitFor();
  const inner = await theFrame(page);
  const hidden = () => inner.locator('html').evaluate((html) => html.scrollHeight - html.clientHeight);
  const height = () => page.locator('iframe').evaluate((iframe) => iframe.clientHeight);
  await expect.poll(hidden).toBeLessThanOrEqual(0);
  const low = await height();
  expect(low).toBeLessThan(HEIGHTS.form);

  await frame.getByRole('button', { name: /^Sign/ }).click();
  await frame.getByText('Tell us your name').waitFor();
  await expect.poll(height).toBeGreaterThan(low);
  await expect.poll(hidden).toBeLessThanOrEqual(0);

  const email = newAddress();
  await frame.getByLabel('Your name').fill('Leyla');
  await frame.getByLabel('Your e-mail address').fill(email);
  await frame.getByLabel('Where you live').selectOption({ label: 'Norway' });
  const [tab] = await Promise.all([context.waitForEvent('page'), frame.getByRole('button', { name: /^Sign/ }).click()]);
  await tab.getByRole('heading', { name: 'Now check your e-mail' }).waitFor();
  await frame.getByText('Please go on in the new tab.').waitFor();
  expect(await tab.evaluate('window.opener')).toBe(null);
  const sent = ours.find((request) => new URL(request.url()).pathname.endsWith('/signatures'));
  expect(sent?.postData()).toMatch(/(?:^|&)proof=\w/);
  expect((await sent?.allHeaders())?.['sec-fetch-site']).toBe('same-origin');
  await openAndPress(tab, (await mailboxOf(email).next()).confirmLink);
  await confirmed(tab);
  await expect.poll(async () => totalOf(tab)).toBeGreaterThan(before);
});

it('has room in the element for all that the form says, on the narrowest phone', async () => {
  const { page } = await readerOf({ body: elementOf({ show: 'form' }) }, { viewport: { width: 320, height: 700 } });
  const frame = page.frameLocator('iframe');
  await frame.getByLabel('Your name').fill('Look at https://example.org');
  await frame.getByLabel('Your e-mail address').fill('a.name.as.long.as.few.people.have.it@gmial.com');
  await frame.getByRole('button', { name: /^Sign/ }).click();
  await frame.getByText('Did you mean').waitFor();
  const html = (await theFrame(page)).locator('html');
  await html.evaluate((root) => {
    const status = root.ownerDocument.querySelector('form [role=status]');
    if (status) status.textContent = root.ownerDocument.querySelector('form')?.dataset.again ?? '';
  });
  await expect.poll(() => html.evaluate((root) => root.scrollHeight - root.clientHeight)).toBeLessThanOrEqual(0);
});

it('tells a page that narrows the frame the same heights, whatever is typed, and none after it', async () => {
  const listens = `<script>
    window.heard = [];
    addEventListener('message', ({ data }) => heard.push(data.height ?? data.value));
  </script>`;
  const narrow = frameOf({ show: 'form' })
    .replace('show=form', 'show=form#?secret=Abc123')
    .replace('width="100%"', 'width="60"')
    .replace(/height="\d+"/, 'height="3000"');
  const typed = [
    ['', 'amina'],
    ['Leyla', 'a@gmial.com'],
    ['Leyla', 'leyla.of.the.valley@gmial.com'],
    ['https://example.org', '"leyla'],
    ['Leyla', 'leyla@example.org'],
  ] as const;
  const heard: unknown[] = [];
  for (const [name, email] of typed) {
    const { page } = await readerOf({ body: listens + narrow });
    const heights = () => page.evaluate('[...new Set(heard)].filter(Boolean)') as Promise<number[]>;
    const inner = await theFrame(page);
    await expect.poll(heights).not.toEqual([]);
    const height = () => inner.evaluate('document.querySelector("main").offsetHeight') as Promise<number>;
    const before = await height();
    await inner.getByLabel('Your name').fill(name);
    await inner.getByLabel('Your e-mail address').fill(email);
    await inner.getByLabel('Your e-mail address').press('Enter');
    await expect.poll(height).toBeGreaterThan(before);
    await page.evaluate("document.querySelector('iframe').width = 50");
    await expect.poll(() => inner.evaluate('innerWidth')).toBe(50);
    await page.waitForTimeout(200);
    heard.push(await heights());
  }
  expect(heard[0]).toEqual([expect.any(Number), expect.any(Number)]);
  expect(new Set(heard.map(String)).size).toBe(1);
});

it('shows the element under a strict policy, from right to left, and sends neither cookie nor referrer', async () => {
  const policy = `default-src 'none'; script-src ${serviceUrl}; connect-src ${serviceUrl}; require-trusted-types-for 'script'; trusted-types 'none'`;
  const { page, context, ours } = await readerOf({
    html: 'lang="ar" dir="rtl"',
    body:
      elementOf({}, 'lang="ar" text-sign="وقّع"') +
      elementOf({ show: 'count', theme: 'dark', accent: 'blue', lang: 'ar' }),
    headers: { 'content-security-policy': policy, 'set-cookie': 'seen=1' },
  });
  const button = page.getByRole('link', { name: 'وقّع' });
  await button.waitFor();
  expect(await button.getAttribute('href')).toBe(`${serviceUrl}/ar${campaignPath}#sign`);
  expect(
    await page.evaluate(
      "getComputedStyle(document.querySelector('amparo-campaign').shadowRoot.querySelector('a')).direction",
    ),
  ).toBe('rtl');
  expect(await page.getByText('Sign there').first().isVisible()).toBe(false);
  const total = await page
    .locator('[part=number]')
    .first()
    .textContent()
    .catch(() => '0');
  expect(total).toMatch(/\d|عدد قليل/);
  expect(await page.locator('[part=progress]').count()).toBe(1);
  expect(new Set(await headersOf(ours, 'referer'))).toEqual(new Set([undefined]));
  expect(new Set(await headersOf(ours, 'cookie'))).toEqual(new Set([undefined]));
  const paths = new Set(ours.map((request) => new URL(request.url()).pathname));
  expect(paths).toEqual(new Set(['/embed/amparo.js', `/api${campaignPath}/element`]));
  await context.clearCookies();
});

it('asks for the numbers again when they may have moved, not sooner, and not while nobody looks', async () => {
  const { url, origin } = await otherSite({ body: elementOf() });
  const { page } = await visitor(desktop, [], origin);
  await page.clock.install();
  const answers = { signatures: '41', nextAt: '' };
  let asked = 0;
  await page.route(`**/api${campaignPath}/element?*`, async (route) => {
    asked++;
    const response = await route.fetch();
    const { parts, ...answer } = (await response.json()) as ElementAnswer;
    const counted = parts.map((one) => (one.part === 'number' ? { ...one, text: answers.signatures } : one));
    await route.fulfill({ response, json: { ...answer, parts: counted, nextAt: answers.nextAt } });
  });
  answers.nextAt = new Date(Date.now() + 30 * 60_000).toISOString();
  await page.goto(url);
  await page.getByText('41', { exact: true }).waitFor();
  expect(asked).toBe(1);
  await page.clock.runFor(29 * 60_000);
  expect(asked).toBe(1);
  answers.signatures = '60';
  await page.clock.runFor(3 * 60_000);
  await page.getByText('60', { exact: true }).waitFor();
  expect(asked).toBeGreaterThanOrEqual(2);
  await page.evaluate("Object.defineProperty(document, 'hidden', { configurable: true, value: true })");
  await page.clock.runFor(2 * 60_000);
  const before = asked;
  await page.clock.runFor(60 * 60_000);
  expect(asked).toBe(before);
});

it('leaves what is inside the element while the service does not answer', async () => {
  const { url, origin } = await otherSite({ body: elementOf() });
  const { page } = await visitor(desktop, [/Failed to load resource|ERR_FAILED/], origin);
  await page.route('**/api/**', (route) => route.abort());
  await page.goto(url);
  await page.getByRole('link', { name: 'Sign there' }).waitFor();
});

it('says in the frame, in the element and in the badge that a campaign is gone', async () => {
  const body = `${elementOf().replace(slug, 'no-such-one')}
    <iframe src="${serviceUrl}/embed/campaigns/no-such-one" title="A petition"></iframe>
    <img src="${serviceUrl}/campaigns/no-such-one/badge.svg" alt="A badge">`;
  const { page } = await readerOf({ body }, desktop, [refusedWith(404)]);
  // The same words and the same link in both.
  await page.locator('amparo-campaign').getByText('Campaign not found.').waitFor();
  await page.locator('amparo-campaign').getByRole('link', { name: 'See all campaigns' }).waitFor();
  await page.frameLocator('iframe').getByRole('heading', { name: 'Campaign not found.' }).waitFor();
  await expect.poll(() => page.evaluate("document.querySelector('img').naturalWidth")).toBeGreaterThan(50);
});

it('says in a frame that a campaign has closed', async () => {
  const closed = await ownCampaign({ opensAt: '2013-10-09T00:00:00+04:00', closesAt: '2026-02-28T23:59:59+04:00' });
  const body = `<iframe src="${serviceUrl}/embed/campaigns/${closed}?show=form" title="A petition" height="400"></iframe>`;
  const { page } = await readerOf({ body });
  const closedIn = page.frameLocator('iframe').getByText('Closed: 28 February 2026');
  if (inject('dataDir')) await closedIn.waitFor();
});

it('shows badge and frame on a page that isolates itself from other origins', async () => {
  const { page } = await readerOf({
    body: `<img src="${serviceUrl}${campaignPath}/badge.svg" alt="A badge">${frameOf()}`,
    headers: { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' },
  });
  await page.frameLocator('iframe').getByRole('link', { name: 'Sign this petition' }).waitFor();
  await expect.poll(() => page.evaluate("document.querySelector('img').naturalWidth")).toBeGreaterThan(50);
});

it('speaks as WordPress expects of a frame that may open nothing itself', async () => {
  const said = '<script>window.said = []; addEventListener("message", ({ data }) => said.push(data));</script>';
  const body = `${said}${frameOf().replace(slug, `${slug}#?secret=Abc123`).replace('<iframe', '<iframe sandbox="allow-scripts"')}`;
  const { page } = await readerOf({ body }, desktop, [/sandboxed|Blocked|CORS|ERR_FAILED/]);
  await page.frameLocator('iframe').getByRole('link', { name: 'Sign this petition' }).click();
  const messages = () =>
    page.evaluate('said.filter(({ secret }) => secret === "Abc123")') as Promise<{ message: string }[]>;
  await expect
    .poll(async () => new Set((await messages()).map(({ message }) => message)))
    .toEqual(new Set(['ready', 'height', 'link']));
  expect((await messages()).find(({ message }) => message === 'link')).toMatchObject({
    value: `${serviceUrl}/en${campaignPath}#sign`,
  });
});

it('lets nothing else of ours be framed: of all addresses of the service only the frames of campaigns', async () => {
  const fill = (path: string, file: string) => path.replace(/:slug|\{slug\}/, slug).replace(':file', file);
  const siteRoutes = createSiteApp(siteDepsOf({ assets: unbuiltAssets }))
    .routes.filter(({ method }) => method === 'GET')
    .flatMap(({ path }) => (path.includes(':file') ? assetNames.map((file) => fill(path, file)) : [fill(path, '')]));
  const paths = [...new Set([...siteRoutes, ...signRoutes.map((path) => fill(path, '')), '/nowhere'])].filter(
    (path) => !path.startsWith('/embed/campaigns/'),
  );
  expect(paths.length).toBeGreaterThan(30);
  const { page } = await readerOf({ body: '' }, desktop, [/frame|Refused|refused|status of|ERR_BLOCKED|X-Frame/]);
  while (paths.length > 0) {
    const some = paths.splice(0, 10).map((path) => serviceUrl + path);
    await page.evaluate(`Promise.all(${JSON.stringify(some)}.map((address, i) => new Promise((loaded) => {
      if (i === 0) document.body.replaceChildren();
      const frame = document.createElement('iframe');
      frame.addEventListener('load', loaded);
      frame.src = address;
      document.body.append(frame);
      setTimeout(loaded, 3_000);
    })))`);
    const frames = page.frames().slice(1);
    expect(frames).toHaveLength(some.length);
    for (const shown of frames) {
      const text = await shown.evaluate('document.body?.innerText ?? ""').catch(() => '');
      const url = shown.url();
      expect(url.startsWith(serviceUrl) && text !== '', `${url} is shown`).toBe(false);
    }
  }
  await page.setContent(frameOf());
  await page.frameLocator('iframe').getByText('Signatures', { exact: true }).waitFor();
});

it('makes lines to copy, and shows at once what was chosen', async () => {
  const { page } = await visitor(desktop);
  await page.addInitScript('navigator.clipboard.writeText = async (text) => { window.copied = text; }');
  await page.goto(`${campaignPath}/embed`);
  const preview = page.frameLocator('iframe[data-preview]');
  await preview.getByRole('link', { name: 'Sign this petition' }).waitFor();
  await page.getByLabel('Content').selectOption('form');
  await page.getByLabel('Colour').selectOption('blue');
  await preview.getByLabel('Your name').waitFor();
  await expect.poll(() => preview.locator('html').getAttribute('class')).toBe('show-form auto blue');
  expect(new URL(page.url()).search).toBe('');
  const line = page.locator('[data-code=element]');
  await expect.poll(() => line.textContent()).toContain('show="form" accent="blue"');
  await page.getByRole('button', { name: 'Copy: Element' }).click();
  await page.getByText('Copied.').waitFor();
  expect(await page.evaluate('copied')).toBe(await line.textContent());
});

it('makes lines and a badge in the language that is chosen, whatever the page speaks', async () => {
  const { page } = await visitor(desktop);
  await page.goto(`/ar${campaignPath}/embed`);
  const code = (name: string) => page.locator(`[data-code=${name}]`);
  const badge = page.locator('[data-badge]');
  const drawn = () => badge.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
  await expect.poll(() => code('address').textContent()).toBe(`${serviceUrl}/ar${campaignPath}`);
  expect(await badge.getAttribute('src')).toBe(`${campaignPath}/badge.svg?lang=ar`);
  expect(await badge.getAttribute('alt')).toContain('توقيعات');
  await page.locator('select[name=lang]').selectOption('ru');
  await expect.poll(() => code('address').textContent()).toBe(`${serviceUrl}/ru${campaignPath}`);
  expect(await badge.getAttribute('src')).toBe(`${campaignPath}/badge.svg?lang=ru`);
  expect(await badge.getAttribute('alt')).toContain('подписи: ');
  await expect.poll(drawn).toBeGreaterThan(50);
  for (const [name, lines] of [
    ['element', [' lang="ru"', `href="${serviceUrl}/ru${campaignPath}"`, 'Подписать петицию']],
    ['html', [`${campaignPath}/badge.svg?lang=ru"`, `href="${serviceUrl}/ru${campaignPath}"`, 'подписи: ']],
    ['markdown', [`${campaignPath}/badge.svg?lang=ru)`, `${serviceUrl}/ru${campaignPath})`, 'подписи: ']],
  ] as const)
    for (const line of lines) expect(await code(name).textContent()).toContain(line);
});
