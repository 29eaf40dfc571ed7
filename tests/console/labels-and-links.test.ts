import { beforeAll, describe, expect, it } from 'vitest';
import { originalsOf } from '../../functions/console/campaigns/edit/sections/translated-texts.ts';
import { keptLabel } from '../../functions/console/sign-in/kept-words.ts';
import { bareLabel } from '../../functions/console/ui/labels.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { type CampaignChanges, campaignOf } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';
import { fieldsOf, organiserBrowser } from '../support/organiser-browser.ts';

const site = await startConsole();
const put = (slug: string, more: CampaignChanges = {}) =>
  putCampaign(site.db.Campaigns, campaignOf({ slug, title: `Of ${slug}`, visibility: 'draft', ...more }));
const admin = () => organiserBrowser(site, 'admin');
const at = (slug: string, rest = '') => `/organise/campaigns/${slug}${rest}`;
const plain = (html: string) => html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
const ali = { id: 'ali', name: 'Ali', work: 'Poet', status: 'detained', people: 1 } as const;
const words = (title: string) => ({ title, demand: title });

describe('the label of what somebody has typed', () => {
  it('does not say when a form needs it', async () => {
    const kept = [
      ['/organise/cases/new', 'detainedOn.month'],
      ['/organise/cases/new', 'picture.alt'],
      ['/organise/cases/new', 'work'],
      [at('one', '/edit/dates'), 'closesAt.day'],
      ['/organise/tokens/new', 'campaigns'],
      ['/organise/people/invite', 'campaign'],
    ] as const;
    expect(kept.map(([action, name]) => keptLabel(action, name))).toEqual([
      ...['Arrested on: Month', 'What the picture shows', 'What they do', 'Closes: Day'],
      ...['Only in these campaigns', 'Campaign'],
    ]);
  });

  it('does not say so where a colleague has written the same field, either', async () => {
    await put('both');
    const [mine, theirs] = [await admin(), await admin()];
    const seen = fieldsOf((await mine.see(at('both', '/edit/texts'))).html);
    await theirs.fill(at('both', '/edit/texts'), { summary: 'Theirs.' });
    const { status, html } = await mine.send(at('both', '/edit/texts'), { ...seen, summary: 'Mine.' });
    expect([status, html]).toEqual([409, expect.stringContaining('<h3>Summary</h3>')]);
  });
});

