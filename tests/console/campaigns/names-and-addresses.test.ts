import { beforeAll, expect, it } from 'vitest';
import { zoneTyped } from '../../../functions/console/campaigns/edit/sections/dates.tsx';
import { campaignYaml } from '../../../functions/core/campaigns/file.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { campaignOf } from '../../support/campaign.ts';
import { startConsole } from '../../support/console.ts';
import { organiserBrowser } from '../../support/organiser-browser.ts';

let site: Awaited<ReturnType<typeof startConsole>>;
beforeAll(async () => {
  site = await startConsole();
  await putCampaign(site.db.Campaigns, campaignOf({ slug: 'a-draft', title: 'A draft', visibility: 'draft' }));
  await putCampaign(site.db.Campaigns, campaignOf({ slug: 'hidden', title: 'Hidden', visibility: 'unlisted' }));
  await putCampaign(site.db.Campaigns, campaignOf({ slug: 'secret', title: 'A secret', visibility: 'draft' }));
  await putCampaign(site.db.Campaigns, campaignOf({ slug: 'listed', title: 'One, and two', visibility: 'public' }));
});

it('shows the short name of a campaign on its page', async () => {
  const { html } = await (await organiserBrowser(site, { 'a-draft': 'viewer' })).see('/organise/campaigns/a-draft');
  expect(html).toContain('Short name: <code>a-draft</code>');
});

it('takes the title of a related campaign for its short name, but not that of a draft of others', async () => {
  const editor = await organiserBrowser(site, { 'a-draft': 'editor' });
  const at = '/organise/campaigns/a-draft/edit/sources';
  expect((await editor.fill(at, { related: 'one, and two\nhidden' })).status).toBe(303);
  expect((await getStoredCampaign(site.db.Campaigns, 'a-draft'))?.campaign.related).toEqual(['listed', 'hidden']);
  expect((await editor.fill(at, { related: 'A secret' })).status).toBe(422);
});

it('says of each line of related campaigns what is wrong with it', async () => {
  for (const slug of ['twin-one', 'twin-two'])
    await putCampaign(site.db.Campaigns, campaignOf({ slug, title: 'Free the twins of Baku', visibility: 'public' }));
  const editor = await organiserBrowser(site, { 'a-draft': 'editor' });
  const at = '/organise/campaigns/a-draft/edit/sources';
  const errors = async (related: string) => {
    const { html } = await editor.fill(at, { related });
    return [...html.matchAll(/<a href="#field-related">(.*?)<\/a>/g)].map(([, message]) => message);
  };
  expect(await errors('One, and to\nfree the twins of Baku\nfree the twins of baki\nfree-the twins')).toEqual([
    'There is no campaign “One, and to”',
    'Several campaigns have the title “free the twins of Baku”: type the short name of the one that you mean',
    'There is no campaign “free the twins of baki”',
    'There is no campaign “free-the twins”',
  ]);
  expect(await errors('no-such-one')).toHaveLength(1);
  expect(await errors('twin-one, https://amparo.example/campaigns/hidden twin-two')).toEqual([]);
  expect((await getStoredCampaign(site.db.Campaigns, 'a-draft'))?.campaign.related).toEqual([
    ...['twin-one', 'hidden', 'twin-two'],
  ]);
});

it('takes a title with several blanks, and an address as it was shared', async () => {
  const spaced = campaignOf({ slug: 'spaced-one', title: 'Two  blanks,\u00a0 or three', visibility: 'public' });
  await putCampaign(site.db.Campaigns, spaced);
  const editor = await organiserBrowser(site, { 'a-draft': 'editor' });
  const at = '/organise/campaigns/a-draft/edit/sources';
  const related = async () => (await getStoredCampaign(site.db.Campaigns, 'a-draft'))?.campaign.related;
  for (const typed of ['Two  blanks,\u00a0 or three', 'two blanks, or three', ' Two   blanks, or  three ']) {
    expect((await editor.fill(at, { related: '' })).status).toBe(303);
    expect([typed, (await editor.fill(at, { related: typed })).status]).toEqual([typed, 303]);
    expect(await related()).toEqual(['spaced-one']);
  }
  const page = 'https://amparo.example/campaigns';
  for (const [typed, slugs] of [
    ['spaced-one?source=x', ['spaced-one']],
    [`${page}/spaced-one?lang=de`, ['spaced-one']],
    [`${page}/spaced-one/?source=a#sign, ${page}/listed#sign`, ['spaced-one', 'listed']],
  ] as const) {
    expect((await editor.fill(at, { related: '' })).status).toBe(303);
    expect([typed, (await editor.fill(at, { related: typed })).status]).toEqual([typed, 303]);
    expect(await related()).toEqual(slugs);
  }
  for (const typed of ['?lang=de', '#', `${page}/?lang=de`, `${page}/no-such-one?lang=de`])
    expect([typed, (await editor.fill(at, { related: typed })).status]).toEqual([typed, 422]);
});

