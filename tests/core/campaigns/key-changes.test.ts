import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import {
  carryOutKeyChange,
  planKeyRemoval,
  planNewKey,
  readRing,
} from '../../../functions/core/campaigns/key-changes.ts';
import { putCampaign } from '../../../functions/core/campaigns/store.ts';
import { RingChanged, type RingStore } from '../../../functions/core/keys/ring-store.ts';
import { DAY, HOUR, isoTime, MINUTE } from '../../../functions/core/running/clock.ts';
import { campaignOf } from '../../support/campaign.ts';
import { anyTrail } from '../../support/records.ts';
import { freshTables } from '../../support/tables.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const before = (days: number) => isoTime(now - days * DAY);
const ring = JSON.stringify({ k1: 'a'.repeat(64), k2: { secret: 'b'.repeat(64), from: before(20) } });
const secret = 'c'.repeat(64);
let deps: Parameters<typeof carryOutKeyChange>[0];
let kept: string;
let offset: number;

beforeEach(async () => {
  [kept, offset] = [ring, 0];
  const rings: RingStore = {
    read: async () => ({ text: kept, version: kept }),
    async replace(_ring, { version }, text) {
      if (version !== kept) throw new RingChanged();
      kept = text;
    },
    clockOffset: () => offset,
  };
  deps = { rings, audit: anyTrail(), campaigns: (await freshTables()).Campaigns, clock: () => now };
});

const made = (slug: string, createdAt: string, more: Parameters<typeof campaignOf>[0] = {}) =>
  putCampaign(deps.campaigns, { ...campaignOf({ slug, opensAt: createdAt, ...more }), createdAt });
const remove = (kid: string) => planKeyRemoval(deps, operator, { ring: 'pepper', kid });

it.each([
  ['is open', {}],
  ['opens one day', { opensAt: '2027-01-01T00:00:00Z', closesAt: '2027-02-01T00:00:00Z' }],
  ['has closed within the day', { closesAt: isoTime(now - 23 * HOUR) }],
])('keeps the pepper of a campaign that %s', async (_what, more) => {
  await made('needing', before(30), more);
  await made('newer', before(10));
  await expect(remove('k1')).rejects.toThrow(
    expect.objectContaining({ reason: { kind: 'pepper-needed', kid: 'k1', campaigns: ['needing'] } }),
  );
});

it('removes the pepper of campaigns that are over, and of no other', async () => {
  await made('past', before(30), { closesAt: before(1) });
  await made('newer', before(10));
  const plan = await remove('k1');
  expect(plan.change.campaigns).toEqual(['past']);
  expect(kept).toBe(ring);
  await carryOutKeyChange(deps, operator, plan);
  expect(JSON.parse(kept)).toEqual({ ...JSON.parse(ring), k1: { gone: isoTime(now) } });
});

it('removes a key of another ring, whatever campaigns are open', async () => {
  await made('open', before(30));
  const { change } = await planKeyRemoval(deps, operator, { ring: 'token', kid: 'k1' });
  expect(change).toMatchObject({ kid: 'k1', campaigns: [] });
  expect(Object.keys(change.file)).toEqual(['k2']);
});

it('lets a new pepper begin after the newest campaign, and other keys in a quarter of an hour', async () => {
  await made('fast', isoTime(now + HOUR));
  const begins = async (name: 'pepper' | 'token') =>
    (await planNewKey(deps, operator, { ring: name, secret })).change.from - now;
  expect([await begins('pepper'), await begins('token')]).toEqual([HOUR + 1_000, 15 * MINUTE]);
});

it('goes by the clock of the store, if this computer is behind it', async () => {
  offset = HOUR;
  expect((await planNewKey(deps, operator, { ring: 'token', secret })).change.from).toBe(now + HOUR + 15 * MINUTE);
});

it('does not overwrite a ring that another person changed meanwhile', async () => {
  const [one, other] = [
    await planNewKey(deps, operator, { ring: 'token', secret }),
    await planNewKey(deps, operator, { ring: 'token', secret: 'd'.repeat(64) }),
  ];
  await carryOutKeyChange(deps, operator, one);
  const written = kept;
  await expect(carryOutKeyChange(deps, operator, other)).rejects.toThrow(RingChanged);
  expect(kept).toBe(written);
});

it('says of a damaged ring that it cannot be read, and quotes nothing of it', async () => {
  kept = '{"k1":"oops"}';
  await expect(readRing(deps, 'mail')).rejects.toThrow(
    expect.objectContaining({
      reason: { kind: 'unreadable', ring: 'mail', message: 'A keyring contains something that is not a key' },
    }),
  );
});
