import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import type { AuditDeps } from '../../functions/core/audit/audited.ts';
import { queryPartition } from '../../functions/core/aws/db.ts';
import type { PutOff } from '../../functions/core/aws/put-off.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import type { LogEvent, LogFields } from '../../functions/core/running/log.ts';
import {
  addEndpoint,
  endpoints,
  findEndpoint,
  removeEndpoint,
  rotateSecret,
  switchEndpoint,
} from '../../functions/core/webhooks/manage.ts';
import type { WebhookMessage } from '../../functions/core/webhooks/queue.ts';
import {
  deliveriesTo,
  deliveryOf,
  replayEvent,
  replayMissed,
  testEndpoint,
} from '../../functions/core/webhooks/resend.ts';
import { ATTEMPTS } from '../../functions/core/webhooks/schedule.ts';
import { EVENTS, getEvent } from '../../functions/core/webhooks/store.ts';
import type { WebhooksDeps } from '../../functions/webhooks/deps.ts';
import { createPost } from '../../functions/webhooks/post.ts';
import { takeBatch } from '../../functions/webhooks/take.ts';
import { campaignOf } from '../support/campaign.ts';
import { eventOf } from '../support/events.ts';
import { meanwhile } from '../support/meanwhile.ts';
import { anyTrail } from '../support/records.ts';
import { freshTables } from '../support/tables.ts';
import { startReceiver, verified } from './receiver.ts';

const ring = async () => parseKeyring(JSON.stringify({ k1: 'x'.repeat(64) }), 'webhook');

/** The function on a real table, with a queue that a test steps through. */
async function start(more: Partial<WebhooksDeps> = {}) {
  const { Webhooks: webhooks, Campaigns: campaigns } = await freshTables();
  await putCampaign(campaigns, campaignOf({ slug: 'free-them' }));
  const time = { now: Date.now() };
  const waiting: WebhookMessage[] = [];
  const putOff: PutOff[] = [];
  const logged: { event: LogEvent; fields: LogFields | undefined }[] = [];
  const log = (event: LogEvent, fields?: LogFields) => void logged.push({ event, fields });
  const deps: WebhooksDeps & AuditDeps = {
    webhooks,
    campaigns,
    queue: { put: async (message) => void waiting.push(message) },
    putOff: async (puts) => void putOff.push(...puts),
    ring,
    post: createPost({ patience: 1_000 }),
    rules: { thisMachine: true },
    clock: () => time.now,
    audit: anyTrail(),
    random: () => 0.5,
    log: { info: log, error: log },
    ...more,
  };
  const give = (message: WebhookMessage | string, attempt = 1) =>
    takeBatch(deps, [
      {
        messageId: 'm',
        body: typeof message === 'string' ? message : JSON.stringify(message),
        receiptHandle: 'r',
        attributes: { ApproximateReceiveCount: String(attempt) },
      },
    ]);
  const isKept = async (...args: Parameters<typeof give>) => (await give(...args)).batchItemFailures.length > 0;
  /** Gives the function all that waits. */
  async function run() {
    for (let next = waiting.shift(); next; next = waiting.shift()) await give(next);
  }
  const add = async (url: string, types: readonly string[] = [], campaigns: readonly string[] = []) => {
    const { endpoint, secret } = await addEndpoint(deps, operator, { url, types, campaigns });
    return { id: endpoint.id, secret };
  };
  const only = async () => (await endpoints(deps, operator))[0]!;
  return { deps, time, waiting, putOff, logged, give, isKept, run, add, only };
}

