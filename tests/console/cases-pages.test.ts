import { beforeEach, describe, expect, it } from 'vitest';
import { shownValue } from '../../functions/console/ui/picture-file.tsx';
import { operator } from '../../functions/core/access/actor.ts';
import { getStoredCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { caseSeen } from '../../functions/core/cases/case.ts';
import { changeCase } from '../../functions/core/cases/change.ts';
import { type CampaignChanges, campaignOf } from '../support/campaign.ts';
import { putCaseVersions } from '../support/case-history.ts';
import { startConsole } from '../support/console.ts';
import { fieldsOf, headingOf, organiserBrowser } from '../support/organiser-browser.ts';

const ALI = '/organise/cases/ali-karimov';
const ali = { id: 'ali-karimov', name: 'Ali <b> Karimov', work: 'journalist', status: 'detained', people: 1 } as const;
let site: Awaited<ReturnType<typeof startConsole>>;
const put = (slug: string, more: CampaignChanges = {}) =>
  putCampaign(
    site.db.Campaigns,
    campaignOf({ slug, title: `Of ${slug}`, cases: [ali], visibility: 'public', ...more }),
    0,
  );
beforeEach(async () => {
  site = await startConsole();
  await put('first-one');
  await put('second-one');
});
const admin = () => organiserBrowser(site, 'admin');
const editor = (...slugs: string[]) =>
  organiserBrowser(site, Object.fromEntries(slugs.map((slug) => [slug, 'editor'] as const)));
const caseIn = async (slug: string, id: string = ali.id) =>
  (await getStoredCampaign(site.db.Campaigns, slug, { consistent: true }))?.campaign.cases.find((one) => one.id === id);
const headings = (html: string) => [...html.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, words]) => words);
const errorsIn = (html: string) =>
  [...html.matchAll(/<a href="#(field-[^"]*)">(.*?)<\/a>/g)].map(([, at, message]) => `${at} ${message}`);

describe('the list of cases', () => {
  it('shows what an organiser may see, finds it by name, and leads to each case', async () => {
    const { html } = await (await admin()).see('/organise/cases');
    expect(headingOf(html)).toBe('Cases');
    expect(html).toContain('href="/organise/cases/ali-karimov"');
    expect(html).toContain('Ali &lt;b&gt; Karimov');
    expect(html).toContain('in 2 campaigns');
    const found = await (await admin()).see('/organise/cases?q=KARIM');
    expect(found.html).toContain('href="/organise/cases/ali-karimov"');
    expect((await (await admin()).see('/organise/cases?q=%3Cx%3E')).html).toContain('No case is found for “&lt;x&gt;”');
    expect((await (await editor('elsewhere')).see('/organise/cases')).html).toContain(
      'Your campaigns have no case yet.',
    );
  });

  it('begins at the first case for a place that no list has given', async () => {
    await put('third-one', { cases: [] });
    const ana = await admin();
    for (const at of ['/organise/cases', '/organise/campaigns/third-one/cases/add'])
      for (const after of ['a'.repeat(2_000), '~', '%00', '#', ' ']) {
        const { status, html } = await ana.see(`${at}?after=${encodeURIComponent(after)}`);
        expect([status, html.includes('Karimov')]).toEqual([200, true]);
      }
    expect((await ana.see('/organise/cases?after=ali-karimov')).html).not.toContain('Karimov');
  });

  it('offers to post a release only to those who may', async () => {
    expect((await (await editor('first-one')).see('/organise/cases')).html).not.toContain(`${ALI}/status`);
    expect((await (await editor('first-one', 'second-one')).see('/organise/cases')).html).toContain(`${ALI}/status`);
  });
});

