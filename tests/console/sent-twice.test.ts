import { beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import type { Invitations } from '../../functions/core/access/invitations.ts';
import { listOrganisers } from '../../functions/core/access/people.ts';
import { listCampaignHeads } from '../../functions/core/campaigns/head-store.ts';
import { listUpdates } from '../../functions/core/campaigns/organise-updates.ts';
import { previewsSeen } from '../../functions/core/campaigns/previews.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { casesSeen } from '../../functions/core/cases/list.ts';
import { SECOND } from '../../functions/core/running/clock.ts';
import { campaignOf, smallFile } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';
import { type Fields, fieldsOf, headingOf, organiserBrowser } from '../support/organiser-browser.ts';

const told: string[] = [];
const invitations: Invitations = {
  send: async (address) => void told.push(address),
  withdraw: async () => undefined,
};
let console_: Awaited<ReturnType<typeof startConsole>>;
let admin: Awaited<ReturnType<typeof organiserBrowser>>;
beforeAll(async () => {
  console_ = await startConsole({ invitations });
  await putCampaign(console_.db.Campaigns, campaignOf({ slug: 'here', visibility: 'draft' }));
  admin = await organiserBrowser(console_, 'admin');
});

const slugs = async () => (await listCampaignHeads(console_.db.Campaigns, true)).map(({ slug }) => slug);
/** Sends a form at once twice, as a double click does, and once more later. */
const thrice = async (at: string, fields: Fields) => [
  ...(await Promise.all([admin.send(at, fields), admin.send(at, fields)])),
  await admin.send(at, fields),
];
const formAt = async (at: string, typed: Fields = {}): Promise<Fields> => ({
  ...fieldsOf((await admin.see(at)).html),
  ...typed,
});
const NEW = '/organise/campaigns/new';
const least = { title: 'Sent twice', demand: 'Free him.', summary: 'He wrote.', why: 'So.', 'targets.0.name': 'Who' };

describe('a form that is sent twice', () => {
  it('makes one campaign, with a short name or without, and leads to it each time', async () => {
    const fields = await formAt(NEW, least);
    expect((await thrice(NEW, fields)).map(({ at }) => at)).toEqual(
      Array(3).fill('/organise/campaigns/sent-twice?done=made'),
    );
    const named = await formAt(NEW, { ...least, slug: 'by-name' });
    expect((await thrice(NEW, named)).map(({ at }) => at)).toEqual(
      Array(3).fill('/organise/campaigns/by-name?done=made'),
    );
    expect((await slugs()).filter((slug) => /^sent-twice|^by-name/.test(slug))).toEqual(['by-name', 'sent-twice']);
    // A second form means a second campaign, and so do other words in the first one; a short name is not shared.
    expect((await admin.fill(NEW, least)).at).toBe('/organise/campaigns/sent-twice-2?done=made');
    const other = await admin.send(NEW, { ...named, title: 'Another title' });
    expect([other.status, other.html]).toEqual([422, expect.stringContaining('Another campaign has this short name')]);
    // Nobody else gets there by the same form.
    const colleague = await organiserBrowser(console_, 'admin');
    expect((await colleague.send(NEW, { ...named, csrf: colleague.csrf })).status).toBe(403);
    const { by: _, ...theirs } = named;
    expect((await colleague.send(NEW, { ...theirs, csrf: colleague.csrf })).status).toBe(422);
  });

  it('makes one copy of a campaign', async () => {
    const at = '/organise/campaigns/here/duplicate';
    const fields = await formAt(at, { title: 'A copy', slug: 'a-copy' });
    expect((await thrice(at, fields)).map((one) => [one.status, one.at])).toEqual(
      Array(3).fill([303, '/organise/campaigns/a-copy?done=made']),
    );
    expect((await admin.fill(at, { title: 'A copy', slug: 'a-copy' })).status).toBe(409);
  });

  it('makes one campaign of a file', async () => {
    const text = JSON.stringify({ ...smallFile, slug: 'of-a-file', visibility: 'draft' });
    const checked = await admin.fill('/organise/import', { text, step: 'check' });
    const fields = { ...fieldsOf(checked.html), text, step: 'save' };
    expect((await thrice('/organise/import', fields)).map((one) => [one.status, one.at])).toEqual(
      Array(3).fill([303, '/organise/campaigns/of-a-file?done=file-new']),
    );
  });

  it('makes one case, in a campaign and in none', async () => {
    const actor = operator;
    for (const campaign of ['here', '']) {
      const at = `/organise/cases/new${campaign && `?campaign=${campaign}`}`;
      const fields = await formAt(at, { name: `Rosa ${campaign || 'of nobody'}`, campaign });
      const made = await thrice(at, fields);
      expect(made.map(({ status }) => status)).toEqual([303, 303, 303]);
      expect(new Set(made.map((one) => one.at)).size).toBe(1);
    }
    // Another form means another person of this name.
    const at = '/organise/cases/new?campaign=here';
    await admin.send(at, await formAt(at, { name: 'Rosa here', campaign: 'here' }));
    const { cases } = await casesSeen(console_.deps, actor, { q: 'Rosa', after: undefined, limit: 50 });
    expect(cases.map(({ name }) => name).sort()).toEqual(['Rosa here', 'Rosa here', 'Rosa of nobody']);
  });

  it('makes one update', async () => {
    const at = '/organise/campaigns/here/updates/new';
    const fields = await formAt(at, { title: 'News', text: 'He is free.', when: 'draft', step: 'save' });
    const [first, second] = await Promise.all([admin.send(at, fields), admin.send(at, fields)]);
    console_.time.now += 2 * SECOND;
    const third = await admin.send(at, fields);
    for (const { status, at: to } of [first, second, third])
      expect([status, to]).toEqual([303, '/organise/campaigns/here/updates?done=draft']);
    expect((await listUpdates(console_.deps, operator, 'here')).updates.map(({ title }) => title)).toEqual(['News']);
    await admin.send(at, await formAt(at, { title: 'News', text: 'He is free.', when: 'draft', step: 'save' }));
    expect((await listUpdates(console_.deps, operator, 'here')).updates).toHaveLength(2);
  });

  it('invites a person once, and tells them once more only after the first request has had its time', async () => {
    const at = '/organise/people/invite';
    const checked = await admin.send(at, { email: 'ana@example.org', kind: 'organiser', step: 'check' });
    const fields = { ...fieldsOf(checked.html), step: 'send' };
    expect((await thrice(at, fields)).map(({ html }) => headingOf(html))).toEqual(
      Array(3).fill('ana@example.org is invited'),
    );
    expect(told).toEqual(['ana@example.org']);
    console_.time.now += 11 * SECOND;
    expect(headingOf((await admin.send(at, fields)).html)).toBe('ana@example.org is invited');
    expect(told).toHaveLength(2);
    const other = await admin.send(at, { email: 'ana@example.org', kind: 'organiser', step: 'send' });
    expect(other.status).toBe(409);
    const all = await listOrganisers(console_.deps, operator);
    const { id } = all.find(({ address }) => address === 'ana@example.org')!;
    const again = await formAt(`/organise/people/${id}/again`);
    const revision = async () => (await listOrganisers(console_.deps, operator)).find((one) => one.id === id)?.revision;
    const before = await revision();
    await thrice(`/organise/people/${id}/again`, again);
    expect([await revision(), told.length]).toEqual([before! + 1, 3]);
  });

  it('makes one token, whose words the first answer alone has', async () => {
    const fields = await formAt('/organise/tokens/new', { scopes: 'campaigns:read', days: '7' });
    const answers = await thrice('/organise/tokens/new', fields);
    expect(answers.filter(({ html }) => /amp_[\w-]{43}/.test(html))).toHaveLength(1);
    expect(headingOf(answers[2]?.html ?? '')).toBe('This token is made already');
    const { html } = await admin.see('/organise/tokens');
    const ids = new Set(html.match(/tok_\w{10}/g));
    expect(ids.size).toBe(1);
    expect(answers[2]?.html).toContain(`/organise/tokens/${[...ids][0]}/revoke`);
  });

  it('makes one link to a preview', async () => {
    const at = '/organise/campaigns/here/preview';
    const answers = await thrice(at, await formAt(at));
    expect(answers.filter(({ html }) => html.includes('made-links'))).toHaveLength(1);
    expect(answers[2]?.html).toContain('The form was sent twice, and made one link.');
    expect(await previewsSeen(console_.deps, operator, 'here')).toHaveLength(1);
  });

  it('changes a section once: what is as it was sent already is saved', async () => {
    const at = '/organise/campaigns/here/edit/texts';
    const fields = await formAt(at, { title: 'Another title' });
    const [first, second] = [await admin.send(at, fields), await admin.send(at, fields)];
    expect([first.status, second.status, second.at]).toEqual([303, 303, first.at]);
  });
});
