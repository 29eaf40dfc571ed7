import { expect, it } from 'vitest';
import type { CampaignFile } from '../../functions/core/campaigns/campaign.ts';
import { isList, type WordedSet, worded } from '../../functions/core/campaigns/worded.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { startSite } from '../support/site.ts';
import { withLanguages } from '../support/spoken.ts';

const site = await startSite();
const { t } = translatorOf('en');

const made = { id: 'a'.repeat(20), width: 800, height: 600, widths: [400, 800] };
const picture = { made, alt: 'az', credit: 'az' };

/** A campaign with every text that there is, each with its name and its language: `az:cases.story`. */
const original = {
  ...{ slug: 'spoken', language: 'az', showNames: true },
  ...{ title: 'az:title', demand: 'az:demand', summary: 'az:summary', notice: 'az:notice' },
  ...{
    why: 'az:why',
    letter: 'az:letter',
    picture: { ...picture, alt: 'az:picture.alt', credit: 'az:picture.credit' },
  },
  group: {
    name: 'az:group.name',
    contact: 'a@b.example',
    controller: 'az:group.controller',
    legalBasis: 'az:group.legalBasis',
  },
  won: { on: '2026-02', words: 'az:won.words' },
  references: [{ title: 'az:references.title', url: 'https://example.org/', publisher: 'az:references.publisher' }],
  targets: [{ name: 'az:targets.name', role: 'az:targets.role', country: 'AZ' }],
  handedOver: [{ on: '2026-02-02', to: 'az:handedOver.to', answer: 'az:handedOver.answer' }],
  cases: [
    {
      ...{
        id: 'ali',
        name: 'az:cases.name',
        work: 'az:cases.work',
        charge: 'az:cases.charge',
        sentence: 'az:cases.sentence',
      },
      ...{ status: 'released', story: 'az:cases.story' },
      history: [{ status: 'released', on: '2026-02-01', note: 'az:cases.history.note' }],
      picture: { ...picture, alt: 'az:cases.picture.alt', credit: 'az:cases.picture.credit' },
    },
  ],
  updates: [{ at: '2026-02-01T00:00:00Z', title: 'az:updates.title', text: 'az:updates.text' }],
} satisfies Partial<CampaignFile>;

/** The names of entries that translations use. */
const keys = {
  ...{ references: 'https://example.org/', targets: 'az:targets.name', handedOver: '2026-02-02', cases: 'ali' },
  ...{ history: '2026-02-01', updates: '2026-02-01T00:00:00Z' },
} as Record<string, string>;

/** A translation that has the texts which a test picks. */
const textsOf = (set: WordedSet, has: (name: string) => boolean, within = ''): Record<string, never> =>
  Object.fromEntries(
    Object.entries(set).flatMap(([field, one]): [string, never][] => {
      const name = `${within}${field}`;
      if (one === 'text') return has(name) ? [[name.split('.').at(-1) ?? '', `en:${name}` as never]] : [];
      const inside = textsOf(isList(one) ? one.entry : one, has, `${name}.`);
      return [[field, (isList(one) ? { [keys[field] ?? '']: inside } : inside) as never]];
    }),
  );

const names: string[] = [];
textsOf(worded, (name) => names.push(name) > 0);
const signed = ['title', 'demand'];

/** All translated, only what must be, and each half of the rest. */
const translated = {
  whole: () => true,
  least: (name: string) => signed.includes(name),
  even: (name: string) => signed.includes(name) || names.indexOf(name) % 2 === 0,
  odd: (name: string) => signed.includes(name) || names.indexOf(name) % 2 === 1,
};

const pages = ['', '/dashboard', '/wall', '/share', '/privacy', '/my-signature', '/embed'].map(
  (page) => `/campaigns/SLUG${page}`,
);

it.each(Object.entries(translated))('marks each text by the language that it is in: %s', async (slug, has) => {
  const cases = [{ ...original.cases[0], id: `ali-${slug}` }] as NonNullable<CampaignFile['cases']>;
  const { cases: ofAli, ...texts } = textsOf(worded, has) as { cases?: Record<string, never> };
  const translations = { en: { ...texts, cases: { [`ali-${slug}`]: ofAli?.ali as never } } } as never;
  await site.put({ ...original, slug, cases, translations });
  await site.publish(slug, { total: 120 });
  const seen = new Set<string>();
  for (const path of [...pages, '/embed/campaigns/SLUG', '/cases/ali-SLUG']) {
    const address = path.replace('SLUG', slug);
    const html = await (await site.page(address)).text();
    for (const { text, lang } of withLanguages(html))
      for (const [word, language, name] of text.matchAll(/\b(az|en):([\w.]*\w)/g)) {
        seen.add(name as string);
        expect([address, word, language]).toEqual([address, word, has(name as string) ? 'en' : 'az']);
        if (!inSentences.includes(name as string)) expect([address, word, lang]).toEqual([address, word, language]);
      }
  }
  expect(names.filter((name) => !seen.has(name) && name !== 'summary')).toEqual([]);
  const shared = await (await site.page(`/campaigns/${slug}`)).text();
  expect(shared).toContain(`<meta name="description" content="en:${has('summary') ? 'summary' : 'demand'}"`);
});

