import { beforeAll, describe, expect, it } from 'vitest';
import { slugFor } from '../../../functions/core/campaigns/slug.ts';
import { getStoredCampaign, putCampaign } from '../../../functions/core/campaigns/store.ts';
import { campaignOf } from '../../support/campaign.ts';
import { startConsole } from '../../support/console.ts';
import { fieldsOf, organiserBrowser } from '../../support/organiser-browser.ts';

let console_: Awaited<ReturnType<typeof startConsole>>;
beforeAll(async () => {
  console_ = await startConsole();
});
const AT = '/organise/campaigns/new';
const stored = async (slug: string) => (await getStoredCampaign(console_.db.Campaigns, slug))?.campaign;
const least = {
  ...{ title: 'Free Leylâ & Əli!', demand: 'The king releases them.', summary: 'They wrote.', why: 'Because.' },
  'targets.0.name': 'The king',
};

describe('a new campaign', () => {
  it('is a draft with the least that was typed, and its page says what to do next', async () => {
    const admin = await organiserBrowser(console_, 'admin');
    const typed = {
      ...least,
      'opensAt.day': '9',
      'opensAt.month': 'May',
      'opensAt.year': '2026',
      timeZone: 'asia/baku',
    };
    const made = await admin.fill(AT, { ...typed, goal: '2,500' });
    expect([made.status, made.at]).toEqual([303, '/organise/campaigns/free-leyla-ali?done=made']);
    expect(await stored('free-leyla-ali')).toMatchObject({
      ...{ title: 'Free Leylâ & Əli!', visibility: 'draft', goal: 2_500, language: 'en', timeZone: 'Asia/Baku' },
      ...{ opensAt: '2026-05-09T00:00:00+04:00', targets: [{ name: 'The king' }] },
    });
    const { html } = await admin.see(made.at ?? '');
    expect(html).toContain('The draft is made, and has all that it must have.');
    expect(html).toContain('/organise/campaigns/free-leyla-ali/edit/texts');
    expect(html).toContain('/organise/campaigns/free-leyla-ali/open');
  });

  it('takes the key Enter in a box for one line as a blank', async () => {
    const admin = await organiserBrowser(console_, 'admin');
    const typed = { ...least, title: 'Two\r\nlines', demand: 'The king \n releases them.\n', summary: 'A\n\nB' };
    expect((await admin.fill(AT, typed)).at).toBe('/organise/campaigns/two-lines?done=made');
    expect(await stored('two-lines')).toMatchObject({
      ...{ title: 'Two lines', demand: 'The king releases them.', summary: 'A B' },
    });
  });

  it('gets a number behind its short name, if another one has it', async () => {
    const admin = await organiserBrowser(console_, 'admin');
    await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'twice' }));
    expect((await admin.fill(AT, { ...least, title: 'Twice' })).at).toBe('/organise/campaigns/twice-2?done=made');
  });

  it('is refused under a short name that somebody typed and that is taken', async () => {
    const admin = await organiserBrowser(console_, 'admin');
    await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'taken' }));
    const { status, html } = await admin.fill(AT, { ...least, slug: 'taken' });
    expect(status).toBe(422);
    expect(html.split('Another campaign has this short name').length - 1).toBe(2);
    expect(fieldsOf(html)).toMatchObject({ ...least, slug: 'taken' });
  });

  it('comes back with all faults at once, and with all that was typed', async () => {
    const admin = await organiserBrowser(console_, 'admin');
    const typed = {
      title: '',
      slug: 'new',
      goal: '0',
      'opensAt.day': '31',
      'opensAt.month': '2',
      timeZone: 'Mars',
      language: '',
    };
    const { status, html } = await admin.fill(AT, typed);
    expect(status).toBe(422);
    for (const words of [
      ...['Fill in “Title”', 'Fill in “Demand”', 'Fill in “Why”', '“Goal” must be 1 or more'],
      ...['“Short name” is the address of a page', '“Opens” must be a real date', '“Time zone” must be a time zone'],
      ...['Fill in “Target”', '“Language of these texts” must be a language'],
    ])
      expect(html.split(words).length - 1, words).toBe(2);
    expect(fieldsOf(html)).toMatchObject(typed);
    // It would be taken from the demand.
    expect(html).not.toContain('Fill in “Summary”');
    // Its faults are in the order of the fields, and have the focus as the page opens.
    const ids = [...html.matchAll(/<li><a href="#([^"]+)"/g)].map(([, id = '']) => html.indexOf(`id="${id}"`));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(html).toMatch(/<div class="fault-summary" role="alert"[^>]* tabindex="-1" autofocus/);
  });

  it('takes its summary from the demand, if nobody wrote one', async () => {
    const admin = await organiserBrowser(console_, 'admin');
    const demand = 'The king must release all who wrote about the price of bread in spring. '.repeat(5).trim();
    await admin.fill(AT, { ...least, title: 'No summary', summary: '', demand });
    expect((await stored('no-summary'))?.summary).toBe(demand.split('. ', 4).join('. ').concat('.'));
    expect((await admin.see(AT)).html).toContain('Without one, we use the beginning of the demand.');
  });

  it('shows the short name and the time zone once they have something, or a fault', async () => {
    const admin = await organiserBrowser(console_, 'admin');
    const details = (html: string) => /<details class="more-fields"( open="")?>.*?<\/details>/s.exec(html) ?? [];
    const [fields = '', isOpen] = details((await admin.see(AT)).html);
    expect([isOpen, fields.includes('name="slug"'), fields.includes('name="timeZone"')]).toEqual([
      undefined,
      true,
      true,
    ]);
    for (const typed of [{ title: '!!' }, { timeZone: 'Mars' }, { why: '', slug: 'mine' }])
      expect(details((await admin.fill(AT, { ...least, ...typed })).html)[1]).toBeDefined();
  });

  it('and its case are asked for in few words: a newcomer reads them all', async () => {
    const admin = await organiserBrowser(console_, 'admin');
    await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'short', title: 'Short' }));
    for (const at of [AT, '/organise/cases/new?campaign=short']) {
      const { html } = await admin.see(at);
      const [main = ''] = /<main.*<\/main>/s.exec(html) ?? [];
      const words = main
        .replace(/<datalist.*?<\/datalist>/s, '')
        .replace(/<[^>]*>/g, ' ')
        .split(/\s+/)
        .filter(Boolean);
      expect(words.length, at).toBeLessThanOrEqual(160);
      for (const [, hint = ''] of main.matchAll(/<p class="hint"[^>]*>([^<]*)/g))
        if (!hint.startsWith('The end of its address')) expect(hint.split(' ').length, hint).toBeLessThanOrEqual(15);
    }
  });

  it('asks for a short name where none can be made of the title', async () => {
    const admin = await organiserBrowser(console_, 'admin');
    const { html } = await admin.fill(AT, { ...least, title: '!!' });
    expect(html).toContain('Type a short name');
    expect(html).not.toContain('not-named-yet');
  });

  it('closes at the end of the day that was typed, and stays open without one', async () => {
    const admin = await organiserBrowser(console_, 'admin');
    const typed = { ...least, title: 'With an end', timeZone: 'Asia/Baku' };
    const day = { 'closesAt.day': '31', 'closesAt.month': '12', 'closesAt.year': '2026' };
    expect((await admin.fill(AT, { ...typed, ...day })).at).toBe('/organise/campaigns/with-an-end?done=made');
    expect(await stored('with-an-end')).toMatchObject({ closesAt: '2026-12-31T23:59:00+04:00' });
    await admin.fill(AT, { ...typed, title: 'Without an end' });
    expect((await stored('without-an-end'))?.closesAt).toBeUndefined();
    const { status, html } = await admin.fill(AT, { ...typed, title: 'Half an end', 'closesAt.day': '31' });
    expect(status).toBe(422);
    expect(html.split('“Closes” must be a real date').length - 1).toBe(2);
  });

  it('takes its short name from the title that it has in the end, and shows it before', async () => {
    const admin = await organiserBrowser(console_, 'admin');
    await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'free-leyla' }));
    const { status, html } = await admin.fill(AT, { ...least, title: 'Free Leyla', why: '' });
    expect(status).toBe(422);
    expect(fieldsOf(html)).toMatchObject({ title: 'Free Leyla', slug: '' });
    expect(html).toContain('With this title: free-leyla-2');
    const again = await admin.send(AT, { ...fieldsOf(html), title: 'Free Rashad', why: 'Because.' });
    expect(again.at).toBe('/organise/campaigns/free-rashad?done=made');
  });

  it('gets its cases one after the other, without a page between', async () => {
    const admin = await organiserBrowser(console_, 'admin');
    await admin.fill(AT, { ...least, title: 'For two people' });
    expect((await admin.see('/organise/campaigns/for-two-people')).html).toContain(
      'href="/organise/cases/new?campaign=for-two-people"',
    );
    const form = '/organise/cases/new?campaign=for-two-people';
    const first = await admin.fill(form, { name: 'Leyla', step: 'another' });
    expect(first.at).toBe(`${form}&done=made`);
    const next = await admin.see(first.at ?? '');
    expect([fieldsOf(next.html).name, next.html.includes('This is the form for the next one.')]).toEqual(['', true]);
    const last = await admin.fill(form, { name: 'Rashad' });
    expect(last.at).toMatch(/^\/organise\/cases\/\w+\?done=added/);
    expect((await stored('for-two-people'))?.cases.map(({ name }) => name)).toEqual(['Leyla', 'Rashad']);
  });

  it('is an admin’s to make', async () => {
    const owner = await organiserBrowser(console_, { 'another-one': 'owner' });
    expect((await owner.see(AT)).status).toBe(403);
    expect((await owner.see('/organise')).html).not.toContain(AT);
    expect((await (await organiserBrowser(console_, 'admin')).see('/organise')).html).toContain(AT);
  });
});

it.each([
  ['Free Leylâ & Əli!', 'free-leyla-ali'],
  ['Свободу Али', 'svobodu-ali'],
  ['  “Don’t”  wait ', 'dont-wait'],
  ['x'.repeat(200), 'x'.repeat(48)],
  [
    'A very long title that goes on and on until nobody can say it aloud',
    'a-very-long-title-that-goes-on-and-on-until',
  ],
  ['!!', undefined],
  ['ok', undefined],
])('proposes for %s the short name %s', (title, slug) => {
  expect(slugFor(title)).toBe(slug);
});