it('calls a text by one name, where it is written and where it is translated', async () => {
  const made = { id: 'b'.repeat(20), width: 320, height: 320, widths: [320] };
  const campaign = campaignOf({
    ...{ slug: 'named', letter: 'Dear king', notice: 'Old.', targets: [{ name: 'The king', role: 'Head' }] },
    cases: [
      {
        ...ali,
        charge: 'None',
        sentence: 'Long',
        story: 'His story',
        picture: { made, alt: 'Ali', credit: 'His family' },
      },
    ],
    translations: { ar: words('ع') },
  });
  await putCampaign(site.db.Campaigns, campaign);
  const { html } = await (await admin()).see(at('named', '/edit/translations.ar'));
  const labels = [...html.matchAll(/<label for="[^"]*">(.*?)<\/label>/g)].map(([, label]) => label);
  expect(labels).toEqual(expect.arrayContaining(['What they do', 'What the picture shows', 'Letter', 'Role', 'Story']));
  const forms = originalsOf(campaign, true)
    .filter(({ kind }) => kind !== 'cases-history-note')
    .map(({ kind }) => bareLabel(kind.replace(/^cases-/, '').replaceAll('-', '.')));
  expect(labels).toEqual(forms);
});

describe('languages', () => {
  beforeAll(async () => {
    const all = Object.fromEntries(['az', 'de', 'ar', 'zh'].map((tag) => [tag, words(tag)]));
    await put('spoken', { translations: all, why: 'Because.' });
    for (const language of Object.keys(all)) await put(`in-${language}`, { language });
    await put('signed', { translations: { ar: words('ar') }, visibility: 'public' });
  });

  it('stand in the order of their names, and say what of them is missing', async () => {
    const ana = await admin();
    const names = ['Arabic', 'Azerbaijani', 'Chinese', 'German'];
    const { html } = await ana.see(at('spoken', '/edit/translations'));
    const linked = [...html.matchAll(/\/edit\/translations\.\w+">(.*?)<\/a>/g)].map(([, name]) => name);
    expect(linked).toEqual(names);
    const list = (await ana.see('/organise')).html;
    const [, select = ''] = /<select id="list-language".*?<\/option>(.*?)<\/select>/s.exec(list) ?? [];
    expect([...select.matchAll(/>([^<]+)<\/option>/g)].map(([, name]) => name)).toEqual([
      ...['Arabic', 'Azerbaijani', 'Chinese', 'English', 'German'],
    ]);
    const asked = plain((await ana.see(at('spoken', '/open'))).html);
    expect(asked).toContain(`LanguagesEnglish, ${names.map((name) => `${name} (2 texts are missing)`).join(', ')}`);
  });

  it('that are removed stay with those who signed their words, if anybody can have signed', async () => {
    const ana = await admin();
    const hint = 'People who signed these words can still see them.';
    expect((await ana.see(at('spoken', '/edit/translations'))).html).not.toContain(hint);
    expect((await ana.see(at('signed', '/edit/translations'))).html).toContain(hint);
  });
});

describe('campaigns with one title', () => {
  it('show their short names in the list, and on the page of their case', async () => {
    for (const slug of ['twin-a', 'twin-b']) await put(slug, { title: 'Free Ali', cases: [ali] });
    await put('lonely', { title: 'Free Ali now', cases: [ali] });
    const ana = await admin();
    for (const address of ['/organise', '/organise/cases/ali']) {
      const { html } = await ana.see(address);
      const hints = [...html.matchAll(/<p class="hint row-more">([^<]*)/g)].map(([, words]) => words);
      expect(
        hints.filter((words) => /twin-[ab]/.test(words ?? '')),
        address,
      ).toHaveLength(2);
      expect(hints.filter((words) => words?.includes('lonely'))).toEqual([]);
    }
  });
});

describe('the way back', () => {
  it('from an invitation leads to the campaign from which somebody came', async () => {
    await put('inviting', { title: 'Free them' });
    const ana = await admin();
    const from = '/organise/people/invite?campaign=inviting';
    const link = '<a href="/organise/campaigns/inviting">';
    const form = (await ana.see(from)).html;
    const address = { ...fieldsOf(form), email: 'ana@example.org', role: 'editor' };
    const check = (await ana.send(from, { ...address, step: 'check' })).html;
    const done = (await ana.send(from, { ...fieldsOf(check), step: 'send' })).html;
    expect(done).toContain('is invited');
    for (const html of [form, check, done]) expect(html).toContain(link);
    expect(form).toContain(`action="${from}"`);
    // Somebody who comes from elsewhere has no campaign to go back to, nor has one whose address names none.
    for (const other of ['/organise/people/invite', '/organise/people/invite?campaign=not-there'])
      expect((await ana.see(other)).html).not.toContain('<a href="/organise/campaigns/');
  });

  it('from an update leads to its campaign, and to the list without saving', async () => {
    await put('telling');
    const { html } = await (await admin()).see(at('telling', '/updates/new'));
    expect(html).toMatch(/<a href="\/organise\/campaigns\/telling" lang="en" dir="auto">\s*Of telling/);
    expect(html).toContain(`<a href="${at('telling', '/updates')}">Cancel</a>`);
    expect(html).toContain('Now, as soon as you press “Save”');
  });

  it.each([
    ['/organise/people/org_aaaaaaaaaaaaaaaa', '/organise/people', 'All people'],
    ['/organise/audit/999999999', '/organise/audit/check', 'Check the trail'],
    ['/organise/webhooks/whe_aaaaaaaaaaaaaaaa', '/organise/webhooks', 'All webhooks'],
    ['/organise/cases/not-there', '/organise/cases', 'All cases'],
  ])('from %s, which is not there, is the page that the words name', async (path, href, words) => {
    const { status, html } = await (await admin()).see(path);
    expect([status, html]).toEqual([404, expect.stringContaining(`<a href="${href}">${words}</a>`)]);
  });
});

it('asks about a person by name and address: two may have one name', async () => {
  const ana = await admin();
  const invited = { email: 'leyla@example.org', name: 'Leyla', kind: 'admin' };
  await ana.send('/organise/people/invite', { ...invited, step: 'send' });
  const [, person = ''] =
    />Leyla<|href="(\/organise\/people\/org_\w+)">Leyla</.exec((await ana.see('/organise/people')).html) ?? [];
  for (const act of ['remove', 'again'])
    expect((await ana.see(`${person}/${act}`)).html).toContain('<p class="hint">leyla@example.org</p>');
});

it('adds a first entry, and then one more', async () => {
  await put('entries', { cases: [ali], visibility: 'public' });
  const ana = await admin();
  const buttons = (html: string) => /value="(?:history|targets)"[^>]*>(.*?) <span/.exec(html)?.[1];
  expect(buttons((await ana.see('/organise/cases/ali/edit')).html)).toBe('Add one');
  expect(buttons((await ana.see(at('entries', '/edit/targets'))).html)).toBe('Add one more');
});

it('takes a city for its time zone, and says so to a slip', async () => {
  await put('zoned');
  const ana = await admin();
  const { html } = await ana.fill(at('zoned', '/edit/dates'), { timeZone: 'Bakuu' });
  expect(html).toContain('“Time zone” must be a time zone, such as Asia/Baku or Baku');
});
