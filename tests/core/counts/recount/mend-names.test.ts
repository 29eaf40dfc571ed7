import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { listNameKeys, listPublicNames } from '../../../../functions/core/counts/names.ts';
import { mendNames } from '../../../../functions/core/counts/recount/mend-names.ts';
import { type ConfirmedSignature, putSignatureOnce } from '../../../../functions/core/signatures/store.ts';
import { withFewPartitions } from '../../../support/few-partitions.ts';
import { signatureOf, signerIn } from '../../../support/signature.ts';
import { freshTables } from '../../../support/tables.ts';

const { Counts: counts, Signatures } = await freshTables();
const NOW = Date.parse('2096-03-01T12:00:00Z');

const sign = (campaign: string, more: Partial<ConfirmedSignature> = {}) =>
  putSignatureOnce(Signatures, signatureOf(campaign, signerIn(1), NOW, more));
const mend = (campaign: string) =>
  mendNames({ counts, signatures: withFewPartitions(Signatures, campaign, 1) }, campaign);
const shown = async (campaign: string) =>
  (await listPublicNames(counts, campaign, 9)).sort((one, other) => (one.name < other.name ? -1 : 1));

/** How many changes of names are recorded, as a running recount knows of them. */
async function recorded(campaign: string): Promise<number> {
  const Key = { pk: { S: campaign }, sk: { S: 'base' } };
  const { Item } = await counts.client.send(new GetItemCommand({ TableName: counts.table, Key, ConsistentRead: true }));
  return Number(Item?.p?.N ?? 0);
}

it('puts back the names and reasons that counted signatures show, and records each change', async () => {
  await sign('missing', { publicName: 'Ada', publicReason: 'Because.' });
  await sign('missing', { publicName: 'Li' });
  await sign('missing', { publicName: 'Eve', status: 'under-review' });
  await sign('missing');
  expect(await mend('missing')).toEqual({ removed: 0, restored: 2 });
  const confirmedAt = '2096-03-01T12:00:00.000Z';
  expect(await shown('missing')).toEqual([
    { name: 'Ada', reason: 'Because.', confirmedAt },
    { name: 'Li', reason: undefined, confirmedAt },
  ]);
  expect(await recorded('missing')).toBe(2);
  expect(await mend('missing')).toEqual({ removed: 0, restored: 0 });
  expect(await recorded('missing')).toBe(2);
});

it('removes names that no signature shows, leaves the others, and records each change', async () => {
  await sign('unfounded', { publicName: 'Ada' });
  await sign('unfounded', { publicName: 'Li' });
  await mend('unfounded');
  const odd = { name: { S: 'Odd' }, confirmedAt: { S: '2096-03-01T12:00:00.000Z' } };
  const Item = { pk: { S: 'names#unfounded' }, sk: { S: '2096-03-01T12:00:00.000Z#restored' }, ...odd };
  await counts.client.send(new PutItemCommand({ TableName: counts.table, Item }));
  expect(await mend('unfounded')).toEqual({ removed: 1, restored: 0 });
  expect((await shown('unfounded')).map(({ name }) => name)).toEqual(['Ada', 'Li']);
  expect(await recorded('unfounded')).toBe(3);
});

it('puts back just the one name that is missing among others', async () => {
  await sign('one-of-two', { publicName: 'Ada' });
  await sign('one-of-two', { publicName: 'Li' });
  await mend('one-of-two');
  const before = await shown('one-of-two');
  const [sk = ''] = await listNameKeys(counts, 'one-of-two');
  const Key = { pk: { S: 'names#one-of-two' }, sk: { S: sk } };
  await counts.client.send(new DeleteItemCommand({ TableName: counts.table, Key }));
  expect(await mend('one-of-two')).toEqual({ removed: 0, restored: 1 });
  expect(await shown('one-of-two')).toEqual(before);
});
