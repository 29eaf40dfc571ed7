import { TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { mendNames } from '../../../../functions/core/counts/recount/mend-names.ts';
import {
  beginRecount,
  finishRecount,
  getRecounts,
  putRecount,
} from '../../../../functions/core/counts/recount/recounts.ts';
import { repairCounts } from '../../../../functions/core/counts/recount/repair.ts';
import { queryCounts } from '../../../../functions/core/counts/store.ts';
import { HOUR } from '../../../../functions/core/running/clock.ts';
import { putSignatureOnce, signatureKey, withdrawSignature } from '../../../../functions/core/signatures/store.ts';
import { withFewPartitions } from '../../../support/few-partitions.ts';
import { meanwhile } from '../../../support/meanwhile.ts';
import { namesIn } from '../../../support/names.ts';
import { orderKey, signatureOf, signerOf } from '../../../support/signature.ts';
import { freshTables } from '../../../support/tables.ts';

const { Counts, Signatures } = await freshTables();
/** Far in the future: the table uses real time, and would remove expired items. */
const NOW = Date.parse('2096-03-01T12:30:00Z');

/** A recount that is done, as it is read by one who goes by it. */
async function done(campaign: string, now = NOW) {
  await beginRecount(Counts, campaign, new Map(), now);
  const { running } = await getRecounts(Counts, campaign);
  await finishRecount(Counts, campaign, running!);
  return (await getRecounts(Counts, campaign)).done!;
}
const repair = (campaign: string, recount: Awaited<ReturnType<typeof done>>) =>
  repairCounts(Counts, campaign, {
    recount,
    differences: [{ name: 'n', counted: 0, recounted: 2, missing: 2 }],
    now: NOW,
  });
const totalOf = async (campaign: string) => (await queryCounts(Counts, campaign)).total;

describe('counts are corrected by a recount only as it was read', () => {
  it('and not twice by one', async () => {
    const seen = await done('twice');
    expect(await repair('twice', seen)).toHaveLength(1);
    expect(await repair('twice', seen)).toEqual([]);
    expect(await totalOf('twice')).toBe(2);
  });

  it('and not if counts were compared with it since', async () => {
    const seen = await done('compared');
    await putRecount(Counts, 'compared', 'done', seen, { ...seen, judgedAt: NOW });
    expect(await repair('compared', seen)).toEqual([]);
    expect(await totalOf('compared')).toBe(0);
  });

  it('and not by another that was written as often', async () => {
    const seen = await done('another');
    expect((await done('another', NOW + HOUR)).revision).toBe(seen.revision);
    expect(await repair('another', seen)).toEqual([]);
    expect(await totalOf('another')).toBe(0);
  });
});

describe('a name that is missing comes back', () => {
  const signer = signerOf('any', 'ada', 1);
  const sign = (campaign: string, publicName: string, at = NOW) =>
    putSignatureOnce(Signatures, signatureOf(campaign, signer, at, { publicName }), orderKey);
  const isWrite = (command: object) => command instanceof TransactWriteItemsCommand;
  const mendWhile = (campaign: string, happens: () => Promise<unknown>) =>
    mendNames(
      {
        counts: meanwhile(Counts, isWrite, happens),
        signatures: withFewPartitions(Signatures, campaign, 1),
      },
      campaign,
    );
  const shown = async (campaign: string) => (await namesIn(Counts, campaign)).map(({ name }) => name);

  it('while its signature shows it', async () => {
    await sign('still', 'Ada');
    expect(await mendWhile('still', async () => undefined)).toEqual({ removed: 0, restored: 1, hidden: 0 });
    expect(await shown('still')).toEqual(['Ada']);
  });

  it('and not if the signature was voided since, which keeps its name', async () => {
    await sign('voided', 'Ada');
    const decide = new UpdateItemCommand({
      TableName: Signatures.table,
      Key: signatureKey('voided', signer),
      UpdateExpression: 'SET #status = :voided',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':voided': { S: 'voided' } },
    });
    expect(await mendWhile('voided', () => Signatures.client.send(decide))).toEqual({
      removed: 0,
      restored: 0,
      hidden: 0,
    });
    expect(await shown('voided')).toEqual([]);
  });

  it('and not if its signer signed again since, in the same hour, under another name', async () => {
    await sign('afresh', 'Ada');
    const again = async () => {
      await withdrawSignature(Signatures, { orderKey, campaign: 'afresh', signer, now: NOW + 1 });
      await sign('afresh', 'A.', NOW + 2);
    };
    expect(await mendWhile('afresh', again)).toEqual({ removed: 0, restored: 0, hidden: 0 });
    expect(await shown('afresh')).toEqual([]);
  });
});
