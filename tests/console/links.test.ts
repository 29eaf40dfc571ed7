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
  it('leaves an entry only if the table says so, and then none for a link of another site', async () => {
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
    for (const other of ['cross-site', 'same-site'])
      expect(await grows({ ...cookie, 'sec-fetch-site': other, 'sec-fetch-mode': 'navigate' })).toEqual({
        ...{ status: 403, by: 0 },
      });
    // An address that was typed, and a program that says nothing or has a token.
    for (const headers of [
      { ...cookie, 'sec-fetch-site': 'none' },
      cookie,
      { ...token, 'sec-fetch-site': 'cross-site' },
    ])
      expect(await grows(headers)).toEqual({ status: 200, by: 1 });
  });
});

it('knows one such address at least', () => {
  expect(opened.filter(({ leavesEntry }) => leavesEntry).map(({ path }) => path)).toEqual([
    '/api/organise/audit/export',
  ]);
});