describe('a release', () => {
  it('is one short form, and shows in each campaign', async () => {
    const ana = await editor('first-one', 'second-one');
    const form = await ana.see(`${ALI}/status`);
    expect(fieldsOf(form.html)).toMatchObject({
      status: 'released',
      'on.day': '1',
      'on.month': '3',
      'on.year': '2026',
    });
    expect(form.html).toContain('This shows at once in 2 campaigns.');
    const posted = await ana.fill(`${ALI}/status`, { note: 'on bail' });
    expect([posted.status, posted.at]).toEqual([303, `${ALI}?done=released`]);
    const released = { status: 'released', history: [{ status: 'released', on: '2026-03-01', note: 'on bail' }] };
    for (const slug of ['first-one', 'second-one']) expect(await caseIn(slug)).toMatchObject(released);
    const { html } = await ana.see(`${ALI}?done=released`);
    expect(html).toContain('Ali &lt;b&gt; Karimov is free!');
    expect(html).toContain('Version 2');
    expect(html).toContain('href="/cases/ali-karimov"');
  });

  it('of which the date is wrong, or too early, says so at the date, and keeps what was typed', async () => {
    const ana = await admin();
    const wrong = await ana.fill(`${ALI}/status`, { 'on.month': '13', note: 'at last', status: undefined });
    expect(wrong.status).toBe(422);
    expect(errorsIn(wrong.html)).toEqual([
      'field-status Choose “Status”',
      'field-on “Date” must be a real date, such as 27 3 2026',
    ]);
    expect(fieldsOf(wrong.html)).toMatchObject({ note: 'at last', 'on.month': '13' });
    await ana.fill(`${ALI}/status`, {});
    const early = await ana.fill(`${ALI}/status`, { status: 'detained', 'on.year': '2025' });
    expect([early.status, errorsIn(early.html).join()]).toEqual([
      422,
      expect.stringContaining('field-on The date is before'),
    ]);
  });

  it('of a day to come is refused at the date', async () => {
    const refused = await (await admin()).fill(`${ALI}/status`, { 'on.year': '2027' });
    expect([refused.status, errorsIn(refused.html).join()]).toEqual([
      ...[422, 'field-on “Date” must not be after today: write it once it has happened'],
    ]);
  });

  it('that was a mistake is taken back everywhere by who has just posted it', async () => {
    const ana = await editor('first-one', 'second-one');
    const { at } = await ana.fill(`${ALI}/status`, {});
    const { html } = await ana.see(at ?? '');
    expect(html).toContain('This was a mistake: take it back');
    // A link that somebody made up offers nothing that was not posted.
    expect((await ana.see(`${ALI}?done=died`)).html).not.toContain('take it back');
    expect((await ana.send(`${ALI}/status/take-back`, { seen: '2' })).at).toBe(`${ALI}?done=taken-back`);
    for (const slug of ['first-one', 'second-one']) expect(await caseIn(slug)).toEqual(ali);
    expect((await ana.see(`${ALI}?done=taken-back`)).html).toContain('It is taken back.');
  });

  it('is not taken back over what somebody has changed since, nor any other change', async () => {
    const ana = await admin();
    await ana.fill(`${ALI}/status`, {});
    await (await admin()).fill(`${ALI}/edit`, { work: 'poet' });
    for (const seen of ['2', '3', ''])
      expect((await ana.send(`${ALI}/status/take-back`, { seen })).at).toBe(`${ALI}?done=not-taken-back`);
    expect(await caseIn('first-one')).toMatchObject({ status: 'released', work: 'poet' });
    expect((await (await editor('first-one')).send(`${ALI}/status/take-back`, { seen: '3' })).status).toBe(403);
  });

  it('leads to an update about it, with a title to begin with', async () => {
    const ana = await admin();
    const { html } = await ana.see((await ana.fill(`${ALI}/status`, {})).at ?? '');
    const form = '/organise/campaigns/second-one/updates/new?about=ali-karimov';
    expect(html).toContain(`href="${form}"`);
    expect(fieldsOf((await ana.see(form)).html)).toMatchObject({ title: 'Ali <b> Karimov is free', when: 'draft' });
    expect(fieldsOf((await ana.see(`${form}x`)).html)).toMatchObject({ title: '' });
  });

  it('that somebody else has posted meanwhile is not posted twice', async () => {
    const ana = await admin();
    const fields = fieldsOf((await ana.see(`${ALI}/status`)).html);
    await (await admin()).fill(`${ALI}/status`, {});
    const late = await ana.send(`${ALI}/status`, fields);
    expect(late.status).toBe(409);
    expect(late.html).toMatch(/This case was changed meanwhile, by person-\d+@example.org\. Check/);
    expect((await caseIn('first-one'))?.history).toHaveLength(1);
  });
});

