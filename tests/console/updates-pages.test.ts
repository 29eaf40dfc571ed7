import { beforeEach, expect, it } from 'vitest';
import { momentIn } from '../../functions/console/campaigns/edit/dates.tsx';
import { operator } from '../../functions/core/access/actor.ts';
import { changeCampaign, createCampaign } from '../../functions/core/campaigns/organise.ts';
import { getStoredCampaign } from '../../functions/core/campaigns/store.ts';
import { smallFile } from '../support/campaign.ts';
import { startConsole, type Who } from '../support/console.ts';

const slug = 'free-them';
const UPDATES = `/organise/campaigns/${slug}/updates`;
let site: Awaited<ReturnType<typeof startConsole>>;
beforeEach(async () => {
  site = await startConsole();
  await createCampaign(site.deps, operator, { ...smallFile, timeZone: 'Asia/Baku', visibility: 'public' });
});

/** A browser of an organiser without scripts: it sends the forms of pages with all that is in them. */
async function organiser(who: Who = { [slug]: 'editor' }) {
  const { cookie = '', 'x-csrf-token': csrf = '' } = await site.session(who);
  const see = async (path: string) => {
    const answer = await site.ask('GET', path, { cookie });
    return { status: answer.status, at: answer.headers.get('location'), html: await answer.text() };
  };
  const send = async (path: string, fields: Record<string, string>) => {
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    const answer = await site.ask('POST', path, headers, new URLSearchParams({ csrf, ...fields }).toString());
    return { status: answer.status, at: answer.headers.get('location'), html: await answer.text() };
  };
  return { see, send };
}
/** The fields of a moment. */
const at = (day: string, month: string, year: string, time: string) => ({
  ...{ 'at.day': day, 'at.month': month, 'at.year': year, 'at.time': time },
});
const seenIn = (html: string) => /name="seen" value="(\d+)"/.exec(html)?.[1] ?? '';
/** What a page says of what its reader has seen. */
const seenOf = (html: string) => ({ seen: seenIn(html), was: /name="was" value="([^"]*)"/.exec(html)?.[1] ?? '' });
const h1 = (html: string) => /<h1>(.*?)<\/h1>/.exec(html)?.[1];
const stored = async () => (await getStoredCampaign(site.db.Campaigns, slug))?.campaign.updates ?? [];

it('writes a draft, looks at it, publishes and deletes it, without a script', async () => {
  const editor = await organiser();
  const empty = await editor.see(UPDATES);
  expect([h1(empty.html), empty.html.includes('There are no updates yet')]).toEqual(['Updates', true]);
  const form = await editor.see(`${UPDATES}/new`);
  const fields = {
    seen: seenIn(form.html),
    title: 'Ali is free',
    text: 'See [this](https://example.org/).',
    when: 'draft',
  };
  const preview = await editor.send(`${UPDATES}/new`, { ...fields, step: 'preview' });
  expect(preview.html).toContain('<a href="https://example.org/">this</a>');
  expect(preview.html).toContain('value="Ali is free"');
  const faulty = await editor.send(`${UPDATES}/new`, {
    ...fields,
    text: 'See [this](www.example.org)',
    step: 'preview',
  });
  expect(faulty.html).toMatch(/<h2>Preview<\/h2>.*“Text” may not link to “www\.example\.org”.*<form/s);
  expect(await stored()).toEqual([]);
  const saved = await editor.send(`${UPDATES}/new`, { ...fields, step: 'save' });
  expect([saved.status, saved.at]).toEqual([303, `${UPDATES}?done=draft`]);
  const [{ id = '' } = {}] = await stored();
  const list = await editor.see(saved.at ?? '');
  expect(list.html).toMatch(/The update is saved as a draft\..*Ali is free.*Draft.*Publish now/s);
  const asked = await editor.see(`${UPDATES}/${id}/publish`);
  expect(h1(asked.html)).toBe('Publish “Ali is free” now?');
  const published = await editor.send(`${UPDATES}/${id}/publish`, { seen: seenIn(asked.html) });
  expect(published.at).toBe(`${UPDATES}?done=published`);
  expect((await editor.see(published.at ?? '')).html).toMatch(
    new RegExp(`The update is published\\..*<a href="/campaigns/${slug}#updates">See it on the public page`, 's'),
  );
  expect(await stored()).toEqual([
    { id, at: '2026-03-01T16:00:00.000+04:00', title: 'Ali is free', text: fields.text },
  ]);
  expect((await editor.see(UPDATES)).html).toContain(`/campaigns/${slug}/updates.json`);
  const question = await editor.see(`${UPDATES}/${id}/delete`);
  expect(question.html).toContain('It disappears from the page and the feeds');
  expect((await editor.send(`${UPDATES}/${id}/delete`, { seen: seenIn(question.html) })).status).toBe(303);
  expect(await stored()).toEqual([]);
});

