import { createHash } from 'node:crypto';
import { DeleteItemCommand, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import type { Signal } from '../../functions/core/abuse/signals.ts';
import { schedule } from '../../functions/core/access/actor.ts';
import { queryPartition } from '../../functions/core/aws/db.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { foldCampaign } from '../../functions/core/counts/fold.ts';
import { countPublicNames } from '../../functions/core/counts/names.ts';
import { compareCounts, lookBefore } from '../../functions/core/counts/recount/looks.ts';
import { mendNames } from '../../functions/core/counts/recount/mend-names.ts';
import { recountCampaign } from '../../functions/core/counts/recount/recount.ts';
import { beginRecount, finishRecount, getRecounts } from '../../functions/core/counts/recount/recounts.ts';
import { repairCounts } from '../../functions/core/counts/recount/repair.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import { DAY, HOUR } from '../../functions/core/running/clock.ts';
import type { LogEvent, LogFields } from '../../functions/core/running/log.ts';
import { putSignatureOnce, withdrawSignature } from '../../functions/core/signatures/store.ts';
import type { ReconcileDeps } from '../../functions/reconcile/deps.ts';
import { reconcile, reconcileAll } from '../../functions/reconcile/reconcile.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { campaignOf } from '../support/campaign.ts';
import { clientOf } from '../support/client.ts';
import { silentLog } from '../support/log.ts';
import { meanwhile } from '../support/meanwhile.ts';
import { namesIn } from '../support/names.ts';
import { orderKey, signatureOf } from '../support/signature.ts';
import { streamReader } from '../support/stream.ts';
import { freshTables } from '../support/tables.ts';

// Each recount is 256 reads and more, which take their time on a busy machine.

const tables = await freshTables();
const { Campaigns, Signatures, Counts } = tables;
const NOW = Date.parse('2026-11-24T09:30:00Z');
const read = await streamReader(Signatures);

const signer = (campaign: string, i: number) =>
  createHash('sha256').update(`${campaign} ${i}`).digest('base64url') as SignerHash;

/** Signs some times, with a name each tenth and under review each seventh. */
async function sign(campaign: string, count: number, { confirmedAt = NOW, from = 0 } = {}): Promise<void> {
  for (let i = from; i < from + count; i++) {
    const signature = signatureOf(campaign, signer(campaign, i), confirmedAt, {
      confirmedAt: confirmedAt - (i % 50) * HOUR,
      country: ['AZ', 'DE', 'TR'][i % 3] ?? 'AZ',
      ...(i % 10 === 0 && { publicName: `Name ${i}` }),
      ...(i % 7 === 1 && { status: 'under-review', signals: ['honeypot' satisfies Signal] }),
    });
    await putSignatureOnce(Signatures, signature);
  }
}

async function tally(): Promise<void> {
  for (const { lane, changes } of await read()) {
    await tallyBatch({ counts: Counts, clock: () => NOW, log: silentLog }, lane, changes);
  }
}

/** Reconciling at a moment, and its log. */
function at(now: number, more: Partial<ReconcileDeps> = {}) {
  const said: [LogEvent, LogFields | undefined][] = [];
  const tell = (event: LogEvent, fields?: LogFields) => void said.push([event, fields]);
  const log = { info: tell, error: tell };
  const deps = { campaigns: Campaigns, signatures: Signatures, counts: Counts, pause: async () => undefined };
  return { said, deps: { ...deps, clock: () => now, log, ...more } };
}
const always = () => true;
const shown = (slug: string) => ({ slug, showNames: true });

async function judged(slug: string, now: number) {
  const { said, deps } = at(now);
  await reconcile(deps, shown(slug), always);
  return said.filter(([event]) => event !== 'signatures-recounted');
}

const change = (campaign: string, name: string, n: number, sk?: string) =>
  Counts.client.send(
    new UpdateItemCommand({
      TableName: Counts.table,
      Key: { pk: { S: campaign }, sk: { S: sk ?? 'base' } },
      UpdateExpression: 'ADD #name :n',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':n': { N: String(n) } },
    }),
  );

