import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeEach, expect, inject, it, vi } from 'vitest';
import { campaignCommand } from '../../commands/campaign/command.ts';
import { signaturesCommand } from '../../commands/signatures/command.ts';
import { webhooksCommand } from '../../commands/webhooks/command.ts';
import { test } from '../../commands/webhooks/test.ts';
import { schedule } from '../../functions/core/access/actor.ts';
import { putOffIn } from '../../functions/core/aws/put-off.ts';
import { sqsQueue } from '../../functions/core/aws/sqs.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { overviewReader } from '../../functions/core/overview/reader.ts';
import { refreshOverview } from '../../functions/core/overview/refresh.ts';
import { hiddenIn } from '../../functions/core/overview/store.ts';
import { announce, forget, webhookQueue } from '../../functions/core/webhooks/queue.ts';
import { ATTEMPTS } from '../../functions/core/webhooks/schedule.ts';
import type { WebhooksDeps } from '../../functions/webhooks/deps.ts';
import { createPost } from '../../functions/webhooks/post.ts';
import { takeBatch } from '../../functions/webhooks/take.ts';
import { localClientSettings } from '../../infra/local/dynamodb.ts';
import { pointSdkHere } from '../../infra/local/environment.ts';
import { startQueue } from '../../infra/local/queue.ts';
import { startQueuePump } from '../../infra/local/queue-pump.ts';
import { readOrMakeSecrets } from '../../infra/local/secrets.ts';
import { campaignOf } from '../support/campaign.ts';
import { type CommandPlace, freshCommandPlace, runCommand, webhooksNote } from '../support/command.ts';
import { eventOf } from '../support/events.ts';
import { silentLog } from '../support/log.ts';
import { anyTrail } from '../support/records.ts';
import { startReceiver, verified } from '../webhooks/receiver.ts';

/** The commands, and the function behind a real queue, which passes each pause of a delivery at once. */
const queue = await startQueue(mkdtempSync(join(tmpdir(), 'amparo-queue-')));
pointSdkHere({ dynamoDb: inject('dynamoDbEndpoint'), sqs: queue.endpoint, ses: queue.endpoint });
const ways = { queue: webhookQueue(sqsQueue(queue.webhooks.url)), isStopped: false };
let place: CommandPlace;
let deps: WebhooksDeps;
const putOff = putOffIn(queue.webhooks.url, () => undefined);

const pump = startQueuePump({
  queueUrl: queue.webhooks.url,
  batchSize: 10,
  send: async (messages) => takeBatch(deps, messages),
  sent: queue.webhooks.forget,
  log: silentLog,
});
afterAll(async () => {
  await pump.drain(0);
  await queue.stop();
});

beforeEach(async () => {
  place = await freshCommandPlace({ webhooks: webhooksNote(queue) });
  const secrets = readOrMakeSecrets(place.directory);
  deps = {
    webhooks: place.db('Webhooks'),
    campaigns: place.db('Campaigns'),
    queue: ways.queue,
    putOff: (puts) => putOff(puts.map((one) => ({ ...one, seconds: 0 }))),
    ring: async () => parseKeyring(secrets.webhooks ?? '', 'webhook'),
    post: createPost({ patience: 2_000 }),
    rules: { thisMachine: true },
    clock: Date.now,
    random: () => 0.5,
    log: silentLog,
  };
  await putCampaign(place.db('Campaigns'), campaignOf({ slug: 'free-them' }));
});

const run = (command: Parameters<typeof runCommand>[0], ...args: string[]) =>
  runCommand(command, args, { dataDir: place.directory, clock: Date.now });
const webhooks = (...args: string[]) => run(webhooksCommand, ...args);
const saidBy = async (...args: string[]) => {
  const { code, said } = await webhooks(...args);
  expect(code, said.join('\n')).toBe(0);
  return said;
};

/** Adds an endpoint. @returns its id and its secret, as they are printed. */
async function added(url: string, ...args: string[]) {
  const said = (await saidBy('add', url, ...args)).join('\n');
  return { id: /whe_\w+/.exec(said)?.[0] ?? '', secret: /whsec_\S+/.exec(said)?.[0] ?? '' };
}

