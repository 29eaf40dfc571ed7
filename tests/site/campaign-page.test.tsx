import { expect, it } from 'vitest';
import { CampaignPage } from '../../functions/site/campaign-page.tsx';
import { renderPage } from '../../functions/ui/layout.tsx';
import { around, attributesOf, sample } from '../ui/sample.ts';

const { t, date, country } = around.translator;

const page = (props: Partial<Parameters<typeof CampaignPage>[0]> = {}) =>
  renderPage(
    <CampaignPage
      {...around}
      campaign={sample()}
      status="open"
      signatures={5_012}
      nextAt="2013-11-20T13:00:00.000Z"
      names={[]}
      related={[]}
      keepMonths={6}
      {...props}
    />,
  );
const bare = sample({ cases: [], updates: [], notice: undefined, country: undefined, showNames: false });

it('has a part for each thing that there is to show, and none that is empty', () => {
  const ids = (html: string) => [...html.matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id);
  const names = [{ name: 'Leyla', reason: undefined }];
  expect(ids(page({ names, related: [sample()] }))).toEqual([
    ...['targets', 'cases', 'why', 'sign', 'updates', 'names', 'privacy', 'share', 'related'],
  ]);
  expect(ids(page({ campaign: bare }))).toEqual(['targets', 'why', 'sign', 'privacy', 'share']);
  expect(page({ campaign: bare })).not.toContain('<p class="notice"');
});

it('leads from the demand to the form and to the dashboard', () => {
  const html = page();
  expect(html).toContain('href="#sign"');
  expect(html).toContain(`href="/campaigns/${sample().slug}/dashboard"`);
});

it('keeps the number of an open campaign up to date, and says so to people who do not see it', () => {
  const counts = `/api/campaigns/${sample().slug}/counts`;
  const watched = (publish: 'careful' | 'live') =>
    attributesOf(page({ campaign: sample({ publish }) }), /<div class="progress"/);
  const both = { class: 'progress', 'data-counts': counts, 'data-said': t('campaign.signatures') };
  expect(watched('careful')).toEqual({ ...both, 'data-next': '2013-11-20T13:00:00.000Z' });
  expect(watched('live')).toEqual({ ...both, 'data-live': 'true' });
  expect(page()).toContain('role="status"');
  const closed = page({ status: 'closed' });
  expect(attributesOf(closed, /<div class="progress"/)).toEqual({ class: 'progress' });
  expect(closed).not.toContain('role="status"');
});

it('says how far the goal is, and that it is reached once it is', () => {
  expect(page({ signatures: 9_999 })).toContain(t('campaign.of-goal', { goal: 10_000 }));
  expect(page({ signatures: 10_000 })).toContain(t('campaign.goal-reached', { goal: 10_000 }));
});

it('shows no number while none is published: words in an open campaign, and others in a closed one', () => {
  const none = page({ signatures: 0 });
  expect(none).toContain(`data-none="">${t('campaign.none.open')}</strong>`.replace('=""', '="true"'));
  expect(attributesOf(none, /<progress/)).toHaveProperty('hidden');
  expect(none).toContain(`<p class="hint">${t('campaign.goal', { goal: 10_000 })}</p>`);
  const closed = page({ signatures: 0, status: 'closed' });
  expect(closed).toContain(t('campaign.none.closed'));
  expect(closed).not.toContain(t('campaign.goal', { goal: 10_000 }));
  expect(page({ signatures: 0, status: 'upcoming' })).not.toContain('data-total');
  expect(attributesOf(page(), /<progress/)).not.toHaveProperty('hidden');
});

it('says in which country a campaign is, and whether it takes signatures', () => {
  const campaign = sample({ country: 'AZ', opensAt: '2013-10-01T00:00:00Z' });
  expect(page({ campaign })).toContain(`<p class="kicker">${country('AZ')} · ${t('campaign.open')}`);
  expect(page({ campaign: { ...campaign, country: undefined } })).toContain(`<p class="kicker">${t('campaign.open')}`);
});

it('names the day when a campaign closed, or when it will open, with the hour unless the day begins it', () => {
  const campaign = sample({ opensAt: '2013-10-01T00:00:00Z', closesAt: '2014-01-02T00:00:00Z', updates: [] });
  const opens = date(campaign.opensAt);
  const closes = date('2014-01-02T00:00:00Z');
  expect(page({ campaign, status: 'closed' })).toContain(t('campaign.closed', { date: closes }));
  const upcoming = page({ campaign, status: 'upcoming' });
  expect(upcoming).toContain(t('campaign.upcoming', { date: opens }));
  expect(upcoming).toContain(t('campaign.opens-later', { date: opens }));
  const nine = page({ campaign: { ...campaign, opensAt: '2013-10-01T09:00:00+04:00' }, status: 'upcoming' });
  const hour = date('2013-10-01T09:00:00+04:00', 'hour');
  expect(hour).toContain('9:00');
  expect(nine).toContain(t('campaign.upcoming', { date: hour }));
  expect(nine).toContain(t('campaign.opens-later', { date: hour }));
});

it('says in place of the form that a campaign is paused, and still leads signers to their signature', () => {
  const html = page({ campaign: { ...sample(), pausedAt: '2013-11-20T12:00:00.000Z' } });
  expect(html).toContain(`<p class="kicker">${country('AZ')} · ${t('problem.campaign-paused.title')}`);
  expect(html).toContain(`<p>${t('problem.campaign-paused.detail')}</p>`);
  expect(html).toContain('/my-signature"');
  expect(html).not.toContain('<form');
  expect(html).not.toContain('href="#sign"');
});

