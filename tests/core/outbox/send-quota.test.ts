import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { getSendQuota, putSendQuota, SEND_QUOTA } from '../../../functions/core/outbox/send-quota.ts';
import { freshTables } from '../../support/tables.ts';

const { Counts: db } = await freshTables();
const at = Date.parse('2026-03-01T12:00:00Z');
const Key = { pk: { S: SEND_QUOTA }, sk: { S: 'now' } };

it('returns the quota that was written last, with a bound for a day or without', async () => {
  expect(await getSendQuota(db)).toBeUndefined();
  const bounded = { quota: { perSecond: 14, day: { most: 50_000, left: 0 } }, at };
  await putSendQuota(db, bounded);
  expect(await getSendQuota(db)).toEqual(bounded);
  await putSendQuota(db, { quota: { perSecond: 0.5 }, at: at + 1 });
  expect(await getSendQuota(db)).toEqual({ quota: { perSecond: 0.5, day: undefined }, at: at + 1 });
});

it('keeps the time in the form that all times have, in the one partition that the mail function may write', async () => {
  await putSendQuota(db, { quota: { perSecond: 14 }, at });
  const { Item } = await db.client.send(new GetItemCommand({ TableName: db.table, Key }));
  expect(Item).toEqual({ ...Key, perSecond: { N: '14' }, at: { S: '2026-03-01T12:00:00.000Z' } });
});

it('knows of no bound for a day where only half of it was written', async () => {
  for (const half of [{ most: { N: '200' } }, { left: { N: '20' } }]) {
    const Item = { ...Key, perSecond: { N: '1' }, at: { S: '2026-03-01T12:00:00.000Z' }, ...half };
    await db.client.send(new PutItemCommand({ TableName: db.table, Item }));
    expect((await getSendQuota(db))?.quota).toEqual({ perSecond: 1, day: undefined });
  }
});
