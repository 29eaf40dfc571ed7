import { GetItemCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import type { CampaignFile } from '../../functions/core/campaigns/campaign.ts';
import { getErasureProgress, putErasureProgress } from '../../functions/core/campaigns/erasure-progress.ts';
import { planDeletion } from '../../functions/core/campaigns/plan.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { NAME_CHANGES } from '../../functions/core/counts/delta.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { DAY, isoTime } from '../../functions/core/running/clock.ts';
import type { LogFields } from '../../functions/core/running/log.ts';
import {
  type ConfirmedSignature,
  putSignatureOnce,
  signatureKey,
  withdrawSignature,
} from '../../functions/core/signatures/store.ts';
import type { RetentionDeps } from '../../functions/retention/deps.ts';
import { eraseDueIdentities } from '../../functions/retention/retention.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { campaignOf } from '../support/campaign.ts';
import { namesIn } from '../support/names.ts';
import { orderKey, signatureOf, signerIn } from '../support/signature.ts';
import { changeCount, streamReader } from '../support/stream.ts';
import { freshTables } from '../support/tables.ts';

// A campaign has 256 partitions, each of which costs a few calls.

const CLOSES = '2096-03-31T12:00:00.000Z';
const DUE = Date.parse('2096-09-30T12:00:00.000Z');
const OLD = Date.parse('2096-03-01T09:30:15.678Z');

type Tables = Awaited<ReturnType<typeof freshTables>>;

const oldSignature = (campaign: string, more: Partial<ConfirmedSignature> = {}): ConfirmedSignature =>
  signatureOf(campaign, signerIn(255), OLD, {
    attemptedAt: OLD - 1,
    sealedIdentity: new Uint8Array(400).fill(7),
    ...more,
  });

const itemOf = async ({ Signatures: db }: Tables, { campaign, signer }: ConfirmedSignature) =>
  (
    await db.client.send(
      new GetItemCommand({ TableName: db.table, Key: signatureKey(campaign, signer), ConsistentRead: true }),
    )
  ).Item;

const allItems = async ({ Signatures: db }: Tables) =>
  ((await db.client.send(new ScanCommand({ TableName: db.table, ConsistentRead: true }))).Items ?? []).sort((a, b) =>
    a.sk!.S! < b.sk!.S! ? -1 : 1,
  );

async function startRetention(campaigns: readonly Partial<CampaignFile>[]) {
  const tables = await freshTables();
  for (const one of campaigns) await putCampaign(tables.Campaigns, campaignOf({ closesAt: CLOSES, ...one }));
  const time = { now: DUE };
  const logged: { event: string; fields: LogFields | undefined }[] = [];
  const log = (event: string, fields?: LogFields) => void logged.push({ event, fields });
  const paused: number[] = [];
  const deps: RetentionDeps = {
    campaigns: tables.Campaigns,
    signatures: tables.Signatures,
    keepMonths: 6,
    pause: async (ms) => void paused.push(ms),
    clock: () => time.now,
    log: { info: log, error: log },
  };
  const run = (mayGoOn: () => boolean = () => true) => eraseDueIdentities(deps, mayGoOn);
  const put = async (...signatures: ConfirmedSignature[]) => {
    for (const signature of signatures) await putSignatureOnce(tables.Signatures, signature);
  };
  /** Lets it begin near the end, so that a test need not go through all partitions. */
  const beginAt = (slug: string, next: number) =>
    putErasureProgress(tables.Campaigns, slug, { seen: undefined, closesAt: CLOSES, next, now: time.now });
  return { tables, deps, time, logged, paused, run, put, beginAt };
}

describe('a campaign that is closed for long enough', () => {
  const shown = oldSignature('free-them', { signer: signerIn(0), publicName: 'Ada', publicReason: 'Because.' });
  const plain = oldSignature('free-them', { signer: signerIn(255), country: 'DE' });
  const suspicious = oldSignature('free-them', { status: 'under-review', signals: ['no-proof'], publicName: 'Eve' });
  const voided = oldSignature('free-them', { publicName: 'Bot' });
  const withdrawn = oldSignature('free-them');
  let retention: Awaited<ReturnType<typeof startRetention>>;
  let readStream: Awaited<ReturnType<typeof streamReader>>;

  async function counted() {
    const { Counts } = retention.tables;
    const deps = { counts: Counts, clock: () => retention.time.now, log: retention.deps.log };
    for (const { lane, changes } of await readStream()) await tallyBatch(deps, lane, changes);
    const { Items } = await Counts.client.send(new ScanCommand({ TableName: Counts.table, ConsistentRead: true }));
    const lanes = (Items ?? []).filter((item) => item.pk?.S === 'free-them');
    const sums = lanes.map(({ seq, movedAt, changedAt, [NAME_CHANGES]: nameChanges, ...counts }) => counts);
    return {
      counts: await queryCounts(Counts, 'free-them'),
      sums,
      names: await namesIn(Counts, 'free-them'),
    };
  }

  beforeAll(async () => {
    retention = await startRetention([{}]);
    readStream = await streamReader(retention.tables.Signatures);
    await retention.put(shown, plain, suspicious, voided, withdrawn);
    const { client, table } = retention.tables.Signatures;
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: signatureKey('free-them', voided.signer),
        UpdateExpression: 'SET #status = :voided',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':voided': { S: 'voided' } },
      }),
    );
    await withdrawSignature(retention.tables.Signatures, { orderKey, ...withdrawn, now: OLD + DAY });
  });

  it('keeps all identities until the last moment', async () => {
    retention.time.now = DUE - 1;
    const before = await allItems(retention.tables);
    await retention.run();
    expect(await allItems(retention.tables)).toEqual(before);
    expect(before.filter((item) => item.sealedIdentity)).toHaveLength(4);
  });

  it('then keeps only the counted data of a signer, and has the same counts, without names', async () => {
    const before = await counted();
    expect(before.names.map(({ name }) => name)).toEqual(['Ada']);
    expect(before.counts).toMatchObject({ total: 2 });
    retention.time.now = DUE;
    await retention.run();

    for (const signature of [shown, plain, suspicious, voided]) {
      expect(await itemOf(retention.tables, signature)).toEqual({
        ...{ pk: expect.anything(), sk: { S: signature.signer } },
        status: { S: signature === voided ? 'voided' : (signature.status ?? 'counted') },
        confirmedAt: { S: '2096-03-01T09:00:00.000Z' },
        anonymisedAt: { S: new Date(DUE).toISOString() },
        country: { S: signature.country },
        source: { S: 'other' },
        ...(signature.signals && { signals: { SS: [...signature.signals] } }),
      });
    }
    expect(Object.keys((await itemOf(retention.tables, withdrawn)) ?? {})).not.toContain('anonymisedAt');

    const after = await counted();
    expect(after.names).toEqual([]);
    expect({ ...after.counts, changedAt: '' }).toEqual({ ...before.counts, changedAt: '' });
    expect(after.sums).toEqual(before.sums);
    expect(retention.logged).toEqual([
      { event: 'identities-erased', fields: { campaign: 'free-them', signatures: 4, isDone: true } },
    ]);
  });

  it('writes nothing more however often it is called', async () => {
    const changes = await changeCount(retention.tables.Signatures);
    retention.time.now = DUE + DAY;
    await Promise.all([retention.run(), retention.run()]);
    retention.time.now = DUE + 40 * DAY;
    await retention.run();
    expect(await changeCount(retention.tables.Signatures)).toBe(changes);
  });

  it('lets a signer withdraw still, and sign no second time', async () => {
    expect(await putSignatureOnce(retention.tables.Signatures, plain)).toBe('already-counted');
    await withdrawSignature(retention.tables.Signatures, { orderKey, ...plain, now: DUE + DAY });
    expect((await counted()).counts.total).toBe(1);
  });

  it('loses again, within a month, the data of a restored backup', async () => {
    const restored = oldSignature('free-them');
    await retention.put(restored);
    retention.time.now = DUE + 80 * DAY;
    await retention.run();
    expect(await itemOf(retention.tables, restored)).not.toHaveProperty('sealedIdentity');
  });
});

