import { describe, expect, it } from 'vitest';
import { queryPartition } from '../../../functions/core/aws/db.ts';
import { foldCampaign } from '../../../functions/core/counts/fold.ts';
import { queryCounts, queryUnderReview } from '../../../functions/core/counts/store.ts';
import { sumCounts } from '../../../functions/core/counts/sums.ts';
import { DAY, HOUR, isoTime } from '../../../functions/core/running/clock.ts';
import { tallyBatch } from '../../../functions/tally/tally.ts';
import { silentLog } from '../../support/log.ts';
import { image, signed } from '../../support/signed.ts';
import { freshTables } from '../../support/tables.ts';

const { Counts } = await freshTables();
const NOW = Date.parse('2026-11-01T00:00:00Z');
const deps = { counts: Counts, clock: () => NOW, log: silentLog };
const fold = (campaign: string, after: number) => foldCampaign(Counts, campaign, NOW + after);
const laneOf = async (campaign: string) =>
  (await queryPartition(Counts, campaign, { consistent: true })).find(({ seq }) => seq);

/** One signature in each of some hours. */
const inHours = (campaign: string, hours: number) =>
  tallyBatch(
    deps,
    'shard',
    Array.from({ length: hours }, (_, i) => signed(campaign, i + 1, { confirmedAt: isoTime(NOW + i * HOUR) })),
  );

describe('a lane is folded', () => {
  it('when it has rested for more than two days', async () => {
    await inHours('rested', 1);
    expect(await fold('rested', 48 * HOUR)).toEqual({ folded: 0, removed: 0 });
    expect(await fold('rested', 48 * HOUR + 1)).toEqual({ folded: 1, removed: 0 });
  });

  it('at once when it has more than 120 numbers: those of hours, and four more', async () => {
    await inHours('has-120', 116);
    await inHours('has-121', 117);
    expect(await fold('has-120', 0)).toEqual({ folded: 0, removed: 0 });
    expect(await fold('has-121', 0)).toEqual({ folded: 1, removed: 0 });
  });

  it('200 numbers at a time, the most in one write, and loses no number', async () => {
    await inHours('very-large', 250);
    const before = await queryCounts(Counts, 'very-large');
    expect(before.byHour.size).toBe(250);
    expect(await fold('very-large', 3 * DAY)).toEqual({ folded: 1, removed: 0 });
    expect(
      Object.keys((await laneOf('very-large')) ?? {}).filter((name) => name.startsWith('h:')).length,
    ).toBeGreaterThan(40);
    expect(await queryCounts(Counts, 'very-large')).toEqual(before);
    expect(await fold('very-large', 3 * DAY)).toEqual({ folded: 1, removed: 0 });
    expect(await queryCounts(Counts, 'very-large')).toEqual(before);
    // The base is not a lane, with any number of sums.
    expect(await fold('very-large', 3 * DAY)).toEqual({ folded: 0, removed: 0 });
    expect(await queryCounts(Counts, 'very-large')).toEqual(before);
  });
});

describe('an empty lane is removed', () => {
  it('more than 14 days after its last record', async () => {
    await inHours('emptied', 1);
    await fold('emptied', 3 * DAY);
    expect(await fold('emptied', 14 * DAY)).toEqual({ folded: 0, removed: 0 });
    expect(await fold('emptied', 14 * DAY + 1)).toEqual({ folded: 0, removed: 1 });
  });

  it('and leaves counts that can be seen to be whole', async () => {
    await inHours('whole', 2);
    await fold('whole', 3 * DAY);
    await inHours('whole', 3);
    await fold('whole', 3 * DAY);
    expect((await sumCounts(Counts, 'whole')).isWhole).toBe(true);
    expect(await fold('whole', 15 * DAY)).toEqual({ folded: 0, removed: 1 });
    expect(await sumCounts(Counts, 'whole')).toMatchObject({ isWhole: true });
    expect((await queryCounts(Counts, 'whole')).total).toBe(3);
  });

  it('also if nothing public was ever counted in it', async () => {
    const after = { ...image('reviewed', 1), status: { S: 'under-review' }, signals: { SS: ['honeypot'] } };
    await tallyBatch(deps, 'shard', [{ sequence: '1', after }]);
    await fold('reviewed', 3 * DAY);
    expect(await fold('reviewed', 15 * DAY)).toEqual({ folded: 0, removed: 1 });
    expect(await queryUnderReview(Counts, 'reviewed')).toEqual({ total: 1, bySignal: new Map([['honeypot', 1]]) });
    expect((await queryCounts(Counts, 'reviewed')).changedAt).toBeUndefined();
  });
});
