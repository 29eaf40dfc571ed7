import { afterAll, expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { isSignRoute } from '../../functions/http/routes.ts';
import { contentOf } from '../../functions/mail/confirmation-mail.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { siteReads } from '../../functions/site/deps.ts';
import { readAddress } from '../../functions/ui/messages/addresses.ts';
import { speak } from '../../functions/ui/messages/speak.ts';
import { readWithPseudo } from '../../infra/messages/choose.ts';
import { buildTestAssets } from '../support/assets.ts';
import { publicPaths } from '../support/public-paths.ts';
import { attemptOf, campaign, postForm, postJson, SIGN, startSign } from '../support/sign.ts';
import { siteDepsOf } from '../support/site-deps.ts';

const LANGUAGES = ['en', 'en-XA', 'en-XB'];
/** The language that somebody reads, and that no browser here asks for. */
const LANGUAGE = 'en-XB';
speak(LANGUAGES, readWithPseudo);

const { assets, remove } = await buildTestAssets();
afterAll(remove);
const sign = await startSign({ assets });
const { clock, log, publicUrl } = sign.deps;
const reads = siteReads({ campaigns: sign.db.Campaigns, counts: sign.db.Counts }, clock);
const site = createSiteApp(siteDepsOf({ ...reads, assets, clock, log, publicUrl }));
await putCampaign(
  sign.db.Campaigns,
  campaign({
    slug: 'related',
    related: ['free-them'],
    cases: [{ id: 'ada', name: 'Ada', people: 1, status: 'detained' }],
  }),
);

const appFor = (path: string) => (isSignRoute(path.replace(/\?.*/, '')) ? sign.app : site);
const get = (path: string) => Promise.resolve(appFor(path).request(path, { headers: { accept: 'text/html' } }));
const post = (path: string, fields: Record<string, string>) => postForm(appFor(path), path, fields);

const DATA = /^\/(api|assets|data|embed|oembed|pictures)\b|\.\w+$/;
const isPage = (address: string) => !DATA.test(address.replace(/[?#].*/, ''));
const decoded = (text: string) => text.replaceAll('&amp;', '&');

/** All addresses of ours on a page, without those of the same page in other languages. */
function addressesOn(html: string): string[] {
  const own = html
    .replace(/<nav class="languages"[\s\S]*?<\/nav>/, '')
    .replace(
      /<link rel="(alternate" hreflang|canonical)[^>]*>|<meta [^>]*>|<style>[\s\S]*?<\/style>|<code[\s\S]*?<\/code>/g,
      '',
    )
    .replace(/ data-(embedded|share)="[^"]*"/g, '');
  return [...own.matchAll(/ (?:href|src|action|formaction)="([^"#][^"]*)"/g)]
    .map(([, address = '']) => decoded(address).replace(publicUrl, ''))
    .filter((address) => address.startsWith('/'));
}

/** What holds for each page in a language. @returns its addresses. */
function addressesOfPage(html: string, at: string): string[] {
  expect(html, at).toContain(`<html lang="${LANGUAGE}" dir="rtl"`);
  const found = addressesOn(html);
  for (const address of found.filter(isPage)) {
    const { pathname, searchParams } = new URL(address, publicUrl);
    // What a form posts to has the language in its query.
    const language = readAddress(pathname, LANGUAGES).language ?? searchParams.get('lang');
    expect(language, `${address} on ${at}`).toBe(LANGUAGE);
  }
  return found;
}

/** The links of the switch, by language. */
const switchOf = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<li lang="([\w-]+)"><a href="([^"]*)" hreflang="([\w-]+)"/g)].map(
      ([, of = '', address = '', hreflang]) => {
        expect(hreflang).toBe(of);
        return [of, decoded(address)];
      },
    ),
  );

it('keeps the language on every page of the site and behind every link, of which none is dead', async () => {
  const starts = publicPaths(site, 'free-them').filter(
    (path) =>
      isPage(path) &&
      !path.endsWith('/') &&
      !['/healthz', '/cases/some'].includes(path) &&
      !path.startsWith('/preview/'),
  );
  const waiting = ['/', '/cases?status=detained', '/campaigns/free-them?source=newsletter', ...starts].map(
    (path) => `/${LANGUAGE}${path}`,
  );
  const seen = new Set<string>();
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    const [path = ''] = address.split('#');
    if (seen.has(path)) continue;
    seen.add(path);
    const answer = await get(path);
    if (/^\/api\/.*(signatures|links)\b/.test(path)) continue;
    expect(answer.status, path).toBe(200);
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    const html = await answer.text();
    if (path.startsWith('/embed/')) continue;
    waiting.push(...addressesOfPage(html, path));
    expect(answer.headers.get('content-language'), path).toBe(LANGUAGE);
    // A wall shows one thing, from afar.
    if (path.endsWith('/wall')) continue;
    const bare = path.slice(LANGUAGE.length + 1);
    expect(switchOf(html), path).toEqual(Object.fromEntries(LANGUAGES.map((tag) => [tag, `/${tag}${bare}`])));
    expect(html.match(/<a href="[^"]*" hreflang="([\w-]+)" aria-current="true"/)?.[1], path).toBe(LANGUAGE);
  }
  expect([...seen].filter(isPage).length).toBeGreaterThan(14);
});

it('names each page to search engines and other sites in all languages, each by one address', async () => {
  const html = await (await get(`/${LANGUAGE}/campaigns/free-them/dashboard`)).text();
  const links = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, ...found]) => found.join(' '));
  const at = `${publicUrl}/campaigns/free-them/dashboard`;
  const inXA = at.replace('/campaigns', '/en-XA/campaigns');
  const here = at.replace('/campaigns', `/${LANGUAGE}/campaigns`);
  expect(links(/<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"/g)).toEqual([
    ...[`en ${at}`, `en-XA ${inXA}`, `en-XB ${here}`, `x-default ${at}`],
  ]);
  expect(links(/<link rel="canonical" href="([^"]+)"/g)).toEqual([here]);
  expect(links(/<meta property="og:url" content="([^"]+)"/g)).toEqual([here]);
  expect(links(/<meta property="og:locale(?::alternate)?" content="([^"]+)"/g)).toEqual(['en_XB', 'en', 'en_XA']);
  // The page in the default language has two addresses, and one name.
  for (const path of ['/campaigns/free-them/dashboard', '/en/campaigns/free-them/dashboard'])
    expect(await (await get(path)).text()).toContain(`<link rel="canonical" href="${at}"/>`);
  const map = await (await get('/sitemap.xml')).text();
  expect(map).toContain(
    `<url><loc>${at}</loc><xhtml:link rel="alternate" hreflang="en" href="${at}"/><xhtml:link rel="alternate" hreflang="en-XA" href="${inXA}"/><xhtml:link rel="alternate" hreflang="en-XB" href="${here}"/><xhtml:link rel="alternate" hreflang="x-default" href="${at}"/></url>`,
  );
  expect(await (await get('/robots.txt')).text()).toMatch(/Disallow: \/confirm\nDisallow: \/\*\/confirm\n/);
});