/** Names that stand inside sentences of the interface, and what only `<meta>` has. */
const inSentences = [
  'group.name',
  'group.controller',
  'group.legalBasis',
  'picture.credit',
  'cases.picture.credit',
  'summary',
];

it('says once a page that words are in another language', async () => {
  const language = 'Azerbaijani';
  const noteOn = async (slug: string) =>
    (await (await site.page(`/campaigns/${slug}`)).text()).match(/<p class="hint">[^<]*Azerbaijani[^<]*/g);
  expect(await noteOn('whole')).toBeNull();
  expect(await noteOn('odd')).toEqual([`<p class="hint">${t('campaign.partly-in-language', { language })}`]);
  await site.put({ ...original, slug: 'untranslated' });
  expect(await noteOn('untranslated')).toEqual([`<p class="hint">${t('campaign.in-language', { language })}`]);
});

it('opens a campaign that has none of the languages of the interface', async () => {
  await site.put({
    ...original,
    slug: 'far',
    language: 'ku',
    translations: { tr: { title: 'tr:title', demand: 'tr:demand' } },
  });
  const page = await site.page('/campaigns/far?lang=tr');
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<h1 lang="ku" dir="auto">az:title</h1>');
});

it('lets a program show the frame by its title in the language of the address', async () => {
  const url = 'https://amparo.example/campaigns/whole?lang=en';
  expect(await site.json(`/oembed?url=${encodeURIComponent(url)}`)).toMatchObject({
    title: 'en:title',
    author_name: 'en:group.name',
  });
});

it('gives programs all texts in the language that they ask for, as far as there are any', async () => {
  const [{ campaigns, one }, in_] = [{ campaigns: '/api/campaigns', one: '/api/campaigns/odd' }, '?lang=en'];
  const wordsOf = async (path: string) => (await site.get(path)).text();
  const spoken = { language: 'en', languages: ['az', 'en'], title: 'en:title', demand: 'en:demand' };
  const text = (name: string) => `${translated.odd(name) ? 'en' : 'az'}:${name}`;
  expect(await site.json(one + in_)).toMatchObject({
    ...spoken,
    won: { words: text('won.words') },
    cases: [{ id: 'ali-odd', name: text('cases.name'), story: text('cases.story') }],
  });
  site.time.now += 3_000;
  const listed = (await site.json(campaigns + in_)) as { slug: string }[];
  expect(listed.find(({ slug }) => slug === 'whole')).toMatchObject({ ...spoken, won: { words: 'en:won.words' } });
  // The next page speaks the same.
  expect((await site.get(`${campaigns}${in_}&limit=1`)).headers.get('link')).toMatch(
    /lang=en&cursor=|lang=en.*rel="next"/,
  );
  for (const lang of ['tr', 'nonsense', '%00', 'az'])
    expect(await wordsOf(`${one}?lang=${lang}`), lang).toBe(await wordsOf(one));
  expect(await site.json(one)).toMatchObject({ language: 'az', title: 'az:title' });
});

it('gives programs the original, and the texts of each other language', async () => {
  const slug = 'for-programs';
  const cases = [
    { id: 'ali', name: 'Əli', status: 'detained' as const },
    { name: 'Vəli', status: 'detained' as const },
  ];
  const texts = { title: 'en:title', demand: 'en:demand', cases: { ali: { name: 'Ali' }, Vəli: { name: 'Vali' } } };
  await site.put({
    slug,
    language: 'az',
    title: 'az:title',
    cases,
    translations: { en: texts, ru: { title: 'ru', demand: 'ru' } },
  });
  const answer = (await site.json(`/api/campaigns/${slug}`)) as { cases: { id: string }[]; texts: object };
  expect(answer).toMatchObject({ title: 'az:title', languages: ['az', 'en', 'ru'] });
  const [, vali] = answer.cases;
  expect(answer.texts).toEqual({
    en: {
      title: 'en:title',
      demand: 'en:demand',
      cases: { ali: { name: 'Ali' }, [vali?.id ?? 'none']: { name: 'Vali' } },
    },
    ru: { title: 'ru', demand: 'ru' },
  });
});
