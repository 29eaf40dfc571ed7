import { expect, it } from 'vitest';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { siteWithMany } from '../../support/many.ts';
import { NOW, PUBLIC_URL, startSite } from '../../support/site.ts';

const { t } = translatorOf('en');
const site = await startSite();
const made = { id: 'b'.repeat(20), width: 300, height: 400, widths: [300] };
const ada = { id: 'ada', name: 'Ada', status: 'detained' as const, detainedOn: '2024-03-10', work: 'Poet' };
await site.put({
  ...{ slug: 'first', title: 'The first', country: 'AZ', language: 'en' },
  cases: [
    { ...ada, charge: 'Treason', story: 'She *wrote*.\n\n- a poem\n- a book', picture: { alt: 'Her face', made } },
    { id: 'month', name: 'Month', status: 'detained', detainedOn: '2026-02' },
    { id: 'this-month', name: 'This Month', status: 'detained', detainedOn: '2026-03' },
    { id: 'unknown-date', name: 'Unknown', status: 'detained' },
    { id: 'group', name: '14 people', people: 14, status: 'detained', work: 'Singers' },
    {
      ...{ id: 'free', name: 'Free', status: 'released', detainedOn: '2025-01-01' },
      history: [
        { status: 'detained', on: '2025-01-01' },
        { status: 'released', on: '2025-02-01', note: 'on appeal' },
      ],
    },
    { id: 'dead', name: 'Dead', status: 'died', history: [{ status: 'died', on: '2025', note: 'in prison' }] },
  ],
});
await site.put({ slug: 'second', title: 'The second', cases: [ada], closesAt: '2026-02-01T00:00:00Z' });
await site.put({ slug: 'near', title: 'A near one', country: 'AZ' });
await site.publish('first', { total: 31 });

const textOf = async (path: string) => (await site.page(path)).text();

it('tells of a person what is known, with the campaigns that speak for them and their numbers', async () => {
  const text = await textOf('/cases/ada');
  expect(text).toContain(t('case.days', { days: 730 }));
  for (const words of ['<h1><bdi itemprop="name">Ada</bdi></h1>', 'Poet', 'Treason', '<li>a poem</li>', 'Azerbaijan'])
    expect(text).toContain(words);
  expect(text).toContain(
    '<a class="button" href="/campaigns/first#sign" aria-label="Sign this petition: Ada">Sign this petition</a>',
  );
  expect(text).toMatch(/<img src="\/pictures\/first\/b{20}-300\.jpg" alt="Her face" width="300" height="400"/);
  expect(text).toMatch(/The first.*?data-total[^>]*>31<.*?The second.*?id="related".*?A near one/s);
  expect(text).toContain(`<link rel="canonical" href="${PUBLIC_URL}/cases/ada"`);
  const { signatures } = (await site.json('/api/campaigns/first')) as { signatures: number };
  expect(signatures).toBe(31);
});

it.each([
  ['month', t('case.days.least', { days: 10 })],
  ['this-month', t('case.days.since', { since: 'March 2026' })],
  ['unknown-date', t('case.status.detained')],
  ['group', t('case.status.detained')],
])('says of %s only what is certain', async (id, words) => {
  expect(await textOf(`/cases/${id}`)).toContain(`<p class="victory-words">${words}</p>`);
});

it('counts on from day to day', async () => {
  site.time.now = NOW + 86_400_000;
  expect(await textOf('/cases/ada')).toContain(t('case.days', { days: 731 }));
  site.time.now = NOW;
});

it('celebrates a release, with the bars crossed out and the days before it', async () => {
  const text = await textOf('/cases/free');
  expect(text).toMatch(
    /class="victory"><svg class="bars".*?mark-stroke.*?Free: 1 February 2025.*?After 31 days in prison.*?on appeal/s,
  );
  // Nobody needs to sign for a person who is free.
  expect(text).not.toContain('<a class="button"');
});

it('tells of a death without a picture of bars, and without the words of a victory', async () => {
  const text = await textOf('/cases/dead');
  expect(text).toMatch(/class="held"><p class="victory-words">Died: 2025<\/p><p>in prison<\/p>/);
  expect(text).not.toMatch(/class="victory"|<a class="button"|itemprop="deathDate"/);
});

it('calls a person a person of schema.org, and a group nothing', async () => {
  const person = await textOf('/cases/ada');
  expect(person).toContain('itemscope="" itemtype="https://schema.org/Person"');
  const properties = [...person.matchAll(/itemprop="(\w+)"[^>]*>([^<]*)/g)].map(([, name, value]) => [name, value]);
  expect(properties).toEqual([
    ['name', 'Ada'],
    ['jobTitle', 'Poet'],
  ]);
  expect(await textOf('/cases/group')).not.toMatch(/schema\.org|itemprop/);
});