it('writes short addresses on a page that was asked for without a language, and keeps a language that was chosen', async () => {
  const links = async (path: string) => addressesOn(await (await get(path)).text()).filter(isPage);
  expect(await links('/campaigns/free-them')).toContain('/campaigns/free-them/privacy');
  expect(await links('/en/campaigns/free-them')).toContain('/en/campaigns/free-them/privacy');
});

/** The form of a page: where it posts to, and its hidden fields. */
function formOf(html: string): { action: string; hidden: Record<string, string> } {
  const [, attributes = '', content = ''] = /<form ([^>]*)>([\s\S]*?)<\/form>/.exec(html) ?? [];
  const hidden = [...content.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return {
    action: decoded(/action="([^"]+)"/.exec(attributes)?.[1] ?? ''),
    hidden: Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
  };
}
const typed = { name: 'Ada Lovelace', email: 'ada@example.org', country: 'AZ' };

it('keeps the language from the form by the mail to the page after the button, and to the way out', async () => {
  const form = formOf(await (await get(`/${LANGUAGE}/campaigns/free-them`)).text());
  const sent = await post(form.action, { ...form.hidden, ...typed });
  const after = sent.headers.get('location') ?? '';
  expect([sent.status, after]).toEqual([303, expect.stringMatching(/^\/en-XB\/campaigns\/free-them\/sent\?to=/)]);
  const afterHtml = await (await get(after)).text();
  addressesOfPage(afterHtml, after);
  expect(switchOf(afterHtml).en).toBe(after.replace(LANGUAGE, 'en'));

  const mail = await sign.mail();
  const { text, html: mailed } = await contentOf(mail, { publicUrl });
  expect(mailed).toContain(`<html lang="${LANGUAGE}" dir="rtl">`);
  const [confirm = '', withdraw = '', ...others] = text.match(/^https:.*\/.*/gm) ?? [];
  expect(confirm).toBe(`${publicUrl}/${LANGUAGE}/confirm?token=${mail.confirmToken}`);
  expect(withdraw).toBe(`${publicUrl}/${LANGUAGE}/withdraw?token=${mail.withdrawToken}`);
  expect(others).toContain(`${publicUrl}/${LANGUAGE}/campaigns/free-them`);

  for (const link of [confirm, withdraw]) {
    const page = await get(link.replace(publicUrl, ''));
    expect([page.status, page.headers.get('content-language')]).toEqual([200, LANGUAGE]);
    const html = await page.text();
    addressesOfPage(html, link);
    // Its address has the token, so nothing leads to it but the form.
    expect(switchOf(html)).toEqual({});
    const { action, hidden } = formOf(html);
    const pressed = await post(action, hidden);
    expect([pressed.status, pressed.headers.get('content-language')]).toEqual([200, LANGUAGE]);
    const result = await pressed.text();
    addressesOfPage(result, action);
    expect(switchOf(result).en).toBe('/en/campaigns/free-them');
  }
});

