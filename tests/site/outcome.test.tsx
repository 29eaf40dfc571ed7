import { expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { Cases } from '../../functions/site/cases.tsx';
import { campaignOf } from '../support/campaign.ts';
import { startSite } from '../support/site.ts';
import { around, sample } from '../ui/sample.ts';

const site = await startSite();
const { t, date } = around.translator;
const textOf = async (path: string) => (await site.page(path)).text();

const times = {
  upcoming: { opensAt: '2030-01-01T00:00:00Z' },
  open: { opensAt: '2026-01-01T00:00:00Z' },
  closed: { opensAt: '2026-01-01T00:00:00Z', closesAt: '2026-02-28T23:59:59Z' },
};
const won = { on: '2026-02-20', words: 'Both editors were released.' };
for (const [slug, file] of Object.entries(times)) await site.put({ slug, ...file });
await site.put({ slug: 'won', ...times.closed, won, demand: 'Release both editors.', title: 'The editors' });
await site.put({ slug: 'won-in-may', ...times.open, won: { ...won, on: '2025-05' } });
await site.put({
  slug: 'handed-over',
  ...times.closed,
  handedOver: [
    { on: '2026-03-01', to: 'The Minister of Justice', answer: 'We will look into it.' },
    { on: '2026-03', to: 'The embassy in Vienna' },
  ],
});
const freed = (name: string, on: string) => ({
  ...{ name, status: 'released' as const, history: [{ status: 'released' as const, on }] },
});
const cases = [
  freed('Long ago', '2025-12-01'),
  { ...freed('Leyla', '2026-02-20'), id: 'leyla' },
  {
    ...freed('Back in prison', '2026-02-21'),
    status: 'detained' as const,
    history: [{ status: 'detained' as const, on: '2026-02-22' }],
  },
  freed('Vali', '2026-02-27'),
];
await site.put({ slug: 'freed', ...times.open, cases });
await site.put({ slug: 'freed-unlisted', ...times.open, cases, visibility: 'unlisted' });
for (const slug of ['closed', 'won']) await site.publish(slug, { total: 400 });

it('says large, and in the past tense, what a campaign has won: on its page, the dashboard and the list', async () => {
  const [page, dashboard, list] = await Promise.all(
    ['/campaigns/won', '/campaigns/won/dashboard', '/'].map((path) => textOf(path)),
  );
  for (const html of [page, dashboard]) {
    expect(html).toContain(`<p class="label">${t('campaign.won', { date: date(won.on) })}</p>`);
    expect(html).toContain(`<p class="victory-words">${won.words}</p>`);
  }
  expect(page).toContain(`${t('campaign.demand.past')}</p><p class="lead">Release both editors.`);
  expect(list).toContain(`<strong>${won.words}</strong>`);
  expect(list).toContain(t('campaign.won', { date: date(won.on) }));
  expect(await textOf('/campaigns/closed')).not.toContain('class="victory');
});

it('says of a closed campaign that its demand was reworded after the closing', async () => {
  const after = { title: 'The editors', demand: 'Release both.', until: '2026-02-28T23:59:59.500Z' };
  const before = { ...after, until: '2026-02-20T00:00:00Z' };
  const labelOf = async (slug: string, more: object) => {
    await putCampaign(site.campaigns, {
      ...{ ...campaignOf({ slug, ...times.closed, demand: 'Release all.' }), ...more },
    });
    return /<p class="label">([^<]*)<\/p><p class="lead"[^>]*>([^<]*)/
      .exec(await textOf(`/campaigns/${slug}`))
      ?.slice(1);
  };
  const reworded = t('campaign.demand.reworded');
  expect(await labelOf('after', { demands: [after] })).toEqual([reworded, 'Release all.']);
  expect(await labelOf('before', { demands: [before] })).toEqual([t('campaign.demand.past'), 'Release all.']);
  expect(await labelOf('slip', { demands: [{ ...after, demand: 'Release all.' }] })).toEqual([
    t('campaign.demand.past'),
    'Release all.',
  ]);
});

it('says until when a campaign is open that is won already, with a date as exact as it is known', async () => {
  const page = await textOf('/campaigns/won-in-may');
  expect(page).toContain(`<p class="kicker">${t('campaign.won', { date: 'May 2025' })} · ${t('campaign.open')}</p>`);
  expect(page).toContain(t('sign.submit'));
});

it('says to whom the signatures were given, and what they answered', async () => {
  const page = await textOf('/campaigns/handed-over');
  expect(page).toContain(t('campaign.handed-over'));
  expect(page).toMatch(/1 March 2026<\/p><h3>The Minister of Justice<\/h3>.*We will look into it\./);
  expect(page).toMatch(/March 2026<\/p><h3>The embassy in Vienna<\/h3><\/li>/);
  expect(await textOf('/campaigns/closed')).not.toContain(t('campaign.handed-over'));
});

it.each(['closed', 'upcoming', 'won'])('drops from a campaign that is %s what only fits an open one', async (slug) => {
  const page = await textOf(`/campaigns/${slug}`);
  for (const words of ['hope for', t('campaign.share'), t('privacy.title'), t('sign.submit'), 'Open. Closes:']) {
    expect(page, words).not.toContain(words);
  }
  expect(page).not.toMatch(/<progress(?![^>]*hidden)/);
  const open = await textOf('/campaigns/open');
  for (const words of ['hope for', t('campaign.share'), t('privacy.title')]) expect(open, words).toContain(words);
});

it('asks nobody to sign a campaign that is paused, on its page and on other sites', async () => {
  const pausedAt = '2026-02-01T00:00:00Z';
  for (const slug of ['paused', 'paused-signed'])
    await putCampaign(site.campaigns, { ...campaignOf({ slug, ...times.open }), pausedAt });
  await site.publish('paused-signed', { total: 40 });
  for (const path of ['/campaigns/paused', '/embed/campaigns/paused', '/campaigns/paused/dashboard']) {
    const page = await textOf(path);
    expect(page, path).toContain(t('campaign.none.closed'));
    for (const words of ['hope for', t('campaign.none.open')]) expect(page, path).not.toContain(words);
  }
  // How far it has come stays.
  expect(await textOf('/campaigns/paused-signed')).toContain(t('campaign.of-goal', { goal: 100 }));
});

it('says why it matters, and of a closed campaign why it mattered', async () => {
  for (const [slug, key] of [
    ['open', 'campaign.why'],
    ['closed', 'campaign.why.past'],
  ] as const)
    expect(await textOf(`/campaigns/${slug}`)).toContain(`<h2 id="why">${t(key)}</h2>`);
});

it('says on a closed campaign when we delete who signed, or that it was due', async () => {
  const until = date('2026-08-28T00:00:00Z');
  expect(await textOf('/campaigns/closed')).toContain(t('campaign.kept-until', { date: until }));
  await site.put({ slug: 'long-closed', opensAt: '2025-01-01T00:00:00Z', closesAt: '2025-06-01T00:00:00Z' });
  expect(await textOf('/campaigns/long-closed')).toContain(t('campaign.kept-no-more', { date: '1 December 2025' }));
});

it('tells of a goal that was reached, and of no other one', async () => {
  await site.put({ slug: 'reached', ...times.closed, goal: 300 });
  await site.publish('reached', { total: 400 });
  const page = await textOf('/campaigns/reached');
  expect(page).toContain(t('campaign.goal-reached', { goal: 300 }));
  expect(page).not.toMatch(/<progress[^>]*hidden/);
  expect(await textOf('/campaigns/closed')).not.toContain('Goal reached');
});

it('shows the letter that is handed over, and the sources of the facts', async () => {
  await site.put({
    ...{ slug: 'letter', ...times.open, letter: 'Dear Minister,\n\nrelease them.' },
    references: [
      { title: 'A report', url: 'https://example.org/a?b=1&c=2', publisher: 'A group', date: '2026-01' },
      { title: 'The law', url: 'https://example.org/law' },
    ],
  });
  const page = await textOf('/campaigns/letter');
  expect(page).toContain(`<h2 id="letter">${t('campaign.letter')}</h2>`);
  expect(page).toContain('<p>Dear Minister,</p><p>release them.</p>');
  expect(page).toContain(
    '<a href="https://example.org/a?b=1&amp;c=2">A report</a><p class="hint">A group · January 2026</p>',
  );
  expect(page).toContain('<a href="https://example.org/law">The law</a></li>');
  expect(await textOf('/campaigns/open')).not.toMatch(/id="(letter|references)"/);
});

it('gives outcome and history to programs', async () => {
  const history = [
    { status: 'detained' as const, on: '2024-05' },
    { status: 'released' as const, on: '2026-02-01', note: 'on bail' },
  ];
  await site.put({ slug: 'open-data', won, cases: [{ name: 'Ada', status: 'released', history }] });
  expect(await site.json('/api/campaigns/open-data')).toMatchObject({ won, handedOver: [], cases: [{ history }] });
  expect(await site.json('/api/campaigns/open')).toMatchObject({ won: null, handedOver: [], cases: [] });
});

it('tells what happened to a prisoner, with dates as exact as they are known', () => {
  const html = String(
    <Cases
      translator={around.translator}
      campaign={sample({
        cases: [
          {
            ...{ name: 'Ada', people: 1, status: 'released' },
            history: [
              { on: '2024', status: 'detained' },
              { on: '2026-02-01', status: 'released', note: 'on bail' },
            ],
          },
        ],
      })}
    />,
  );
  const said = html
    .match(/<dl class="history">.*?<\/dl>/s)?.[0]
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  expect(said).toBe('2024 In prison 1 February 2026 Free: on bail');
});

it('says near the top who was released in the last 60 days, with a link to their page, if they have one', async () => {
  const headOf = async (slug: string) => (await textOf(`/campaigns/${slug}`)).split('<h1')[0] ?? '';
  const bands = async (slug: string) =>
    [...(await headOf(slug)).matchAll(/<p class="notice">(.*?)<\/p>/g)].map(([, words]) => words);
  const words = (on: string) => t('case.free.on', { date: date(on) });
  const [vali, leyla, ...others] = await bands('freed');
  expect([vali, others]).toEqual([expect.stringMatching(/>Vali<\/a><\/strong> · /), []]);
  expect(leyla).toBe(`<strong><a href="/cases/leyla">Leyla</a></strong> · ${words('2026-02-20')}`);
  expect((await bands('freed-unlisted'))[1]).toBe(`<strong>Leyla</strong> · ${words('2026-02-20')}`);
  expect(await bands('open')).toEqual([]);
  // Of this year or month more may not be known. The year before has ended long ago.
  const inexact = [freed('Ali', '2026'), freed('Nur', '2026-02'), freed('Ada', '2025'), freed('Eva', '2026-03-09')];
  await site.put({
    slug: 'freed-sometime',
    ...times.open,
    cases: inexact.map((one) => ({ ...one, id: one.name.toLowerCase() })),
  });
  const said = (await bands('freed-sometime')).map((band) => band?.replaceAll(/<[^>]+>/g, ''));
  const shown = [
    ['Ali', '2026'],
    ['Eva', date('2026-03-09')],
    ['Nur', 'February 2026'],
  ] as const;
  expect(said).toEqual(shown.map(([name, on]) => `${name} · ${t('case.free.on', { date: on })}`));
});
