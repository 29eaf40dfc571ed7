import { expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { deletedCampaign } from '../../functions/core/campaigns/deleted.ts';
import { putPreview, queryPreviews } from '../../functions/core/campaigns/preview-store.ts';
import { previewId, previewPath } from '../../functions/core/campaigns/preview-token.ts';
import { endPreview, LOOK_MINUTES, lookAtDraft, makePreview } from '../../functions/core/campaigns/previews.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { campaignOf } from '../support/campaign.ts';
import { anyTrail } from '../support/records.ts';
import { NOW, startSite } from '../support/site.ts';
import { speaking } from '../support/speaking.ts';

speaking(['en', 'ru', 'ar']);
const site = await startSite();
const deps = { campaigns: site.campaigns, audit: anyTrail(), clock: () => site.time.now };
const draft = {
  ...{ title: 'Free Leyla', language: 'en', country: 'AZ', opensAt: '2026-04-01T08:00:00Z', sources: ['poster'] },
  translations: {
    ru: { title: 'Свободу Лейле', demand: 'Освободите её.' },
    ar: { title: 'الحرية', demand: 'أطلقوا سراحها.' },
  },
} as const;
await site.put({ slug: 'a-draft', visibility: 'draft', ...draft });
await site.put({ slug: 'another', visibility: 'draft' });
const make = async (slug = 'a-draft') => (await makePreview(deps, operator, { slug })).token;
const { t } = translatorOf('en');
const ended = t('problem.preview-ended.title');

it('shows a draft as on the day on which it opens, to those who have the link', async () => {
  const answer = await site.page(previewPath('a-draft', await make()));
  const html = await answer.text();
  expect(answer.status).toBe(200);
  expect(html).toContain('Free Leyla');
  expect(html).toContain(t('campaign.preview'));
  expect(html).toContain(t('sign.submit'));
  expect(html).not.toContain(t('campaign.upcoming', { date: '1 April 2026' }));
  expect((await site.page('/campaigns/a-draft')).status).toBe(404);
});

it('has a form that cannot be sent', async () => {
  const html = await (await site.page(previewPath('a-draft', await make()))).text();
  const [, inside] = /<fieldset class="preview-form" disabled="">(.*?)<\/fieldset>/s.exec(html) ?? [];
  expect(inside).toContain('<form class="sign-form"');
  expect(html.match(/<form/g)).toHaveLength(1);
  expect(html).not.toContain('form="form"');
  // It says so in its state, and at the form, and no button leads there.
  expect(html).toContain(`<strong>${t('campaign.draft')}</strong></p>`);
  expect(html).not.toContain(t('campaign.open'));
  expect(html).toContain(t('campaign.preview.form'));
  expect(html).not.toContain('href="#sign"');
});

it('says to an organiser who looks at it not to pass its address on, and leads back', async () => {
  const look = async () =>
    (await site.page(previewPath('a-draft', await lookAtDraft(deps, operator, { slug: 'a-draft' })))).text();
  const html = await look();
  expect(html).toContain(t('look.own'));
  // A script takes the token out of the address, and this line away.
  expect(html).toMatch(new RegExp(`<p data-link-in-history[^>]*>${t('look.address')}</p>`));
  expect([t('look.address').includes('ten minutes'), LOOK_MINUTES]).toEqual([true, 10]);
  expect(html).not.toContain(t('campaign.preview'));
  expect(html).toContain('<a href="/organise/campaigns/a-draft">Back to the console</a>');
  expect(html).toContain('<a href="/organise/campaigns/a-draft/preview">Share a preview</a>');
  // A viewer makes none for others.
  const token = 'v'.repeat(22);
  const { made } = await queryPreviews(site.campaigns, 'a-draft');
  const theirsToo = { by: 'org_aaaaaaaaaaaaaaaa', isOwn: true, mayShare: false, until: NOW + DAY };
  const createdAt = '2026-03-01T12:00:00.000Z';
  await putPreview(site.campaigns, 'a-draft', { id: previewId(token), createdAt, ...theirsToo }, made);
  const theirs = await (await site.page(`/ru${previewPath('a-draft', token)}`)).text();
  expect(theirs).toContain('<a href="/organise/campaigns/a-draft">Back to the console</a>');
  expect(theirs).not.toContain('Share a preview');
});

it('has no link that leads nowhere as long as it is a draft', async () => {
  for (const language of ['', '/ru']) {
    const html = await (await site.page(language + previewPath('a-draft', await make()))).text();
    expect(html).not.toMatch(/<a[^>]* href="[^"]*\/campaigns\/a-draft/);
    // Nothing shares an address that shows nothing.
    expect(html).not.toContain('class="share"');
  }
});