it('shows what a mailed link leads to in the language of its address, or of the mail if it has none', async () => {
  await postJson(sign.app, SIGN, attemptOf('eve@example.org', { locale: LANGUAGE }));
  const { confirmToken } = await sign.mail();
  const shownIn = async (path: string) => (await get(`${path}?token=${confirmToken}`)).headers.get('content-language');
  expect(await shownIn('/confirm')).toBe(LANGUAGE);
  expect(await shownIn('/en-XA/confirm')).toBe('en-XA');
});

it.each([
  ['a form with faults', `${SIGN}?lang=${LANGUAGE}`, {}, 400],
  ['a form of a closed campaign', `/api/campaigns/closed/signatures?lang=${LANGUAGE}`, typed, 410],
  ['a campaign that does not exist', `/api/campaigns/no-such/signatures?lang=${LANGUAGE}`, typed, 404],
  ['a form that asks for a link, with faults', `/api/campaigns/free-them/links?lang=${LANGUAGE}`, {}, 400],
  ['a button with a link that was cut', `/confirm?lang=${LANGUAGE}`, { token: 'cut' }, 400],
  ['the same under the language', `/${LANGUAGE}/confirm`, { token: 'cut' }, 400],
  ['a withdrawal without a token', `/${LANGUAGE}/withdraw`, {}, 400],
] as [string, string, Record<string, string>, number][])(
  'keeps the language when it refuses %s',
  async (_, path, fields, status) => {
    const answer = await post(path, fields);
    expect([answer.status, answer.headers.get('content-language')]).toEqual([status, LANGUAGE]);
    addressesOfPage(await answer.text(), path);
  },
);

it('keeps the language when it finds nothing, and repeats nothing of what somebody typed there', async () => {
  for (const path of [
    '/nowhere',
    '/campaigns/no-such',
    '/cases/nobody',
    '/confirm?token=cut',
    '/campaigns/no-such/sent',
  ]) {
    const answer = await get(`/${LANGUAGE}${path}`);
    expect([400, 404], path).toContain(answer.status);
    const html = await answer.text();
    addressesOfPage(html, path);
    expect(switchOf(html).en, path).toBe('/en/');
  }
});

it.each(['/EN-xb/cases?status=died', '/en-xb/confirm?token=x'])(
  'leads from %s to the address of that language',
  async (path) => {
    const { status, headers } = await get(path);
    expect([status, headers.get('location')]).toEqual([302, path.replace(/en-xb/i, LANGUAGE)]);
    expect(headers.get('cache-control')).toBe('no-store');
  },
);

it.each(['/az/cases?status=died', '/xx/campaigns/free-them', '/en-Cyrl/confirm?token=x'])(
  'lists the languages that there are for %s',
  async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    const bare = path.replace(/^\/[\w-]+|\?.*/g, '');
    expect(switchOf(await answer.text())).toEqual(Object.fromEntries(LANGUAGES.map((tag) => [tag, `/${tag}${bare}`])));
    const program = await appFor(path).request(path);
    expect(await program.json()).toMatchObject({ type: 'urn:amparo:problem:language-unknown', languages: LANGUAGES });
  },
);

