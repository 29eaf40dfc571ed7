import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import type { Db, Item } from '../../../functions/core/aws/db.ts';
import type { SignerHash } from '../../../functions/core/keys/signer-hash.ts';
import { DAY } from '../../../functions/core/running/clock.ts';
import { TRACE_DAYS } from '../../../functions/core/signatures/lifetimes.ts';
import { withdrawSignature } from '../../../functions/core/signatures/store.ts';
import { deleteExpired } from '../../../infra/local/expiry.ts';
import { orderKey } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';

/** Far in the future: DynamoDB Local would remove expired items by itself. */
const NOW = Date.parse('2096-06-01T12:00:00Z');
const db = await freshTables();
const { client } = db.Signatures;
const names = {
  Campaigns: db.Campaigns.table,
  Signatures: db.Signatures.table,
  Counts: db.Counts.table,
  Limits: db.Limits.table,
  Webhooks: db.Webhooks.table,
  Organisers: db.Organisers.table,
};

const put = ({ table }: Db, sk: string, more: Item = {}) =>
  client.send(new PutItemCommand({ TableName: table, Item: { pk: { S: 'here' }, sk: { S: sk }, ...more } }));
const expiringAt = (time: number) => ({ expiresAt: { N: String(time / 1_000) } });
const keysOf = async ({ table }: Db) =>
  (await client.send(new ScanCommand({ TableName: table }))).Items?.map(({ sk }) => sk?.S).sort();
const expire = (now: number, mayGoOn = () => true) => deleteExpired(client, names, now, mayGoOn);

it('deletes only expired items of each table', async () => {
  for (const table of [db.Signatures, db.Limits, db.Webhooks, db.Organisers]) {
    await put(table, 'past', expiringAt(NOW - 1_000));
    await put(table, 'later', expiringAt(NOW + 1_000));
    await put(table, 'without end');
  }
  await put(db.Campaigns, 'past', expiringAt(NOW - 1_000));
  await expire(NOW, () => false);
  expect(await keysOf(db.Signatures)).toHaveLength(3);
  await expire(NOW);
  expect(await keysOf(db.Signatures)).toEqual(['later', 'without end']);
  expect(await keysOf(db.Limits)).toEqual(['later', 'without end']);
  expect(await keysOf(db.Campaigns)).toEqual(['past']);
});

it('keeps the note of a withdrawal for as many days as the privacy text says', async () => {
  const signer = 'S'.repeat(43) as SignerHash;
  await withdrawSignature(db.Signatures, { orderKey, campaign: 'free-them', signer, now: NOW });
  await expire(NOW + TRACE_DAYS * DAY);
  expect(await keysOf(db.Signatures)).toContain(signer);
  await expire(NOW + TRACE_DAYS * DAY + 1_000);
  expect(await keysOf(db.Signatures)).not.toContain(signer);
});