it('counts hundreds of signatures again, of any status, and says a day later that the counts are right', async () => {
  await sign('right', 300);
  for (let i = 0; i < 20; i++)
    await withdrawSignature(Signatures, { orderKey, campaign: 'right', signer: signer('right', i), now: NOW });
  await tally();
  const first = at(NOW);
  await reconcile(first.deps, shown('right'), always);
  expect(first.said).toEqual([['signatures-recounted', { campaign: 'right', partitions: 256, isDone: true }]]);
  // Later withdrawals are counted by then, and moved.
  await withdrawSignature(Signatures, { orderKey, campaign: 'right', signer: signer('right', 20), now: NOW + HOUR });
  await tally();
  expect(await judged('right', NOW + 24 * HOUR)).toEqual([]);
  const { total } = await queryCounts(Counts, 'right');
  expect(await judged('right', NOW + 25 * HOUR)).toEqual([
    ['counts-reconciled', { campaign: 'right', signatures: total }],
  ]);
  // Once a day, and recounted since something happened.
  expect(await judged('right', NOW + 26 * HOUR)).toEqual([]);
  expect((await getRecounts(Counts, 'right')).running?.recounted.get('n')).toBe(total);
});

it('continues after an interruption, and counts each partition once, also in two runs at once', async () => {
  await sign('cut', 120);
  await tally();
  const { total } = await queryCounts(Counts, 'cut');
  let batches = 0;
  const { deps } = at(NOW);
  await reconcile(deps, shown('cut'), () => batches++ < 3);
  expect((await getRecounts(Counts, 'cut')).running).toMatchObject({ next: 64 });

  // The table fails within a batch: nothing of that is kept.
  let calls = 0;
  const client = clientOf((command) => {
    if (++calls > 20) throw new Error('The table is away');
    return Signatures.client.send(command as never);
  });
  const failing = at(NOW, { signatures: { ...Signatures, client } });
  await expect(reconcile(failing.deps, shown('cut'), always)).rejects.toThrow('The table is away');
  expect((await getRecounts(Counts, 'cut')).running).toMatchObject({ next: 64 });

  await Promise.all([reconcile(deps, shown('cut'), always), reconcile(at(NOW).deps, shown('cut'), always)]);
  const { running } = await getRecounts(Counts, 'cut');
  expect([running?.next, running?.recounted.get('n'), running?.recounted.get('names')]).toEqual([
    256,
    total,
    await countPublicNames(Counts, 'cut'),
  ]);
});

it('reports how many counts are wrong and by how much, but not which, and corrects just these, once', async () => {
  await sign('wrong', 100);
  await tally();
  const before = await queryCounts(Counts, 'wrong');
  await foldCampaign(Counts, 'wrong', NOW + 3 * DAY);
  await change('wrong', 'c:AZ', 5);
  await change('wrong', 'h:2026-11-24T09', -1, 'base#2026-11');
  await change('wrong', 'r', 2);
  await judged('wrong', NOW);
  expect(await judged('wrong', NOW + DAY)).toEqual([]);
  // The sums of countries and hours are wrong, too.
  const wrong = ['counts-differ', { campaign: 'wrong', differing: 5, largest: 5 }];
  expect(await judged('wrong', NOW + 25 * HOUR)).toEqual([wrong]);
  expect(await judged('wrong', NOW + 26 * HOUR)).toEqual([]);
  expect(await judged('wrong', NOW + 50 * HOUR)).toEqual([wrong]);

  const { done } = await getRecounts(Counts, 'wrong');
  const { differences } = (await compareCounts(Counts, 'wrong', done!))!;
  expect(differences.map(({ name, missing }) => [name, missing]).sort()).toEqual([
    ['c:AZ', -5],
    ['h:2026-11-24T09', 1],
    ['r', -2],
  ]);
  const repair = { recount: done!, differences, now: NOW };
  const repaired = await Promise.all([repairCounts(Counts, 'wrong', repair), repairCounts(Counts, 'wrong', repair)]);
  expect(repaired.map(({ length }) => length).sort()).toEqual([0, 3]);
  expect(await queryCounts(Counts, 'wrong')).toEqual(before);
  expect(await compareCounts(Counts, 'wrong', done!)).toMatchObject({ differences: [], imbalances: [] });
  expect(await judged('wrong', NOW + 75 * HOUR)).toEqual([
    ['counts-reconciled', { campaign: 'wrong', signatures: before.total }],
  ]);
});

