import { createHash } from 'node:crypto';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { type Db, type Item, queryPartition } from '../../../functions/core/aws/db.ts';
import { countPublicNames, listNameKeys } from '../../../functions/core/counts/names.ts';
import { mendNames } from '../../../functions/core/counts/recount/mend-names.ts';
import { recountPartition } from '../../../functions/core/counts/recount/partition.ts';
import { eachExportedPage } from '../../../functions/core/handover/export.ts';
import { eachSuspicious } from '../../../functions/core/signatures/review.ts';
import { signaturePartition } from '../../../functions/core/signatures/store.ts';
import { freshTables } from '../../support/tables.ts';

/**
 * A page of DynamoDB ends after 1 MB. With some hundred thousand signatures, each partition has more. So code that reads
 * only the first page loses signers and counts.
 */
const { Signatures, Counts } = await freshTables();
const CAMPAIGN = 'large';
const MANY = 900;

const image = (i: number): Item => ({
  pk: { S: signaturePartition(CAMPAIGN, 7) },
  sk: { S: createHash('sha256').update(`signer ${i}`).digest('base64url') },
  status: { S: 'counted' },
  confirmedAt: { S: '2026-11-24T09:00:00.000Z' },
  country: { S: 'AZ' },
  source: { S: 'other' },
  signals: { SS: ['no-proof'] },
  publicName: { S: `Name ${i}` },
  publicReason: { S: 'Because. '.repeat(200) },
  sealedIdentity: { B: new Uint8Array(700) },
});
const images = Array.from({ length: MANY }, (_, i) => image(i));

async function putAll({ client, table }: Db, items: readonly Item[]): Promise<void> {
  for (let i = 0; i < items.length; i += 25) {
    const RequestItems = { [table]: items.slice(i, i + 25).map((Item) => ({ PutRequest: { Item } })) };
    await client.send(new BatchWriteItemCommand({ RequestItems }));
  }
}

await putAll(Signatures, images);

it('reads a partition to its end, however many pages that are', async () => {
  expect(await queryPartition(Signatures, signaturePartition(CAMPAIGN, 7), { consistent: true })).toHaveLength(MANY);
});

it('recounts all of a partition, and all names that it shows', async () => {
  const units: number[] = [];
  const part = { campaign: CAMPAIGN, shard: 7, withNames: true };
  const counts = await recountPartition(Signatures, part, async (paid) => void units.push(paid));
  expect([counts.get('n'), counts.get('c:AZ'), counts.get('names')]).toEqual([MANY, MANY, MANY]);
  expect(units.length).toBeGreaterThan(2);
});

it('exports and reviews all of a partition', async () => {
  let [exported, reviewed] = [0, 0];
  await eachExportedPage(Signatures, CAMPAIGN, ['counted'], (page) => {
    exported += page.length;
  });
  await eachSuspicious(Signatures, CAMPAIGN, () => {
    reviewed++;
  });
  expect([exported, reviewed]).toEqual([MANY, MANY]);
});

it('puts back every name that is missing, and knows of all that are there', async () => {
  expect(await mendNames({ counts: Counts, signatures: Signatures }, CAMPAIGN)).toEqual({
    removed: 0,
    restored: MANY,
    hidden: 0,
  });
  expect(await countPublicNames(Counts, CAMPAIGN)).toBe(MANY);
  expect(new Set(await listNameKeys(Counts, CAMPAIGN)).size).toBe(MANY);
  expect(await mendNames({ counts: Counts, signatures: Signatures }, CAMPAIGN)).toEqual({
    removed: 0,
    restored: 0,
    hidden: 0,
  });
});
