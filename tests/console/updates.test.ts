import { beforeEach, expect, it } from 'vitest';
import { smallFile } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';

const UPDATES = '/api/organise/campaigns/free-them/updates';
const later = '2026-03-02T08:00:00Z';
let site: Awaited<ReturnType<typeof startConsole>>;
let admin: Record<string, string>;
beforeEach(async () => {
  site = await startConsole();
  admin = await site.token('admin');
  await site.ask('POST', '/api/organise/campaigns', admin, smallFile);
});
const add = (fields: object, headers = admin) =>
  site.ask('POST', UPDATES, headers, { title: 'News', text: 'Some.', ...fields });
const on = (method: string, path: string, ifMatch?: string, body?: unknown) =>
  site.ask(method, `${UPDATES}/${path}`, { ...admin, ...(ifMatch !== undefined && { 'if-match': ifMatch }) }, body);
const bodyOf = async (answer: Response | Promise<Response>) => (await (await answer).json()) as Record<string, unknown>;
const kindOf = async (answer: Response) => [
  answer.status,
  String((await bodyOf(answer)).type).replace('urn:amparo:problem:', ''),
];

it('adds an update, says where it is and which version of the campaign that makes, and lists all of them', async () => {
  const made = await add({ at: later, draft: true });
  const id = '20260301t120000z';
  expect([made.status, made.headers.get('location'), made.headers.get('etag')]).toEqual([
    201,
    `${UPDATES}/${id}`,
    '"2"',
  ]);
  const update = { id, state: 'draft', at: later, draft: true, title: 'News', text: 'Some.' };
  expect(await bodyOf(made)).toEqual(update);
  const list = await site.ask('GET', UPDATES, admin);
  expect([list.status, list.headers.get('etag'), await list.json()]).toEqual([200, '"2"', [update]]);
  const one = await on('GET', id);
  expect([one.headers.get('etag'), await bodyOf(one)]).toEqual(['"2"', update]);
});

it('schedules, publishes and deletes an update, each for the version that was read', async () => {
  const { id } = await bodyOf(add({ draft: true }));
  const scheduled = await on('PATCH', String(id), '"2"', { draft: null, at: later });
  expect([scheduled.headers.get('etag'), await bodyOf(scheduled)]).toEqual([
    ...['"3"', expect.objectContaining({ state: 'scheduled', draft: false })],
  ]);
  const published = await on('POST', `${id}/publish`, '"3"');
  expect([published.headers.get('etag'), await bodyOf(published)]).toEqual([
    ...['"4"', expect.objectContaining({ id, state: 'published', at: '2026-03-01T12:00:00.000Z' })],
  ]);
  expect((await on('DELETE', String(id), '"4"')).status).toBe(204);
  expect(await kindOf(await on('GET', String(id)))).toEqual([404, 'update-unknown']);
});

it('refuses an old version with 412, none with 428, faults with 422 and a role that only reads with 403', async () => {
  const { id } = await bodyOf(add({}));
  expect(await kindOf(await on('PATCH', String(id), '"1"', { title: 'x' }))).toEqual([412, 'other-revision']);
  for (const method of ['PATCH', 'DELETE'])
    expect(await kindOf(await on(method, String(id), undefined, {}))).toEqual([428, 'revision-missing']);
  const faulty = await add({ title: '', at: 'tomorrow' });
  expect(await bodyOf(faulty)).toMatchObject({ status: 422, errors: [{ field: 'at' }, { field: 'title' }] });
  expect(await kindOf(await add({}, await site.token({ 'free-them': 'viewer' })))).toEqual([403, 'not-allowed']);
  expect(await kindOf(await add({}, await site.token({ other: 'owner' })))).toEqual([403, 'not-allowed']);
  const editor = await site.token({ 'free-them': 'editor' });
  expect(await bodyOf(add({}, editor))).toMatchObject({ status: 422, errors: [{ field: 'title' }] });
  expect((await add({ title: 'More news' }, editor)).status).toBe(201);
});

it('leaves a trail that names what was done to an update', async () => {
  const { id } = await bodyOf(add({ draft: true }));
  await on('POST', `${id}/publish`);
  await on('PATCH', String(id), '*', { title: 'Other' });
  await on('DELETE', String(id), '*');
  const { entries } = await site.deps.audit.list({ subject: 'free-them' });
  expect(entries.map(({ act }) => act)).toEqual([
    ...['campaign.remove-update', 'campaign.change-update', 'campaign.publish-update', 'campaign.add-update'],
    'campaign.put',
  ]);
});

it('has an act of its own for an update that is taken off the page, until later or altogether', async () => {
  const { id } = await bodyOf(add({}));
  const changes = [
    { draft: true },
    { draft: true, title: 'Still a draft' },
    { draft: null },
    { at: later },
    { title: 'B' },
  ];
  for (const change of changes) expect((await on('PATCH', String(id), '*', change)).status).toBe(200);
  const { entries } = await site.deps.audit.list({ subject: 'free-them' });
  expect(entries.map(({ act }) => act.replace('campaign.', '')).reverse()).toEqual([
    ...['put', 'add-update', 'take-off-update', 'change-update', 'change-update', 'take-off-update', 'change-update'],
  ]);
});