it('previews an update whose moment is no date or time yet, and keeps what was typed', async () => {
  const editor = await organiser();
  for (const [moment, fault] of [
    [at('2', '3', '26', '09:00'), 'at.year'],
    [at('2', '3', '2026', '9'), 'at.time'],
    [at('31', '2', '2026', '09:00'), 'at'],
  ] as const) {
    const fields = { seen: '1', title: 'Soon', text: 'A long text.', when: 'at', ...moment };
    const preview = await editor.send(`${UPDATES}/new`, { ...fields, step: 'preview' });
    expect([fault, preview.status]).toEqual([fault, 200]);
    expect(preview.html).toMatch(/<p>A long text\.<\/p>.*A long text\.<\/textarea>/s);
    for (const [name, value] of Object.entries(moment))
      expect(preview.html).toContain(`name="${name}" value="${value}"`);
    expect((await editor.send(`${UPDATES}/new`, { ...fields, step: 'save' })).status).toBe(422);
  }
});

it('schedules an update by the clocks of the campaign, and shows the same moment when it is changed', async () => {
  const editor = await organiser();
  const fields = {
    seen: '1',
    title: 'Later',
    text: 'Some.',
    when: 'at',
    ...at('2', 'March', '2026', '9:00'),
    step: 'save',
  };
  expect((await editor.send(`${UPDATES}/new`, fields)).at).toBe(`${UPDATES}?done=scheduled`);
  const [{ id = '', at: moment = '' } = {}] = await stored();
  expect(moment).toBe('2026-03-02T09:00:00+04:00');
  expect((await editor.see(UPDATES)).html).toMatch(/Scheduled.*Appears on 2 March 2026 at 09:00 UTC\+4/s);
  const form = await editor.see(`${UPDATES}/${id}`);
  expect(form.html).toMatch(/name="at.day" value="2".*name="at.month" value="3".*name="at.time" value="09:00"/s);
  expect(form.html).toContain('By the clocks of the campaign (Asia/Baku)');
  const changed = await editor.send(`${UPDATES}/${id}`, {
    ...fields,
    seen: seenIn(form.html),
    when: 'now',
    title: 'Now',
  });
  expect(changed.at).toBe(`${UPDATES}?done=published`);
  expect(await stored()).toMatchObject([{ id, title: 'Now', at: '2026-03-01T16:00:00.000+04:00' }]);
});

it('shows each fault beside its field, and keeps what was typed', async () => {
  const editor = await organiser();
  const send = (fields: Record<string, string>) =>
    editor.send(`${UPDATES}/new`, { seen: '1', step: 'save', ...fields });
  const empty = await send({ title: '', text: '', when: 'at' });
  expect(empty.status).toBe(422);
  expect(empty.html).toContain('<title>Error: Write an update');
  expect(empty.html.match(/href="#field-\w+"/g)).toEqual(
    ['title', 'text', 'at'].map((name) => `href="#field-${name}"`),
  );
  const odd = await send({ title: 'x'.repeat(161), text: '[x](javascript:1)', when: 'draft' });
  expect(odd.html).toMatch(/href="#field-title">Title .*href="#field-text">Text .*javascript:1/s);
  expect(odd.html).toContain('[x](javascript:1)</textarea>');
  const noMoment = await send({ title: 'A', text: 'B', when: 'at', 'at.day': 'tomorrow' });
  expect(noMoment.html).toContain('href="#field-at">“Moment” must be a real date');
  expect((await send({ title: 'A', text: 'B' })).html).toContain('href="#field-when">Choose when');
  expect(await stored()).toEqual([]);
});

it('never drops a moment that was typed beside another choice, and takes the one that a form shows by itself', async () => {
  const editor = await organiser();
  const typed = { seen: '1', title: 'A', text: 'B', ...at('2', '3', '2026', '09:00'), step: 'save' };
  for (const when of ['draft', 'now']) {
    const asked = await editor.send(`${UPDATES}/new`, { ...typed, when });
    expect([when, asked.status]).toEqual([when, 422]);
    expect(asked.html.split('You gave a moment. Choose “At the moment below”, or empty it').length - 1).toBe(2);
    expect(asked.html).toContain('name="at.time" value="09:00"');
    expect(asked.html).toMatch(new RegExp(`value="${when}"[^>]* checked`));
  }
  expect(await stored()).toEqual([]);
  await editor.send(`${UPDATES}/new`, { ...typed, when: 'at' });
  const [{ id = '' } = {}] = await stored();
  const changed = await editor.send(`${UPDATES}/${id}`, { ...typed, seen: '2', when: 'draft' });
  expect([changed.status, await stored()]).toMatchObject([303, [{ draft: true }]]);
});

