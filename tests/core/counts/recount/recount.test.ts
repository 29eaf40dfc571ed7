import { DeleteItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { operator } from '../../../../functions/core/access/actor.ts';
import type { Db } from '../../../../functions/core/aws/db.ts';
import { askedByReconcile, recountPartition } from '../../../../functions/core/counts/recount/partition.ts';
import { recountCampaign } from '../../../../functions/core/counts/recount/recount.ts';
import { beginRecount, getRecounts } from '../../../../functions/core/counts/recount/recounts.ts';
import type { SignerHash } from '../../../../functions/core/keys/signer-hash.ts';
import { DAY, HOUR } from '../../../../functions/core/running/clock.ts';
import {
  type ConfirmedSignature,
  putSignatureOnce,
  signatureKey,
  withdrawSignature,
} from '../../../../functions/core/signatures/store.ts';
import { clientOf } from '../../../support/client.ts';
import { withFewPartitions } from '../../../support/few-partitions.ts';
import { withLateReads } from '../../../support/late-reads.ts';
import { orderKey, signatureOf, signerIn } from '../../../support/signature.ts';
import { freshTables } from '../../../support/tables.ts';

const { Signatures, Counts: counts } = await freshTables();
const NOW = Date.parse('2096-03-01T12:30:00Z');

async function sign(campaign: string, more: Partial<ConfirmedSignature> = {}): Promise<SignerHash> {
  const signer = signerIn(1);
  await putSignatureOnce(Signatures, signatureOf(campaign, signer, NOW, more));
  return signer;
}

/** Recounts at a moment, as far as it may. */
async function recount(
  slug: string,
  { now = NOW, batches = 1_000, showNames = true, signatures = withFewPartitions(Signatures, slug, 1) } = {},
) {
  const reached: number[] = [];
  const deps = { signatures, counts, pause: async () => undefined, clock: () => now };
  let left = batches;
  const input = {
    campaign: { slug, showNames },
    mayGoOn: () => left-- > 0,
    progress: (partitions: number) => void reached.push(partitions),
  };
  return { reached, ...(await recountCampaign(deps, operator, input)) };
}

const change = (campaign: string, name: string, n: number) =>
  counts.client.send(
    new UpdateItemCommand({
      TableName: counts.table,
      Key: { pk: { S: campaign }, sk: { S: 'base' } },
      UpdateExpression: 'ADD #name :n',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':n': { N: String(n) } },
    }),
  );

/** A table that notes each query, and what it is asked for. */
function noting(db: Db) {
  const queries: QueryCommand['input'][] = [];
  const client = clientOf((command) => {
    if (command instanceof QueryCommand) queries.push(command.input);
    return db.client.send(command as never);
  });
  return { queries, db: { ...db, client } };
}

/** A signature of each kind in one campaign. */
async function signAll(campaign: string): Promise<void> {
  await sign(campaign);
  await sign(campaign, { country: 'DE', source: 'newsletter', publicName: 'Ada', confirmedAt: NOW + HOUR });
  await sign(campaign, { status: 'under-review', signals: ['honeypot', 'no-proof'], publicName: 'Eve' });
  const gone = await sign(campaign, { publicName: 'Li' });
  await withdrawSignature(Signatures, { orderKey, campaign, signer: gone, now: NOW });
}
const all = {
  n: 2,
  'c:AZ': 1,
  'c:DE': 1,
  'h:2096-03-01T12': 1,
  'h:2096-03-01T13': 1,
  's:other': 1,
  's:newsletter': 1,
  r: 1,
  'r:honeypot': 1,
  'r:no-proof': 1,
  'w:2096-03-01': 1,
};

it('counts the signatures of a campaign and their shown names, up to its last partition', async () => {
  await signAll('all');
  const { running, done, reached } = await recount('all');
  expect(Object.fromEntries(running!.recounted)).toEqual({ ...all, names: 1 });
  expect(running).toMatchObject({ startedAt: NOW, at: NOW, next: 256, judgedAt: undefined });
  expect(done).toBeUndefined();
  expect(reached).toEqual([32, 64, 96, 128, 160, 192, 224, 256]);
});

it('counts each partition once, from the first to the last', async () => {
  const shards = [0, 1, 31, 32, 33, 254, 255];
  for (const shard of shards) await putSignatureOnce(Signatures, signatureOf('each', signerIn(shard), NOW));
  const { running } = await recount('each', { signatures: withFewPartitions(Signatures, 'each', ...shards) });
  expect(running?.recounted.get('n')).toBe(shards.length);
});

it('counts names only where they are shown, or were', async () => {
  await signAll('nameless');
  const { queries, db } = noting(Signatures);
  const signatures = withFewPartitions(db, 'nameless', 1);
  const { running } = await recount('nameless', { showNames: false, signatures });
  expect(Object.fromEntries(running!.recounted)).toEqual(all);
  // The role may read no more than is named.
  expect(new Set(queries.map(({ Select }) => Select))).toEqual(new Set(['SPECIFIC_ATTRIBUTES']));
  for (const { ExpressionAttributeNames = {} } of queries)
    expect(askedByReconcile).toEqual(expect.arrayContaining(Object.values(ExpressionAttributeNames)));

  await signAll('once-named');
  await beginRecount(counts, 'once-named', new Map([['names', 1]]), NOW);
  const named = await recount('once-named', { showNames: false });
  expect(named.running?.recounted.get('names')).toBe(1);
});

