import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../functions/core/access/actor.ts';
import { operator } from '../../../functions/core/access/actor.ts';
import { campaignRoles } from '../../../functions/core/access/roles.ts';
import { scopes } from '../../../functions/core/access/scopes.ts';
import { HOUR, isoTime, MINUTE } from '../../../functions/core/running/clock.ts';
import type { Delivery } from '../../../functions/core/webhooks/delivery.ts';
import type { Endpoint } from '../../../functions/core/webhooks/endpoint.ts';
import { endpoints, findEndpoint, switchEndpoint } from '../../../functions/core/webhooks/manage.ts';
import type { WebhookMessage } from '../../../functions/core/webhooks/queue.ts';
import {
  deliveriesTo,
  deliveryOf,
  replayEvent,
  replayMissed,
  testEndpoint,
} from '../../../functions/core/webhooks/resend.ts';
import { endpointSeen, endpointsSeen } from '../../../functions/core/webhooks/seen.ts';
import { getEndpoint, putDelivery, putEndpoint, putEvent, putHealth } from '../../../functions/core/webhooks/store.ts';
import { organiserActor, standingActor } from '../../support/access.ts';
import { eventOf } from '../../support/events.ts';
import { newTrail } from '../../support/records.ts';
import { freshTables } from '../../support/tables.ts';

/** What organisers may do with webhooks, on a real table. */
const NOW = Date.parse('2026-11-29T12:00:00Z');
const ID = 'whe_aaaaaaaaaaaaaaaa';
const { Webhooks, Organisers } = await freshTables();
const time = { now: NOW };
const queued: WebhookMessage[] = [];
let trail = newTrail();
const deps = () => ({
  webhooks: Webhooks,
  organisers: Organisers,
  queue: { put: async (message: WebhookMessage) => void queued.push(message) },
  audit: trail.audit,
  clock: () => time.now,
});
const admin = await standingActor(Organisers, { isAdmin: true, freshAt: NOW });

async function put(more: Partial<Endpoint> = {}): Promise<string> {
  const endpoint: Endpoint = {
    ...{ id: ID, url: 'https://hooks.example.org/very/secret?key=hidden', types: [], campaigns: [] },
    ...{ createdAt: isoTime(NOW - HOUR), secret: { kid: 'k1', generation: 1 } },
    ...more,
  };
  const old = await getEndpoint(Webhooks, endpoint.id);
  await putEndpoint(Webhooks, endpoint, old?.secret.generation);
  return endpoint.id;
}
const noted = (event: string, outcome: Delivery['outcome'], more: Partial<Delivery> = {}) =>
  putDelivery(Webhooks, {
    ...{ endpoint: ID, event, type: 'campaign.won', outcome, attempt: 1, at: NOW },
    ...more,
  });

beforeEach(async () => {
  time.now = NOW;
  queued.length = 0;
  trail = newTrail();
  await put();
});

/** Every use case of webhooks that the console has. */
const useCases: Readonly<Record<string, (actor: Actor) => Promise<unknown>>> = {
  endpoints: (actor) => endpoints(deps(), actor),
  findEndpoint: (actor) => findEndpoint(deps(), actor, ID),
  endpointsSeen: (actor) => endpointsSeen(deps(), actor),
  endpointSeen: (actor) => endpointSeen(deps(), actor, ID),
  deliveriesTo: (actor) => deliveriesTo(deps(), actor, ID),
  deliveryOf: (actor) => deliveryOf(deps(), actor, { endpoint: ID, event: 'evt_won' }),
  testEndpoint: (actor) => testEndpoint(deps(), actor, ID),
  replayEvent: (actor) => replayEvent(deps(), actor, { endpoint: ID, event: 'evt_won' }),
  replayMissed: (actor) => replayMissed(deps(), actor, ID),
  'switchEndpoint on': (actor) => switchEndpoint(deps(), actor, { id: ID, isEnabled: true }),
  'switchEndpoint off': (actor) => switchEndpoint(deps(), actor, { id: ID, isEnabled: false }),
};
const READING = ['endpoints', 'findEndpoint', 'endpointsSeen', 'endpointSeen', 'deliveriesTo', 'deliveryOf'];

