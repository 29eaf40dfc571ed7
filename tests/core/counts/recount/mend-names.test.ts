import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import {
  listNameKeys,
  nameKeyOf,
  queryNames,
  queryShownNames,
  shownItem,
  waitingItem,
} from '../../../../functions/core/counts/names.ts';
import { mendNames } from '../../../../functions/core/counts/recount/mend-names.ts';
import { type ConfirmedSignature, putSignatureOnce } from '../../../../functions/core/signatures/store.ts';
import { withFewPartitions } from '../../../support/few-partitions.ts';
import { meanwhile } from '../../../support/meanwhile.ts';
import { namesIn } from '../../../support/names.ts';
import { signatureOf, signerIn } from '../../../support/signature.ts';
import { freshTables } from '../../../support/tables.ts';

const { Counts: counts, Signatures } = await freshTables();
const NOW = Date.parse('2096-03-01T12:00:00Z');

const sign = (campaign: string, more: Partial<ConfirmedSignature> = {}) =>
  putSignatureOnce(Signatures, signatureOf(campaign, signerIn(1), NOW, more));
const mend = (campaign: string) =>
  mendNames({ counts, signatures: withFewPartitions(Signatures, campaign, 1) }, campaign);
const shown = (campaign: string) => namesIn(counts, campaign);

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
  expect(await mend('missing')).toEqual({ removed: 0, restored: 2, hidden: 0 });
  expect(await shown('missing')).toEqual([
    { name: 'Ada', reason: 'Because.' },
    { name: 'Li', reason: undefined },
  ]);
  expect(await recorded('missing')).toBe(2);
  expect(await mend('missing')).toEqual({ removed: 0, restored: 0, hidden: 0 });
  expect(await recorded('missing')).toBe(2);
});

it('removes names that no signature shows, leaves the others, and records each change', async () => {
  await sign('unfounded', { publicName: 'Ada' });
  await sign('unfounded', { publicName: 'Li' });
  await mend('unfounded');
  const odd = { name: { S: 'Odd' }, id: { S: 'odd' }, state: { S: 'waiting' } };
  const Item = { pk: { S: 'names#unfounded' }, sk: { S: 'restored' }, ...odd };
  await counts.client.send(new PutItemCommand({ TableName: counts.table, Item }));
  expect(await mend('unfounded')).toEqual({ removed: 1, restored: 0, hidden: 0 });
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
  expect(await mend('one-of-two')).toEqual({ removed: 0, restored: 1, hidden: 0 });
  expect(await shown('one-of-two')).toEqual(before);
});

describe('a decision on a name', () => {
  const setState = (campaign: string, key: string, state: string) =>
    counts.client.send(
      new UpdateItemCommand({
        TableName: counts.table,
        Key: nameKeyOf(campaign, key),
        UpdateExpression: 'SET #state = :to',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':to': { S: state } },
      }),
    );
  const states = async (campaign: string) =>
    Object.fromEntries((await queryNames(counts, campaign)).map(({ name, state }) => [name, state]));

  it('stays as it is when others are put back, and those wait', async () => {
    for (const publicName of ['Ada', 'Li', 'Eve', 'Mara']) await sign('stay', { publicName });
    await mend('stay');
    const keys = new Map((await queryNames(counts, 'stay')).map(({ name, key }) => [name, key]));
    await setState('stay', keys.get('Ada') ?? '', 'approved');
    await setState('stay', keys.get('Li') ?? '', 'hidden');
    await setState('stay', keys.get('Eve') ?? '', 'hidden-for-ever');
    const Key = nameKeyOf('stay', keys.get('Mara') ?? '');
    await counts.client.send(new DeleteItemCommand({ TableName: counts.table, Key }));
    expect(await mend('stay')).toEqual({ removed: 0, restored: 1, hidden: 0 });
    expect(await states('stay')).toEqual({ Ada: 'approved', Li: 'hidden', Eve: 'hidden-for-ever', Mara: 'waiting' });
  });

  it('stays as it is if somebody else put the name back meanwhile, and decided', async () => {
    await sign('meanwhile', { publicName: 'Ada' });
    const isWrite = (command: object) => command instanceof TransactWriteItemsCommand;
    const hiddenFirst = meanwhile(counts, isWrite, async () => {
      await mend('meanwhile');
      const [{ key } = { key: '' }] = await queryNames(counts, 'meanwhile');
      await setState('meanwhile', key, 'hidden');
    });
    const signatures = withFewPartitions(Signatures, 'meanwhile', 1);
    expect(await mendNames({ counts: hiddenFirst, signatures }, 'meanwhile')).toEqual({
      ...{ removed: 0, restored: 0, hidden: 0 },
    });
    expect(await states('meanwhile')).toEqual({ Ada: 'hidden' });
  });

  it('decides what a page shows: a copy of a name that is not approved goes, and of an unfounded one', async () => {
    for (const publicName of ['Ada', 'Li']) await sign('copies', { publicName });
    await mend('copies');
    const stored = await queryNames(counts, 'copies');
    const odd = { key: 'odd', id: 'odd', name: 'Odd' };
    for (const name of [...stored, odd])
      await counts.client.send(new PutItemCommand({ TableName: counts.table, Item: shownItem('copies', name, 0) }));
    const Item = waitingItem('copies', 'odd', odd);
    await counts.client.send(new PutItemCommand({ TableName: counts.table, Item }));
    await setState('copies', stored.find(({ name }) => name === 'Ada')?.key ?? '', 'approved');
    expect(await mend('copies')).toEqual({ removed: 1, restored: 0, hidden: 1 });
    expect(await queryShownNames(counts, 'copies')).toMatchObject([{ name: 'Ada' }]);
  });
});