describe('a case', () => {
  it('is changed in all its campaigns, and says who changed what', async () => {
    const ana = await admin();
    const saved = await ana.fill(`${ALI}/edit`, { work: 'editor', 'detainedOn.year': '2024', charge: 'treason' });
    expect([saved.status, saved.at]).toEqual([303, `${ALI}?done=saved`]);
    for (const slug of ['first-one', 'second-one'])
      expect(await caseIn(slug)).toEqual({ ...ali, work: 'editor', detainedOn: '2024', charge: 'treason' });
    const { html } = await ana.see(`${ALI}?done=saved`);
    expect(html).toMatch(/<del[^>]*>journalist<\/del> <ins[^>]*>editor<\/ins>/);
    expect(html).toContain('1 March 2026 at 12:00 UTC · you');
    expect((await (await admin()).see(ALI)).html).toMatch(/· person-\d+@example.org/);
    expect((await (await editor('first-one')).see(ALI)).html).toContain('· another organiser');
  });

  it('gets and loses entries of its history without a script, and nothing is saved before the end', async () => {
    const ana = await admin();
    const shown = fieldsOf((await ana.see(`${ALI}/edit`)).html);
    const more = await ana.send(`${ALI}/edit`, { ...shown, more: 'history', work: 'poet' });
    expect(fieldsOf(more.html)).toMatchObject({ 'history.0.status': 'detained', work: 'poet' });
    const typed = { ...fieldsOf(more.html), 'history.0.status': 'released', 'history.0.on.year': '2025' };
    const preview = await ana.send(`${ALI}/edit`, {
      ...typed,
      story: 'A *b* [c](https://d.example)',
      preview: 'story',
    });
    expect(preview.html).toContain('<a href="https://d.example"');
    expect((await caseIn('first-one'))?.work).toBe('journalist');
    expect((await ana.send(`${ALI}/edit`, typed)).status).toBe(303);
    expect(await caseIn('second-one')).toMatchObject({
      ...{ work: 'poet', status: 'released', history: [{ status: 'released', on: '2025' }] },
    });
  });

  it('whose last entry is removed is asked how it is with them, and is never left “Released”', async () => {
    const ana = await admin();
    await ana.fill(`${ALI}/edit`, { 'detainedOn.year': '2024' });
    await ana.fill(`${ALI}/status`, {});
    const shown = fieldsOf((await ana.see(`${ALI}/edit`)).html);
    expect(shown).not.toHaveProperty('status');
    const less = await ana.send(`${ALI}/edit`, { ...shown, less: 'history.0' });
    expect(less.html).toContain('name="status"');
    const typed = fieldsOf(less.html);
    const refused = await ana.send(`${ALI}/edit`, typed);
    expect([refused.status, ...errorsIn(refused.html)]).toEqual([422, 'field-status Choose “Status”']);
    expect((await ana.send(`${ALI}/edit`, { ...fieldsOf(refused.html), status: 'detained' })).status).toBe(303);
    expect(await caseIn('second-one')).toEqual({ ...ali, detainedOn: '2024' });
  });

  it('whose last entry is removed has the status of the entry before', async () => {
    const ana = await admin();
    await ana.fill(`${ALI}/status`, { status: 'detained', 'on.month': '1' });
    await ana.fill(`${ALI}/status`, { status: 'released' });
    const shown = fieldsOf((await ana.see(`${ALI}/edit`)).html);
    const less = await ana.send(`${ALI}/edit`, { ...shown, less: 'history.1' });
    expect((await ana.send(`${ALI}/edit`, fieldsOf(less.html))).status).toBe(303);
    expect(await caseIn('first-one')).toMatchObject({ status: 'detained', history: [{ on: '2026-01-01' }] });
  });

  it('keeps what two people change in different fields, and asks about the same field', async () => {
    const [ana, ben] = [await admin(), await admin()];
    const fields = fieldsOf((await ana.see(`${ALI}/edit`)).html);
    await ben.fill(`${ALI}/edit`, { charge: 'treason' });
    expect((await ana.send(`${ALI}/edit`, { ...fields, work: 'poet' })).status).toBe(303);
    expect(await caseIn('first-one')).toMatchObject({ work: 'poet', charge: 'treason' });
    const again = await ana.send(`${ALI}/edit`, { ...fields, charge: 'nothing' });
    expect(again.status).toBe(409);
    expect(again.html).toMatch(/changed meanwhile, by person-\d+@example.org and you, in another window/);
    expect(fieldsOf(again.html)).toMatchObject({ charge: 'nothing', seen: '3' });
    expect((await ana.send(`${ALI}/edit`, fieldsOf(again.html))).status).toBe(303);
    expect(await caseIn('second-one')).toMatchObject({ charge: 'nothing', work: 'poet' });
  });

  it('does not say that nothing was changed, if the same was saved since its form was opened', async () => {
    const [ana, ben] = [await admin(), await admin()];
    const fields = fieldsOf((await ana.see(`${ALI}/edit`)).html);
    await ben.fill(`${ALI}/edit`, { work: 'poet' });
    // It may be this form itself, sent twice.
    expect((await ana.send(`${ALI}/edit`, { ...fields, work: 'poet' })).at).toBe(`${ALI}?done=saved`);
    expect((await ana.fill(`${ALI}/edit`, {})).at).toBe(`${ALI}?done=same`);
  });

  it('that its writer has changed in another window says so, and names nobody else', async () => {
    const ana = await admin();
    const [edited, posted] = [
      fieldsOf((await ana.see(`${ALI}/edit`)).html),
      fieldsOf((await ana.see(`${ALI}/status`)).html),
    ];
    await ana.fill(`${ALI}/edit`, { charge: 'treason' });
    const form = await ana.send(`${ALI}/edit`, { ...edited, charge: 'nothing' });
    expect([form.status, headings(form.html)]).toEqual([
      ...[409, expect.arrayContaining(['The same fields were changed meanwhile, by you, in another window'])],
    ]);
    const post = await ana.send(`${ALI}/status`, posted);
    expect([post.status, post.html]).toEqual([
      ...[409, expect.stringContaining('This case was changed meanwhile, by you, in another window. Check')],
    ]);
  });

  it('that was changed meanwhile is not erased, and says by whom', async () => {
    const ana = await admin();
    await ana.fill('/organise/cases/new', { name: 'Leyla' });
    const fields = fieldsOf((await ana.see('/organise/cases/leyla/erase')).html);
    await ana.fill('/organise/cases/leyla/edit', { work: 'poet' });
    const asked = await ana.send('/organise/cases/leyla/erase', fields);
    expect([asked.status, asked.html]).toEqual([
      ...[409, expect.stringContaining('This case was changed meanwhile, by you, in another window. Look at it')],
    ]);
    expect((await ana.send('/organise/cases/leyla/erase', fieldsOf(asked.html))).at).toBe(
      '/organise/cases?done=erased',
    );
  });

  it('shows each of 130 versions on one of its pages, with what it has changed', async () => {
    await putCaseVersions(site.db.Campaigns, 'leyla', 130, (revision) => ({ work: `work ${revision}` }));
    const ana = await admin();
    const [shown, changes]: [number[], string[]] = [[], []];
    let next: string | undefined = '/organise/cases/leyla';
    for (let pages = 0; next !== undefined && pages < 9; pages++) {
      const { html } = await ana.see(next);
      shown.push(...[...html.matchAll(/Version (\d+)</g)].map(([, number]) => Number(number)));
      changes.push(
        ...[...html.matchAll(/<del[^>]*>(.*?)<\/del> <ins[^>]*>(.*?)<\/ins>/g)].map(([, was, is]) => `${was} → ${is}`),
      );
      next = /<a href="([^"]*)">Older versions<\/a>/.exec(html)?.[1];
    }
    expect(shown).toEqual(Array.from({ length: 130 }, (_, i) => 130 - i));
    expect(changes).toEqual(Array.from({ length: 129 }, (_, i) => `work ${129 - i} → work ${130 - i}`));
    const older = await ana.see('/organise/cases/leyla/versions?before=81');
    expect(headingOf(older.html)).toMatch(/Versions: *<bdi lang="en">Ali Karimov<\/bdi>/);
    expect(older.html).toContain('href="/organise/cases/leyla/versions">Newest versions<');
    expect(older.html).toContain('href="/organise/cases/leyla">Back to the case<');
    // An old link, or a slip, begins at the newest.
    for (const before of ['x', '0', '999', '1e3'])
      expect((await ana.see(`/organise/cases/leyla/versions?before=${before}`)).html).toContain('Version 130<');
    expect((await ana.see('/organise/cases/leyla/versions?before=1')).status).toBe(200);
  });

  it('names faults at their fields', async () => {
    const refused = await (await admin()).fill(`${ALI}/edit`, { name: '', people: 'many', 'detainedOn.day': '40' });
    expect([refused.status, ...errorsIn(refused.html)]).toEqual([
      ...[422, 'field-name Fill in “Name”', 'field-people “How many people” must be a whole number'],
      ...['field-detainedOn “Arrested on” must be a real date, such as 27 3 2026'],
    ]);
    const fresh = { name: '', people: '0', 'detainedOn.year': '2099', 'picture.alt': 'At a desk' };
    expect(errorsIn((await (await admin()).fill('/organise/cases/new?campaign=first-one', fresh)).html)).toEqual([
      'field-name Fill in “Name”',
      'field-people “How many people” must be more than 0',
      'field-detainedOn “Arrested on” must not be after today: write it once it has happened',
      'field-picture.file Fill in “File of the picture”',
    ]);
    const more = await (await admin()).fill(`${ALI}/edit`, { name: '', people: 'many' });
    expect(errorsIn(more.html)).toEqual([
      'field-name Fill in “Name”',
      'field-people “How many people” must be a whole number',
    ]);
  });

  it('shows a change that stopped half way, and finishes it', async () => {
    await changeCase(site.deps, operator, { id: ali.id, patch: { work: 'poet' }, seen: undefined });
    // As a crash between both campaigns leaves it.
    const stored = await getStoredCampaign(site.db.Campaigns, 'second-one', { consistent: true });
    await putCampaign(
      site.db.Campaigns,
      { ...campaignOf({ slug: 'second-one', cases: [ali] }), visibility: 'public' },
      stored?.revision,
    );
    const ana = await admin();
    const { html } = await ana.see(ALI);
    expect(html).toContain('1 campaign does not show the last change yet');
    expect((await ana.send(`${ALI}/finish`, {})).at).toBe(`${ALI}?done=finished`);
    expect((await caseIn('second-one'))?.work).toBe('poet');
  });

  it('of other campaigns is closed to an editor, on every page', async () => {
    const one = await editor('first-one');
    for (const path of ['edit', 'status', 'erase']) {
      expect((await one.see(`${ALI}/${path}`)).status).toBe(403);
      expect([403, 409]).toContain(
        (await one.send(`${ALI}/${path}`, { status: 'died', 'on.year': '2026', seen: '1' })).status,
      );
    }
    expect((await one.send(`${ALI}/finish`, {})).status).toBe(403);
    expect((await one.see(ALI)).html).toContain('An admin can change it');
    const none = await editor('elsewhere');
    for (const path of ['', '/versions', '/edit', '/status'])
      expect((await none.see(`${ALI}${path}`)).status).toBe(404);
    expect((await none.see(`${ALI}/erase`)).status).toBe(403);
    expect((await one.see('/organise/campaigns/second-one/cases/add')).status).toBe(403);
    expect((await one.send('/organise/campaigns/second-one/cases/add', { id: ali.id })).status).toBe(403);
  });
});