it('keeps the identities of campaigns that never close, are open, or say that they keep them longer', async () => {
  const { tables, run, put } = await startRetention([
    { slug: 'endless', closesAt: undefined },
    { slug: 'open', closesAt: '2097-01-01T00:00:00Z' },
    { slug: 'longer', keepMonths: 7 },
    { slug: 'shorter', closesAt: '2096-08-01T00:00:00Z', keepMonths: 1 },
  ]);
  const kept = ['endless', 'open', 'longer'].map((campaign) => oldSignature(campaign));
  const due = oldSignature('shorter');
  await put(...kept, due);
  await run();
  for (const signature of kept) expect(await itemOf(tables, signature)).toHaveProperty('sealedIdentity');
  expect(await itemOf(tables, due)).not.toHaveProperty('sealedIdentity');
});

it('erases the identities of a deleted campaign 30 days later', async () => {
  const { tables, time, run, put } = await startRetention([{}]);
  const first = oldSignature('free-them');
  await put(first);
  const changing = { campaigns: tables.Campaigns, clock: () => time.now };
  time.now = OLD;
  const { after } = await planDeletion(changing, operator, { slug: 'free-them' });
  await putCampaign(tables.Campaigns, after);
  expect(after.closesAt).toBe(isoTime(OLD));
  for (const [now, isHeld] of [
    [OLD + 30 * DAY - 1, true],
    [OLD + 30 * DAY, false],
  ] as const) {
    time.now = now;
    await putErasureProgress(tables.Campaigns, 'free-them', {
      ...{ seen: await getErasureProgress(tables.Campaigns, 'free-them'), closesAt: isoTime(OLD), next: 250, now },
    });
    await run();
    expect((await itemOf(tables, first))?.sealedIdentity !== undefined).toBe(isHeld);
  }
});