it('writes out the address to share once a campaign is open, with a button to copy it', async () => {
  const admin = await organiserBrowser(site, 'admin');
  const opened = await admin.see('/organise/campaigns/listed?done=open');
  expect(opened.html).toContain('data-share="https://amparo.example/campaigns/listed"');
  expect(opened.html).toMatch(/<script type="module" src="[^"]*copy/);
  for (const at of ['/organise/campaigns/listed', '/organise/campaigns/a-draft?done=open'])
    expect((await admin.see(at)).html).not.toContain('data-share');
});

it('says of an open campaign that no list shows it', async () => {
  const admin = await organiserBrowser(site, 'admin');
  for (const at of ['/organise', '/organise/campaigns/hidden'])
    expect((await admin.see(at)).html).toContain('>Open, unlisted<');
  expect((await admin.see('/organise/campaigns/listed')).html).not.toContain('unlisted<');
});

it.each([
  ['Baku', 'Asia/Baku'],
  ['new york', 'America/New_York'],
  ['asia/baku', 'Asia/Baku'],
  ['Mars', 'Mars'],
])('reads the time zone %s as %s', (timeZone, zone) => {
  expect(zoneTyped({ timeZone })).toBe(zone);
});

it('offers to copy the words for somebody who is invited without an e-mail', async () => {
  const admin = await organiserBrowser(site, 'admin');
  const person = { email: 'leyla@example.org', name: '', kind: 'admin', step: 'send' };
  const { html } = await admin.send('/organise/people/invite', person);
  expect(html).toMatch(/data-share="You are invited to run campaigns\. Open https:\/\/amparo\.example\/organise/);
});

it('shows what a file would make, and a fault of its cases, before anybody makes it', async () => {
  const admin = await organiserBrowser(site, 'admin');
  const file = (slug: string, charge: string) =>
    campaignYaml(
      campaignOf({
        ...{ slug, title: 'From a file', visibility: 'draft', opensAt: '2026-05-01T08:00:00Z' },
        cases: [{ id: 'leyla', name: 'Leyla', status: 'detained', people: 1, charge }],
      }),
    );
  const check = (text: string) => admin.send('/organise/import', { text, step: 'check' });
  const { html } = await check(file('from-a-file', 'Treason'));
  for (const words of ['from-a-file', 'The government releases them.', 'Leyla', 'Only organisers', '1 May 2026'])
    expect(html).toMatch(new RegExp(`<dd>(?:<[^>]*>)*[^<]*${words}`));
  expect(html).toContain('<a href="/organise">Cancel</a>');
  expect((await admin.send('/organise/import', { text: file('from-a-file', 'Treason'), step: 'save' })).status).toBe(
    303,
  );
  const other = await check(file('another-file', 'Theft'));
  expect([other.status, other.html.includes('Make the campaign')]).toEqual([422, false]);
});

it('names a token by what it is for, where, and when it was made', async () => {
  const admin = await organiserBrowser(site, 'admin');
  await admin.send('/organise/tokens/new', { scopes: 'campaigns:read', campaigns: 'a-draft', days: '30' });
  const { html } = await admin.see('/organise/tokens');
  expect(html).toMatch(
    /<p class="row-name">\s*Read campaigns and their numbers · Only in a-draft · Made on 1 March 2026\s*<\/p>/,
  );
});