describe.each(Object.entries(useCases))('%s', (name, use) => {
  const refused = [
    ...campaignRoles.map((role) => organiserActor({ campaigns: { 'free-them': role } })),
    organiserActor(),
    organiserActor({ isAdmin: true, scopes: scopes.filter((scope) => !scope.startsWith('webhooks:')) }),
    ...(READING.includes(name) ? [] : [organiserActor({ isAdmin: true, scopes: ['webhooks:read'] })]),
    organiserActor({ campaigns: { 'free-them': 'owner' }, scopes }),
  ];

  it('is for admins alone, and their tokens for webhooks', async () => {
    await putEvent(Webhooks, eventOf('campaign.won'), NOW);
    for (const actor of refused) await expect(use(actor)).rejects.toMatchObject({ kind: 'not-allowed' });
    expect([queued, trail.entries()]).toEqual([[], []]);
    expect((await getEndpoint(Webhooks, ID))?.disabled).toBeUndefined();
    for (const actor of [admin, { ...admin, freshAt: undefined, scopes: ['webhooks:write'] as const }, operator])
      await expect(use(actor)).resolves.not.toThrow();
  });

  it('asks for a fresh second factor only to enable and disable', async () => {
    await putEvent(Webhooks, eventOf('campaign.won'), NOW);
    const old = use({ ...admin, freshAt: NOW - HOUR });
    if (name.startsWith('switchEndpoint')) await expect(old).rejects.toMatchObject({ kind: 'not-fresh' });
    else await expect(old).resolves.not.toThrow();
  });

  it('finds no endpoint by what is none', async () => {
    if (['endpoints', 'endpointsSeen', 'deliveryOf'].includes(name)) return;
    for (const id of ['whe_gone', '', 'x'.repeat(3_000), '../endpoints'])
      await expect(ofOther[name]?.(id)).rejects.toMatchObject({ reason: { kind: 'unknown-endpoint', endpoint: id } });
  });
});

const ofOther: Readonly<Record<string, (id: string) => Promise<unknown>>> = {
  findEndpoint: (id) => findEndpoint(deps(), admin, id),
  endpointSeen: (id) => endpointSeen(deps(), admin, id),
  deliveriesTo: (id) => deliveriesTo(deps(), admin, id),
  testEndpoint: (id) => testEndpoint(deps(), admin, id),
  replayEvent: (id) => replayEvent(deps(), admin, { endpoint: id, event: 'evt_won' }),
  replayMissed: (id) => replayMissed(deps(), admin, id),
  'switchEndpoint on': (id) => switchEndpoint(deps(), admin, { id, isEnabled: true }),
  'switchEndpoint off': (id) => switchEndpoint(deps(), admin, { id, isEnabled: false }),
};

it('shows an admin how an endpoint does, and neither its secret nor the path of its address', async () => {
  await put({ description: 'Our website', campaigns: ['free-them'], failingSince: NOW - MINUTE, failedAt: NOW });
  await noted('evt_first', 'delivered', { at: NOW - 2 * MINUTE, status: 204 });
  await noted('evt_last', 'waits', { at: NOW - MINUTE, failure: 'timeout', nextAt: NOW + MINUTE });
  const [first] = await endpointsSeen(deps(), admin);
  expect(first?.endpoint).toEqual({
    ...{ id: ID, address: 'https://hooks.example.org/…', description: 'Our website', types: [] },
    ...{ campaigns: ['free-them'], createdAt: isoTime(NOW - HOUR), failingSince: NOW - MINUTE },
  });
  expect(first?.last).toMatchObject({ event: 'evt_last', outcome: 'waits' });
  const seen = await endpointSeen(deps(), admin, ID);
  expect(seen.deliveries.map(({ event }) => event)).toEqual(['evt_last', 'evt_first']);
  expect(JSON.stringify(seen)).not.toMatch(/secret|hidden|k1/);
});

