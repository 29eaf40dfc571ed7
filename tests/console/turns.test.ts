import { beforeAll, describe, expect, it } from 'vitest';
import { getStoredCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { campaignOf } from '../support/campaign.ts';
import { NOW, startConsole, type Who } from '../support/console.ts';
import { browserOf, fieldOf, headingOf } from '../support/console-browser.ts';

let site: Awaited<ReturnType<typeof startConsole>>;
beforeAll(async () => {
  site = await startConsole();
});
const put = (slug: string, more: Parameters<typeof campaignOf>[0] = {}) =>
  putCampaign(site.db.Campaigns, campaignOf({ slug, ...more }));
const stored = async (slug: string) => (await getStoredCampaign(site.db.Campaigns, slug))?.campaign;
const at = (slug: string) => `/organise/campaigns/${slug}`;
const OVER = { closesAt: '2026-02-01T00:00:00Z' };
/** Answers the question of a page by its button. */
async function answered(who: Who, path: string, fields: Record<string, string> = {}) {
  const browser = await browserOf(site, who);
  const { html } = await browser.see(path);
  return browser.send(path, { seen: fieldOf(html, 'seen') ?? '', ...fields });
}

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

describe('a campaign that has reached its demand', () => {
  const words = 'Both editors were released.';

  it('is won by its editor, with the day and the words that its page shows', async () => {
    await put('reached');
    const who = { reached: 'editor' } as const;
    const editor = await browserOf(site, who);
    const asked = await editor.see(`${at('reached')}/win`);
    expect(headingOf(asked.html)).toMatch(/^Is “.*” won\?$/);
    expect(fieldOf(asked.html, 'on')).toBe('2026-03-01');
    expect(asked.html).toContain('Signing goes on until you close the campaign.');
    const done = await answered(who, `${at('reached')}/win`, { on: '2026-02-27', words });
    expect(done.at).toBe(`${at('reached')}?done=win`);
    expect((await editor.see(done.at ?? '')).html).toContain('<span class="state state-open">Won</span>');
    expect((await stored('reached'))?.won).toEqual({ on: '2026-02-27', words });
  });

  it('keeps what was typed, and names each wrong field above the title and beside it', async () => {
    await put('mistyped');
    const { status, html } = await answered('admin', `${at('mistyped')}/win`, { on: '2026-03-02', words });
    expect(status).toBe(422);
    expect(html).toContain('<title>Error: Is');
    expect(html.split('The day is still to come').length - 1).toBe(2);
    expect(fieldOf(html, 'on')).toBe('2026-03-02');
    expect(html).toContain(words);
    const none = await answered('admin', `${at('mistyped')}/win`, { on: '2026-02', words: ' ' });
    expect(none.html.split('Write what was reached').length - 1).toBe(2);
    const noDay = await answered('admin', `${at('mistyped')}/win`, { on: 'yesterday', words });
    expect(noDay.html).toContain('The day must be a date (2013-10-09), a month (2013-10) or a year (2013)');
    expect((await stored('mistyped'))?.won).toBeUndefined();
  });

  it('is won once, in words that a second page does not overwrite, and never as a draft', async () => {
    await put('twice', { won: { on: '2026-02', words: 'One was released.' } });
    await put('unseen', { visibility: 'draft' });
    expect((await answered('admin', `${at('twice')}/win`, { on: '2026-02-27', words })).status).toBe(409);
    expect((await answered('admin', `${at('unseen')}/win`, { on: '2026-02-27', words })).status).toBe(409);
    expect((await stored('twice'))?.won?.words).toBe('One was released.');
  });

  it('that a colleague changed meanwhile is shown as it is now, and nothing typed is lost', async () => {
    await put('changed');
    const admin = await browserOf(site, 'admin');
    const seen = fieldOf((await admin.see(`${at('changed')}/win`)).html, 'seen') ?? '';
    await put('changed', { title: 'Another title' });
    const { status, html } = await admin.send(`${at('changed')}/win`, { seen, on: '2026-02-27', words });
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
      [{ field: 'won.on', message: 'is still to come' }],
    ]);
    expect(await (await win({ on: '2026', words })).json()).toMatchObject({
      status: 'open',
      won: { on: '2026', words },
    });
  });
});
