import { beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { changeCampaign } from '../../functions/core/campaigns/organise.ts';
import { getStoredCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { campaignOf } from '../support/campaign.ts';
import { NOW, startConsole, type Who } from '../support/console.ts';
import { browserOf, fieldOf, headingOf } from '../support/console-browser.ts';
import { deployedKey } from '../support/organise.ts';

let site: Awaited<ReturnType<typeof startConsole>>;
beforeAll(async () => {
  site = await startConsole();
});
const put = (slug: string, more: Parameters<typeof campaignOf>[0] = {}) =>
  putCampaign(site.db.Campaigns, campaignOf({ slug, ...more }));
const stored = async (slug: string) => (await getStoredCampaign(site.db.Campaigns, slug))?.campaign;
const at = (slug: string) => `/organise/campaigns/${slug}`;
const OVER = { closesAt: '2026-02-01T00:00:00Z' };
/** The fields of the day on which a campaign was won. */
const day = (day: string, month: string, year: string) => ({ 'on.day': day, 'on.month': month, 'on.year': year });
/** Answers the question of a page by its button. */
async function answered(who: Who, path: string, fields: Record<string, string> = {}) {
  const browser = await browserOf(site, who);
  const { html } = await browser.see(path);
  return browser.send(path, { seen: fieldOf(html, 'seen') ?? '', ...fields });
}

it('names the updates that still appear, before a campaign is paused, closed or archived', async () => {
  const update = (title: string, at: string, more: object = {}) => ({ title, at, text: 'Text.', ...more });
  const updates = [
    update('In May', '2026-05-01T00:00:00Z'),
    update('Published', '2026-01-01T00:00:00Z'),
    update('In April', '2026-04-01T00:00:00Z'),
    update('A draft', '2026-04-02T00:00:00Z', { draft: true }),
  ];
  await put('tells-later', { updates });
  await put('told-all', { updates: updates.slice(1, 2) });
  await put('over-tells', { updates, ...OVER });
  const admin = await browserOf(site, 'admin');
  const words = 'These updates will still appear by themselves:';
  for (const path of ['tells-later/close', 'tells-later/pause', 'over-tells/archive']) {
    const [, named = ''] = (await admin.see(`/organise/campaigns/${path}`)).html.split(words);
    expect(named, path).toMatch(/^.*In April<\/bdi> · 1 April 2026.*In May<\/bdi> · 1 May 2026/s);
    for (const other of ['Published', 'A draft']) expect(named, path).not.toContain(other);
  }
  expect((await admin.see(`${at('told-all')}/close`)).html).not.toContain(words);
});

describe('a closed campaign', () => {
  it('is archived after a question, and comes back', async () => {
    await put('put-away', OVER);
    const owner = await browserOf(site, { 'put-away': 'owner' });
    expect((await owner.see(at('put-away'))).html).toContain('href="/organise/campaigns/put-away/archive"');
    const asked = await owner.see(`${at('put-away')}/archive`);
    expect(headingOf(asked.html)).toMatch(/^Archive “.*”\?$/);
    expect(asked.html).toContain('You can bring it back at any time.');
    const done = await owner.send(`${at('put-away')}/archive`, { seen: fieldOf(asked.html, 'seen') ?? '' });
    expect(done.at).toBe(`${at('put-away')}?done=archive`);
    const page = (await owner.see(done.at ?? '')).html;
    expect(page).toContain('The campaign is archived.');
    expect(page).toContain('<span class="state">Archived</span>');
    expect(page).not.toContain('/archive"');
    expect((await stored('put-away'))?.archivedAt).toBe(new Date(NOW).toISOString());
    const back = await answered({ 'put-away': 'owner' }, `${at('put-away')}/bring-back`);
    expect(back.at).toBe(`${at('put-away')}?done=bring-back`);
    expect(await stored('put-away')).not.toHaveProperty('archivedAt');
  });

  it('is archived by nobody who may not close it, and no other is', async () => {
    await put('of-owner', OVER);
    await put('still-open');
    const editor = await browserOf(site, { 'of-owner': 'editor' });
    expect((await editor.see(`${at('of-owner')}/archive`)).status).toBe(403);
    expect((await editor.see(at('of-owner'))).html).not.toContain('/archive"');
    const open = await answered('admin', `${at('still-open')}/archive`);
    expect([open.status, headingOf(open.html)]).toEqual([409, 'The campaign cannot take this step now']);
    expect(open.html).toContain('Close it first: only a closed campaign can be archived.');
    const admin = await site.token('admin');
    const api = await site.ask('POST', '/api/organise/campaigns/still-open/archive', admin);
    expect(api.status).toBe(409);
    const closed = await site.ask('POST', '/api/organise/campaigns/of-owner/archive', admin);
    expect(await closed.json()).toMatchObject({ status: 'archived', archivedAt: new Date(NOW).toISOString() });
    const back = await site.ask('POST', '/api/organise/campaigns/of-owner/bring-back', admin);
    const body = (await back.json()) as object;
    expect(body).toMatchObject({ status: 'closed', revision: 3 });
    expect(body).not.toHaveProperty('archivedAt');
  });
});

describe('a draft that was made by mistake', () => {
  it('is archived from its page after a question, leaves the first screen, and comes back', async () => {
    await put('mistake', { visibility: 'draft', title: 'A mistake' });
    await site.deps.relist('mistake');
    const owner = await browserOf(site, { mistake: 'owner' });
    expect((await owner.see('/organise')).html).toContain('A mistake');
    expect((await owner.see(at('mistake'))).html).toContain(`href="${at('mistake')}/archive"`);
    const asked = await owner.see(`${at('mistake')}/archive`);
    expect([headingOf(asked.html), asked.html.includes('Nobody but organisers sees a draft.')]).toEqual([
      ...['Archive “A mistake”?', true],
    ]);
    const done = await owner.send(`${at('mistake')}/archive`, { seen: fieldOf(asked.html, 'seen') ?? '' });
    const page = (await owner.see(done.at ?? '')).html;
    expect(page).toContain('The draft is archived.');
    expect(page).toContain('An archived draft can be brought back');
    expect(page).not.toMatch(/href="\/campaigns\/mistake|\/archive"|\/open"/);
    expect((await owner.see('/organise')).html).not.toContain('A mistake');
    expect((await owner.see('/organise?q=mistake')).html).toContain('A mistake');
    const back = await answered({ mistake: 'owner' }, `${at('mistake')}/bring-back`);
    expect((await owner.see(back.at ?? '')).html).toContain('The draft is back in your list of campaigns.');
    expect(await stored('mistake')).toMatchObject({ visibility: 'draft' });
  });

  it('is archived by a program that may publish, and by no editor', async () => {
    await put('by-a-program', { visibility: 'draft' });
    const archive = (as: Record<string, string>) => site.ask('POST', `/api${at('by-a-program')}/archive`, as);
    expect((await archive(await site.token({ 'by-a-program': 'editor' }))).status).toBe(403);
    expect(await (await archive(await site.token('admin'))).json()).toMatchObject({ status: 'archived' });
  });
});

describe('a campaign that has reached its demand', () => {
  const words = 'Both editors were released.';

  it('is won by its editor, with the day and the words that its page shows', async () => {
    await put('reached');
    const who = { reached: 'editor' } as const;
    const editor = await browserOf(site, who);
    const asked = await editor.see(`${at('reached')}/win`);
    expect(headingOf(asked.html)).toMatch(/^Is “.*” won\?$/);
    expect(['day', 'month', 'year'].map((part) => fieldOf(asked.html, `on.${part}`))).toEqual(['1', '3', '2026']);
    expect(asked.html).toContain('Signing goes on until you close the campaign.');
    const done = await answered(who, `${at('reached')}/win`, { ...day('27', '2', '2026'), words });
    expect(done.at).toBe(`${at('reached')}?done=win`);
    expect((await editor.see(done.at ?? '')).html).toContain('<span class="state state-open">Won</span>');
    expect((await stored('reached'))?.won).toEqual({ on: '2026-02-27', words });
  });

  it('keeps what was typed, and names each wrong field above the title and beside it', async () => {
    await put('mistyped');
    const { status, html } = await answered('admin', `${at('mistyped')}/win`, { ...day('3', '3', '2026'), words });
    expect(status).toBe(422);
    expect(html).toContain('<title>Error: Is');
    expect(html.split('The day must not be after today').length - 1).toBe(2);
    expect(fieldOf(html, 'on.day')).toBe('3');
    expect(html).toContain(words);
    const none = await answered('admin', `${at('mistyped')}/win`, { ...day('', '2', '2026'), words: ' ' });
    expect(none.html.split('Write what was reached').length - 1).toBe(2);
    const noDay = await answered('admin', `${at('mistyped')}/win`, { ...day('yesterday', '', ''), words });
    const both = await answered('admin', `${at('mistyped')}/win`, { ...day('3', '3', '2099'), words: ' ' });
    expect(both.html).toContain('Write what was reached');
    expect(both.html).toContain('The day must not be after today');
    expect(noDay.html.split('“Date” must be a real date').length - 1).toBe(2);
    expect((await stored('mistyped'))?.won).toBeUndefined();
  });

  it('is won once, in words that a second page does not overwrite, and never as a draft', async () => {
    await put('twice', { won: { on: '2026-02', words: 'One was released.' } });
    await put('unseen', { visibility: 'draft' });
    expect((await answered('admin', `${at('twice')}/win`, { ...day('27', '2', '2026'), words })).status).toBe(409);
    expect((await answered('admin', `${at('unseen')}/win`, { ...day('27', '2', '2026'), words })).status).toBe(409);
    expect((await stored('twice'))?.won?.words).toBe('One was released.');
  });

  it('that a colleague changed meanwhile is shown as it is now, and nothing typed is lost', async () => {
    await put('changed');
    const admin = await browserOf(site, 'admin');
    const seen = fieldOf((await admin.see(`${at('changed')}/win`)).html, 'seen') ?? '';
    await put('changed', { title: 'Another title' });
    const { status, html } = await admin.send(`${at('changed')}/win`, { seen, ...day('27', '2', '2026'), words });
    expect([status, headingOf(html)]).toEqual([409, 'Is “Another title” won?']);
    expect(html).toContain(words);
    expect(fieldOf(html, 'seen')).toBe('2');
  });

  it('is won by a program, which learns of each wrong field', async () => {
    await put('by-program');
    const admin = await site.token('admin');
    const win = (body: object) => site.ask('POST', '/api/organise/campaigns/by-program/win', admin, body);
    expect((await win({ on: '2026-02-27' })).status).toBe(400);
    const faulty = await win({ on: '2027-01-01', words });
    expect([faulty.status, ((await faulty.json()) as { errors: object }).errors]).toEqual([
      422,
      [{ field: 'on', message: 'must not be after today: write it once it has happened' }],
    ]);
    expect(await (await win({ on: '2026', words })).json()).toMatchObject({
      status: 'open',
      won: { on: '2026', words },
    });
  });
});

describe('a scheduled campaign', () => {
  const LATER = { opensAt: '2026-04-01T00:00:00Z', visibility: 'public' } as const;

  it('is taken back to draft after a question, and is won by nobody', async () => {
    await put('too-early', LATER);
    const owner = await browserOf(site, { 'too-early': 'owner' });
    const page = (await owner.see(at('too-early'))).html;
    expect(page).toContain('href="/organise/campaigns/too-early/take-back"');
    expect(page).not.toContain('/win"');
    const asked = await owner.see(`${at('too-early')}/take-back`);
    expect(headingOf(asked.html)).toMatch(/^Take “.*” back to draft\?$/);
    const done = await owner.send(`${at('too-early')}/take-back`, { seen: fieldOf(asked.html, 'seen') ?? '' });
    expect(done.at).toBe(`${at('too-early')}?done=take-back`);
    expect((await owner.see(done.at ?? '')).html).toContain('The campaign is a draft again.');
    expect((await stored('too-early'))?.visibility).toBe('draft');
  });

  it('that people may have signed before says what becomes of their links', async () => {
    await put('open-before', { ...LATER, opensAt: '2026-01-01T00:00:00Z' });
    await changeCampaign(site.deps, operator, { slug: 'open-before', patch: LATER, seen: undefined });
    const owner = await browserOf(site, { 'open-before': 'owner' });
    expect((await owner.see(`${at('open-before')}/take-back`)).html).toContain('links in e-mails confirm nothing');
  });

  it('is taken back by a program, too, by its own call as by a change of who sees it', async () => {
    const token = await site.token('admin');
    for (const slug of ['by-call', 'by-patch', 'seen-by-all']) await put(slug, slug === 'seen-by-all' ? {} : LATER);
    const call = await site.ask('POST', '/api/organise/campaigns/by-call/take-back', token);
    expect(await call.json()).toMatchObject({ status: 'draft', revision: 2 });
    const again = await site.ask('POST', '/api/organise/campaigns/by-call/take-back', token);
    expect(await again.json()).toMatchObject({ status: 'draft', revision: 2 });
    const open = await site.ask('POST', '/api/organise/campaigns/seen-by-all/take-back', token);
    expect(await open.json()).toMatchObject({ status: 409, type: 'urn:amparo:problem:campaign-in-other-state' });
    const headers = { ...token, 'if-match': '*', 'content-type': 'application/merge-patch+json' };
    await site.ask('PATCH', '/api/organise/campaigns/by-patch', headers, { visibility: 'draft' });
    for (const slug of ['by-call', 'by-patch']) {
      const history = await site.ask('GET', `/api/organise/campaigns/${slug}/versions`, token);
      expect(await history.text()).toContain('"act":"campaign.take-back"');
    }
  });

  it('is taken back by nobody who may not open it', async () => {
    await put('of-its-owner', LATER);
    const editor = await browserOf(site, { 'of-its-owner': 'editor' });
    expect((await editor.see(`${at('of-its-owner')}/take-back`)).status).toBe(403);
    expect((await editor.see(at('of-its-owner'))).html).not.toContain('/take-back"');
  });
});

describe('a step that the state of a campaign does not allow', () => {
  const states = {
    // Its closing has passed, so that it cannot open.
    draft: { ...OVER, visibility: 'draft' },
    scheduled: { opensAt: '2026-04-01T00:00:00Z' },
    open: {},
    paused: { pausedAt: '2026-02-01T00:00:00.000Z' },
    closed: OVER,
    archived: { ...OVER, archivedAt: '2026-02-02T00:00:00.000Z' },
    'archived-draft': { visibility: 'draft', archivedAt: '2026-02-02T00:00:00.000Z' },
    'signed-draft': { ...OVER, visibility: 'draft', hasBeenOpen: true },
    won: { won: { on: '2026-02', words: 'One was released.' } },
  } as const;
  const possible: Record<keyof typeof states, readonly string[]> = {
    draft: ['archive'],
    'archived-draft': ['bring-back'],
    'signed-draft': [],
    scheduled: ['take-back'],
    open: ['pause', 'close', 'win'],
    paused: ['open', 'close', 'win'],
    closed: ['archive', 'win'],
    archived: ['bring-back', 'win'],
    won: ['pause', 'close'],
  };
  const steps = ['open', 'take-back', 'pause', 'close', 'archive', 'bring-back', 'win'];

  it.each(Object.entries(states))(
    'is refused at once, with the reason and what can be done, if it is %s',
    async (state, more) => {
      const slug = `it-is-${state}`;
      await put(slug, more);
      const admin = await browserOf(site, 'admin');
      const reasons = new Set<string>();
      for (const step of steps.filter((one) => !possible[state as keyof typeof states].includes(one))) {
        const { status, html } = await admin.see(`${at(slug)}/${step}`);
        expect([step, status]).toEqual([step, 409]);
        expect(html).not.toContain(`action="${at(slug)}/${step}"`);
        if (step === 'open' && /^(signed-)?draft$/.test(state))
          expect(headingOf(html)).toBe('What is missing before it can open');
        else {
          expect(headingOf(html)).toBe('The campaign cannot take this step now');
          expect(html).not.toContain('Its page shows what can be done now.');
          for (const other of possible[state as keyof typeof states])
            expect(html).toContain(`href="${at(slug)}/${other}"`);
          reasons.add(/<\/p><p>([^<]+)<\/p><h2>/.exec(html)?.[1] ?? '');
        }
      }
      expect([...reasons].filter((reason) => reason.length < 20)).toEqual([]);
      for (const step of possible[state as keyof typeof states])
        expect([step, (await admin.see(`${at(slug)}/${step}`)).status]).toEqual([step, 200]);
    },
  );

  it('says the real reason to a button that was pressed too late, too', async () => {
    await put('closed-by-others');
    const admin = await browserOf(site, 'admin');
    const seen = fieldOf((await admin.see(`${at('closed-by-others')}/pause`)).html, 'seen') ?? '';
    await put('closed-by-others', OVER);
    const { status, html } = await admin.send(`${at('closed-by-others')}/pause`, { seen });
    expect([status, html.includes('It has closed: nobody can sign it')]).toEqual([409, true]);
  });
});

describe('a draft that is about to open', () => {
  it('shows who is responsible and what everybody will read, each with the way to change it', async () => {
    await put('to-open', {
      ...{ visibility: 'draft', timeZone: 'Europe/Berlin', recipients: [deployedKey], goal: 12_000, language: 'az' },
      ...{ opensAt: '2026-04-01T08:00:00+02:00', closesAt: '2026-12-01T00:00:00+01:00', demand: 'Azad edin.' },
      cases: [
        { name: 'Ali', status: 'detained' },
        { name: 'Leyla', status: 'detained' },
      ],
    });
    const owner = await browserOf(site, { 'to-open': 'owner' });
    const { html } = await owner.see(`${at('to-open')}/open`);
    const answers = new Map(
      [...html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name = '', value = '']) => [
        name,
        value.replace(/<[^>]+>/g, ''),
      ]),
    );
    expect(Object.fromEntries(answers)).toEqual({
      'Who can see it': 'Everybody',
      'Who asks': 'Free Voices',
      'Responsible for the data of signers': 'Free Voices',
      'Where signers can ask': 'ask@free-voices.example',
      'What people sign': 'Azad edin.',
      Targets: 'The government',
      Goal: '12,000 signatures',
      Opens: '1 April 2026 at 08:00 UTC+2',
      Closes: '1 December 2026 at 00:00 UTC+1',
      Cases: '2 cases',
      Picture: 'None',
      Languages: 'Azerbaijani',
    });
    for (const section of ['group', 'texts', 'dates', 'cases', 'picture'])
      expect(html).toContain(`href="${at('to-open')}/edit/${section}?back=open`);
    expect(html.indexOf('Free Voices')).toBeLessThan(html.indexOf('Open the campaign</button>'));
  });

  it('leads to the field that is to change, and from there back to its questions', async () => {
    await put('and-back', { visibility: 'draft', recipients: [deployedKey] });
    const owner = await browserOf(site, { 'and-back': 'owner' });
    const texts = `${at('and-back')}/edit/texts?back=open`;
    expect((await owner.see(`${at('and-back')}/open`)).html).toContain(`href="${texts}#field-goal"`);
    const form = await owner.see(texts);
    expect(form.html).toContain(`action="${texts}"`);
    expect(form.html).toContain(`<a href="${at('and-back')}/open">Cancel</a>`);
    const fields = Object.fromEntries(
      ['title', 'demand', 'summary', 'why', 'language', 'goal'].map((name) => [name, name === 'goal' ? '' : 'en']),
    );
    const wrong = await owner.send(texts, { ...fields, seen: '1' });
    expect([wrong.status, wrong.html.includes(`action="${texts}"`)]).toEqual([422, true]);
    const saved = await owner.send(texts, { ...fields, goal: '4321', seen: '1' });
    expect(saved.at).toBe(`${at('and-back')}/open?saved=texts`);
    expect((await owner.see(saved.at ?? '')).html).toMatch(/Saved: Texts.*4,321 signatures/s);
    // Only a place that we know: no page leads anywhere else.
    for (const back of ['//evil.example', 'https://evil.example', 'close', ''])
      expect((await owner.see(`${at('and-back')}/edit/texts?back=${encodeURIComponent(back)}`)).html).not.toMatch(
        /[?&]back=|evil|close"/,
      );
  });

  it('names another group that the campaign has, and opens at once if its moment has passed', async () => {
    const group = { name: 'The other group', contact: 'other@example.org', controller: 'Other e. V., Berlin' };
    await put('of-others', { visibility: 'draft', recipients: [deployedKey], group });
    const { html } = await (await browserOf(site, 'admin')).see(`${at('of-others')}/open`);
    expect(html).toContain('Other e. V., Berlin');
    expect(html).not.toContain('Free Voices');
    expect(html).toContain('As soon as you press the button');
  });
});

describe('a draft that somebody is to see', () => {
  const fieldsIn = (html: string) => ({
    ...Object.fromEntries(['seen', 'was'].map((name) => [name, fieldOf(html, name) ?? ''])),
    publish: 'careful',
  });

  it.each([
    ['public', 'Everybody will see the campaign, and can sign it.'],
    ['unlisted', 'People who know its address will see the campaign, and can sign it.'],
  ] as const)('is opened to those who see one that is %s after the same questions', async (visibility, words) => {
    const slug = `from-choices-${visibility}`;
    await put(slug, { visibility: 'draft', recipients: [deployedKey] });
    const owner = await browserOf(site, { [slug]: 'owner' });
    const choices = `${at(slug)}/edit/choices`;
    const form = fieldsIn((await owner.see(choices)).html);
    const sent = await owner.send(choices, { ...form, visibility, countryOptional: 'yes' });
    expect(sent.at).toBe(`${at(slug)}/open?to=${visibility}&saved=choices`);
    // What is not about seeing it is saved, and nobody sees it yet.
    expect(await stored(slug)).toMatchObject({ visibility: 'draft', countryOptional: true });
    const asked = await owner.see(sent.at ?? '');
    expect(asked.html).toContain('Saved: Visibility and safety');
    expect(asked.html).toContain(words);
    expect(asked.html).toMatch(/Who asks.*Free Voices.*What people sign.*Cases/s);
    const done = await owner.send(`${at(slug)}/open`, {
      seen: fieldOf(asked.html, 'seen') ?? '',
      to: fieldOf(asked.html, 'to') ?? '',
    });
    expect(done.at).toBe(`${at(slug)}?done=open`);
    expect(await stored(slug)).toMatchObject({ visibility });
  });

  it('is asked about even if nothing else of the form has changed, and comes back to the same question', async () => {
    await put('asked-again', { visibility: 'draft', recipients: [deployedKey] });
    const owner = await browserOf(site, { 'asked-again': 'owner' });
    const choices = `${at('asked-again')}/edit/choices`;
    const form = fieldsIn((await owner.see(choices)).html);
    const sent = await owner.send(choices, { ...form, visibility: 'unlisted' });
    expect(sent.at).toBe(`${at('asked-again')}/open?to=unlisted`);
    const dates = `${at('asked-again')}/edit/dates?back=open-unlisted`;
    expect((await owner.see(sent.at ?? '')).html).toContain(`href="${dates}#`);
    expect((await owner.see(dates)).html).toContain(`<a href="${at('asked-again')}/open?to=unlisted">Cancel</a>`);
  });

  it('says what it lacks, and stays a draft, whichever way it is to be shown', async () => {
    const slug = 'lacks-an-end';
    await put(slug, { ...OVER, visibility: 'draft', recipients: [deployedKey] });
    const owner = await browserOf(site, { [slug]: 'owner' });
    const choices = `${at(slug)}/edit/choices`;
    const form = fieldsIn((await owner.see(choices)).html);
    const page = await owner.see((await owner.send(choices, { ...form, visibility: 'public' })).at ?? '');
    expect([page.status, headingOf(page.html)]).toEqual([409, 'What is missing before it can open']);
    const admin = await site.token('admin');
    const answer = await site.ask(
      'PATCH',
      `/api${at(slug)}`,
      { ...admin, 'if-match': '"1"' },
      { visibility: 'public' },
    );
    const opened = await site.ask('POST', `/api${at(slug)}/open`, admin);
    const [patched, posted] = [await answer.json(), await opened.json()] as { errors: object }[];
    expect([answer.status, opened.status]).toEqual([422, 422]);
    expect(patched?.errors).toEqual(posted?.errors);
    expect(patched?.errors).toMatchObject([{ field: 'closesAt' }]);
    expect(await stored(slug)).toMatchObject({ visibility: 'draft' });
  });

  it.each(['open', 'patch'] as const)('takes the right and the fresh proof of an opening: %s', async (way) => {
    const slug = `shown-by-${way}`;
    await put(slug, { visibility: 'draft', recipients: [deployedKey] });
    const ask = (as: Record<string, string>) =>
      way === 'open'
        ? site.ask('POST', `/api${at(slug)}/open`, as)
        : site.ask('PATCH', `/api${at(slug)}`, { ...as, 'if-match': '"1"' }, { visibility: 'public' });
    const kindOf = async (answer: Response) => ((await answer.json()) as { type: string }).type.split(':').at(-1);
    expect(await kindOf(await ask(await site.session({ [slug]: 'editor' })))).toBe('not-allowed');
    expect(await kindOf(await ask(await site.session({ [slug]: 'owner' }, 6 * 60_000)))).toBe('not-fresh');
    expect(await stored(slug)).toMatchObject({ visibility: 'draft' });
    expect((await ask(await site.session({ [slug]: 'owner' }))).status).toBe(200);
    expect(await stored(slug)).toMatchObject({ visibility: 'public' });
  });
});

describe('the page of a campaign', () => {
  it('has the next step of a draft under its title, and what is seldom needed below', async () => {
    await put('ready', { visibility: 'draft', recipients: [deployedKey] });
    const { html } = await (await browserOf(site, { ready: 'owner' })).see(at('ready'));
    const places = [
      '</h1>',
      `<a class="button" href="${at('ready')}/open">Open</a>`,
      `action="${at('ready')}/look"`,
      ...['texts', 'picture', 'cases', 'targets', 'dates'].map((name) => `${at('ready')}/edit/${name}"`),
      `${at('ready')}/updates"`,
      ...['hand-over', 'won'].map((name) => `${at('ready')}/edit/${name}"`),
      'More settings',
      ...['choices', 'keys'].map((name) => `${at('ready')}/edit/${name}"`),
      'Who works on it',
      `${at('ready')}/preview"`,
    ].map((part) => html.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('keeps all its parts in their order, whatever its state', async () => {
    await put('a-draft', { visibility: 'draft', recipients: [deployedKey] });
    await put('has-opened', {});
    await put('opens-later', { opensAt: '2026-04-01T00:00:00Z' });
    await put('has-closed', OVER);
    const admin = await browserOf(site, 'admin');
    const partsOf = async (slug: string) => {
      const { html } = await admin.see(at(slug));
      // What can be done now stands above them.
      const parts = html.slice(html.indexOf('<h2>Write the campaign'));
      return [...parts.matchAll(/<h2>([^<]+)|\/(?:edit|updates)\/?([a-z-]*)"/g)].map(([part, title]) => title ?? part);
    };
    const parts = await partsOf('a-draft');
    expect(parts.filter((part) => !part.startsWith('/'))).toEqual([
      ...['Write the campaign', 'News and results', 'More settings', 'Who works on it', 'More'],
    ]);
    for (const slug of ['has-opened', 'opens-later', 'has-closed']) expect(await partsOf(slug)).toEqual(parts);
    const { html } = await admin.see(at('opens-later'));
    expect(html.indexOf('Take back to draft')).toBeLessThan(html.indexOf('Write the campaign'));
  });

  it('shows admins who works on it, and everybody else what they may do themselves', async () => {
    await put('of-a-team', {});
    const editor = await browserOf(site, { 'of-a-team': 'editor' });
    const html = (await editor.see(at('of-a-team'))).html;
    expect(html).toContain(
      'Your role here: Editor. Writes texts, cases and pictures, and may say that the campaign is won.',
    );
    expect(html).not.toContain('/organise/people');
    const admins = (await (await browserOf(site, 'admin')).see(at('of-a-team'))).html;
    expect(admins).toMatch(
      /Who works on it.*<a href="\/organise\/people\/org_\w+">[^<]+<\/a><\/p><p class="row-side hint">Editor/s,
    );
    expect(admins).toContain('href="/organise/people/invite?campaign=of-a-team"');
  });

  it('shows a draft as the public will see it with one click, by a link that nobody else has', async () => {
    await put('to-look-at', { visibility: 'draft', language: 'en' });
    const viewer = await browserOf(site, { 'to-look-at': 'viewer' });
    const look = async () => (await viewer.send(`${at('to-look-at')}/look`, {})).at ?? '';
    const place = await look();
    expect(place).toMatch(/^(?:\/en)?\/preview\/to-look-at\?token=[\w-]{22}$/);
    const owner = await browserOf(site, { 'to-look-at': 'owner' });
    expect((await owner.see(`${at('to-look-at')}/preview`)).html).toContain('There are no links.');
    expect((await (await browserOf(site, {})).send(`${at('to-look-at')}/look`, {})).status).toBe(403);
    await put('seen-by-all', {});
    expect((await (await browserOf(site, 'admin')).send(`${at('seen-by-all')}/look`, {})).at).toBe(
      '/campaigns/seen-by-all',
    );
  });

  it('has no button to open it while something is missing, or for those who may not', async () => {
    await put('not-ready', { ...OVER, visibility: 'draft' });
    await put('of-another', { visibility: 'draft', recipients: [deployedKey] });
    const lacking = (await (await browserOf(site, { 'not-ready': 'owner' })).see(at('not-ready'))).html;
    expect(lacking).not.toContain('/open"');
    expect(lacking).toContain('What is missing before it can open');
    const editor = (await (await browserOf(site, { 'of-another': 'editor' })).see(at('of-another'))).html;
    expect(editor).not.toContain('/open"');
    expect(editor).toContain('Its owner does, or an admin.');
    const viewer = (await (await browserOf(site, { 'of-another': 'viewer' })).see(at('of-another'))).html;
    expect(viewer).not.toContain('/preview"');
    expect(viewer).toMatch(/\/updates"[^>]*>Updates<\/a>/);
  });
});

it('shows moments by the clocks of the campaign, in the list and on its pages', async () => {
  await put('in-berlin', { timeZone: 'Europe/Berlin', opensAt: '2026-07-01T06:00:00Z' });
  await put('at-an-offset', { opensAt: '2026-07-01T10:00:00+04:00' });
  const admin = await browserOf(site, 'admin');
  for (const [slug, moment] of [
    ['in-berlin', '1 July 2026 at 08:00 UTC+2'],
    ['at-an-offset', '1 July 2026 at 10:00 UTC+4'],
  ]) {
    for (const page of ['', '?done=open', '/take-back', '/pause'])
      expect([page, (await admin.see(`${at(slug ?? '')}${page}`)).html.includes(moment ?? '')]).toEqual([page, true]);
    await site.deps.relist(slug ?? '');
    expect((await admin.see(`/organise?q=${slug}`)).html).toContain(moment);
  }
});
