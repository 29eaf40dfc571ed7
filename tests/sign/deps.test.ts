import { Resolver } from 'node:dns/promises';
import { Hono } from 'hono';
import { expect, it, vi } from 'vitest';
import { putGroup } from '../../functions/core/campaigns/group-store.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { WITHOUT_PROOF_PER_HOUR } from '../../functions/core/limits/networks.ts';
import { putStrict } from '../../functions/core/outbox/health-store.ts';
import { putSendQuota } from '../../functions/core/outbox/send-quota.ts';
import { readSettings } from '../../functions/core/running/settings.ts';
import { EDGE_HEADER } from '../../functions/http/edge.ts';
import { service } from '../../functions/sign/service.ts';
import { unbuiltAssets } from '../support/assets.ts';
import { groupOf } from '../support/campaign.ts';
import { freshQueue } from '../support/queue.ts';
import { attemptOf, campaign, open, postJson, SIGN } from '../support/sign.ts';
import { freshTables } from '../support/tables.ts';
import { startDnsServer } from './dns-server.ts';

// The sign function as its settings make it, with tables, a queue and a time that are real.
const db = await freshTables();
const ring = JSON.stringify({ k1: 'x'.repeat(64) });
const EDGE_KEY = 'e'.repeat(64);
const secrets = { pepper: ring, token: ring, mail: ring, edge: JSON.stringify({ k1: EDGE_KEY }) };
const { queueUrl, mail, mails } = await freshQueue(parseKeyring(ring, 'queued-mail'));
const group = groupOf({ name: 'Free Voices', contact: 'ask@voices.example' });
await putGroup(db.Campaigns, group, 0);
await putCampaign(db.Campaigns, campaign({ opensAt: '2020-01-01T00:00:00Z', closesAt: undefined }));

/** The app and its dependencies, by settings that differ in these. */
const startWith = (more: Record<string, string> = {}, read = async () => secrets) =>
  service.start(
    readSettings(service.settings, {
      CAMPAIGNS_TABLE: db.Campaigns.table,
      SIGNATURES_TABLE: db.Signatures.table,
      LIMITS_TABLE: db.Limits.table,
      COUNTS_TABLE: db.Counts.table,
      MAIL_QUEUE_URL: queueUrl,
      PUBLIC_URL: 'https://amparo.example',
      LANGUAGES: 'en',
      PEPPER_SECRET: 'pepper',
      TOKEN_SECRET: 'token',
      MAIL_SECRET: 'mail',
      PUBLIC_KEYS: '',
      CAMPAIGN_PUBLIC_KEYS: 'any',
      KEEP_MONTHS: '3',
      ...more,
    }),
    { secrets: read, assets: unbuiltAssets },
  );

it('takes a signature from the attempt to the count, by what its settings name', async () => {
  const { app } = startWith();
  expect((await postJson(app, SIGN, attemptOf('ada@example.org'))).status).toBe(202);
  const { confirmToken: token, withdrawToken } = await mail();
  expect((await postJson(app, '/api/confirmations', { token })).status).toBe(201);
  const held = await (await postJson(app, '/api/my-data', { token: withdrawToken })).json();
  expect(held).toMatchObject({ campaign: 'free-them', signature: 'held', keepMonths: 3 });
  expect((await postJson(app, '/api/withdrawals', { token: withdrawToken })).status).toBe(200);
});

it('names the group that the table has, in the e-mail and under each page', async () => {
  const { app } = startWith();
  await postJson(app, SIGN, attemptOf('grouped@example.org'));
  const sent = await mail();
  expect(sent.campaign.group).toEqual({ name: group.name, contact: group.contact });
  const pages = [
    '/campaigns/free-them/sent',
    `/confirm?token=${sent.confirmToken}`,
    `/withdraw?token=${sent.withdrawToken}`,
  ];
  for (const page of pages) {
    expect((await (await open(app, page)).text()).split('<footer')[1], page).toContain(`Responsible: ${group.name}.`);
  }
});

it('limits the mails of an address, unless its settings say otherwise', async () => {
  const decoysOf = async ({ app }: ReturnType<typeof startWith>, email: string) => {
    for (let i = 0; i < 12; i++) await postJson(app, SIGN, attemptOf(email));
    return (await mails()).some(({ isDecoy }) => isDecoy);
  };
  expect(await decoysOf(startWith(), 'limited@example.org')).toBe(true);
  expect(await decoysOf(startWith({ LIMITS: 'off' }), 'unlimited@example.org')).toBe(false);
});

it('lets in only what came through the edge, where its settings say so', async () => {
  const statusOf = async (edgeOnly: string, headers: Record<string, string>) =>
    (await startWith({ EDGE_ONLY: edgeOnly }).app.request('/campaigns/free-them/sent', { headers })).status;
  expect(await statusOf('on', {})).toBe(403);
  expect(await statusOf('on', { [EDGE_HEADER]: EDGE_KEY })).toBe(200);
  expect(await statusOf('off', {})).toBe(200);
});