it('says since when a closed campaign is archived, by its own clocks, and that of no other', () => {
  const archived = { ...sample(), closesAt: '2014-02-01T00:00:00+04:00', archivedAt: '2014-03-01T22:30:00.000Z' };
  const words = t('campaign.archived', { date: date('2014-03-02T02:30:00+04:00') });
  const now = Date.parse('2014-04-01T00:00:00Z');
  expect(page({ campaign: archived, status: 'closed', now })).toContain(` · ${words}`);
  expect(page({ campaign: { ...archived, closesAt: undefined }, status: 'open', now })).not.toContain(words);
});

it('leads from a closed campaign to what it has achieved, if anything is written of that', () => {
  const leads = 'href="#updates"';
  expect(page({ status: 'closed' })).toContain(leads);
  expect(page({ status: 'closed', campaign: sample({ updates: [] }) })).not.toContain(leads);
  expect(page({ status: 'upcoming' })).not.toContain(leads);
});

it('shows updates with the newest first', () => {
  const updates = ['2013-10-10', '2013-12-01', '2013-11-05'].map((day) => ({
    at: `${day}T00:00:00Z`,
    title: `On ${day}`,
    text: 'What happened.',
  }));
  const html = page({ campaign: sample({ updates }) });
  expect([...html.matchAll(/<h3>(On [^<]+)</g)].map(([, title]) => title)).toEqual([
    ...['On 2013-12-01', 'On 2013-11-05', 'On 2013-10-10'],
  ]);
  expect(html).toContain(`<time datetime="2013-12-01T00:00:00Z">${date('2013-12-01T00:00:00Z')}</time>`);
});

it('says what each person who is addressed does, if that is known', () => {
  const targets = [{ name: 'Ada' }, { name: 'Bo', role: 'President' }];
  const html = page({ campaign: sample({ targets }) });
  expect(html).toContain('<li><strong>Ada</strong></li>');
  expect(html).toContain('<li><strong>Bo</strong><p class="hint">President</p></li>');
});

it('makes a paragraph of each part of a text between empty lines', () => {
  const html = page({ campaign: sample({ why: '\n First\nof all. \n \n\n\n Second.\n\n ' }) });
  expect(html).toContain('<p>First\nof all.</p><p>Second.</p></div>');
});

it('shows the reason of a signer who gave one', () => {
  const names = [{ name: 'Leyla', reason: 'For my teacher.' }, { name: 'Aysel' }];
  const html = page({ names });
  expect(html.match(/<blockquote/g)).toHaveLength(1);
  const list = /<ul class="names">.*?<\/ul>/s.exec(html)?.[0];
  expect(list).toContain('<bdi>Leyla</bdi>');
  // Nothing says when somebody signed.
  expect(list).not.toMatch(/<time|2013/);
});

it('says of names only in campaigns that show names', () => {
  expect(page({ campaign: sample({ showNames: true }) })).toContain(t('privacy.short.shown'));
  expect(page({ campaign: sample({ showNames: false }) })).not.toContain(t('privacy.short.shown'));
});

it('leads to related campaigns', () => {
  const other = sample({ slug: 'other', title: 'Another one', summary: 'About others.' });
  expect(page({ related: [other] })).toContain(
    '<li><a href="/campaigns/other">Another one</a><p class="hint">About others.</p></li>',
  );
});

it('gives each part its heading', () => {
  const names = [{ name: 'Leyla' }];
  const html = page({ names, related: [sample()] });
  const headings = Object.fromEntries(
    [...html.matchAll(/<h2 id="([^"]+)"[^>]*>([^<]*)</g)].map(([, id, words]) => [id, words]),
  );
  expect(headings).toEqual({
    targets: t('campaign.targets'),
    cases: t('campaign.cases'),
    why: t('campaign.why'),
    sign: t('sign.title'),
    updates: t('campaign.updates'),
    names: t('campaign.names'),
    privacy: t('privacy.title'),
    share: t('campaign.share'),
    related: t('campaign.related'),
  });
  for (const words of [t('campaign.dashboard'), t('campaign.names.lead'), t('campaign.share.ways')])
    expect(html).toContain(words);
  expect(html).toContain(`<a class="button" href="#sign">${t('sign.title')}</a>`);
});

it('heads the place of the form with the turn of a campaign that takes no signatures', () => {
  const campaign = sample({ closesAt: '2014-01-02T00:00:00Z' });
  const heading = /<h2 id="sign"[^>]*>([^<]*)</.exec(page({ campaign, status: 'closed' }))?.[1];
  expect(heading).toBe(t('campaign.closed', { date: date('2014-01-02T00:00:00Z') }));
  expect(page({ campaign, status: 'closed' })).toContain(t('campaign.has-achieved'));
});

it('has words beside the number, for eyes and for those who hear the page', () => {
  const html = page();
  expect(html).toContain(`<span class="label">${t('campaign.signatures')}</span> <strong`);
  expect(attributesOf(html, /<progress/)['aria-label']).toBe(t('campaign.signatures'));
  expect(html).toContain('<p class="hidden" role="status"></p>');
});