it('stops when the campaign is opened again, and begins again after it has closed', async () => {
  const { tables, time, run, put, beginAt } = await startRetention([{}]);
  const first = oldSignature('free-them', { signer: signerIn(253) });
  const second = oldSignature('free-them', { signer: signerIn(254) });
  await put(first, second);
  await beginAt('free-them', 253);
  tables.Campaigns.client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      // Opened again just after the first partition was noted as done.
      const { Item } = args.input as { Item?: { next?: { N?: string } } };
      if (Item?.next?.N === '254') {
        tables.Campaigns.client.middlewareStack.remove('reopen');
        await putCampaign(tables.Campaigns, campaignOf({ closesAt: '2097-01-01T00:00:00Z' }));
      }
      return result;
    },
    { step: 'initialize', name: 'reopen' },
  );
  await run();
  expect(await itemOf(tables, first)).not.toHaveProperty('sealedIdentity');
  expect(await itemOf(tables, second)).toHaveProperty('sealedIdentity');

  const late = oldSignature('free-them', { signer: signerIn(0) });
  await put(late);
  time.now = Date.parse('2097-07-01T00:00:00Z');
  await run();
  for (const one of [second, late]) expect(await itemOf(tables, one)).not.toHaveProperty('sealedIdentity');
});

it('leaves a signer withdrawn who withdraws just then', async () => {
  const { tables, run, put, beginAt } = await startRetention([{}]);
  const signature = oldSignature('free-them');
  await put(signature);
  await beginAt('free-them', 255);
  const { middlewareStack } = tables.Signatures.client;
  middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        if (commandName === 'QueryCommand' && JSON.stringify(args.input).includes('free-them#ff')) {
          middlewareStack.remove('withdraw');
          await withdrawSignature(tables.Signatures, { orderKey, ...signature, now: DUE });
        }
        return result;
      },
    { step: 'initialize', name: 'withdraw' },
  );
  await run();
  const left = (await itemOf(tables, signature)) ?? {};
  expect(Object.keys(left).sort()).toEqual(['expiresAt', 'passed', 'pk', 'sk', 'status', 'withdrawnAt']);
});

it('ends when its time does, and goes on from there', async () => {
  const { tables, run, put, paused, beginAt, logged } = await startRetention([{}]);
  const signatures = Array.from({ length: 60 }, () => oldSignature('free-them'));
  await put(...signatures);
  await beginAt('free-them', 255);
  const identified = async () => (await allItems(tables)).filter((item) => item.sealedIdentity).length;
  let asked = 0;
  // Asked before the campaign, its page and each batch.
  await run(() => asked++ < 3);
  expect(await identified()).toBe(35);
  // The first of 25 writes at once, each such batch taking a tenth of a second at least.
  expect(paused).toEqual([100]);
  expect((await getErasureProgress(tables.Campaigns, 'free-them'))?.next).toBe(255);
  await run();
  expect(await identified()).toBe(0);
  expect(logged.map(({ fields }) => [fields?.signatures, fields?.isDone])).toEqual([
    [25, false],
    [35, true],
  ]);
});

it('ends up the same wherever it is cut off, before a write or after it', async () => {
  const ends = [];
  const WRITES = 8;
  for (let cut = 0; cut <= 2 * WRITES; cut++) {
    const { tables, run, put, beginAt } = await startRetention([{}]);
    await put(...[252, 253, 253, 255].map((shard) => oldSignature('free-them', { signer: signerIn(shard) })));
    await beginAt('free-them', 252);
    const [write, isLate] = [Math.floor(cut / 2), cut % 2 === 1];
    let writes = 0;
    const { middlewareStack } = tables.Signatures.client;
    middlewareStack.add(
      (next, context) => async (args) => {
        const cuts = /^(Put|Update)/.test(context.commandName ?? '') && writes++ === write;
        if (cuts && !isLate) throw new Error('cut off');
        const result = await next(args);
        if (cuts) throw new Error('cut off');
        return result;
      },
      { step: 'initialize', name: 'cut' },
    );
    const failed = await run().catch((error: Error) => error.message);
    middlewareStack.remove('cut');
    expect(failed).toBe(write < WRITES ? 'cut off' : undefined);
    await run();
    const items = await allItems(tables);
    ends.push([items.length, items.filter((item) => item.anonymisedAt && !item.sealedIdentity).length]);
    expect((await getErasureProgress(tables.Campaigns, 'free-them'))?.next).toBe(256);
  }
  expect(new Set(ends.map(String))).toEqual(new Set(['4,4']));
});
