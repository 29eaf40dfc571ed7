import { expect, it } from 'vitest';
import { foldCampaign } from '../../../functions/core/counts/fold.ts';
import { queryAllCounts, queryInsideNumbers } from '../../../functions/core/counts/store.ts';
import { getWaiting, noteWaiting, type Waiting } from '../../../functions/core/counts/waiting.ts';
import { DAY } from '../../../functions/core/running/clock.ts';
import { tallyBatch } from '../../../functions/tally/tally.ts';
import { silentLog } from '../../support/log.ts';
import { signed } from '../../support/signed.ts';
import { freshTables } from '../../support/tables.ts';
import { unitsOf } from '../../support/units.ts';

const SLUG = 'free-them';
const NOW = Date.parse('2026-03-10T12:00:00Z');
const counts = (await freshTables()).Counts;
const tally = (lane: string, ...changes: Parameters<typeof tallyBatch>[2]) =>
  tallyBatch({ counts, clock: () => NOW, log: silentLog }, lane, changes);
const inside = () => queryInsideNumbers(counts, SLUG);
let sequence = 0;
/** A signature that waits, as the stream has it. */
const suspicious = (day: string) => {
  const change = signed(SLUG, ++sequence, {});
  const after = { ...change.after, status: { S: 'under-review' }, signals: { SS: ['burst'] } };
  return { ...change, after: { ...after, confirmedAt: { S: `${day}T09:00:00.000Z` } } };
};
/** A decision on it, later. */
const decided = ({ after }: ReturnType<typeof suspicious>, status: string) => ({
  sequence: String(++sequence),
  before: after,
  after: { ...after, status: { S: status } },
});

it('knows the day of the oldest signature that waits, whatever lane it came by, and the next one after a decision', async () => {
  const [old, middle, young] = ['2026-03-02', '2026-03-04', '2026-03-09'].map(suspicious);
  if (!old || !middle || !young) throw new Error('There are three');
  await tally('lane-1', old, young);
  await tally('lane-2', middle);
  expect(await inside()).toEqual({ total: 0, underReview: 3, waitsSince: '2026-03-02' });
  // The decisions come by another lane than the signatures.
  await tally('lane-3', decided(old, 'counted'));
  expect(await inside()).toEqual({ total: 1, underReview: 2, waitsSince: '2026-03-04' });
  await tally('lane-1', decided(middle, 'voided'));
  await foldCampaign(counts, SLUG, NOW + 5 * DAY);
  expect(await inside()).toEqual({ total: 1, underReview: 1, waitsSince: '2026-03-09' });
  const { total, byHour, inside: same } = await queryAllCounts(counts, SLUG);
  expect([total, [...byHour.keys()], same]).toEqual([1, ['2026-03-02T09'], await inside()]);
  await tally('lane-4', decided(young, 'counted'));
  expect(await inside()).toEqual({ total: 2, underReview: 0, waitsSince: undefined });
});

it('costs no write unit more than before, in the batch that counts it', async () => {
  const db = (await freshTables()).Counts;
  const deps = { counts: db, clock: () => NOW, log: silentLog };
  const write = (change: Parameters<typeof tallyBatch>[2][number]) =>
    unitsOf(db, () => tallyBatch(deps, 'lane', [change]));
  // A read of the lane, and a write of it.
  expect(await write(suspicious('2026-03-02'))).toEqual([1, 1]);
  expect(await write(suspicious('2026-03-03'))).toEqual([1, 1]);
});

it('notes what waits in all campaigns, forgets those where nothing waits or that are gone, and writes only changes', async () => {
  const db = (await freshTables()).Counts;
  const known = new Set(['a', 'b', 'c']);
  const one = { signatures: 2, since: '2026-03-02' };
  await noteWaiting(
    db,
    new Map<string, Waiting>([
      ['b', one],
      ['a', { signatures: 1, since: undefined }],
      ['c', { signatures: 0, since: undefined }],
    ]),
    known,
  );
  expect([...(await getWaiting(db)).campaigns]).toEqual([
    ['a', { signatures: 1, since: undefined }],
    ['b', one],
  ]);
  // Nobody looked at the others.
  expect(await unitsOf(db, () => noteWaiting(db, new Map<string, Waiting>([['b', one]]), known))).toEqual([0.5]);
  expect((await getWaiting(db)).version).toBe(1);
  await noteWaiting(db, new Map([['a', { signatures: 0, since: undefined }]]), known);
  await noteWaiting(db, new Map(), new Set(['c']));
  expect(await getWaiting(db)).toEqual({ version: 3, campaigns: new Map() });
});

it('loses nothing if two runs note at the same moment', async () => {
  const db = (await freshTables()).Counts;
  const slugs = ['a', 'b', 'c', 'd'];
  await Promise.all(
    slugs.map((slug) => noteWaiting(db, new Map([[slug, { signatures: 1, since: '2026-03-02' }]]), new Set(slugs))),
  );
  expect([...(await getWaiting(db)).campaigns.keys()].sort()).toEqual(slugs);
});