it('has no empty list of facts on the page of a case of which only the name is known', async () => {
  const ana = await admin();
  await ana.fill('/organise/cases/new', { name: 'Leyla' });
  expect((await ana.see('/organise/cases/leyla')).html).not.toContain('<dl class="answers">');
});

it('shows the status of a case in words wherever a form is shown that was typed', () => {
  expect(shownValue('status', ['detained'])).toBe('In prison');
  expect(shownValue('history.0.status', ['released'])).toBe('Released');
  expect(shownValue('note', ['detained'])).toBe('detained');
});

describe('a new case', () => {
  it('is made for a campaign, and stands there and in the list', async () => {
    const ana = await editor('first-one');
    const made = await ana.fill('/organise/cases/new?campaign=first-one', {
      name: 'Leyla Aliyeva',
      'detainedOn.year': '2025',
    });
    expect([made.status, made.at]).toEqual([303, '/organise/cases/leyla-aliyeva?done=added&to=first-one']);
    const { html } = await ana.see(made.at ?? '');
    expect(html).toContain('Leyla Aliyeva is added.');
    expect(html).toMatch(/class="button button-quiet" href="\/organise\/cases\/new\?campaign=first-one">Add another</);
    // The way to open it is the main one.
    expect(html).toMatch(/class="button" href="\/organise\/campaigns\/first-one">Back to the campaign</);
    // A link that somebody made up leads nowhere.
    const madeUp = await ana.see('/organise/cases/leyla-aliyeva?done=added&to=second-one');
    expect(madeUp.html).not.toContain('Add another');
    expect(await caseIn('first-one', 'leyla-aliyeva')).toEqual({
      ...{ id: 'leyla-aliyeva', name: 'Leyla Aliyeva', status: 'detained', people: 1, detainedOn: '2025' },
    });
    expect((await ana.see('/organise/cases')).html).toContain('href="/organise/cases/leyla-aliyeva"');
  });

  it('leads to the campaign that it is for', async () => {
    const { html } = await (await editor('first-one')).see('/organise/cases/new?campaign=first-one');
    expect(html).toMatch(/For the campaign <a href="\/organise\/campaigns\/first-one\/edit\/cases"[^>]*>Of first-one</);
  });

  it('needs a campaign, unless an admin makes it, and says so beside the list', async () => {
    const ana = await editor('first-one');
    const typed = { ...fieldsOf((await ana.see('/organise/cases/new')).html), name: 'Leyla' };
    const refused = await ana.send('/organise/cases/new', typed);
    expect([refused.status, errorsIn(refused.html)[0]]).toEqual([422, 'field-campaign Fill in “Campaign”']);
    expect(fieldsOf(refused.html).name).toBe('Leyla');
    expect((await ana.send('/organise/cases/new', { ...typed, campaign: 'second-one' })).status).toBe(403);
    expect((await (await admin()).fill('/organise/cases/new', { name: 'Leyla' })).at).toBe(
      '/organise/cases/leyla?done=made',
    );
  });

  it('that no campaign has can be erased by an admin', async () => {
    const ana = await admin();
    await ana.fill('/organise/cases/new', { name: 'Leyla' });
    expect((await ana.see('/organise/cases/leyla/erase')).html).toContain('Erase Leyla?');
    // Somebody else has changed it since: they are asked once more.
    expect((await ana.send('/organise/cases/leyla/erase', { seen: '7' })).status).toBe(409);
    expect((await ana.send('/organise/cases/leyla/erase', { seen: '1' })).at).toBe('/organise/cases?done=erased');
    expect((await ana.see('/organise/cases/leyla')).status).toBe(404);
    expect((await ana.see(`${ALI}/erase`)).status).toBe(409);
  });

  it('is erased only with a fresh second factor, for which the page asks first', async () => {
    const ana = await admin();
    await ana.fill('/organise/cases/new', { name: 'Leyla' });
    site.time.now += 6 * 60_000;
    expect((await ana.see('/organise/cases/leyla')).html).toContain('/organise/cases/leyla/erase"');
    expect((await ana.see('/organise/cases/leyla/erase')).at).toContain('/organise/sign-in?');
    expect((await ana.send('/organise/cases/leyla/erase', { seen: '1' })).at).not.toBe('/organise/cases?done=erased');
    expect((await ana.see('/organise/cases/leyla')).status).toBe(200);
  });
});