it.each([
  [SIGN, { ...typed, locale: 'English, please' }],
  [SIGN, { ...typed, locale: '../en' }],
  [SIGN, { ...typed, locale: 7 }],
  ['/api/campaigns/free-them/links', { email: 'ada@example.org', locale: 'e' }],
])('lists the languages that there are for a locale that is none: %s %j', async (path, body) => {
  const answer = await postJson(sign.app, path, body);
  expect([answer.status, await answer.json()]).toEqual([
    400,
    expect.objectContaining({
      errors: [{ field: 'locale', message: 'Name one of these languages: en, en-XA, en-XB' }],
      languages: LANGUAGES,
    }),
  ]);
  expect(await sign.queued()).toEqual([]);
});

it('lists the languages that there are on the page that a form with a wrong locale comes back to', async () => {
  const answer = await post(SIGN, { ...typed, locale: 'English, please' });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('en, en-XA, en-XB')]);
});

it('says nothing of languages to a program that made another mistake', async () => {
  const answer = await postJson(sign.app, SIGN, { ...typed, email: '', locale: 'xx' });
  expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([
    400,
    expect.not.arrayContaining(['languages']),
  ]);
});

it('gives data no address with a language', async () => {
  for (const path of ['/api/campaigns', '/embed/campaigns/free-them', '/campaigns/free-them/badge.svg', '/feed.atom'])
    expect((await get(`/${LANGUAGE}${path}`)).status, path).toBe(404);
  const feed = await (await get(`/feed.atom?lang=${LANGUAGE}`)).text();
  expect(feed).toContain(`href="${publicUrl}/${LANGUAGE}/campaigns/free-them"`);
  expect(feed).toContain(`rel="self" type="application/atom+xml" href="${publicUrl}/feed.atom?lang=${LANGUAGE}"`);
});

it('shows a form again in another language as it was typed, and neither mails nor counts anything', async () => {
  const fields = { ...typed, email: 'ada@exmaple.org', updates: 'on', source: 'newsletter', locale: 'en' };
  for (const action of [SIGN, '/api/campaigns/free-them/links']) {
    const shown = await post(`${action}?lang=${LANGUAGE}&show=form`, fields);
    expect([shown.status, shown.headers.get('content-language')]).toEqual([200, LANGUAGE]);
    const html = await shown.text();
    addressesOfPage(html, action);
    expect(html).toContain('value="ada@exmaple.org"');
    expect(html).not.toContain('role="alert"');
    const again = formOf(html);
    expect(again).toMatchObject({ action: `${action}?lang=${LANGUAGE}`, hidden: { locale: LANGUAGE } });
    expect(html).toContain(`formaction="${action}?lang=en-XA&amp;show=form" formnovalidate`);
    expect(html).not.toMatch(/(href|action)="[^"]*(exmaple|Lovelace)/);
  }
  const html = await (await post(`${SIGN}?lang=${LANGUAGE}&show=form`, fields)).text();
  expect(html).toContain('value="Ada Lovelace"');
  expect(html).toMatch(/value="?AZ"? selected/);
  expect(html).toMatch(/name="updates"[^>]* checked/);
  expect(html).toContain('name="source" value="newsletter"');
  expect(await sign.queued()).toEqual([]);
});

it('shows a button’s page again in another language with the reason, and presses nothing', async () => {
  await postJson(sign.app, SIGN, attemptOf('grace@example.org'));
  const { confirmToken, withdrawToken } = await sign.mail();
  const shown = await post(`/confirm?lang=${LANGUAGE}&show=form`, {
    token: confirmToken,
    comment: 'She is my sister.',
  });
  expect(shown.status).toBe(200);
  const html = await shown.text();
  addressesOfPage(html, '/confirm');
  expect(html).toContain('She is my sister.');
  expect(html).toContain(
    '<button type="submit" form="form" formaction="/confirm?lang=en&amp;show=form" formnovalidate',
  );
  // It was not counted before, and not withdrawn.
  for (const action of ['/withdraw', '/no-news'])
    expect(await (await post(`${action}?lang=${LANGUAGE}&show=form`, { token: withdrawToken })).text()).toContain(
      `action="/withdraw?lang=${LANGUAGE}"`,
    );
  const data = await (await post('/my-data?lang=en&show=form', { token: withdrawToken })).text();
  expect(data).toContain('formaction="/my-data?lang=en-XB&amp;show=form"');
  expect((await postJson(sign.app, '/api/confirmations', { token: confirmToken })).status).toBe(201);
});

it('shows no program a form', async () => {
  const answers = [
    await postJson(sign.app, `${SIGN}?show=form`, attemptOf('joan@example.org')),
    await postJson(sign.app, '/api/confirmations?show=form', { token: 'x' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([415, 415]);
  expect(await sign.queued()).toEqual([]);
});