it('reports a name that is still shown although its signer withdrew', async () => {
  await sign('names', 30);
  await tally();
  await withdrawSignature(Signatures, { orderKey, campaign: 'names', signer: signer('names', 0), now: NOW });
  const [{ name } = { name: '' }] = await namesIn(Counts, 'names');
  await tally();
  expect([name, await countPublicNames(Counts, 'names')]).toEqual(['Name 0', 2]);
  await change('names#names', 'odd', 1, 'restored');
  await judged('names', NOW);
  expect(await judged('names', NOW + 25 * HOUR)).toEqual([
    ['counts-differ', { campaign: 'names', differing: 1, largest: 1 }],
  ]);

  // A missing one comes back, too, if its signer still shows it.
  const [{ sk } = {}] = await queryPartition(Counts, 'names#names', { consistent: true });
  await Counts.client.send(
    new DeleteItemCommand({ TableName: Counts.table, Key: { pk: { S: 'names#names' }, sk: sk! } }),
  );
  const before = await namesIn(Counts, 'names');
  expect(await mendNames({ counts: Counts, signatures: Signatures }, 'names')).toEqual({
    removed: 1,
    restored: 1,
    hidden: 0,
  });
  const names = (await namesIn(Counts, 'names')).map((one) => one.name);
  expect([before.length, names.sort()]).toEqual([1, ['Name 10', 'Name 20']]);
  expect(await mendNames({ counts: Counts, signatures: Signatures }, 'names')).toEqual({
    removed: 0,
    restored: 0,
    hidden: 0,
  });
  expect(await judged('names', NOW + 49 * HOUR)).toEqual([['counts-reconciled', expect.anything()]]);
});

it('puts back no name whose signer withdraws while names are mended', async () => {
  await sign('leaving', 1);
  const isMending = (command: object) => command instanceof TransactWriteItemsCommand;
  const counts = meanwhile(Counts, isMending, () =>
    withdrawSignature(Signatures, { orderKey, campaign: 'leaving', signer: signer('leaving', 0), now: NOW }),
  );
  expect(await mendNames({ counts, signatures: Signatures }, 'leaving')).toEqual({
    removed: 0,
    restored: 0,
    hidden: 0,
  });
  expect(await namesIn(Counts, 'leaving')).toEqual([]);
});

it('calls the number of names right, although a name was added between its reads', async () => {
  await sign('shown', 1);
  let reads = 0;
  const counting = meanwhile(Counts, () => ++reads === 2, tally);
  const before = (await lookBefore(counting, 'shown'))!;
  // Another is shown and recounted, and goes: by then, two changes of names must be known of.
  await sign('shown', 11, { from: 1 });
  await tally();
  const recounted = (await lookBefore(Counts, 'shown'))!;
  await withdrawSignature(Signatures, { orderKey, campaign: 'shown', signer: signer('shown', 10), now: NOW });
  await tally();
  const { differences } = (await compareCounts(Counts, 'shown', { startedAt: NOW, before, recounted }))!;
  expect([recounted.get('names'), await countPublicNames(Counts, 'shown'), differences]).toEqual([2, 1, []]);
});