describe('an erased case', () => {
  it('is in no old version, comes back by no undo, and the pages say what stays', async () => {
    const ana = await admin();
    await ana.fill('/organise/cases/new?campaign=first-one', { name: 'Nino', story: 'Eight letters' });
    await ana.fill('/organise/campaigns/first-one/edit/cases', { 'cases.1.out': 'yes' });
    const asked = await ana.see('/organise/cases/nino/erase');
    for (const words of ['The record of what organisers did has the words', 'Backups have the case for 14 days more'])
      expect(asked.html).toContain(words);
    expect((await ana.see('/organise/campaigns/first-one/versions/2')).html).toContain('Eight letters');
    await ana.fill('/organise/cases/nino/erase', {});
    const { html } = await ana.see('/organise/campaigns/first-one/versions/2');
    expect(html).not.toContain('Eight letters');
    expect(html).toContain('Version 2 had a case that was erased on 1 March 2026.');
    const undo = '/organise/campaigns/first-one/versions/2/undo';
    expect((await ana.see(undo)).html).toContain('Version 2 had a case that was erased');
    expect((await ana.send(undo, { seen: '3', what: 'texts' })).at).toMatch(/done=back-same$/);
    expect(await caseIn('first-one', 'nino')).toBeUndefined();
    expect((await ana.see('/organise/cases/nino')).status).toBe(404);
  });
});