it('finds the network of a caller behind the edge, which shows one of the keys', async () => {
  const seen: unknown[] = [];
  const { networkOf } = startWith().deps;
  const app = new Hono().get('/', async (c) => c.json(seen.push(await networkOf(c))));
  const env = { requestContext: { http: { sourceIp: '198.51.100.1' } } };
  const headers = { 'x-forwarded-for': '203.0.113.7' };
  await app.request('/', { headers }, env);
  await app.request('/', { headers: { ...headers, [EDGE_HEADER]: EDGE_KEY } }, env);
  expect(seen).toEqual(['198.51.100.0/24', '203.0.113.0/24']);
});

it('reads its keys before anybody asks for them, and once for all who do', async () => {
  let reads = 0;
  const before = Date.now();
  const { keys } = startWith({}, async () => {
    reads++;
    return secrets;
  }).deps;
  expect(reads).toBe(1);
  const [one, other] = await Promise.all([keys(), keys()]);
  expect(one).toBe(other);
  expect(reads).toBe(1);
  expect(one.readAt).toBeGreaterThanOrEqual(before);
});

it('watches how long mails take, by the queue and by what the mail function notes', async () => {
  await mails();
  await putSendQuota(db.Counts, { quota: { perSecond: 0.001 }, at: Date.now() });
  await postJson(startWith().app, SIGN, attemptOf('waits@example.org'));
  const { app } = startWith();
  await expect
    .poll(async () => (await postJson(app, SIGN, attemptOf('waits-too@example.org'))).json())
    .toHaveProperty('mailWithinSeconds');
  await mails();
});

it('answers within eight seconds, so that Lambda, which waits ten, does not cut it off', () => {
  expect(startWith().deps.patience).toBe(8_000);
});

it('seals to the keys that its settings name, and to no others', async () => {
  const statusOf = async (slug: string, more: Record<string, string>) =>
    (await postJson(startWith(more).app, SIGN.replace('free-them', slug), attemptOf('sealed@example.org'))).status;
  await putCampaign(db.Campaigns, campaign({ slug: 'keyless', opensAt: '2020-01-01T00:00:00Z', recipients: [] }));
  const [own = ''] = campaign().recipients;
  const refused = await statusOf('free-them', { CAMPAIGN_PUBLIC_KEYS: '' });
  expect(refused).not.toBe(202);
  expect(await statusOf('free-them', { CAMPAIGN_PUBLIC_KEYS: own })).toBe(202);
  expect(await statusOf('keyless', {})).toBe(refused);
  expect(await statusOf('keyless', { PUBLIC_KEYS: own })).toBe(202);
  await mails();
});

it('refuses a domain that receives no mail, where its settings have domains looked up', async () => {
  const { servers, questions } = await startDnsServer({ 'hosts-mail.example': { exchanges: ['mx.example'] } });
  const here = new Resolver();
  here.setServers(servers);
  // The function asks the name servers of the system, which a test has none of.
  const { resolveMx } = Resolver.prototype;
  const asked = vi.spyOn(Resolver.prototype, 'resolveMx').mockImplementation((name) => resolveMx.call(here, name));
  const statusOf = async (domains: string, domain: string) =>
    (await postJson(startWith({ MAIL_DOMAINS: domains }).app, SIGN, attemptOf(`ada@${domain}`))).status;
  expect(await statusOf('looked-up', 'no-mail.example')).toBe(400);
  expect(await statusOf('looked-up', 'hosts-mail.example')).toBe(202);
  expect(await statusOf('any', 'no-mail.example')).toBe(202);
  expect(questions).toEqual(['MX no-mail.example', 'MX hosts-mail.example']);
  asked.mockRestore();
  await mails();
});

it('answers what links ask for in steps of 100 ms, so that the time does not show how many calls it took', async () => {
  const { app } = startWith();
  await postJson(app, SIGN, attemptOf('held@example.org'));
  const { confirmToken, withdrawToken } = await mail();
  for (const [path, token] of [
    ['/api/confirmations', confirmToken],
    ['/api/my-data', withdrawToken],
    ['/api/no-news', withdrawToken],
    ['/api/withdrawals', withdrawToken],
    ['/api/withdrawals', 'malformed'],
  ]) {
    const began = performance.now();
    await postJson(app, path ?? '', { token });
    expect(performance.now() - began, path).toBeGreaterThanOrEqual(100);
  }
});

it('takes attempts by strict rules while the stage is strict', async () => {
  const takenBy = async ({ app }: ReturnType<typeof startWith>, network: string) => {
    const env = { requestContext: { http: { sourceIp: network } } };
    for (let taken = 0; ; taken++) {
      const body = JSON.stringify(attemptOf(`${taken}@example.com`));
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
      if ((await app.request(SIGN, init, env)).status !== 202) return taken;
    }
  };
  const { usual, strict } = WITHOUT_PROOF_PER_HOUR;
  expect(await takenBy(startWith(), '198.51.100.1')).toBeGreaterThanOrEqual(usual.least);
  await putStrict(db.Counts, { now: Date.now(), isSlow: false });
  expect(await takenBy(startWith(), '203.0.113.1')).toBeLessThanOrEqual(strict.most);
  await mails();
});