it('shows a secret once, tests the endpoint, and lists what it got', async () => {
  const { url, received, state } = await startReceiver();
  const { id, secret } = await added(url, '--event', 'campaign.won', '--description', 'our website');
  expect(await saidBy('test', id)).toEqual(['The test was delivered (answer 204).']);
  expect(verified(received[0]!, secret)).toMatchObject({ type: 'webhook.test' });
  const listed = (await saidBy('list')).join('\n');
  expect(listed).toContain(`${id}  enabled\n  ${url}\n  our website\n  events: campaign.won; campaigns: all`);
  expect(listed).not.toContain('whsec_');
  state.status = 500;
  expect(await webhooks('test', id)).toEqual({
    code: 1,
    said: ['The test was not delivered: given up (answer 500).'],
  });
  expect((await saidBy('deliveries', id)).map((line) => line.replace(/^\S+ {2}\S+ {2}/, '')).sort()).toEqual([
    'webhook.test  delivered (answer 204)',
    'webhook.test  given up (answer 500)',
  ]);
  expect(await saidBy('deliveries', id, '--failed')).toHaveLength(1);
});

it('tries again when a receiver comes back, and keeps the id of the event', async () => {
  const { url, received, state } = await startReceiver();
  await added(url);
  state.status = 0;
  await announce(ways.queue, [eventOf('campaign.won')]);
  await vi.waitFor(() => expect(received.length).toBeGreaterThan(1), { timeout: 120_000 });
  state.status = 200;
  const before = received.length;
  await vi.waitFor(() => expect(received.length).toBeGreaterThan(before), { timeout: 120_000 });
  expect(new Set(received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(['evt_won']));
});

it('sets a delivery aside after its last attempt, and sends it again on request', async () => {
  const { url, received, state } = await startReceiver();
  const { id } = await added(url);
  state.status = 503;
  await announce(ways.queue, [eventOf('campaign.won')]);
  await vi.waitFor(() => expect(received).toHaveLength(ATTEMPTS), { timeout: 120_000 });
  await vi.waitFor(
    async () => expect((await saidBy('deliveries', id)).join()).toContain('given up (answer 503, attempt 11)'),
    { timeout: 120_000 },
  );
  state.status = 204;
  await vi.waitFor(
    async () => expect(await saidBy('replay', '--dead-letters', '--yes')).toEqual(['Sent again: 1 dead letter.']),
    { timeout: 120_000 },
  );
  await vi.waitFor(async () => expect((await saidBy('deliveries', id)).join()).toContain('delivered'), {
    timeout: 120_000,
  });
  expect(received).toHaveLength(ATTEMPTS + 1);
  expect(await saidBy('replay', '--dead-letters', '--yes')).toEqual(['Sent again: 0 dead letters.']);
  expect(await saidBy('replay', id)).toEqual(['Sent again: 0 events.']);
  expect(await saidBy('replay', id, 'evt_won')).toEqual(['Sent again: campaign.won evt_won.']);
  await vi.waitFor(() => expect(received).toHaveLength(ATTEMPTS + 2), { timeout: 120_000 });
});

it('replaces a secret, with both for a day, or ends the earlier one at once', async () => {
  const { url, received } = await startReceiver();
  const { id, secret: old } = await added(url);
  const secretOf = (said: string[]) => /whsec_\S+/.exec(said.join('\n'))?.[0] ?? '';
  const rotated = secretOf(await saidBy('rotate', id, '--yes'));
  await saidBy('test', id);
  for (const secret of [old, rotated]) verified(received[0]!, secret);
  expect((await webhooks('rotate', id, '--yes')).said.join()).toMatch(
    /still signs, until .* end both at once with --urgent\./,
  );
  const urgent = secretOf(await saidBy('rotate', id, '--urgent', '--yes'));
  await saidBy('test', id);
  verified(received[1]!, urgent);
  expect(() => verified(received[1]!, old)).toThrow();
});

it('disables, enables and removes, after a yes', async () => {
  const { url, received } = await startReceiver();
  const { id } = await added(url);
  await saidBy('disable', id, '--yes');
  await announce(ways.queue, [eventOf('campaign.won')]);
  await vi.waitFor(
    async () => expect((await saidBy('deliveries', id)).join()).toContain('not sent: the endpoint is disabled'),
    { timeout: 120_000 },
  );
  const refused = `Nothing sent: ${id} is disabled. First run \`npm run webhooks -- enable ${id}\`.`;
  for (const args of [[id], [id, 'evt_won']])
    expect(await webhooks('replay', ...args)).toEqual({ code: 1, said: [refused] });
  expect((await saidBy('enable', id, '--yes')).slice(-1)).toEqual([
    `Enabled: ${id}. \`npm run webhooks -- replay ${id}\` sends what it missed.`,
  ]);
  expect(await saidBy('replay', id)).toEqual(['Sent again: 1 event.']);
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 120_000 });
  expect((await saidBy('remove', id)).at(-1)).toBe('Nothing changed; run again with --yes.');
  expect((await saidBy('remove', id, '--yes')).at(-1)).toBe(`Removed: ${id}.`);
  expect(await saidBy('list')).toEqual(['There are no endpoints on this machine.']);
});

