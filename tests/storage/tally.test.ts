import { expect, it } from 'vitest';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { type SignatureChange, tallyBatch } from '../../functions/tally/tally.ts';
import { freshTables } from './tables.ts';

const { Counts: counts } = await freshTables();
const setAside: string[] = [];
const deps = {
  counts,
  clock: () => Date.parse('2026-03-01T12:00:00Z'),
  log: { info: () => undefined, error: (event: string) => void setAside.push(event) },
};

const image = (campaign: string, country = 'AZ') => ({
  pk: { S: `${campaign}#a7` },
  status: { S: 'counted' },
  confirmedAt: { S: '2026-03-01T09:30:00.000Z' },
  country: { S: country },
  source: { S: 'other' },
});
const withdrawn = (campaign: string) => ({ pk: { S: `${campaign}#a7` }, status: { S: 'withdrawn' } });
const signed = (campaign: string, sequence: number, country?: string): SignatureChange => ({
  sequence: String(sequence),
  after: image(campaign, country),
});

it('counts nothing twice when a batch comes again, whole, cut elsewhere, or twice at once', async () => {
  const batch = Array.from({ length: 20 }, (_, i) => signed('replayed', 95 + i));
  await tallyBatch(deps, 'lane', batch.slice(0, 7));
  await Promise.all([tallyBatch(deps, 'lane', batch), tallyBatch(deps, 'lane', batch.slice(3))]);
  await tallyBatch(deps, 'lane', batch);
  expect((await queryCounts(counts, 'replayed')).total).toBe(20);
});

it('sums lanes, and counts by country, hour and source', async () => {
  await tallyBatch(deps, 'one', [signed('lanes', 1), signed('lanes', 2, 'DE')]);
  await tallyBatch(deps, 'two', [signed('lanes', 1)]);
  const { total, byCountry, byHour, bySource } = await queryCounts(counts, 'lanes');
  expect(total).toBe(3);
  expect(Object.fromEntries(byCountry)).toEqual({ AZ: 2, DE: 1 });
  expect(Object.fromEntries(byHour)).toEqual({ '2026-03-01T09': 3 });
  expect(Object.fromEntries(bySource)).toEqual({ other: 3 });
});

it('goes down by one when a signature is withdrawn, and stays when what is left expires', async () => {
  await tallyBatch(deps, 'lane', [signed('withdrawn', 1), signed('withdrawn', 2, 'DE')]);
  await tallyBatch(deps, 'lane', [{ sequence: '3', before: image('withdrawn'), after: withdrawn('withdrawn') }]);
  await tallyBatch(deps, 'lane', [{ sequence: '4', before: withdrawn('withdrawn') }]);
  const { total, byCountry } = await queryCounts(counts, 'withdrawn');
  expect(total).toBe(1);
  expect(Object.fromEntries(byCountry)).toEqual({ DE: 1 });
});

it('sets a record aside that makes no sense, and counts the rest', async () => {
  await tallyBatch(deps, 'lane', [
    { sequence: '1', after: { pk: { S: 'odd#00' }, status: { S: '?' } } },
    signed('odd', 2),
  ]);
  expect((await queryCounts(counts, 'odd')).total).toBe(1);
  expect(setAside).toEqual(['tally-record-set-aside']);
});