it('is shown in every language of the draft, and leads from one to the other', async () => {
  const token = await make();
  const read = async (language: string) => (await site.page(`/${language}${previewPath('a-draft', token)}`)).text();
  const [russian, arabic] = [await read('ru'), await read('ar')];
  expect(russian).toContain('Свободу Лейле');
  expect(russian).toContain(translatorOf('ru').t('campaign.preview'));
  expect(arabic).toContain('dir="rtl"');
  expect(arabic).toContain('الحرية');
  expect(russian).toContain(`href="/ar${previewPath('a-draft', token)}"`);
});

it('is kept by nobody, found by nobody, and tells no other site where it is', async () => {
  const token = await make();
  const answer = await site.page(previewPath('a-draft', token));
  const html = await answer.text();
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-robots-tag')).toBe('noindex');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(html).toContain('<meta name="robots" content="noindex"');
  expect(html).not.toMatch(/og:|canonical|oembed/);
  expect(await (await site.get('/robots.txt')).text()).toContain('Disallow: /preview/\nDisallow: /*/preview/');
  // The script of pages with a token takes it out of the address.
  expect(html).toContain('history.replaceState');
  expect(site.logged).toEqual([]);
});

it('answers a wrong, ended or expired link, one of another campaign and one of no campaign in the same words', async () => {
  const token = await make();
  const { link, token: other } = await makePreview(deps, operator, { slug: 'a-draft' });
  await endPreview(deps, operator, { slug: 'a-draft', id: link.id });
  const refused = [
    previewPath('a-draft', other),
    previewPath('another', token),
    previewPath('no-such-campaign', token),
    previewPath('a-draft', link.id.slice(0, 22)),
    previewPath('a-draft', link.id),
    ...['/preview/a-draft', '/preview/a-draft?token=', '/preview/A%20B?token=x', `/preview/a-draft?token=${token}x`],
  ];
  const answers = await Promise.all(
    refused.map(async (path) => {
      const answer = await site.page(path);
      return [answer.status, answer.headers.get('cache-control'), await answer.text()] as const;
    }),
  );
  for (const [status, cache, html] of answers)
    expect([status, cache, html.includes(`<h1>${ended}</h1>`)]).toEqual([404, 'no-store', true]);
  expect(new Set(answers.map(([, , html]) => html)).size).toBe(1);
  expect((await site.page(previewPath('a-draft', token))).status).toBe(200);
  site.time.now = NOW + 7 * DAY;
  expect((await site.page(previewPath('a-draft', token))).status).toBe(404);
  site.time.now = NOW;
});

it('leads to the page once the campaign is public, and to nothing once it is deleted', async () => {
  const token = await make('another');
  await putCampaign(site.campaigns, campaignOf({ slug: 'another', visibility: 'public' }));
  site.time.now += 5_000;
  const answer = await site.page(`/ru${previewPath('another', token)}`);
  expect([answer.status, answer.headers.get('location'), answer.headers.get('cache-control')]).toEqual([
    ...[302, '/ru/campaigns/another', 'no-store'],
  ]);
  await putCampaign(site.campaigns, deletedCampaign(campaignOf({ slug: 'another' }), site.time.now));
  site.time.now += 5_000;
  expect((await site.page(previewPath('another', token))).status).toBe(404);
  site.time.now = NOW;
});