describe('an event', () => {
  it('goes once to each endpoint that asks for its type and campaign, signed for it', async () => {
    const { give, run, add, waiting } = await start();
    const [all, won, other] = [await startReceiver(), await startReceiver(), await startReceiver()];
    const first = await add(all.url);
    await add(won.url, ['campaign.won'], ['free-them']);
    await add(other.url, [], ['another-one']);
    await give({ event: eventOf('campaign.opened') });
    expect(waiting).toHaveLength(1);
    await run();
    await give({ event: eventOf('campaign.won') });
    await run();
    expect([all.received.length, won.received.length, other.received.length]).toEqual([2, 1, 0]);
    const [opened] = all.received;
    expect(opened!.headers['webhook-id']).toBe('evt_opened');
    const { at, data } = eventOf('campaign.opened');
    expect(verified(opened!, first.secret)).toEqual({ type: 'campaign.opened', timestamp: at, data });
  });

  it('that is announced twice is delivered once', async () => {
    const { give, run, add } = await start();
    const { url, received } = await startReceiver();
    await add(url);
    for (let i = 0; i < 2; i++) {
      await give({ event: eventOf('campaign.won') });
      await run();
    }
    expect(received).toHaveLength(1);
  });

  it('goes to other endpoints at once while one is dead', async () => {
    const { give, run, add } = await start();
    const [dead, well] = [await startReceiver(), await startReceiver()];
    dead.state.status = 500;
    const { id } = await add(dead.url);
    await add(well.url);
    await give({ event: eventOf('campaign.won') });
    await run();
    expect(well.received).toHaveLength(1);
    // The dead one is tried again, and the other one gets nothing twice.
    await give({ event: eventOf('campaign.won'), to: id }, 2);
    expect([dead.received.length, well.received.length]).toEqual([2, 1]);
  });

  it.each([{ visibility: 'draft' }, { visibility: 'unlisted' }, { deletedAt: '2026-11-28T12:00:00.000Z' }] as const)(
    'of a campaign that is %j by now goes to nobody: not at first, not again, and not on request',
    async (hidden) => {
      const { deps, give, run, isKept, add, time } = await start();
      const { url, received, state } = await startReceiver();
      const { id } = await add(url);
      state.status = 500;
      await give({ event: eventOf('campaign.won') });
      await run();
      state.status = 204;
      expect(received).toHaveLength(1);
      await putCampaign(deps.campaigns, { ...campaignOf({ slug: 'free-them' }), ...hidden });
      expect(await isKept({ event: eventOf('campaign.won'), to: id }, 2)).toBe(false);
      time.now += MINUTE;
      await replayEvent(deps, operator, { endpoint: id, event: 'evt_won' });
      // An event that comes so late is not even kept.
      await give({ event: eventOf('export.ready') });
      await run();
      expect(received).toHaveLength(1);
      expect(await getEvent(deps.webhooks, 'evt_export')).toBeUndefined();
      for (const { outcome } of await deliveriesTo(deps, operator, id)) expect(outcome).toBe('withdrawn');
      await putCampaign(deps.campaigns, campaignOf({ slug: 'free-them' }));
      expect(await replayMissed(deps, operator, id)).toBe(1);
      await run();
      expect(received).toHaveLength(2);
    },
  );

  it('sends an endpoint nothing that it did not ask for, whoever has put it into the queue', async () => {
    const { deps, give, run, add } = await start();
    const { url, received } = await startReceiver();
    const { id } = await add(url, ['export.ready']);
    await give({ event: eventOf('campaign.won') });
    await give({ kept: { id: 'evt_won', type: 'campaign.won' }, to: id });
    await run();
    expect([received, await deliveriesTo(deps, operator, id)]).toEqual([[], []]);
  });

  it('keeps no word of a campaign that was deleted: not in the table, and not where deliveries wait', async () => {
    const { deps, give, run, isKept, add, waiting } = await start();
    await putCampaign(deps.campaigns, campaignOf({ slug: 'another-one' }));
    const { url, received, state } = await startReceiver();
    const { id } = await add(url);
    state.status = 500;
    const other = { ...eventOf('campaign.won', 'evt_other') };
    await give({ event: { ...other, data: { ...other.data, slug: 'another-one' } } as typeof other });
    for (const type of ['campaign.won', 'case.released'] as const) await give({ event: eventOf(type) });
    const asleep = waiting.slice(1);
    expect(asleep).toHaveLength(2);
    expect(JSON.stringify(asleep)).not.toMatch(/Free them|Ada|free-them/);
    await run();
    // Somebody asked too early, or the campaign is listed again.
    await give({ forget: 'free-them' });
    expect(await getEvent(deps.webhooks, 'evt_won')).toBeDefined();
    await putCampaign(deps.campaigns, { ...campaignOf({ slug: 'free-them' }), deletedAt: '2026-11-28T12:00:00.000Z' });
    expect(await isKept({ forget: 'free-them' })).toBe(false);
    const stored = JSON.stringify(await queryPartition(deps.webhooks, EVENTS, { consistent: true }));
    expect(stored).not.toMatch(/evt_won|evt_released|Ada/);
    expect(stored).toContain('evt_other');
    state.status = 204;
    for (const message of asleep) expect(await isKept(message, 2)).toBe(false);
    expect(received).toHaveLength(3);
    await expect(replayEvent(deps, operator, { endpoint: id, event: 'evt_won' })).rejects.toMatchObject({
      reason: { kind: 'unknown-event', endpoint: id },
    });
    const noted = await deliveriesTo(deps, operator, id);
    expect(noted.map(({ event, outcome }) => `${event} ${outcome}`).sort()).toEqual([
      ...['evt_other waits', 'evt_released withdrawn', 'evt_won withdrawn'],
    ]);
  });

  it('names no prisoner who left the campaign, and no victory that was none, also on request', async () => {
    const { deps, give, run, isKept, add } = await start();
    const { url, received, state } = await startReceiver();
    const { id } = await add(url);
    state.status = 500;
    for (const type of ['campaign.won', 'case.released', 'campaign.opened'] as const)
      await give({ event: eventOf(type) });
    await run();
    const noOther = { forget: 'free-them', only: { won: false, released: [{ id: 'ada', name: 'Ada L.' }] } };
    expect(await isKept(noOther)).toBe(false);
    expect(await getEvent(deps.webhooks, 'evt_released')).toBeDefined();
    const both = { forget: 'free-them', only: { won: true, released: [{ id: 'ada', name: 'Ada' }] } };
    expect(await isKept(both)).toBe(false);
    const stored = JSON.stringify(await queryPartition(deps.webhooks, EVENTS, { consistent: true }));
    expect(stored).not.toMatch(/evt_won|evt_released|Ada/);
    expect(stored).toContain('evt_opened');
    state.status = 204;
    const before = received.length;
    for (const type of ['campaign.won', 'case.released'] as const)
      expect(await isKept({ kept: { id: eventOf(type).id, type }, to: id }, 2)).toBe(false);
    expect(received).toHaveLength(before);
    await expect(replayEvent(deps, operator, { endpoint: id, event: 'evt_released' })).rejects.toMatchObject({
      reason: { kind: 'unknown-event' },
    });
  });

  it('is kept for 30 days, and so is the note of its delivery', async () => {
    const { deps, give, run, add, time } = await start();
    const { url } = await startReceiver();
    const { id } = await add(url);
    await give({ event: eventOf('campaign.won') });
    await run();
    for (const partition of [EVENTS, `deliveries#${id}`]) {
      const [item] = await queryPartition(deps.webhooks, partition, { consistent: true });
      expect(Number(item?.expiresAt?.N), partition).toBe(Math.floor((time.now + 30 * DAY) / SECOND));
    }
  });

  it('says nothing that its schema does not name', async () => {
    const { give, run, add } = await start();
    const { url, received } = await startReceiver();
    await add(url);
    const { data, ...event } = eventOf('campaign.opened');
    const more = { ...data, email: 'ada@example.org' };
    await give(JSON.stringify({ event: { ...event, data: more } }));
    await run();
    expect(received).toHaveLength(1);
    expect(received[0]!.body).not.toContain('ada@');
  });
});

