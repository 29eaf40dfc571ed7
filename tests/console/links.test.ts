import { describe, expect, it } from 'vitest';
import { type Row, rows } from '../../functions/console/routes.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { createCampaign } from '../../functions/core/campaigns/organise.ts';
import { addUpdate } from '../../functions/core/campaigns/organise-updates.ts';
import { createCase } from '../../functions/core/cases/create.ts';
import { putEndpoint } from '../../functions/core/webhooks/store.ts';
import { smallFile } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';

// A link on any site opens an address with the cookie of the person who follows it.
const site = await startConsole();
const admin = await site.session('admin');
const { slug } = smallFile;
await createCampaign(site.deps, operator, { ...smallFile });
const { update } = await addUpdate(site.deps, operator, {
  ...{ slug, seen: undefined, update: { title: 'Soon', text: 'Soon.', at: '2027-01-01T12:00:00Z' } },
});
const { record } = await createCase(site.deps, operator, { fields: { name: 'Ali', status: 'detained' } });
const person = await site.account({ [slug]: 'editor' });
const token = await site.token('admin');
const made = await site.ask('POST', '/api/organise/tokens', admin, { scopes: ['campaigns:read'] });
const own = (await made.json()) as { readonly id: string };
const endpoint = 'whe_aaaaaaaaaaaaaaaa';
await putEndpoint(site.db.Webhooks, {
  ...{ id: endpoint, url: 'https://hooks.example.org/', types: [], campaigns: [], createdAt: '2026-03-01T12:00:00Z' },
  secret: { kid: 'k', generation: 1 },
});

const trail = async () => Number((await site.deps.audit.list({ limit: 1 })).entries[0]?.id);
const idFor = (path: string): string => {
  if (path.includes('/updates/')) return update.id;
  if (path.includes('/cases/')) return record.id;
  if (path.includes('/webhooks/')) return endpoint;
  if (path.includes('/tokens/')) return own.id;
  return path.includes('/audit/') ? '000000001' : person;
};
const addressOf = ({ path }: Row): string =>
  path
    .replace(':slug', slug)
    .replace(':revision', '1')
    .replace(':section', 'texts')
    .replace(':account', person)
    .replace(':id', idFor(path));
const opened = rows.filter(({ method, right }) => method === 'GET' && right !== 'anybody');

describe.each(opened.map((row) => [row.path, row] as const))('a link to %s', (_, row) => {
  it('leaves an entry only if the table says so, and then none for any link', async () => {
    const address = addressOf(row);
    const grows = async (headers: Record<string, string>) => {
      const before = await trail();
      const { status } = await site.ask('GET', address, headers);
      return { status, by: (await trail()) - before };
    };
    const own = await grows(admin);
    expect(own.by).toBe(row.leavesEntry ? 1 : 0);
    if (!row.leavesEntry) return;
    expect(own.status).toBe(200);
    const { 'sec-fetch-site': _site, ...cookie } = admin;
    const { 'x-csrf-token': _proof, ...link } = cookie;
    // `none`: a link in a message, or an address that was typed. `same-origin`: one in a text of a campaign.
    for (const site of ['cross-site', 'same-site', 'none', 'same-origin'])
      expect(await grows({ ...link, 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' })).toEqual({
        ...{ status: 403, by: 0 },
      });
    expect(await grows(link)).toEqual({ status: 403, by: 0 });
    // A program follows no link.
    expect(await grows({ ...token, 'sec-fetch-site': 'cross-site' })).toEqual({ status: 200, by: 1 });
  });
});

/** They are for anybody, and a browser sends them the cookie of a session, too. */
const signingIn = rows.filter(({ method, right, path }) => method === 'GET' && right === 'anybody' && !/:/.test(path));

describe.each(signingIn.map(({ path }) => [path] as const))('a link to %s', (path) => {
  it('leaves no entry in the name of whoever is signed in, and their session goes on', async () => {
    const { cookie = '' } = admin;
    for (const site_ of ['cross-site', 'same-site', 'none', 'same-origin']) {
      const before = await trail();
      const answer = await site.ask('GET', `${path}?to=/organise/people&state=x&code=y`, {
        ...{ cookie, 'sec-fetch-site': site_, 'sec-fetch-mode': 'navigate' },
      });
      // It goes on here: at the provider, which knows the person, a new session would begin without a question.
      const to = answer.headers.get('location');
      if (to !== null) expect(to).toBe('/organise/people');
      expect(answer.headers.getSetCookie().filter((line) => line.startsWith('__Host-organiser='))).toEqual([]);
      expect([answer.status < 500, (await trail()) - before]).toEqual([true, 0]);
      expect((await site.ask('GET', '/organise', { cookie })).status).toBe(200);
    }
  });
});

it('knows one such address at least', () => {
  expect(opened.filter(({ leavesEntry }) => leavesEntry).map(({ path }) => path)).toEqual([
    '/api/organise/audit/export',
  ]);
});

/** Words that somebody puts into a link, so that a page says them. */
const WORDS = 'Call 1-555 now';
const pages = opened.filter(({ path }) => path.startsWith('/organise'));

it.each(pages.flatMap((row) => [...row.path.matchAll(/:\w+/g)].map(([name]) => [name, row.path, row] as const)))(
  'no page shows what a link writes as %s of %s',
  async (name, _, row) => {
    const path = row.path.replace(name, encodeURIComponent(WORDS));
    const answer = await site.ask('GET', addressOf({ ...row, path }), admin);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('1-555');
  },
);

/** What addresses of the console have after the `?`, but what is sought in a list. */
const ASKED = [
  'about',
  'after',
  'back',
  'before',
  'campaign',
  'done',
  'faults',
  'from',
  'noted',
  'now',
  'part',
  'saved',
];
const MORE = ['same', 'sent', 'test', 'to', 'what', 'with', 'fresh', 'ask', 'go', 'lang'];

it.each(pages.map((row) => [row.path, row] as const))('%s says no words of a query', async (_, row) => {
  for (const value of [WORDS, 'evt_call-1-555-now', 'org_call-1-555-now']) {
    const query = [...ASKED, ...MORE].map((name) => `${name}=${encodeURIComponent(value)}`).join('&');
    const page = await (await site.ask('GET', `${addressOf(row)}?${query}`, admin)).text();
    // A field may have them, and so may the address of a link.
    expect(page.replace(/<[^>]*>/g, ' ')).not.toContain('1-555');
  }
});