it('begins nothing, and goes on with nothing, when it may not', async () => {
  expect(await recount('stopped', { batches: 0 })).toEqual({ reached: [], running: undefined, done: undefined });
  expect((await recount('stopped', { batches: 3 })).running?.next).toBe(64);
  expect(await recount('stopped', { batches: 0 })).toMatchObject({ reached: [], running: { next: 64 } });
  expect(await recount('stopped', { now: NOW + HOUR })).toMatchObject({
    reached: [96, 128, 160, 192, 224, 256],
    running: { startedAt: NOW, at: NOW + HOUR, next: 256 },
  });
});

it.each([
  ['some', 80_000, 32],
  ['many', 1_000_000, 5],
  ['most', 1_000_000_000, 1],
])('notes how far it is each ten seconds, whether a campaign has %s signatures', async (slug, total, partitions) => {
  await change(slug, 'n', total);
  expect((await recount(slug, { batches: 2 })).reached).toEqual([partitions]);
});

it('makes a recount the one to go by 25 hours after it ended, and begins no other while nothing changes', async () => {
  await sign('settled');
  await change('settled', 'n', 1);
  await recount('settled');
  expect(await recount('settled', { now: NOW + 25 * HOUR - 1 })).toMatchObject({
    running: { next: 256 },
    done: undefined,
  });
  for (const now of [NOW + 25 * HOUR, NOW + 30 * DAY - 1]) {
    const { running, done } = await recount('settled', { now });
    expect(running).toBeUndefined();
    expect(done).toMatchObject({ startedAt: NOW, next: 256 });
  }
  expect(await recount('settled', { now: NOW + 30 * DAY })).toMatchObject({
    running: { startedAt: NOW + 30 * DAY },
    done: { startedAt: NOW },
  });
});

it.each<[string, (campaign: string) => Promise<unknown>]>([
  ['lower', (campaign) => change(campaign, 'c:AZ', -1)],
  ['new', (campaign) => change(campaign, 'c:DE', 1)],
  [
    'gone',
    (campaign) =>
      counts.client.send(
        new DeleteItemCommand({ TableName: counts.table, Key: { pk: { S: campaign }, sk: { S: 'base' } } }),
      ),
  ],
])('begins another when a count is %s', async (how, happens) => {
  const campaign = `count-${how}`;
  await change(campaign, 'c:AZ', 2);
  await recount(campaign);
  await happens(campaign);
  const { running, done } = await recount(campaign, { now: NOW + 25 * HOUR });
  expect([running?.startedAt, done?.startedAt]).toEqual([NOW + 25 * HOUR, NOW]);
});

it('begins none while folding disturbs each look at the counts', async () => {
  await change('folding', 'folds', 1);
  expect((await recount('folding')).running).toBeUndefined();
});

it('keeps nothing of a batch that failed', async () => {
  await sign('failing');
  await recount('failing', { batches: 2 });
  const client = clientOf(async () => {
    throw new Error('The table is away');
  });
  await expect(recount('failing', { signatures: { ...Signatures, client } })).rejects.toThrow('The table is away');
  expect((await getRecounts(counts, 'failing')).running).toMatchObject({ next: 32, at: NOW });
});

it('counts a partition with all that was written before, and tells what each page cost', async () => {
  await signAll('partition');
  const units: number[] = [];
  const paid = async (some: number) => void units.push(some);
  const count = (shard: number) =>
    recountPartition(withLateReads(Signatures), { campaign: 'partition', shard, withNames: true }, paid);
  expect(Object.fromEntries(await count(1))).toEqual({ ...all, names: 1 });
  expect(units).toEqual([1, 1]);
  expect(Object.fromEntries(await count(2))).toEqual({});
});

it('counts nothing of a signature that makes no sense', async () => {
  await sign('odd');
  await sign('odd', { country: 'Azerbaijan' });
  const part = { campaign: 'odd', shard: 1, withNames: false };
  expect((await recountPartition(Signatures, part, async () => undefined)).get('n')).toBe(1);
});

it('counts a name while its signature counts, and no longer once it is refused', async () => {
  const signer = await sign('decided', { publicName: 'Ada' });
  const part = { campaign: 'decided', shard: 1, withNames: true };
  const names = async () => (await recountPartition(Signatures, part, async () => undefined)).get('names') ?? 0;
  expect(await names()).toBe(1);
  await Signatures.client.send(
    new UpdateItemCommand({
      TableName: Signatures.table,
      Key: signatureKey('decided', signer),
      UpdateExpression: 'SET #status = :voided',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':voided': { S: 'voided' } },
    }),
  );
  expect(await names()).toBe(0);
});