describe('a delivery that fails', () => {
  it('is tried again later and later, and goes to the dead letters after the last attempt', async () => {
    const { deps, isKept, add, putOff, logged, time } = await start();
    const { url, received, state } = await startReceiver();
    state.status = 503;
    const { id } = await add(url);
    const message = { event: eventOf('campaign.won'), to: id };
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) expect(await isKept(message, attempt)).toBe(true);
    expect(received).toHaveLength(ATTEMPTS);
    const seconds = putOff.map((one) => one.seconds);
    expect(seconds.slice(0, 4)).toEqual([5, 300, 1_800, 7_200]);
    // SQS sees then that it had all its deliveries, and sets it aside.
    expect(seconds.at(-1)).toBe(0);
    expect(await deliveryOf(deps, operator, { endpoint: id, event: 'evt_won' })).toEqual({
      ...{ endpoint: id, event: 'evt_won', type: 'campaign.won', outcome: 'given-up', attempt: ATTEMPTS },
      ...{ at: time.now, status: 503 },
    });
    expect(logged.map(({ event }) => event)).toContain('webhook-given-up');
  });

  it('logs the endpoint and the status, and never its address', async () => {
    const { give, add, logged } = await start();
    const { url, state } = await startReceiver();
    state.status = 400;
    const { id } = await add(`${url}?token=very-secret`);
    await give({ event: eventOf('campaign.won'), to: id });
    expect(logged).toEqual([{ event: 'webhook-failed', fields: { endpoint: id, status: 400 } }]);
  });

  it('is signed anew, with the time of the attempt', async () => {
    const { give, add, time } = await start();
    const { url, received, state } = await startReceiver();
    state.status = 500;
    const { id, secret } = await add(url);
    time.now -= 60 * SECOND;
    await give({ event: eventOf('campaign.won'), to: id });
    time.now += 60 * SECOND;
    await give({ event: eventOf('campaign.won'), to: id }, 2);
    for (const one of received) verified(one, secret);
    const [first, second] = received.map(({ headers }) => Number(headers['webhook-timestamp']));
    expect(second! - first!).toBe(60);
  });

  it.each([
    ['breaks the connection', 0, { failure: 'no-connection' }],
    ['redirects', 307, { status: 307 }],
    ['answers an error', 404, { status: 404 }],
  ])('because its receiver %s', async (_, status, noted) => {
    const { deps, isKept, add } = await start();
    const { url, state } = await startReceiver();
    state.status = status;
    const { id } = await add(url);
    expect(await isKept({ event: eventOf('campaign.won'), to: id })).toBe(true);
    const [delivery] = await deliveriesTo(deps, operator, id);
    expect(delivery).toMatchObject({ outcome: 'waits', attempt: 1, ...noted });
  });

  it('because the rules have changed since its address was added', async () => {
    const { deps, add } = await start();
    const { url, received } = await startReceiver();
    const { id } = await add(url);
    const message = { messageId: 'm', body: JSON.stringify({ event: eventOf('campaign.won'), to: id }) };
    const { batchItemFailures } = await takeBatch({ ...deps, rules: {} }, [message]);
    expect([batchItemFailures.length, received.length]).toEqual([1, 0]);
    expect((await deliveriesTo(deps, operator, id))[0]).toMatchObject({ failure: 'address-refused' });
  });
});

