import { QueryCommand, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { listPublicNames } from '../../../functions/core/counts/names.ts';
import { queryCounts } from '../../../functions/core/counts/store.ts';
import { tallyBatch } from '../../../functions/tally/tally.ts';
import { silentLog } from '../../support/log.ts';
import { image, signed, withdrawn } from '../../support/signed.ts';
import { freshTables } from '../../support/tables.ts';

const { Counts: counts } = await freshTables();
const deps = {
  counts,
  clock: () => Date.parse('2026-03-01T12:00:00Z'),
  log: silentLog,
};
const minute = (n: number) => `2026-03-01T09:${String(n).padStart(2, '0')}:00.000Z`;
const shown = async (campaign: string, limit = 200) =>
  (await listPublicNames(counts, campaign, limit)).map(({ name }) => name);

it('shows the names of signers who chose it, newest first, and counts these signers like all others', async () => {
  await tallyBatch(deps, 'lane', [
    signed('shown', 1, { confirmedAt: minute(1), publicName: 'Leyla', publicReason: 'For my teacher.' }),
    signed('shown', 2, { confirmedAt: minute(2) }),
    signed('shown', 3, { confirmedAt: minute(3), publicName: 'نرگس' }),
  ]);
  expect(await listPublicNames(counts, 'shown', 12)).toEqual([
    { name: 'نرگس', reason: undefined, confirmedAt: minute(3) },
    { name: 'Leyla', reason: 'For my teacher.', confirmedAt: minute(1) },
  ]);
  expect(await shown('shown', 1)).toEqual(['نرگس']);
  expect((await queryCounts(counts, 'shown')).total).toBe(3);
});

it('erases a name when its signer withdraws, and no batch that comes again revives it', async () => {
  const first = [
    signed('erased', 1, { publicName: 'Leyla', publicReason: 'For my teacher.' }),
    signed('erased', 2, { publicName: 'Aysel' }),
  ];
  const second = [
    withdrawn('erased', { of: 1, sequence: 3 }, { publicName: 'Leyla', publicReason: 'For my teacher.' }),
  ];
  await tallyBatch(deps, 'lane', first);
  await tallyBatch(deps, 'lane', second);
  await tallyBatch(deps, 'lane', first);
  await tallyBatch(deps, 'lane', [...first, ...second]);
  expect(await shown('erased')).toEqual(['Aysel']);
  expect((await queryCounts(counts, 'erased')).total).toBe(1);
});

it('holds nothing that leads from a name to the signature it belongs to', async () => {
  await tallyBatch(deps, 'lane', [signed('apart', 1, { publicName: 'Leyla' })]);
  const { Items } = await counts.client.send(
    new QueryCommand({
      TableName: counts.table,
      KeyConditionExpression: 'pk = :names',
      ExpressionAttributeValues: { ':names': { S: 'names#apart' } },
    }),
  );
  const hash = image('apart', 1).sk?.S ?? '';
  expect(Object.keys(Items?.[0] ?? {}).sort()).toEqual(['confirmedAt', 'name', 'pk', 'sk']);
  for (let i = 0; i + 6 <= hash.length; i++) expect(JSON.stringify(Items)).not.toContain(hash.slice(i, i + 6));
});

it('shows the name of a signer who withdrew and signed again in one batch once', async () => {
  const again = { ...image('afresh', 1, { confirmedAt: minute(20), publicName: 'Leyla H.' }) };
  await tallyBatch(deps, 'lane', [
    signed('afresh', 1, { confirmedAt: minute(1), publicName: 'Leyla' }),
    withdrawn('afresh', { of: 1, sequence: 2 }, { confirmedAt: minute(1), publicName: 'Leyla' }),
    { sequence: '3', before: withdrawn('afresh', { of: 1, sequence: 2 }).after, after: again },
  ]);
  expect(await shown('afresh')).toEqual(['Leyla H.']);
});

it('stores more names than fit into one transaction, each once, even in two runs at once', async () => {
  const batch = Array.from({ length: 250 }, (_, i) =>
    signed('many', i + 1, { publicName: `Signer ${i + 1}`, confirmedAt: minute(i % 60) }),
  );
  await Promise.all([tallyBatch(deps, 'lane', batch), tallyBatch(deps, 'lane', batch)]);
  expect((await listPublicNames(counts, 'many', 500)).length).toBe(250);
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
  expect((await queryCounts(counts, 'cut')).total).toBe(99);
  expect((await shown('cut')).length).toBe(99);
  await tallyBatch(deps, 'lane', batch);
  counts.client.middlewareStack.remove('fault');
  expect((await queryCounts(counts, 'cut')).total).toBe(150);
  expect((await shown('cut')).length).toBe(150);
});
