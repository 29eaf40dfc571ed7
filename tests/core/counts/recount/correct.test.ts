import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
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
import { withFewPartitions } from '../../../support/few-partitions.ts';
import { namesIn } from '../../../support/names.ts';
import { anyTrail } from '../../../support/records.ts';
import { signatureOf, signerIn } from '../../../support/signature.ts';
import { freshTables } from '../../../support/tables.ts';

const { Counts: counts, Signatures } = await freshTables();
const NOW = Date.parse('2096-03-01T12:30:00Z');

/** Makes a recount that is done, and found these numbers where nothing was counted. */
async function recounted(campaign: string, numbers: Record<string, number>): Promise<void> {
  await beginRecount(counts, campaign, new Map([['names', 0]]), NOW);
  const { running } = await getRecounts(counts, campaign);
  const found = new Map(Object.entries(numbers));
  await putRecount(counts, campaign, 'running', running!, { ...running!, recounted: found, next: 256 });
  await finishRecount(counts, campaign, (await getRecounts(counts, campaign)).running!);
}
const depsOf = (campaign: string) => ({
  counts,
  signatures: withFewPartitions(Signatures, campaign, 1),
  pause: async () => undefined,
  clock: () => NOW + HOUR,
  audit: anyTrail(),
});
/** Corrects counts, of which these were shown to be wrong. */
const correct = (campaign: string, names: readonly string[]) =>
  correctCounts(depsOf(campaign), operator, {
    campaign,
    shown: names.map((name) => ({ name, counted: 0, recounted: 1, missing: 1 })),
  });
const numbersOf = (corrected: Awaited<ReturnType<typeof correct>>) => corrected.counts.map(({ name }) => name).sort();

/** As counts are seen between a lane and the base that it is folded into. */
const beginFolding = (campaign: string) =>
  counts.client.send(
    new UpdateItemCommand({
      TableName: counts.table,
      Key: { pk: { S: campaign }, sk: { S: 'base' } },
      UpdateExpression: 'ADD folds :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  );

it('makes counts right, and says so', async () => {
  await recounted('right', { n: 2, 'c:AZ': 2, 's:other': 2, 'h:2096-02-01T09': 2 });
  const corrected = await correct('right', ['n', 'c:AZ', 's:other', 'h:2096-02-01T09']);
  expect(numbersOf(corrected)).toEqual(['c:AZ', 'h:2096-02-01T09', 'n', 's:other']);
  expect(corrected).toMatchObject({ names: undefined, isRight: true });
  expect((await queryCounts(counts, 'right')).total).toBe(2);
});

it('corrects more numbers than one write can have', async () => {
  const sources = Array.from({ length: 250 }, (_, i) => `s:source-${i}`);
  await recounted('many', Object.fromEntries(sources.map((name) => [name, 1])));
  expect(numbersOf(await correct('many', sources))).toEqual([...sources].sort());
});

it('mends names only where they were shown to be wrong, beside the numbers', async () => {
  await putSignatureOnce(Signatures, signatureOf('named', signerIn(1), NOW, { publicName: 'Ada' }));
  await recounted('named', { n: 1, names: 1 });
  expect((await correct('named', ['c:AZ'])).names).toBeUndefined();
  expect(await namesIn(counts, 'named')).toEqual([]);
  const corrected = await correct('named', ['n', 'names']);
  expect(numbersOf(corrected)).toEqual(['n']);
  expect(corrected.names).toEqual({ removed: 0, restored: 1, hidden: 0 });
  expect((await namesIn(counts, 'named')).map(({ name }) => name)).toEqual(['Ada']);
});

it('corrects nothing without a recount that is done, nor while counts are being folded', async () => {
  const nothing = { counts: [], names: undefined, isRight: false };
  expect(await correct('never', ['n'])).toEqual(nothing);
  await recounted('folding', { n: 1 });
  await beginFolding('folding');
  expect(await correct('folding', ['n'])).toEqual(nothing);
});

it('judges no counts that are being folded', async () => {
  await recounted('judged', { n: 1 });
  await beginFolding('judged');
  const input = { campaign: { slug: 'judged', showNames: false }, mayGoOn: () => false, progress: () => undefined };
  expect(await reconcileCampaign(depsOf('judged'), operator, input)).toEqual({ kind: 'being-folded' });
});