describe('an endpoint', () => {
  it('that answers 410 is disabled at once, and gets nothing more until it is enabled', async () => {
    const { deps, isKept, give, run, add, only } = await start();
    const { url, received, state } = await startReceiver();
    state.status = 410;
    const { id } = await add(url);
    expect(await isKept({ event: eventOf('campaign.won'), to: id })).toBe(false);
    expect(await only()).toMatchObject({ disabled: 'gone', disabledAt: deps.clock() });
    await give({ event: eventOf('campaign.opened') });
    await run();
    // One that waited since before is dropped, and noted.
    expect(await isKept({ event: eventOf('campaign.closed'), to: id })).toBe(false);
    expect(received).toHaveLength(1);
    state.status = 200;
    await switchEndpoint(deps, operator, { id, isEnabled: true });
    await give({ event: eventOf('campaign.milestone') });
    await run();
    expect(received).toHaveLength(2);
  });

  it('is disabled after five days on which each attempt failed, and not if one succeeds between', async () => {
    const { deps, give, add, only, time, logged } = await start();
    const { url, state } = await startReceiver();
    const { id } = await add(url);
    const fail = async (event: string) => {
      state.status = 500;
      await give({ event: eventOf('campaign.won', event), to: id });
    };
    await fail('evt_1');
    time.now += 4 * DAY;
    state.status = 204;
    await give({ event: eventOf('campaign.won', 'evt_2'), to: id });
    expect((await only()).failingSince).toBeUndefined();
    await fail('evt_3');
    for (let hours = 0; hours < 5 * 24 - 1; hours += 7) {
      time.now += 7 * HOUR;
      await fail('evt_4');
    }
    expect((await only()).disabled).toBeUndefined();
    time.now += HOUR;
    await fail('evt_5');
    expect(await only()).toMatchObject({ disabled: 'failing', disabledAt: time.now });
    expect(logged.at(-1)).toEqual({ event: 'webhook-endpoint-disabled', fields: { endpoint: id } });
    await switchEndpoint(deps, operator, { id, isEnabled: true });
    for (const name of ['failingSince', 'disabled', 'disabledAt']) expect(await only()).not.toHaveProperty(name);
  });

  it.each([
    ['nothing was tried for days', 4 * DAY],
    ['a day and an hour went by', DAY + HOUR],
  ])('that failed before stays enabled if %s', async (_, gap) => {
    const { give, add, only, time } = await start();
    const { url, state } = await startReceiver();
    const { id } = await add(url);
    state.status = 500;
    for (let i = 0; i < 6; i++) {
      await give({ event: eventOf('campaign.won', `evt_${i}`), to: id });
      expect((await only()).disabled).toBeUndefined();
      time.now += gap;
    }
  });

  it('that takes a test does not count as failing any more', async () => {
    const { deps, give, run, add, only } = await start();
    const { url, state } = await startReceiver();
    const { id } = await add(url);
    state.status = 500;
    await give({ event: eventOf('campaign.won'), to: id });
    expect(await only()).toHaveProperty('failingSince');
    state.status = 204;
    await testEndpoint(deps, operator, id);
    await run();
    expect(await only()).not.toHaveProperty('failingSince');
  });

  it('that an operator disables while a delivery runs stays disabled', async () => {
    const started = await start();
    const { deps, give, add, only } = started;
    const { url, state } = await startReceiver();
    const { id } = await add(url);
    state.status = 500;
    await give({ event: eventOf('campaign.won', 'evt_1'), to: id });
    const post: WebhooksDeps['post'] = async () => {
      await switchEndpoint(deps, operator, { id, isEnabled: false });
      return { status: 204 };
    };
    const message = { messageId: 'm', body: JSON.stringify({ event: eventOf('campaign.won'), to: id }) };
    await takeBatch({ ...deps, post }, [message]);
    expect((await only()).disabled).toBe('by-operator');
  });

  it('that is removed gets nothing of what waits', async () => {
    const { deps, isKept, add } = await start();
    const { url, received } = await startReceiver();
    const { id } = await add(url);
    await removeEndpoint(deps, operator, id);
    expect(await isKept({ event: eventOf('campaign.won'), to: id })).toBe(false);
    expect(received).toEqual([]);
  });

  it('that somebody else gives a new secret meanwhile keeps that one', async () => {
    const { deps, add, only } = await start();
    const { id } = await add('http://127.0.0.1:1/');
    const isPut = (command: object) => command instanceof PutItemCommand;
    const webhooks = meanwhile(deps.webhooks, isPut, () => rotateSecret(deps, operator, { id }));
    await expect(rotateSecret({ ...deps, webhooks }, operator, { id })).rejects.toMatchObject({
      reason: { kind: 'changed-meanwhile' },
    });
    expect((await only()).secret.generation).toBe(2);
  });

  it('gets two signatures for a day after its secret was replaced, and one after that or at once', async () => {
    const { deps, give, add, time } = await start();
    const { url, received } = await startReceiver();
    const { id, secret: old } = await add(url);
    const { secret } = await rotateSecret(deps, operator, { id });
    expect(secret).not.toBe(old);
    const deliver = async (event: string) => {
      await give({ event: eventOf('campaign.won', event), to: id });
      return received.at(-1)!;
    };
    const both = await deliver('evt_1');
    for (const one of [old, secret]) verified(both, one);
    await expect(rotateSecret(deps, operator, { id })).rejects.toMatchObject({ reason: { kind: 'rotated-lately' } });
    const { secret: third } = await rotateSecret(deps, operator, { id, isUrgent: true });
    const urgent = await deliver('evt_2');
    verified(urgent, third);
    for (const one of [old, secret]) expect(() => verified(urgent, one)).toThrow();
    const { secret: fourth } = await rotateSecret(deps, operator, { id });
    time.now += DAY;
    expect((await deliver('evt_3')).headers['webhook-signature']?.toString().split(' ')).toHaveLength(1);
    expect(fourth).not.toBe(third);
  });
});

