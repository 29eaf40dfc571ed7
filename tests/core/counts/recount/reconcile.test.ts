import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it, vi } from 'vitest';
import { operator } from '../../../../functions/core/access/actor.ts';
import { correctCounts, reconcileCampaign } from '../../../../functions/core/counts/recount/reconcile.ts';
import {
  beginRecount,
  finishRecount,
  getRecounts,
  putRecount,
} from '../../../../functions/core/counts/recount/recounts.ts';
import { queryCounts } from '../../../../functions/core/counts/store.ts';
import { HOUR } from '../../../../functions/core/running/clock.ts';
import { putSignatureOnce } from '../../../../functions/core/signatures/store.ts';
import { anyTrail } from '../../../support/records.ts';
import { signatureOf, signerOf } from '../../../support/signature.ts';
import { freshTables } from '../../../support/tables.ts';

const { Counts: counts, Signatures: signatures } = await freshTables();
// A recount is 256 reads, which take their time on a busy machine.

const NOW = Date.parse('2026-11-24T09:30:00Z');

const deps = { counts, signatures, audit: anyTrail(), pause: async () => undefined, clock: () => NOW + HOUR };

/** Judges the recount as it is, and reads no signatures. */
const judge = (slug: string) =>
  reconcileCampaign(deps, operator, {
    ...{ campaign: { slug, showNames: false }, mayGoOn: () => false, progress: () => undefined },
  });

/** Begins a recount which finds so many signatures, and has read so many of the 256 partitions. */
async function recount(campaign: string, found: number, next = 256): Promise<void> {
  await beginRecount(counts, campaign, new Map(), NOW);
  const { running } = await getRecounts(counts, campaign);
  const recounted = new Map([
    ['n', found],
    ['c:AZ', found],
  ]);
  await putRecount(counts, campaign, 'running', running!, { ...running!, recounted, next, at: NOW + HOUR });
}
async function finish(campaign: string): Promise<void> {
  const { running } = await getRecounts(counts, campaign);
  await finishRecount(counts, campaign, running!);
}

it('recounts a campaign that is due to its end, and judges its counts by it', async () => {
  const progress = vi.fn();
  const input = { campaign: { slug: 'due', showNames: false }, mayGoOn: () => true, progress };
  await putSignatureOnce(signatures, signatureOf('due', signerOf('due', 'ada'), NOW));
  expect(await reconcileCampaign(deps, operator, input)).toMatchObject({
    kind: 'unsettled',
    recount: { next: 256 },
    verdict: { total: 0, differences: [{ name: 'n', missing: 1 }, {}, {}, {}] },
  });
  expect(progress).toHaveBeenLastCalledWith(256);
});

it('judges neither a campaign that was never recounted, nor one that is not read to its end', async () => {
  expect(await judge('never')).toEqual({ kind: 'nothing-recounted' });
  await recount('half', 3, 255);
  expect(await judge('half')).toEqual({ kind: 'unfinished' });
});

it('says from when a recount that is read to its end is certain: 25 hours later', async () => {
  await recount('late', 3);
  const judgement = await judge('late');
  expect(judgement).toMatchObject({ kind: 'unsettled', certainFrom: NOW + 26 * HOUR });
  expect(judgement).toMatchObject({
    verdict: { total: 0, differences: [{ name: 'n', missing: 3 }, { name: 'c:AZ' }] },
  });
});

it('goes by the last recount that is certain, while another is at work', async () => {
  await recount('settled', 3);
  await finish('settled');
  await beginRecount(counts, 'settled', new Map(), NOW + 30 * HOUR);
  expect(await judge('settled')).toMatchObject({ kind: 'settled', recount: { startedAt: NOW } });
});

it('corrects the differences that were shown and are there still, and no other', async () => {
  const campaign = 'corrected';
  await recount(campaign, 3);
  await finish(campaign);
  const shown = [{ name: 'n', counted: 0, recounted: 3, missing: 3 }];
  expect(await correctCounts(deps, operator, { campaign, shown })).toEqual({
    counts: shown,
    names: undefined,
    isRight: false,
  });
  expect(await queryCounts(counts, campaign)).toMatchObject({ total: 3, byCountry: new Map() });
  // As if tally had counted them meanwhile.
  await counts.client.send(
    new UpdateItemCommand({
      TableName: counts.table,
      Key: { pk: { S: campaign }, sk: { S: 'base' } },
      UpdateExpression: 'ADD #c :n, #h :n, #s :n',
      ExpressionAttributeNames: { '#c': 'c:AZ', '#h': 'h:2026-11-24T09', '#s': 's:other' },
      ExpressionAttributeValues: { ':n': { N: '3' } },
    }),
  );
  const again = [...shown, { name: 'c:AZ', counted: 0, recounted: 3, missing: 3 }];
  expect((await correctCounts(deps, operator, { campaign, shown: again })).counts).toEqual([]);
});
