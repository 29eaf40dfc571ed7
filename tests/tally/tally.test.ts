import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { countries } from '../../functions/core/country.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { image, signed, tombstone, withdrawn } from '../support/signed.ts';
import { freshTables } from '../support/tables.ts';

const { Counts: counts } = await freshTables();
const setAside: string[] = [];
const deps = {
  counts,
  clock: () => Date.parse('2026-03-01T12:00:00Z'),
  log: {
    info: () => undefined,
    error: (event: string, fields: object = {}) => void setAside.push(`${event} ${JSON.stringify(fields)}`),
  },
};

const laneOf = async (campaign: string, lane = 'lane') =>
  (
    await counts.client.send(
      new GetItemCommand({
        TableName: counts.table,
        Key: { pk: { S: campaign }, sk: { S: lane } },
        ConsistentRead: true,
      }),
    )
  ).Item;

it('counts nothing twice when a batch comes again, whole, cut elsewhere, or twice at once', async () => {
  const batch = Array.from({ length: 20 }, (_, i) => signed('replayed', 95 + i));
  await tallyBatch(deps, 'lane', batch.slice(0, 7));
  await Promise.all([tallyBatch(deps, 'lane', batch), tallyBatch(deps, 'lane', batch.slice(3))]);
  await tallyBatch(deps, 'lane', batch);
  expect((await queryCounts(counts, 'replayed')).total).toBe(20);
});

it('compares sequence numbers as numbers, and never moves a lane back', async () => {
  await tallyBatch(deps, 'lane', [signed('numbers', 9), signed('numbers', 10)]);
  await tallyBatch(deps, 'lane', [signed('numbers', 9)]);
  expect((await laneOf('numbers'))?.seq?.S).toBe('10');
  const large = 100000000000000000000n;
  const late = { ...signed('numbers', 1), sequence: String(large + 1n) };
  await tallyBatch(deps, 'lane', [{ ...signed('numbers', 2), sequence: String(large) }]);
  await tallyBatch(deps, 'lane', [late]);
  expect((await queryCounts(counts, 'numbers')).total).toBe(4);
});

it('sums lanes, and counts by country, hour and source', async () => {
  await tallyBatch(deps, 'one', [signed('lanes', 1), signed('lanes', 2, { country: 'DE' })]);
  await tallyBatch(deps, 'two', [signed('lanes', 1)]);
  const { total, byCountry, byHour, bySource } = await queryCounts(counts, 'lanes');
  expect(total).toBe(3);
  expect(Object.fromEntries(byCountry)).toEqual({ AZ: 2, DE: 1 });
  expect(Object.fromEntries(byHour)).toEqual({ '2026-03-01T09': 3 });
  expect(Object.fromEntries(bySource)).toEqual({ other: 3 });
});

it('goes down by one when a signature is withdrawn, in its own hour, and removes numbers at zero', async () => {
  await tallyBatch(deps, 'lane', [
    signed('gone', 1, { confirmedAt: '2026-03-01T07:00:00.000Z' }),
    signed('gone', 2, { country: 'DE' }),
  ]);
  await tallyBatch(deps, 'lane', [
    withdrawn('gone', { of: 1, sequence: 3 }, { confirmedAt: '2026-03-01T07:00:00.000Z' }),
  ]);
  const { total, byCountry, byHour } = await queryCounts(counts, 'gone');
  expect(total).toBe(1);
  expect(Object.fromEntries(byCountry)).toEqual({ DE: 1 });
  expect(Object.fromEntries(byHour)).toEqual({ '2026-03-01T09': 1 });
});

it('counts and reports no change when the note of a withdrawal expires', async () => {
  const at = (iso: string) => ({ ...deps, clock: () => Date.parse(iso) });
  await tallyBatch(at('2026-03-01T12:00:00Z'), 'lane', [signed('expired', 1), signed('expired', 2)]);
  await tallyBatch(at('2026-03-01T13:00:00Z'), 'lane', [withdrawn('expired', { of: 1, sequence: 3 })]);
  await tallyBatch(at('2026-03-09T00:00:00Z'), 'lane', [{ sequence: '4', before: tombstone(image('expired', 1)) }]);
  expect(await queryCounts(counts, 'expired')).toMatchObject({ total: 1, changedAt: '2026-03-01T13:00:00.000Z' });
  expect((await laneOf('expired'))?.seq?.S).toBe('4');
});

it('sets a record aside that makes no sense, by number alone, and counts the rest', async () => {
  setAside.length = 0;
  await tallyBatch(deps, 'lane', [
    { sequence: '1', after: { ...image('odd', 1), status: { S: '?' } } },
    { sequence: '2', after: image('odd', 2, { country: 'Azerbaijan' }) },
    { sequence: '3', after: image('odd', 3, { confirmedAt: 'yesterday' }) },
    { sequence: '4', after: image('odd', 4, { source: undefined, publicName: 'Nobody' }) },
    signed('odd', 5),
    { sequence: '6', after: { ...image('odd', 6), pk: { S: 'names#odd#a7' } } },
    { sequence: '7', after: { ...image('odd', 7), pk: { S: 'odd' } } },
    { sequence: '8' },
  ]);
  expect((await queryCounts(counts, 'odd')).total).toBe(1);
  expect((await laneOf('odd'))?.seq?.S).toBe('5');
  expect(setAside.sort()).toEqual(
    ['1', '2', '3', '4', '6', '7', '8'].map(
      (sequence) => `tally-record-set-aside {"lane":"lane","sequence":"${sequence}"}`,
    ),
  );
});

it('keeps each write within the limits of DynamoDB, and still counts each signature once', async () => {
  const lengths: number[] = [];
  counts.client.middlewareStack.add(
    (next) => (args) => {
      const { UpdateExpression } = args.input as { UpdateExpression?: string };
      if (UpdateExpression) lengths.push(UpdateExpression.length);
      return next(args);
    },
    { step: 'initialize', name: 'lengths' },
  );
  // Signatures from everywhere, and 600 from as many hours: what a lane may be told after it stood still for long.
  const start = Date.parse('2026-01-01T00:00:00Z');
  const batch = Array.from({ length: 1_000 }, (_, i) =>
    signed('wide', i + 1, {
      country: countries[i % countries.length],
      confirmedAt: new Date(start + (i % 600) * 3_600_000).toISOString(),
    }),
  );
  await tallyBatch(deps, 'lane', batch);
  await tallyBatch(deps, 'lane', batch);
  counts.client.middlewareStack.remove('lengths');
  const { total, byCountry, byHour } = await queryCounts(counts, 'wide');
  expect(total).toBe(1_000);
  expect(byCountry.size).toBe(countries.length);
  expect(byHour.size).toBe(600);
  expect(lengths.length).toBeGreaterThan(1);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(4_096);
});
