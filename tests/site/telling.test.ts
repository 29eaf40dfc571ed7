import { expect, it } from 'vitest';
import { operator, schedule } from '../../functions/core/access/actor.ts';
import { overviewReader } from '../../functions/core/overview/reader.ts';
import { refreshOverview } from '../../functions/core/overview/refresh.ts';
import { relistCampaign } from '../../functions/core/overview/relist.ts';
import { hiddenIn } from '../../functions/core/overview/store.ts';
import { NOW, startSite } from '../support/site.ts';
import { speaking } from '../support/speaking.ts';
import { withLanguages } from '../support/spoken.ts';
import { unitsOf } from '../support/units.ts';

speaking(['en', 'az', 'ru']);

const released = { status: 'released', on: '2026-02-20', note: 'EN note' } as const;
const texts = {
  ...{ title: 'Свободу им', demand: 'Освободите.', summary: 'Кратко' },
  cases: { Ada: { name: 'Ада', work: 'Поэт' }, eve: { name: 'Ева', history: { '2026-02-20': { note: 'Под залог' } } } },
};

async function start() {
  const site = await startSite();
  await site.put({
    ...{ slug: 'spoken', title: 'EN title', summary: 'EN summary', country: 'AZ' },
    cases: [
      { name: 'Ada', work: 'EN work', status: 'detained' },
      { id: 'eve', name: 'EN Eve', status: 'released', history: [released] },
    ],
    translations: { ru: texts as never, az: { title: 'Azad edin', demand: 'Buraxın.' } },
  });
  const won = { on: '2026-02-01', words: 'EN won' };
  await site.put({
    ...{ slug: 'won', title: 'EN victory', summary: 'EN', country: 'AZ', won, related: ['spoken'] },
    translations: { ru: { title: 'Победа', demand: 'Да.', won: { words: 'Все на свободе' } } },
  });
  return site;
}

/** Before the first run of the overview, and after it: entries are made in two ways. */
const sites = {
  'without an overview': start,
  'with an overview': async () => {
    const site = await start();
    const { campaigns, counts } = site;
    const reader = overviewReader(campaigns, { consistent: true });
    const hidden = overviewReader(hiddenIn(campaigns), { consistent: true });
    const none = async () => undefined;
    const deps = { campaigns, counts, reader, hidden, announce: none, forget: none, clock: () => NOW };
    await refreshOverview(deps, schedule, { mayGoOn: () => true });
    await relistCampaign({ campaigns, clock: () => NOW }, operator, { slug: 'spoken' });
    return site;
  },
};

it.each(Object.entries(sites))(
  'shows lists in the language of the page, and marks what falls back: %s',
  async (_, open) => {
    const site = await open();
    const words = async (path: string) => {
      const found = withLanguages(await (await site.page(path)).text());
      const among = (text: string) => found.find((one) => one.text.trim() === text)?.lang;
      return { found: found.map(({ text }) => text).join('\n'), among };
    };
    const ru = await words('/?lang=ru');
    expect(['Свободу им', 'Кратко', 'Победа', 'Все на свободе'].map(ru.among)).toEqual(['ru', 'ru', 'ru', 'ru']);
    expect(ru.found).not.toMatch(/EN (title|summary|victory|won)/);
    const az = await words('/?lang=az');
    // Nobody has translated the summary: the demand is there in its place.
    expect(['Azad edin', 'Buraxın.', 'EN victory', 'EN won'].map(az.among)).toEqual(['az', 'az', 'en', 'en']);

    const people = await words('/cases?lang=ru');
    expect(['Ада', 'Поэт', 'Ева'].map(people.among)).toEqual(['ru', 'ru', 'ru']);
    const fallback = await words('/cases?lang=az');
    expect(['Ada', 'EN work', 'EN Eve'].map(fallback.among)).toEqual(['en', 'en', 'en']);

    for (const path of ['/dashboard', '/cases/eve', '/campaigns/won', '/campaigns/won/share']) {
      expect([path, (await words(`${path}?lang=ru`)).among('Свободу им')]).toEqual([path, 'ru']);
      expect([path, (await words(`${path}?lang=az`)).among('Azad edin')]).toEqual([path, 'az']);
      expect([path, (await words(path)).among('EN title')]).toEqual([path, 'en']);
    }
    expect((await words('/campaigns/won?lang=az')).among('Buraxın.')).toBe('az');
  },
);

it.each(Object.entries(sites))(
  'finds a campaign by its titles in every language, on a page in any: %s',
  async (_, open) => {
    const site = await open();
    const finds = async (path: string, link: string) => (await (await site.page(path)).text()).includes(link);
    for (const lang of ['en', 'az', 'ru'])
      for (const q of ['EN title', 'Azad edin', 'azad', 'Свободу', 'svobodu'])
        expect([lang, q, await finds(`/?lang=${lang}&q=${encodeURIComponent(q)}`, '/campaigns/spoken"')]).toEqual([
          lang,
          q,
          true,
        ]);
    expect(await finds(`/?q=${encodeURIComponent('Свободу')}`, '/campaigns/won"')).toBe(false);
    expect(await finds(`/cases?q=${encodeURIComponent('Azad edin')}`, '/cases/eve"')).toBe(true);
  },
);

it('tells a feed in its language, each entry and summary by the language that it is in', async () => {
  const site = await start();
  const feed = async (lang: string) => (await site.get(`/feed.atom?lang=${lang}`)).text();
  const ru = await feed('ru');
  expect(ru).toMatch(
    /<entry xml:lang="ru">(?:(?!<\/entry>)[\s\S])*<title>Свободу им<\/title>(?:(?!<\/entry>)[\s\S])*<summary>Кратко</,
  );
  expect(ru).toMatch(/<summary>Все на свободе</);
  expect(ru).toMatch(/Ева[^<]*Под залог/);
  const az = await feed('az');
  expect(az).toMatch(
    /<entry xml:lang="az">(?:(?!<\/entry>)[\s\S])*<title>Azad edin<\/title>(?:(?!<\/entry>)[\s\S])*<summary>Buraxın\.</,
  );
  expect(az).toContain('<summary>EN won<');
});

it('reads a translation for each campaign that it shows in it, and none for a page in the original or of titles', async () => {
  const site = await sites['with an overview']();
  const unitsFor = async (path: string) => {
    site.time.now += 5_000;
    return (await unitsOf(site.campaigns, () => site.page(path))).length;
  };
  // The first page reads all buckets.
  await unitsFor('/');
  const [inOriginal, inRussian] = [await unitsFor('/'), await unitsFor('/?lang=ru')];
  expect(inRussian - inOriginal).toBe(2);
  expect(await unitsFor('/dashboard?lang=ru')).toBe(await unitsFor('/dashboard'));
});