it('looks again before it calls a count wrong, because a Query is not a snapshot', async () => {
  await sign('torn', 3);
  await tally();
  const before = await queryPartition(Counts, 'torn', { consistent: true });
  const { deps } = at(NOW);
  let batches = 0;
  await recountCampaign(deps, schedule, {
    campaign: shown('torn'),
    mayGoOn: () => batches++ === 0,
    progress: () => undefined,
  });
  await sign('torn', 9, { from: 3 });
  await tally();
  await recountCampaign(deps, schedule, { campaign: shown('torn'), mayGoOn: always, progress: () => undefined });
  const { running } = await getRecounts(Counts, 'torn');
  // The recounted signature is not in it yet, and its total is not the sum of its countries.
  const torn = before.map((lane) => ({ ...lane, n: { N: '1' } }));
  let looks = 0;
  const client = clientOf(async (command) => {
    const isOfNames = 'Select' in (command as { input: object }).input;
    return !isOfNames && ++looks === 1 ? { Items: torn } : Counts.client.send(command as never);
  });
  const right = { total: 10, differences: [], imbalances: [], unaccounted: [] };
  expect(await compareCounts({ ...Counts, client }, 'torn', running!)).toEqual(right);
  expect(looks).toBe(2);
});

/** Makes a recount that is done, of a campaign for which nobody had signed. */
async function recountNobody(campaign: string, now: number): Promise<void> {
  await beginRecount(Counts, campaign, new Map(), now);
  await finishRecount(Counts, campaign, (await getRecounts(Counts, campaign)).running!);
}

it('compares unreadable counts the next time, and reports them after some days', async () => {
  await recountNobody('folding', NOW);
  // As they are seen between a lane and the base that it is folded into.
  await change('folding', 'folds', 1);
  expect(await judged('folding', NOW + 2 * DAY)).toEqual([]);
  expect(await judged('folding', NOW + 5 * DAY)).toEqual([['recount-overdue', { campaign: 'folding' }]]);
  await change('folding', 'folds', -1);
  expect(await judged('folding', NOW + 5 * DAY + HOUR)).toEqual([
    ['counts-reconciled', { campaign: 'folding', signatures: 0 }],
  ]);
});

it('recounts no unchanged campaign for a month, but compares it daily, and reports an overdue recount', async () => {
  await sign('quiet', 3);
  await tally();
  await judged('quiet', NOW);
  await judged('quiet', NOW + 25 * HOUR);
  expect(await judged('quiet', NOW + 10 * DAY)).toEqual([['counts-reconciled', { campaign: 'quiet', signatures: 2 }]]);
  expect((await getRecounts(Counts, 'quiet')).running).toBeUndefined();
  await judged('quiet', NOW + 30 * DAY);
  expect((await getRecounts(Counts, 'quiet')).running).toMatchObject({ next: 256 });

  await sign('slow', 3);
  let batches = 0;
  await reconcile(at(NOW).deps, shown('slow'), () => batches++ < 2);
  const late = at(NOW + 5 * DAY);
  await reconcile(late.deps, shown('slow'), () => false);
  expect(late.said).toEqual([['recount-overdue', { campaign: 'slow' }]]);
});

it('reconciles every campaign, each hour another one first, and stops when its time ends', async () => {
  for (const slug of ['one', 'two']) await putCampaign(Campaigns, campaignOf({ slug }));
  const firstAt = async (now: number) => {
    const { said, deps } = at(now);
    let asked = 0;
    await reconcileAll(deps, () => asked++ < 3);
    return said;
  };
  const part = (campaign: string) => ['signatures-recounted', { campaign, partitions: 32, isDone: false }];
  const said = [await firstAt(NOW), await firstAt(NOW + HOUR)].flat();
  expect(said).toEqual(expect.arrayContaining([part('one'), part('two')]));
});

it('goes on with the other campaigns when one cannot be recounted, and fails in the end', async () => {
  const away = clientOf((command) => {
    if (JSON.stringify((command as { input: unknown }).input).includes('"one#')) throw new Error('The table is away');
    return Signatures.client.send(command as never);
  });
  // Each of the two comes first once.
  for (const now of [NOW + 40 * DAY, NOW + 40 * DAY + HOUR]) {
    const { said, deps } = at(now, { signatures: { ...Signatures, client: away } });
    await expect(reconcileAll(deps, always)).rejects.toThrow('The table is away');
    if (now === NOW + 40 * DAY)
      expect(said).toContainEqual(['signatures-recounted', { campaign: 'two', partitions: 256, isDone: true }]);
  }
});