/** An update that is published, its id, and its form as an editor has opened it. */
async function opened() {
  const editor = await organiser();
  await editor.send(`${UPDATES}/new`, { seen: '1', title: 'First', text: 'Some.', when: 'now', step: 'save' });
  const [{ id = '' } = {}] = await stored();
  const mine = { title: 'First', text: 'Some.', when: 'at', ...at('1', '3', '2026', '16:00'), step: 'save' };
  return { editor, id, form: { ...mine, ...seenOf((await editor.see(`${UPDATES}/${id}`)).html) } };
}
/** Somebody else writes the campaign meanwhile. */
const meanwhile = (patch: Readonly<Record<string, unknown>>) =>
  changeCampaign(site.deps, operator, { slug, seen: undefined, patch });
const theirs = async (fields: object) => meanwhile({ updates: [{ ...(await stored())[0], ...fields }] });

it('saves an update, whatever others have changed in its campaign meanwhile', async () => {
  const { editor, id, form } = await opened();
  await meanwhile({ notice: 'A line above.' });
  const saved = await editor.send(`${UPDATES}/${id}`, { ...form, text: 'What I wrote.' });
  expect([saved.status, saved.at]).toEqual([303, `${UPDATES}?done=changed`]);
  expect(await stored()).toMatchObject([{ title: 'First', text: 'What I wrote.' }]);
});

it('keeps what a colleague changed in other fields of the update', async () => {
  const { editor, id, form } = await opened();
  await theirs({ title: 'Their title' });
  const saved = await editor.send(`${UPDATES}/${id}`, { ...form, text: 'What I wrote.' });
  expect(saved.at).toBe(`${UPDATES}?done=changed`);
  expect(await stored()).toMatchObject([{ title: 'Their title', text: 'What I wrote.' }]);
});

it('shows what both have changed side by side, and loses nothing that was typed', async () => {
  const { editor, id, form } = await opened();
  await theirs({ title: 'Their title', text: 'What the other one wrote.', at: '2026-02-02T09:00:00+04:00' });
  const mine = { ...form, text: 'What I wrote.', ...at('3', '3', '2026', '10:00') };
  const late = await editor.send(`${UPDATES}/${id}`, mine);
  expect(late.status).toBe(409);
  expect(late.html).toContain('The same fields were changed meanwhile, by somebody at a terminal');
  const [, both = ''] = /<section class="waits"(.*?)<\/section>/s.exec(late.html) ?? [];
  expect(both.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).toMatch(
    /When does it appear\? You typed Appears on 3 March 2026 at 10:00 UTC\+4 Saved meanwhile Published : 2 February 2026 at 09:00 UTC\+4 Text You typed What I wrote\. Saved meanwhile What the other one wrote\./,
  );
  expect(both).not.toContain('Their title');
  expect(late.html).toMatch(/name="title"[^>]* value="Their title".*>What I wrote\.<\/textarea>/s);
  const again = await editor.send(`${UPDATES}/${id}`, { ...mine, title: 'Their title', ...seenOf(late.html) });
  expect(again.at).toBe(`${UPDATES}?done=put-off`);
  expect(await stored()).toMatchObject([
    { title: 'Their title', text: 'What I wrote.', at: '2026-03-03T10:00:00+04:00' },
  ]);
});

it('keeps what was typed over an update that was deleted meanwhile: to save it or to preview it', async () => {
  const { editor, id, form } = await opened();
  await meanwhile({ updates: [] });
  for (const step of ['save', 'preview']) {
    const gone = await editor.send(`${UPDATES}/${id}`, { ...form, text: 'What I wrote.', step });
    expect([gone.status, gone.html.includes('This update was deleted meanwhile')]).toEqual([409, true]);
    expect(gone.html).toContain('What I wrote.</textarea>');
    expect(gone.html).toContain(`action="${UPDATES}/new"`);
  }
});

it('does not take a preview for a look at what a colleague wrote', async () => {
  const { editor, id, form } = await opened();
  await theirs({ text: 'What the other one wrote.' });
  const mine = { ...form, text: 'What I wrote.' };
  const preview = await editor.send(`${UPDATES}/${id}`, { ...mine, step: 'preview' });
  const late = await editor.send(`${UPDATES}/${id}`, { ...mine, ...seenOf(preview.html) });
  expect([late.status, (await stored())[0]?.text]).toEqual([409, 'What the other one wrote.']);
});

