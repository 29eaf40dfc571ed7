import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, it, vi } from 'vitest';
import { queryCounts } from '../../functions/core/counts/store.ts';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { TRACE_DAYS } from '../../functions/core/signatures/lifetimes.ts';
import { putSignatureOnce, withdrawSignature } from '../../functions/core/signatures/store.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { startTestDatabase } from '../support/database.ts';
import { orderKey, signatureOf } from '../support/signature.ts';
import { streamReader } from '../support/stream.ts';

/** A database of its own: where there are many tables, as in the one that tests share, minutes pass until all are swept. */
const database = await startTestDatabase();
afterAll(() => database.stop());
const client = localDynamoDbClient(database.endpoint);
const { Signatures, Counts } = await createTables(client, 'expiry');
const [signatures, counts] = [
  { client, table: Signatures },
  { client, table: Counts },
];
const campaign = 'free-them';
const signerOf = (i: number) => `${i}`.padStart(43, 'A') as SignerHash;

const statuses = async () => {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: signatures.table }));
  return Items.map(({ status }) => status?.S).sort();
};

it('counts no change when the table removes the note of a withdrawal', async () => {
  const signedAt = Date.now() - (TRACE_DAYS + 1) * DAY;
  for (const i of [1, 2]) await putSignatureOnce(signatures, signatureOf(campaign, signerOf(i), signedAt));
  await withdrawSignature(signatures, { orderKey, campaign, signer: signerOf(1), now: signedAt });
  await vi.waitFor(async () => expect(await statuses()).toEqual(['counted']), { timeout: 120_000, interval: 500 });

  const lanes = await (await streamReader(signatures, database.endpoint))();
  const removal = lanes.flatMap(({ changes }) => changes).at(-1);
  expect([removal?.before?.status?.S, removal?.after]).toEqual(['withdrawn', undefined]);
  const log = { info: () => undefined, error: (event: string) => expect(event).toBeUndefined() };
  for (const { lane, changes } of lanes) await tallyBatch({ counts, clock: Date.now, log }, lane, changes);
  const { total, byCountry } = await queryCounts(counts, campaign);
  expect([total, [...byCountry]]).toEqual([1, [['AZ', 1]]]);
});