describe('on request', () => {
  it('a test goes to one endpoint, even a disabled one, and is not tried again', async () => {
    const { deps, run, add, putOff } = await start();
    const [one, other] = [await startReceiver(), await startReceiver()];
    const { id, secret } = await add(one.url);
    await add(other.url);
    await switchEndpoint(deps, operator, { id, isEnabled: false });
    const event = await testEndpoint(deps, operator, id);
    await run();
    expect(verified(one.received[0]!, secret)).toEqual({ type: 'webhook.test', timestamp: event.at, data: {} });
    expect(other.received).toEqual([]);
    one.state.status = 500;
    const failing = await testEndpoint(deps, operator, id);
    await run();
    expect(putOff).toEqual([]);
    expect(await deliveryOf(deps, operator, { endpoint: id, event: failing.id })).toMatchObject({
      ...{ outcome: 'given-up', status: 500 },
    });
    // A test is no sign that it works, or fails, in general.
    const tested = await findEndpoint(deps, operator, id);
    expect(tested).toMatchObject({ disabled: 'by-operator' });
    expect(tested).not.toHaveProperty('failingSince');
  });

  it('an event is sent again, with its id, also if it was delivered', async () => {
    const { deps, give, run, add, time } = await start();
    const { url, received } = await startReceiver();
    const { id } = await add(url);
    await give({ event: eventOf('campaign.won') });
    await run();
    time.now += MINUTE;
    await replayEvent(deps, operator, { endpoint: id, event: 'evt_won' });
    const again = { event: eventOf('campaign.won'), to: id, again: time.now };
    await run();
    // SQS may deliver a message twice.
    await give(again, 2);
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual(['evt_won', 'evt_won']);
    await expect(replayEvent(deps, operator, { endpoint: id, event: 'evt_none' })).rejects.toMatchObject({
      reason: { kind: 'unknown-event', endpoint: id },
    });
  });

  it('a disabled endpoint is sent nothing again, and what it got stays noted as delivered', async () => {
    const { deps, give, run, add, time, waiting } = await start();
    const { url, received } = await startReceiver();
    const { id } = await add(url);
    await give({ event: eventOf('campaign.won') });
    await run();
    time.now += MINUTE;
    await replayEvent(deps, operator, { endpoint: id, event: 'evt_won' });
    await switchEndpoint(deps, operator, { id, isEnabled: false });
    // One that somebody asked for just before.
    await run();
    for (const replay of [
      () => replayEvent(deps, operator, { endpoint: id, event: 'evt_won' }),
      () => replayMissed(deps, operator, id),
    ])
      await expect(replay()).rejects.toMatchObject({ reason: { kind: 'disabled', endpoint: id } });
    expect([waiting, received.length]).toEqual([[], 1]);
    expect((await deliveriesTo(deps, operator, id)).map(({ outcome }) => outcome)).toEqual(['delivered']);
  });

  it('events are sent again in the order in which they were missed', async () => {
    const { deps, give, run, add, time, waiting } = await start();
    const { url } = await startReceiver();
    const { id } = await add(url);
    await switchEndpoint(deps, operator, { id, isEnabled: false });
    const types = ['campaign.won', 'campaign.closed', 'case.released', 'campaign.opened'] as const;
    for (const type of types) {
      time.now += MINUTE;
      await give({ event: eventOf(type) });
      await run();
    }
    await switchEndpoint(deps, operator, { id, isEnabled: true });
    expect(await replayMissed(deps, operator, id)).toBe(4);
    expect(waiting.map((message) => 'kept' in message && message.kept.type)).toEqual(types);
  });

  it('an endpoint gets all that it missed, and nothing that it has', async () => {
    const { deps, give, run, add } = await start();
    const { url, received, state } = await startReceiver();
    const { id } = await add(url);
    await give({ event: eventOf('campaign.opened') });
    await run();
    state.status = 410;
    await give({ event: eventOf('campaign.milestone') });
    await run();
    await give({ event: eventOf('campaign.won') });
    await run();
    state.status = 200;
    await switchEndpoint(deps, operator, { id, isEnabled: true });
    expect(await replayMissed(deps, operator, id)).toBe(2);
    await run();
    const ids = received.slice(2).map(({ headers }) => headers['webhook-id']);
    expect(ids.sort()).toEqual(['evt_milestone', 'evt_won']);
    expect(await replayMissed(deps, operator, id)).toBe(0);
  });
});

