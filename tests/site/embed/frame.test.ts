import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { planDeletion } from '../../../functions/core/campaigns/plan.ts';
import { getCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { shows, themes } from '../../../functions/ui/browser/embed/choices.ts';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { languages } from '../../../functions/ui/messages/speak.ts';
import { startSite } from '../../support/site.ts';
import { hostile } from '../../ui/sample.ts';

const site = await startSite();
const { t } = translatorOf('en');
const group = { name: 'Free Voices', contact: 'help@free.example' };
await site.put({ slug: 'free-them', title: 'Free them & all', showNames: true, news: true, sources: ['blog'] });
await site.publish('free-them', { total: 640 });
await site.put({ slug: 'grouped', group });
await site.put({ slug: 'quiet' });
await site.put({ slug: 'upcoming', opensAt: '2026-09-01T00:00:00Z' });
await site.put({ slug: 'closed', closesAt: '2026-02-01T00:00:00Z' });
await site.publish('closed', { total: 1_234 });
await site.put({ slug: 'unlisted', visibility: 'unlisted' });
await site.put({ slug: 'draft', visibility: 'draft' });
await site.put({ slug: 'hostile', title: hostile });
await site.put({ slug: 'arabic', title: 'الحرية لهم', language: 'ar' });

const MOST = { form: 14_000, others: 8_000 }; // bytes, gzipped

/** Deletes a campaign, as an organiser does. */
async function deleteCampaign(slug: string): Promise<void> {
  const deps = { campaigns: site.campaigns, clock: () => site.time.now };
  const { before, after } = await planDeletion(deps, operator, { slug });
  await putCampaign(site.campaigns, after, before?.revision);
}

const frame = async (slug: string, query = '') => {
  const answer = await site.get(`/embed/campaigns/${slug}${query}`);
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
};

it.each(shows)('shows %s within its bytes, in every theme, and loads nothing', async (show) => {
  for (const theme of themes) {
    const { html, status } = await frame(
      'free-them',
      `?show=${show}&theme=${theme}&accent=purple&compact=1&source=blog`,
    );
    expect(status).toBe(200);
    expect(gzipSync(html).length).toBeLessThanOrEqual(show === 'form' ? MOST.form : MOST.others);
    expect(html).toContain(`<html lang="en" dir="ltr" class="show-${show} ${theme} purple compact">`);
    expect(html).not.toMatch(/ (?:src|srcset|poster|data)=|@import|url\(|rel="(?:stylesheet|preload|icon)/);
    expect(html).not.toMatch(/ style=| on\w+="/);
    expect(html.includes('<form')).toBe(show === 'form');
    expect(html.includes('class="button"')).toBe(show === 'button' || show === 'form');
    expect(html).toContain('640');
  }
});

it('opens every link and the answer of the form in a tab of its own', async () => {
  for (const show of shows) {
    const { html } = await frame('free-them', `?show=${show}`);
    expect(html).toContain('<base target="_blank"/>');
    expect(html).not.toMatch(/<(?:a|form)\b[^>]* target=/);
    // A link within the frame would open a second copy of it.
    expect(html).not.toMatch(/ href="#/);
  }
});

it('carries a source that the campaign counts to the campaign and into the form, and no other', async () => {
  const counted = await frame('free-them', '?source=blog&show=form');
  expect(counted.html).toContain('href="/campaigns/free-them?source=blog"');
  expect(counted.html).toContain('<input type="hidden" name="source" value="blog"/>');
  const other = await frame('free-them', '?source=elsewhere&show=form');
  expect(other.html).not.toMatch(/elsewhere|name="source"/);
});

it('says who asks', async () => {
  expect((await frame('grouped')).html).toContain(t('embed.by', { group: 'Free Voices' }));
  expect((await frame('free-them')).html).toContain(t('embed.by-nobody'));
});

it('says in words that there are few signatures, that a campaign has closed, or that it has not begun', async () => {
  expect((await frame('quiet')).html).toContain(t('campaign.none.open'));
  for (const show of shows) {
    const closed = (await frame('closed', `?show=${show}`)).html;
    expect(closed).toContain(t('campaign.closed', { date: '1 February 2026' }));
    expect(closed).toContain('1,234');
    const upcoming = (await frame('upcoming', `?show=${show}`)).html;
    expect(upcoming).toContain(t('campaign.upcoming', { date: '1 September 2026' }));
    for (const html of [closed, upcoming]) {
      expect(html).not.toMatch(/<form|embed\.sign|#sign/);
      expect(html).toContain(t('embed.more'));
    }
  }
});

it('says of a won campaign what was reached, and when, and nothing of a bar that was never full', async () => {
  const won = { on: '2026-02-20', words: 'Both <editors> were released.' };
  await site.put({ slug: 'won', closesAt: '2026-02-21T00:00:00Z', goal: 2_000, won });
  await site.publish('won', { total: 1_688 });
  await site.put({ slug: 'won-but-open', won });
  for (const show of shows) {
    const { html } = await frame('won', `?show=${show}`);
    expect(html).toContain(t('campaign.won', { date: '20 February 2026' }));
    expect(html).toContain('Both &lt;editors&gt; were released.');
    expect(html).toContain('1,688');
    expect(html).not.toContain(t('campaign.closed', { date: '21 February 2026' }));
    expect(html).toMatch(/<progress[^>]* hidden/);
  }
  const open = (await frame('won-but-open', '?show=form')).html;
  expect(open).toContain(t('campaign.won', { date: '20 February 2026' }));
  expect(open).toContain('<form');
});

it.each(['no-such', 'draft', 'N0 slug', '..%2f..'])('says of %s in the frame that it is gone', async (slug) => {
  const { status, html, headers } = await frame(slug, '?theme=dark&show=form');
  expect(status).toBe(404);
  expect(html).toContain(`<h1 id="title">${t('embed.gone')}</h1>`);
  expect(gzipSync(html).length).toBeLessThan(8_000);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-security-policy')).toContain('frame-ancestors *');
});

it('is gone as soon as a campaign is deleted or becomes a draft, within the minute that caches may keep it', async () => {
  await site.put({ slug: 'leaving' });
  const before = await frame('leaving');
  expect(Number(/s-maxage=(\d+)/.exec(before.headers.get('cache-control') ?? '')?.[1])).toBeLessThanOrEqual(60);
  await deleteCampaign('leaving');
  site.time.now += 3_000;
  expect(await frame('leaving')).toMatchObject({ status: 410, html: expect.stringContaining(t('embed.gone')) });
  await site.put({ slug: 'not-yet' });
  expect((await frame('not-yet')).status).toBe(200);
  const draft = await getCampaign(site.campaigns, 'not-yet');
  await putCampaign(site.campaigns, { ...draft!, visibility: 'draft' });
  site.time.now += 3_000;
  expect(await frame('not-yet')).toMatchObject({ status: 404 });
});

it('is listed by no search engine, and an unlisted campaign can be embedded by those who know it', async () => {
  for (const slug of ['free-them', 'unlisted']) {
    const { status, headers, html } = await frame(slug);
    expect(status).toBe(200);
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(html).toContain(`<link rel="canonical" href="https://amparo.example/campaigns/${slug}"/>`);
  }
});

it('shows hostile and foreign titles as text, in their own direction', async () => {
  const { html } = await frame('hostile');
  expect(html).not.toContain(hostile);
  expect((await frame('arabic')).html).toContain('<h1 id="title" lang="ar" dir="auto">');
});

it('is alike for everybody, so that caches may keep one for all', async () => {
  const asked = ['', '?fbclid=1', '?lang=en', '?lang=xx', '?accent=unknown&theme=&show=nothing&compact=yes'];
  const bodies = await Promise.all(
    asked.map(async (query) => (await site.get(`/embed/campaigns/free-them${query}`, { cookie: 'a=b' })).text()),
  );
  expect(new Set(bodies).size).toBe(1);
  expect(languages).toContain('en');
});

it('says in frame and badge that it failed if the database does, and not that a campaign is gone', async () => {
  const broken = await startSite({ campaign: () => Promise.reject(new Error('The table does not answer')) });
  const answer = await broken.get('/embed/campaigns/free-them');
  const html = await answer.text();
  expect(answer.status).toBe(500);
  expect(html).toContain(t('embed.failed'));
  expect(html).not.toContain(t('embed.gone'));
  const badge = await broken.get('/campaigns/free-them/badge.svg');
  expect(badge.status).toBe(500);
  expect(await badge.text()).not.toContain(t('embed.badge.gone'));
});

it('shows no form and no button to sign while a campaign is paused, and says so', async () => {
  await site.put({ slug: 'paused' });
  const stored = await getCampaign(site.campaigns, 'paused');
  if (!stored) throw new Error('It was put just now.');
  await putCampaign(site.campaigns, { ...stored, pausedAt: '2026-03-01T00:00:00.000Z' });
  for (const show of shows) {
    const { html } = await frame('paused', `?show=${show}`);
    expect(html).toContain(`<p class="label">${t('problem.campaign-paused.title')}</p>`);
    expect(html).not.toContain('<form');
    expect(html).not.toContain('class="button"');
  }
});
