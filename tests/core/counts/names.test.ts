import { PutItemCommand, TransactionCanceledException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { queryPartition } from '../../../functions/core/aws/db.ts';
import { nameKeyOf, queryNames, queryShownNames, shownItem, shownKeyOf } from '../../../functions/core/counts/names.ts';
import { queryCounts } from '../../../functions/core/counts/store.ts';
import { tallyBatch } from '../../../functions/tally/tally.ts';
import { silentLog } from '../../support/log.ts';
import { namesIn } from '../../support/names.ts';
import { image, signed, withdrawn } from '../../support/signed.ts';
import { freshTables } from '../../support/tables.ts';

const { Counts: counts } = await freshTables();
const deps = {
  counts,
  clock: () => Date.parse('2026-03-01T12:00:00Z'),
  log: silentLog,
};
const minute = (n: number) => `2026-03-01T09:${String(n).padStart(2, '0')}:00.000Z`;
const named = async (campaign: string) => (await namesIn(counts, campaign)).map(({ name }) => name);
const shown = async (campaign: string) => (await queryShownNames(counts, campaign)).map(({ name }) => name);
/** Shows all names of a campaign, as publishing does once they are approved. */
async function show(campaign: string): Promise<void> {
  for (const name of await queryNames(counts, campaign))
    await counts.client.send(new PutItemCommand({ TableName: counts.table, Item: shownItem(campaign, name, 0) }));
}

it('lets the names of signers who chose it wait, shows none, and counts these signers like all others', async () => {
  await tallyBatch(deps, 'lane', [
    signed('shown', 1, { confirmedAt: minute(1), publicName: 'Leyla', publicReason: 'For my teacher.' }),
    signed('shown', 2, { confirmedAt: minute(2) }),
    signed('shown', 3, { confirmedAt: minute(3), publicName: 'نرگس' }),
  ]);
  const stored = await queryNames(counts, 'shown');
  expect(stored.map(({ state, name, reason }) => [state, name, reason]).sort()).toEqual([
    ['waiting', 'Leyla', 'For my teacher.'],
    ['waiting', 'نرگس', undefined],
  ]);
  expect(await shown('shown')).toEqual([]);
  expect((await queryCounts(counts, 'shown')).total).toBe(3);
});

it('erases a name with its copy when its signer withdraws, and no batch that comes again revives it', async () => {
  const first = [
    signed('erased', 1, { publicName: 'Leyla', publicReason: 'For my teacher.' }),
    signed('erased', 2, { publicName: 'Aysel' }),
  ];
  const second = [
    withdrawn('erased', { of: 1, sequence: 3 }, { publicName: 'Leyla', publicReason: 'For my teacher.' }),
  ];
  await tallyBatch(deps, 'lane', first);
  await show('erased');
  await tallyBatch(deps, 'lane', second);
  await tallyBatch(deps, 'lane', first);
  await tallyBatch(deps, 'lane', [...first, ...second]);
  expect(await named('erased')).toEqual(['Aysel']);
  expect(await shown('erased')).toEqual(['Aysel']);
  expect((await queryCounts(counts, 'erased')).total).toBe(1);
});

it('holds nothing that leads from a name to its signature, or to the time of it', async () => {
  const itemsAt = async (confirmedAt: string) => {
    const campaign = `apart-${confirmedAt.slice(14, 16)}`;
    await tallyBatch(deps, 'lane', [signed(campaign, 1, { publicName: 'Leyla', confirmedAt })]);
    await show(campaign);
    const partitions = [nameKeyOf(campaign, ''), shownKeyOf(campaign, '')].map(({ pk }) => pk?.S ?? '');
    const items = await Promise.all(partitions.map((pk) => queryPartition(counts, pk, { consistent: true })));
    return items.flat().map(({ pk, ...rest }) => rest);
  };
  const items = await itemsAt(minute(1));
  const [stored = {}, copy = {}] = items;
  const hash = image('apart', 1).sk?.S ?? '';
  expect(Object.keys(stored).sort()).toEqual(['id', 'name', 'sk', 'state']);
  expect(Object.keys(copy).sort()).toEqual(['id', 'name', 'place', 'sk']);
  for (let i = 0; i + 6 <= hash.length; i++) expect(JSON.stringify(items)).not.toContain(hash.slice(i, i + 6));
  expect(await itemsAt(minute(59))).toEqual(items);
});

it('keeps one name of a signer who withdrew and signed again in one batch, and shows no old copy of it', async () => {
  const again = { ...image('afresh', 1, { confirmedAt: minute(20), publicName: 'Leyla H.' }) };
  const first = signed('afresh', 1, { confirmedAt: minute(1), publicName: 'Leyla' });
  await tallyBatch(deps, 'lane', [first]);
  await show('afresh');
  await tallyBatch(deps, 'lane', [
    first,
    withdrawn('afresh', { of: 1, sequence: 2 }, { confirmedAt: minute(1), publicName: 'Leyla' }),
    { sequence: '3', before: withdrawn('afresh', { of: 1, sequence: 2 }).after, after: again },
  ]);
  expect([await named('afresh'), await shown('afresh')]).toEqual([['Leyla H.'], []]);
  expect(await queryNames(counts, 'afresh')).toMatchObject([{ state: 'waiting' }]);
});

it('stores more names than fit into one transaction, each once, even in two runs at once', async () => {
  const batch = Array.from({ length: 250 }, (_, i) =>
    signed('many', i + 1, { publicName: `Signer ${i + 1}`, confirmedAt: minute(i % 60) }),
  );
  await Promise.all([tallyBatch(deps, 'lane', batch), tallyBatch(deps, 'lane', batch)]);
  expect((await named('many')).length).toBe(250);
  expect((await queryCounts(counts, 'many')).total).toBe(250);
});

it('counts and shows nothing of a failed transaction, and all of it when the batch comes again', async () => {
  const batch = Array.from({ length: 150 }, (_, i) => signed('cut', i + 1, { publicName: `Signer ${i + 1}` }));
  let transactions = 0;
  counts.client.middlewareStack.add(
    (next, context) => (args) => {
      if (context.commandName === 'TransactWriteItemsCommand' && ++transactions === 2) {
        throw new TransactionCanceledException({
          message: 'Injected',
          $metadata: {},
          CancellationReasons: [{ Code: 'ThrottlingError' }],
        });
      }
      return next(args);
    },
    { step: 'initialize', name: 'fault' },
  );
  await expect(tallyBatch(deps, 'lane', batch)).rejects.toThrow('Injected');
  expect((await queryCounts(counts, 'cut')).total).toBe(49);
  expect((await named('cut')).length).toBe(49);
  await tallyBatch(deps, 'lane', batch);
  counts.client.middlewareStack.remove('fault');
  expect((await queryCounts(counts, 'cut')).total).toBe(150);
  expect((await named('cut')).length).toBe(150);
});

it('leaves a decision on a name as it is when something else of the signature changes', async () => {
  const before = image('decided', 1, { publicName: 'Leyla' });
  await tallyBatch(deps, 'lane', [{ sequence: '1', after: before }]);
  const [{ key } = { key: '' }] = await queryNames(counts, 'decided');
  await counts.client.send(
    new UpdateItemCommand({
      TableName: counts.table,
      Key: nameKeyOf('decided', key),
      UpdateExpression: 'SET #state = :hidden',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':hidden': { S: 'hidden' } },
    }),
  );
  const after = { ...before, signals: { SS: ['no-proof'] } };
  await tallyBatch(deps, 'lane', [{ sequence: '2', before, after }]);
  expect(await queryNames(counts, 'decided')).toMatchObject([{ name: 'Leyla', state: 'hidden' }]);
  await tallyBatch(deps, 'lane', [
    { sequence: '3', before: after, after: { ...after, publicReason: { S: 'For my teacher.' } } },
  ]);
  expect(await queryNames(counts, 'decided')).toMatchObject([{ reason: 'For my teacher.', state: 'waiting' }]);
});

it('removes as many names with their copies as one transaction can', async () => {
  const names = Array.from({ length: 60 }, (_, i) => ({ publicName: `Signer ${i + 1}` }));
  const batch = names.map((own, i) => signed('all', i + 1, own));
  await tallyBatch(deps, 'lane', batch);
  await show('all');
  await tallyBatch(
    deps,
    'lane',
    names.map((own, i) => withdrawn('all', { of: i + 1, sequence: 100 + i }, own)),
  );
  expect([await named('all'), await shown('all')]).toEqual([[], []]);
  expect((await queryCounts(counts, 'all')).total).toBe(0);
});