it('lists everybody, and counts people of groups', async () => {
  const text = await textOf('/cases');
  const names = [...text.matchAll(/<h2><a href="\/cases\/([^"]+)">/g)].map(([, id]) => id);
  expect(names).toEqual(['ada', 'month', 'this-month', 'group', 'unknown-date', 'free', 'dead']);
  expect(text).toContain('18 people are in prison · One was released · One died');
});

it.each([
  ['?status=released', ['free']],
  ['?q=poet', ['ada']],
  ['?q=Ада', ['ada']],
  ['?q=azerbaijan&status=died', ['dead']],
  ['?country=BY', []],
  ['?sort=latest&status=released', ['free']],
])('answers /cases%s with who was asked for', async (query, ids) => {
  const text = await textOf(`/cases${query}`);
  expect([...text.matchAll(/<h2><a href="\/cases\/([^"]+)">/g)].map(([, id]) => id)).toEqual(ids);
  expect(text).toContain(t('cases.found', { count: ids.length }));
});

it('draws who is free in front of open bars, with no stroke across, and who is in prison behind them', async () => {
  const html = await textOf('/cases');
  const drawn = (id: string) => {
    const card = html.split('<li class="entry person">').find((one) => one.includes(`href="/cases/${id}"`));
    return [...(card ?? '').matchAll(/<(text|path class="[a-z-]+")/g)].map(([, part]) => part);
  };
  expect(drawn('free')).toEqual(['path class="blank-bars"', 'text', 'path class="mark-stroke"']);
  expect(drawn('unknown-date')).toEqual(['text', 'path class="blank-bars"']);
  expect(drawn('dead')).toEqual(['text']);
  // The stroke begins below the letter, and stays there: y goes from 182 to 168 of 200.
  expect(html).toContain('<path class="mark-stroke" d="M60 182C86 181 116 176 140 168"');
});

it.each(['/cases/nobody', '/cases/a', '/cases/Ada', `/cases/${'a'.repeat(200)}`])(
  'answers %s with a page that leads on',
  async (path) => {
    const answer = await site.page(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('<a href="/">');
  },
);

it('is in the sitemap, each page once', async () => {
  const addresses = [...(await textOf('/sitemap.xml')).matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address);
  for (const path of ['/', '/dashboard', '/cases', '/cases/ada', '/campaigns/first'])
    expect(addresses).toContain(`${PUBLIC_URL}${path}`);
  expect(new Set(addresses).size).toBe(addresses.length);
});

it.each([
  ['', t('cases.title')],
  ['?status=released', t('cases.title.released')],
  ['?status=died', t('cases.title.died')],
])('does not call people prisoners who are none any more: %s', async (query, title) => {
  expect(await textOf(`/cases${query}`)).toContain(`<h1 class="list-title">${title}</h1>`);
});

it('is linked from the names on the page of a campaign, unless the campaign is in no list', async () => {
  const linked = await startSite();
  const detained = (...names: string[]) => names.map((name) => ({ name, status: 'detained' as const }));
  await linked.put({ slug: 'shown', cases: [{ ...ada }, ...detained('No Id', 'Üç nəfər')] });
  await linked.put({ slug: 'hidden', visibility: 'unlisted', cases: [{ id: 'secret', ...detained('Secret')[0]! }] });
  const read = async (path: string) => (await linked.page(path)).text();
  const links = [...(await read('/campaigns/shown')).matchAll(/<h3><a href="(\/cases\/[^"]+)">([^<]+)<\/a><\/h3>/g)];
  expect(links.map(([, , name]) => name)).toEqual(['Ada', 'No Id', 'Üç nəfər']);
  for (const [, path = '', name] of links)
    expect(await read(path)).toContain(`<h1><bdi itemprop="name">${name}</bdi></h1>`);
  const hidden = await read('/campaigns/hidden');
  expect(hidden).toContain('<h3>Secret</h3>');
  expect(hidden).not.toContain('/cases/secret');
});

it('shows the first of a thousand campaigns that speak for one person, and reads no more of them', async () => {
  const cases = [{ ...ada, people: 1 }];
  const many = siteWithMany(1_000, { changes: { cases, publish: 'live' } });
  const text = await (await many.get('/cases/ada')).text();
  expect(text.match(/data-total/g)).toHaveLength(24);
  expect(text).toContain(`<a href="/?q=Ada">${t('case.campaigns.more', { count: 976 })}</a>`);
  expect(text).toContain('1,000 campaigns');
  expect(text.length).toBeLessThan(30_000);
  expect(many.read.length).toBeLessThanOrEqual(24 + 3);
  expect(await textOf('/cases/ada')).not.toContain('?q=Ada');
});