it.each([{ visibility: 'unlisted' }, { visibility: 'draft' }, { deletedAt: '2026-11-28T12:00:00.000Z' }] as const)(
  'says when it adds an endpoint that it hears nothing of a campaign that is %j',
  async (hidden) => {
    await putCampaign(place.db('Campaigns'), { ...campaignOf({ slug: 'hidden' }), ...hidden });
    const said = await saidBy('add', 'https://hooks.example.org/', '--campaign', 'free-them', '--campaign', 'hidden');
    expect(said.filter((line) => line.startsWith('!'))).toEqual([
      '! Lists do not show hidden. No endpoint gets a webhook of it until they do.',
    ]);
  },
);

/** What `overview` does each minute. */
const lookOver = () =>
  refreshOverview(
    {
      ...{ campaigns: place.db('Campaigns'), counts: place.db('Counts'), clock: Date.now },
      reader: overviewReader(place.db('Campaigns'), { consistent: true }),
      hidden: overviewReader(hiddenIn(place.db('Campaigns')), { consistent: true }),
      announce: async () => undefined,
      forget: (past) => forget(ways.queue, past),
    },
    schedule,
    { mayGoOn: () => true },
  );

it('has what was kept of a campaign erased by the next look, when an organiser deletes it', async () => {
  await lookOver();
  const { url, received } = await startReceiver();
  const { id } = await added(url);
  await announce(ways.queue, [eventOf('campaign.won')]);
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 120_000 });
  expect(await saidBy('replay', id, 'evt_won')).toEqual(['Sent again: campaign.won evt_won.']);
  await run(campaignCommand, 'delete', 'free-them', '--yes', '--really');
  await lookOver();
  await vi.waitFor(
    async () => expect((await webhooks('replay', id, 'evt_won')).said.join()).toContain('No event evt_won is kept.'),
    { timeout: 120_000 },
  );
});

it('says where to look later for a test that still waits', async () => {
  const { id } = await added('https://hooks.example.org/');
  const deps = {
    webhooks: place.db('Webhooks'),
    queue: { put: async () => undefined },
    audit: anyTrail(),
    clock: Date.now,
  };
  const terminal = { print: () => undefined, pause: async () => undefined } as never;
  for (const [stage, end] of [
    [undefined, ''],
    ['prod', ' --stage prod'],
  ] as const)
    await expect(test({ ...deps, stage }, id, terminal)).rejects.toThrow(
      `\`npm run webhooks -- deliveries ${id}${end}\` shows later`,
    );
});

it('announces that an export is ready, without a number', async () => {
  const { url, received } = await startReceiver();
  const { secret } = await added(url, '--campaign', 'free-them');
  await run(signaturesCommand, 'export', 'free-them', '--out', join(place.directory, 'out'), '--yes');
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 120_000 });
  expect(verified(received[0]!, secret)).toEqual({
    ...{ type: 'export.ready', timestamp: expect.any(String), data: { slug: 'free-them' } },
  });
  await putCampaign(place.db('Campaigns'), campaignOf({ slug: 'hidden', visibility: 'unlisted' }));
  await run(signaturesCommand, 'export', 'hidden', '--out', join(place.directory, 'hidden'), '--yes');
  await run(signaturesCommand, 'export', 'free-them', '--out', join(place.directory, 'again'), '--yes');
  await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 120_000 });
  expect(received.map(({ body }) => body).join()).not.toContain('hidden');
});