describe('the page of a disabled endpoint', () => {
  const since = async () => {
    const { endpoint } = await endpointSeen(deps(), admin, ID);
    return [endpoint.disabled, endpoint.disabledAt];
  };

  it('says since when a person has disabled it, until somebody enables it', async () => {
    await switchEndpoint(deps(), operator, { id: ID, isEnabled: false });
    expect(await since()).toEqual(['by-operator', NOW]);
    await switchEndpoint(deps(), admin, { id: ID, isEnabled: true });
    expect(await since()).toEqual([undefined, undefined]);
    expect(trail.entries()).toMatchObject([
      { actor: 'operator', client: 'command', act: 'webhooks.disable', subject: ID },
      { actor: admin.account, client: 'console', act: 'webhooks.enable', before: { disabled: 'by-operator' } },
    ]);
  });

  it('knows the moment for one that an earlier version disabled, if its last failure was the reason', async () => {
    await putHealth(Webhooks, ID, { disabled: 'gone', failedAt: NOW - HOUR });
    expect(await since()).toEqual(['gone', NOW - HOUR]);
    await putHealth(Webhooks, ID, { disabled: 'by-operator' });
    expect(await since()).toEqual(['by-operator', undefined]);
  });
});

describe('what an admin sends', () => {
  it('is in the trail with who asked for it, and by what', async () => {
    const { id } = await testEndpoint(deps(), admin, ID);
    expect(queued).toEqual([{ event: expect.objectContaining({ id, type: 'webhook.test' }), to: ID }]);
    await putEvent(Webhooks, eventOf('campaign.won'), NOW);
    await replayEvent(deps(), { ...admin, client: 'api', scopes }, { endpoint: ID, event: 'evt_won' });
    expect(trail.entries()).toMatchObject([
      { actor: admin.account, client: 'console', act: 'webhooks.test', subject: ID, after: { event: id } },
      { actor: admin.account, client: 'api', act: 'webhooks.replay', subject: ID, after: { event: 'evt_won' } },
    ]);
  });

  it('is all that an endpoint missed and that is kept, many at once', async () => {
    await put({ id: 'whe_b' });
    const missed = Array.from({ length: 45 }, (_, i) => `evt_missed-${i}`);
    for (const [i, event] of missed.entries()) {
      const outcome = (['given-up', 'disabled', 'gone'] as const)[i % 3] ?? 'gone';
      await noted(event, outcome, { endpoint: 'whe_b', at: NOW - i });
      await putEvent(Webhooks, eventOf('campaign.won', event), NOW);
    }
    await noted('evt_erased', 'withdrawn', { endpoint: 'whe_b' });
    await noted('evt_fine', 'delivered', { endpoint: 'whe_b' });
    await noted('evt_later', 'waits', { endpoint: 'whe_b' });
    await noted('evt_test', 'given-up', { endpoint: 'whe_b', type: 'webhook.test' });
    expect(await replayMissed(deps(), admin, 'whe_b')).toBe(45);
    expect(queued.map((one) => 'kept' in one && one.kept.id).sort()).toEqual([...missed].sort());
    expect(trail.entries().at(-1)).toMatchObject({ outcome: 'done', after: { sent: 45 } });
  });

  it('is no event that the endpoint did not ask for, unless it got that one before', async () => {
    await putEvent(Webhooks, eventOf('campaign.won'), NOW);
    const never = await put({ id: 'whe_never', types: ['export.ready'] });
    const elsewhere = await put({ id: 'whe_elsewhere', campaigns: ['another-one'] });
    for (const endpoint of [never, elsewhere]) {
      const replay = () => replayEvent(deps(), admin, { endpoint, event: 'evt_won' });
      await expect(replay()).rejects.toMatchObject({ reason: { kind: 'unknown-event' } });
      expect([queued, trail.entries()]).toEqual([[], []]);
      await noted('evt_won', 'delivered', { endpoint });
      await replay();
      expect(queued.splice(0)).toHaveLength(1);
      trail = newTrail();
    }
  });

  it('is nothing for a disabled endpoint, and no event that is not kept', async () => {
    for (const event of ['evt_gone', '', 'x'.repeat(3_000)])
      await expect(replayEvent(deps(), admin, { endpoint: ID, event })).rejects.toMatchObject({
        reason: { kind: 'unknown-event' },
      });
    await switchEndpoint(deps(), operator, { id: ID, isEnabled: false });
    for (const replay of [
      () => replayMissed(deps(), admin, ID),
      () => replayEvent(deps(), admin, { endpoint: ID, event: 'evt_won' }),
    ])
      await expect(replay()).rejects.toMatchObject({ reason: { kind: 'disabled' } });
    expect(queued).toEqual([]);
  });
});