describe('a crash', () => {
  it('between sending and noting sends again, with the same id', async () => {
    const { deps, give, isKept, add } = await start();
    const { url, received } = await startReceiver();
    const { id } = await add(url);
    const crashing: WebhooksDeps['post'] = async (...args) => {
      await deps.post(...args);
      throw new Error('the process ends');
    };
    const body = JSON.stringify({ event: eventOf('campaign.won'), to: id });
    const { batchItemFailures } = await takeBatch({ ...deps, post: crashing }, [{ messageId: 'm', body }]);
    expect(batchItemFailures).toHaveLength(1);
    await give(body, 2);
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual(['evt_won', 'evt_won']);
    // Now it is noted.
    expect(await isKept(body, 3)).toBe(false);
    expect(received).toHaveLength(2);
  });

  it('between two messages of an event loses none and sends none twice', async () => {
    const { deps, give, run, add } = await start();
    const [one, other] = [await startReceiver(), await startReceiver()];
    for (const { url } of [one, other]) await add(url);
    let puts = 0;
    const crashing = {
      put: (message: WebhookMessage) =>
        puts++ === 1 ? Promise.reject(new Error('the queue is away')) : deps.queue.put(message),
    };
    const body = JSON.stringify({ event: eventOf('campaign.won') });
    const { batchItemFailures } = await takeBatch({ ...deps, queue: crashing }, [{ messageId: 'm', body }]);
    expect(batchItemFailures).toHaveLength(1);
    await run();
    await give(body, 2);
    await run();
    expect([one.received.length, other.received.length]).toEqual([1, 1]);
  });
});

it('keeps a message that nobody can read until SQS sets it aside, and takes the others of its batch', async () => {
  const { deps, add, logged } = await start();
  const { url, received } = await startReceiver();
  const { id } = await add(url);
  const bodies = ['', '{}', '{"event":{}}', JSON.stringify({ event: { ...eventOf('campaign.won'), type: 'unknown' } })];
  const good = JSON.stringify({ event: eventOf('campaign.won'), to: id });
  const batch = [...bodies, good].map((body, i) => ({ messageId: `m${i}`, body }));
  const { batchItemFailures } = await takeBatch(deps, batch);
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m0', 'm1', 'm2', 'm3']);
  expect(received).toHaveLength(1);
  expect(logged.filter(({ event }) => event === 'webhook-not-readable')).toHaveLength(4);
});
