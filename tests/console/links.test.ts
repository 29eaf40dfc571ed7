import { describe, expect, it } from 'vitest';
import { type Row, rows } from '../../functions/console/routes.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { createCampaign } from '../../functions/core/campaigns/organise.ts';
import { addUpdate } from '../../functions/core/campaigns/organise-updates.ts';
import { createCase } from '../../functions/core/cases/create.ts';
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

const trail = async () => Number((await site.deps.audit.list({ limit: 1 })).entries[0]?.id);
const idFor = (path: string): string => {
  if (path.includes('/updates/')) return update.id;
  if (path.includes('/cases/')) return record.id;
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