it('exports also if nobody can be told', async () => {
  const note = JSON.parse(readFileSync(join(place.directory, 'running.json'), 'utf8'));
  const away = 'http://127.0.0.1:1';
  const nowhere = { ...note.webhooks, sqsEndpoint: away, queueUrl: `${away}/queue` };
  await place.write('running.json', JSON.stringify({ ...note, webhooks: nowhere }));
  const { code, said } = await run(
    signaturesCommand,
    'export',
    'free-them',
    '--out',
    join(place.directory, 'o'),
    '--yes',
  );
  expect([code, said.at(-1)]).toEqual([
    0,
    expect.stringMatching(/^! The export is complete, but endpoints of webhooks do not hear of it\./),
  ]);
});

it('removes dead letters that nobody can read', async () => {
  const client = new SQSClient(localClientSettings(queue.endpoint));
  await client.send(new SendMessageCommand({ QueueUrl: queue.webhooks.deadLettersUrl, MessageBody: 'nonsense' }));
  expect(await saidBy('replay', '--dead-letters', '--yes')).toEqual([
    'Sent again: 0 dead letters.',
    'Removed: 1 message that no version of Amparo wrote.',
  ]);
});

it.each([
  [['add', 'http://example.org/'], 1, /must begin with https:\/\//],
  [['add', 'https://10.0.0.1/'], 1, /names an IP address/],
  [['add', 'https://db.internal/'], 1, /Webhooks never go to a private network/],
  [['add', 'https://example.org:8443/'], 1, /only port 443/],
  [['add', 'https://u:p@example.org/'], 1, /a user name or a password/],
  [['add', 'nonsense'], 1, /It must look like https:\/\/example\.org\/hook/],
  [['add'], 2, /`add` needs a URL\./],
  [['test'], 2, /`test` needs an ENDPOINT\./],
  [
    ['add', 'https://example.org/', '--event', 'signed'],
    1,
    /There is no event signed\. The events are campaign\.opened, /,
  ],
  [['add', 'https://example.org/', '--campaign', 'none'], 1, /There is no campaign none on this machine\./],
  [['add', 'https://example.org/', '--description', 'x'.repeat(201)], 1, /longer than 200 characters/],
  [['test', 'whe_none'], 1, /There is no endpoint whe_none\. `npm run webhooks -- list` shows all\./],
  [['deliveries', 'whe_none'], 1, /There is no endpoint whe_none/],
  [['disable', 'whe_none'], 1, /There is no endpoint whe_none/],
  [['rotate', 'whe_none'], 1, /There is no endpoint whe_none/],
  [['remove', 'whe_none', '--yes'], 1, /There is no endpoint whe_none/],
  [['replay'], 2, /needs an ENDPOINT, or --dead-letters/],
  [['replay', 'whe_none', '--dead-letters'], 2, /needs an ENDPOINT, or --dead-letters/],
  [['replay', 'whe_none'], 1, /There is no endpoint whe_none/],
])('refuses %j in one line', async (args, code, words) => {
  const answer = await webhooks(...args);
  expect([answer.code, answer.said]).toEqual([code, [expect.stringMatching(words)]]);
});

it('says that an event is not kept any more', async () => {
  const { id } = await added('https://hooks.example.org/');
  expect((await webhooks('replay', id, 'evt_none')).said).toEqual([
    expect.stringMatching(/^No event evt_none is kept\. They are kept for 30 days/),
  ]);
});

it('has an end to the number of endpoints', async () => {
  for (let i = 0; i < 50; i++) await added(`https://hooks.example.org/${i}`);
  expect((await webhooks('add', 'https://hooks.example.org/')).said).toEqual([
    'There are 50 endpoints already. Remove one first.',
  ]);
});