describe('an undo', () => {
  it('says which case of others it cannot bring back', async () => {
    const ana = await editor('first-one');
    await ana.fill('/organise/campaigns/first-one/edit/cases', { 'cases.0.out': 'yes' });
    const undo = '/organise/campaigns/first-one/versions/1/undo';
    const asked = await ana.see(undo);
    expect(asked.status).toBe(200);
    expect(asked.html).toMatch(/Ali &lt;b&gt; Karimov<\/bdi>: does not come back\. An admin can add it\./);
  });
});

describe('the cases of a campaign', () => {
  const SECTION = '/organise/campaigns/first-one/edit/cases';

  it('are chosen from those that are there', async () => {
    await put('third-one', { cases: [] });
    const ana = await admin();
    const { html } = await ana.see('/organise/campaigns/third-one/cases/add?q=karimov');
    expect(html).toContain('value="ali-karimov"');
    expect((await ana.send('/organise/campaigns/third-one/cases/add', { id: ali.id })).at).toBe(
      '/organise/campaigns/third-one/edit/cases',
    );
    expect(await caseIn('third-one')).toEqual(ali);
    expect((await ana.see('/organise/campaigns/third-one/cases/add')).html).toContain('There is no other case');
  });

  it('are made with the button, as long as there is none: nothing can be saved yet', async () => {
    await put('third-one', { cases: [] });
    const ana = await admin();
    const buttons = (html: string) =>
      [...html.matchAll(/<(?:a|button) class="button"[^>]*>([^<]*)</g)].map(([, words]) => words);
    expect(buttons((await ana.see('/organise/campaigns/third-one/edit/cases')).html)).toEqual(['Make a new case']);
    expect((await ana.see('/organise/campaigns/third-one/edit/cases')).html).not.toContain('>Save<');
    expect(buttons((await ana.see(SECTION)).html)).toEqual(['Save']);
  });

  it('have a link to the page on which a release is posted', async () => {
    const { html } = await (await admin()).see(SECTION);
    expect(html).toContain(`<a href="${ALI}/status">Post a release`);
    expect(html).toContain('>Position<');
  });

  it('have that link only for those who may write each campaign that speaks for the case', async () => {
    const of = async (who: Parameters<typeof organiserBrowser>[1]) =>
      (await (await organiserBrowser(site, who)).see(SECTION)).html;
    expect(await of({ 'first-one': 'owner', 'second-one': 'viewer' })).not.toContain('Post a release');
    expect(await of({ 'first-one': 'editor', 'second-one': 'editor' })).toContain(
      `href="${ALI}/status">Post a release`,
    );
  });

  it('are put in order, and taken out', async () => {
    const ana = await admin();
    for (const name of ['Leyla', 'Vali']) await ana.fill('/organise/cases/new?campaign=first-one', { name });
    await ana.fill(SECTION, { 'cases.2.place': '1', 'cases.0.place': '3' });
    const order = async () =>
      (await getStoredCampaign(site.db.Campaigns, 'first-one', { consistent: true }))?.campaign.cases.map(
        ({ id }) => id,
      );
    expect(await order()).toEqual(['vali', 'leyla', 'ali-karimov']);
    expect((await ana.fill(SECTION, { 'cases.1.out': 'yes' })).at).toBe('/organise/campaigns/first-one?saved=cases');
    expect(await order()).toEqual(['vali', 'ali-karimov']);
  });

  it('go to the place that was typed, with the others in their order around them', async () => {
    const ana = await admin();
    const names = ['Anar', 'Bela', 'Cavid', 'Dilara'];
    let runs = 0;
    const placed = async (fields: Record<string, string>) => {
      const slug = `run-${runs++}`;
      await put(slug, {
        cases: names.map((name) => ({ id: `${name.toLowerCase()}-${slug}`, name, status: 'detained' })),
      });
      const sent = await ana.fill(`/organise/campaigns/${slug}/edit/cases`, fields);
      const { campaign } = (await getStoredCampaign(site.db.Campaigns, slug, { consistent: true })) ?? {};
      return `${sent.at?.split('?')[1]} ${campaign?.cases.map(({ name }) => name[0]).join('')}`;
    };
    expect(await placed({ 'cases.0.place': '2' })).toBe('saved=cases BACD');
    expect(await placed({ 'cases.0.place': ' 4 ' })).toBe('saved=cases BCDA');
    expect(await placed({ 'cases.3.place': '1' })).toBe('saved=cases DABC');
    expect(await placed({ 'cases.3.place': '3' })).toBe('saved=cases ABDC');
    expect(await placed({ 'cases.0.place': '2', 'cases.1.place': '1' })).toBe('saved=cases BACD');
    expect(await placed({ 'cases.0.out': 'yes', 'cases.3.place': '2' })).toBe('saved=cases BDC');
    expect(await placed({ 'cases.0.out': 'yes', 'cases.0.place': '' })).toBe('saved=cases BCD');
    expect(await placed({})).toBe('same=cases ABCD');
  });

  it('say how many people they stand for, unless that is their name', async () => {
    const group = { id: 'group', name: '14 people', status: 'detained', people: 14 } as const;
    await put('of-groups', { cases: [group, { ...group, id: 'students', name: 'Students' }] });
    const ana = await admin();
    const times = async (id: string) => (await ana.see(`/organise/cases/${id}`)).html.split('>14 people<').length - 1;
    // A name is the heading.
    expect([await times('students'), await times('group')]).toEqual([1, 1]);
  });

  it('say how many public pages show a change, and that several people are free', async () => {
    const students = { id: 'students', name: '14 students', status: 'detained', people: 14 } as const;
    for (const [slug, visibility] of [
      ['of-draft', 'draft'],
      ['of-public', 'public'],
    ] as const) {
      const one = { ...students, id: `students-${slug}` };
      await put(slug, { cases: [one], visibility });
      const ana = await admin();
      const at = `/organise/cases/${one.id}`;
      expect((await ana.see(`${at}/status`)).html.includes('This shows at once in 1 campaign.')).toBe(
        visibility === 'public',
      );
      const posted = await ana.fill(`${at}/status`, {});
      const { html } = await ana.see(posted.at ?? '');
      expect(/role="status"[^>]*>([^<]*)</.exec(html)?.[1]).toBe(
        visibility === 'public' ? '14 students are free! 1 campaign now says so.' : '14 students are free!',
      );
    }
  });

  it('have an error beside a position that is no place among them', async () => {
    const ana = await admin();
    await ana.fill('/organise/cases/new?campaign=first-one', { name: 'Leyla' });
    for (const typed of ['second', '-5', '1.5', '0', '3', '']) {
      const { status, html } = await ana.fill(SECTION, { 'cases.1.place': typed });
      expect([typed, status, errorsIn(html)]).toEqual([
        ...[typed, 422],
        ['field-cases.1.place “Position” of Leyla must be a whole number from 1 to 2'],
      ]);
      expect(fieldsOf(html)['cases.1.place']).toBe(typed);
    }
  });

  it('that had no address of their own keep that of their public page, and their translations', async () => {
    await put('third-one', {
      cases: [{ name: 'Vali Xan', status: 'detained', work: 'poet' }],
      translations: { de: { title: 'Frei', demand: 'Frei.', cases: { 'Vali Xan': { work: 'Dichter' } } } },
    });
    const ana = await admin();
    expect((await ana.fill('/organise/campaigns/third-one/edit/cases', {})).status).toBe(303);
    const campaign = (await getStoredCampaign(site.db.Campaigns, 'third-one', { consistent: true }))?.campaign;
    const id = campaign?.cases[0]?.id ?? '';
    expect(id).toMatch(/^vali-xan-[0-9a-f]{6}$/);
    expect(campaign?.translations?.de?.cases).toEqual({ [id]: { work: 'Dichter' } });
    expect((await caseSeen(site.deps, operator, id)).record.fields.name).toBe('Vali Xan');
  });
});