it.each([
  ['publish', [{ text: 'Some.', at: '2026-03-01T16:00:00.000+04:00' }]],
  ['delete', []],
] as const)('asks again to %s an update only if the update itself was changed', async (act, left) => {
  const editor = await organiser();
  await editor.send(`${UPDATES}/new`, { seen: '1', title: 'First', text: 'Old.', when: 'draft', step: 'save' });
  const [{ id = '' } = {}] = await stored();
  const asked = await editor.see(`${UPDATES}/${id}/${act}`);
  await theirs({ text: 'Some.' });
  const again = await editor.send(`${UPDATES}/${id}/${act}`, seenOf(asked.html));
  expect([again.status, (await stored()).length]).toEqual([409, 1]);
  expect(again.html).toContain('The update was changed meanwhile, by somebody at a terminal.');
  await meanwhile({ notice: 'A line above.' });
  expect((await editor.send(`${UPDATES}/${id}/${act}`, seenOf(again.html))).status).toBe(303);
  expect(await stored()).toMatchObject(left);
});

it('leads to an update that is published already, and says so, instead of asking whether to publish it', async () => {
  const editor = await organiser();
  await editor.send(`${UPDATES}/new`, { seen: '1', title: 'First', text: 'Old.', when: 'draft', step: 'save' });
  const [{ id = '' } = {}] = await stored();
  const asked = await editor.see(`${UPDATES}/${id}/publish`);
  const revision = async () => (await getStoredCampaign(site.db.Campaigns, slug, { consistent: true }))?.revision;
  expect((await editor.send(`${UPDATES}/${id}/publish`, seenOf(asked.html))).at).toBe(`${UPDATES}?done=published`);
  const before = await revision();
  const there = `${UPDATES}/${id}?done=published`;
  const again = await editor.see(`${UPDATES}/${id}/publish`);
  expect([again.status, again.at]).toEqual([303, there]);
  // As somebody who presses twice, or a moment after a colleague.
  expect((await editor.send(`${UPDATES}/${id}/publish`, seenOf(asked.html))).at).toBe(there);
  expect((await editor.see(there)).html).toContain('The update is published.');
  expect(await revision()).toBe(before);
  await theirs({ draft: true });
  expect((await editor.see(there)).html).not.toContain('The update is published.');
});

it('lets viewers read the list, and offers them nothing that they may not do', async () => {
  await (await organiser()).send(`${UPDATES}/new`, {
    seen: '1',
    title: 'First',
    text: 'x',
    when: 'draft',
    step: 'save',
  });
  const viewer = await organiser({ [slug]: 'viewer' });
  const { status, html } = await viewer.see(UPDATES);
  expect([status, html.includes('First'), html.includes(`${UPDATES}/new`), html.includes('Publish now')]).toEqual([
    ...[200, true, false, false],
  ]);
  expect((await viewer.see(`${UPDATES}/new`)).status).toBe(403);
  expect((await viewer.see(`/organise/campaigns/${slug}`)).html).toContain(`href="${UPDATES}"`);
  expect((await (await organiser()).see(`${UPDATES}/nothing`)).status).toBe(404);
});

it('never makes a page of what an update says', async () => {
  const editor = await organiser();
  const fields = { seen: '1', title: '<script>1</script>', text: '<img src=x onerror=1>', when: 'now' };
  const preview = await editor.send(`${UPDATES}/new`, { ...fields, step: 'preview' });
  await editor.send(`${UPDATES}/new`, { ...fields, step: 'save' });
  for (const { html } of [preview, await editor.see(UPDATES)]) expect(html).not.toMatch(/<script>1|<img/);
});

it('knows the hours that a change of clocks skips and repeats', () => {
  const moment = (...parts: Parameters<typeof at>) => momentIn(at(...parts), 'at', 'Europe/Berlin');
  expect(moment('1', '7', '2026', '9:00')).toBe('2026-07-01T09:00:00+02:00');
  expect(moment('1', 'January', '2026', '09.00')).toBe('2026-01-01T09:00:00+01:00');
  expect(moment('29', '3', '2026', '03:30')).toBe('2026-03-29T03:30:00+02:00');
  expect(moment('29', '3', '2026', '')).toBe('2026-03-29T00:00:00+01:00');
  expect(moment('', '', '', '')).toBeUndefined();
  for (const parts of [
    ['1', '13', '2026', '09:00'],
    ['', '1', '2026', ''],
  ] as const)
    expect(moment(...(parts as [string, string, string, string]))).toBe('wrong');
});
