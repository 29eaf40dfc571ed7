import { beforeAll, expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { putDelivery, putEndpoint } from '../../functions/core/webhooks/store.ts';
import { campaignOf } from '../support/campaign.ts';
import { putCaseVersions } from '../support/case-history.ts';
import { NOW, startConsole } from '../support/console.ts';

const API = '/api/organise';
const site = await startConsole();
const admin = await site.token('admin');
const ask = (path: string) => site.ask('GET', `${API}${path}`, admin);

/** Lists of programs: each in an order, or of a choice, of its own. */
const lists = [
  '/campaigns?limit=1',
  '/campaigns?sort=needs&limit=1',
  '/campaigns?sort=needs&q=free&limit=1',
  '/campaigns?sort=needs&q=them&limit=1',
  '/campaigns?state=draft&limit=1',
  '/cases?limit=1',
  '/cases?q=karimov&limit=1',
  '/cases/case-1/versions',
  '/cases/case-2/versions',
  '/campaigns/free-1/versions',
  '/webhooks/whe_1?limit=1',
];
const next = new Map<string, string>();

beforeAll(async () => {
  for (const slug of ['free-1', 'free-2'])
    await putCampaign(site.db.Campaigns, campaignOf({ slug, title: 'Free them', visibility: 'draft' }), 0);
  for (let goal = 101; goal <= 151; goal++)
    await site.ask('PATCH', `${API}/campaigns/free-1`, { ...admin, 'if-match': '*' }, { goal });
  for (const id of ['case-1', 'case-2'])
    await putCaseVersions(site.db.Campaigns, id, 60, (revision) => ({ work: `work ${revision}` }));
  await putEndpoint(site.db.Webhooks, {
    ...{ id: 'whe_1', url: 'https://hooks.example.org/x', types: [], campaigns: [], createdAt: isoTime(NOW) },
    secret: { kid: 'k1', generation: 1 },
  });
  for (const event of ['evt_1', 'evt_2'])
    await putDelivery(site.db.Webhooks, {
      ...{ event, type: 'campaign.won', outcome: 'delivered', attempt: 1, endpoint: 'whe_1', at: NOW, status: 200 },
    });
  for (const list of lists) {
    const [, address = ''] =
      /^<\/api\/organise([^>]+)>; rel="next"$/.exec((await ask(list)).headers.get('link') ?? '') ?? [];
    next.set(list, address);
  }
});
const cursorIn = (list: string) => new URLSearchParams(next.get(list)?.split('?')[1]).get('cursor') ?? '';
const withCursor = (list: string, cursor: string) =>
  ask(`${list}${list.includes('?') ? '&' : '?'}${new URLSearchParams({ cursor })}`);

it.each(lists)('goes on with %s from its own cursor, and refuses that of any other list', async (list) => {
  const [first, second] = [await (await ask(list)).text(), await ask(next.get(list) ?? '')];
  expect(second.status).toBe(200);
  expect(await second.text()).not.toBe(first);
  for (const other of lists.filter((one) => one !== list)) {
    const refused = await withCursor(list, cursorIn(other));
    expect([other, refused.status, await refused.json()]).toMatchObject([
      ...[other, 400, { type: 'urn:amparo:problem:invalid-query', errors: [{ field: 'cursor' }] }],
    ]);
  }
});

it.each(lists)('refuses a cursor of %s that nobody has given', async (list) => {
  const cursor = cursorIn(list);
  const made = [
    '',
    'x',
    '1',
    'free-1',
    `${cursor}1`,
    cursor.slice(1),
    cursor.slice(cursor.indexOf('.') + 1),
    '%00',
    'a.',
  ];
  for (const one of made) expect([one, (await withCursor(list, one)).status]).toEqual([one, 400]);
});
