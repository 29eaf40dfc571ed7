import { beforeAll, expect, it } from 'vitest';
import type { Item } from '../../../functions/core/aws/db.ts';
import { isoTime } from '../../../functions/core/running/clock.ts';
import { eachSignaturePage, type SignatureQuery } from '../../../functions/core/signatures/partitions.ts';
import { decideOn, eachSelected, type Suspicious } from '../../../functions/core/signatures/review.ts';
import {
  type ConfirmedSignature,
  putSignatureOnce,
  signatureKey,
  signaturePartition,
} from '../../../functions/core/signatures/store.ts';
import { clientOf } from '../../support/client.ts';
import { withFewPartitions } from '../../support/few-partitions.ts';
import { withLateReads } from '../../support/late-reads.ts';
import { signatureOf, signerIn } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';

const { Signatures } = await freshTables();
const noon = Date.parse('2096-06-01T12:00:00Z');
const campaign = 'free-them';
const inOne = (slug: string) => withFewPartitions(Signatures, slug, 1);
const sign = async (slug: string, more: Partial<ConfirmedSignature> = {}) => {
  const signer = signerIn(1);
  await putSignatureOnce(Signatures, signatureOf(slug, signer, noon, more));
  return signatureKey(slug, signer);
};
/** What is read: the signatures of each page. */
async function pagesOf(slug: string, query: Partial<SignatureQuery> = {}, db = inOne(slug)): Promise<Item[][]> {
  const pages: Item[][] = [];
  const whole = { statuses: ['counted', 'under-review'] as const, attributes: [], ...query };
  await eachSignaturePage(db, slug, whole, (items) => void pages.push([...items]));
  return pages;
}

let key: Awaited<ReturnType<typeof sign>>;
beforeAll(async () => {
  key = await sign(campaign, { country: 'GE', publicName: 'Ada' });
});

it('reads the key, the status, the hour and what is asked for, and no identity', async () => {
  const usual = { ...key, status: { S: 'counted' }, confirmedAt: { S: isoTime(noon) } };
  expect(await pagesOf(campaign)).toEqual([[usual]]);
  expect(await pagesOf(campaign, { attributes: ['country', 'signals'] })).toEqual([
    [{ ...usual, country: { S: 'GE' } }],
  ]);
});

it('names what it reads, since a role may allow no more', async () => {
  const asked: unknown[] = [];
  const client = clientOf((command) => {
    asked.push((command.input as { Select?: string }).Select);
    return inOne(campaign).client.send(command as never);
  });
  await pagesOf(campaign, {}, { ...Signatures, client });
  expect(new Set(asked)).toEqual(new Set(['SPECIFIC_ATTRIBUTES']));
});

it('shows no page on which nothing is asked for', async () => {
  for (const query of [
    { statuses: ['voided' as const] },
    { suspicious: true },
    { since: noon + 3_600_000 },
    { until: noon },
  ])
    expect(await pagesOf(campaign, query)).toEqual([]);
});

it('reads what was counted just before', async () => {
  expect(await pagesOf(campaign, {}, withFewPartitions(withLateReads(Signatures), campaign, 1))).toHaveLength(1);
});

it('ends when a visit throws', async () => {
  const stop = () => {
    throw new Error('Stopped');
  };
  const query = { statuses: ['counted' as const], attributes: [] };
  await expect(eachSignaturePage(inOne(campaign), campaign, query, stop)).rejects.toThrow('Stopped');
});

it('reads all 256 partitions', async () => {
  const slug = 'everywhere';
  const shards = [0, 15, 16, 255];
  for (const shard of shards) await putSignatureOnce(Signatures, signatureOf(slug, signerIn(shard), noon));
  const found = (await pagesOf(slug, {}, Signatures)).flat().map(({ pk }) => pk?.S);
  expect(found.sort()).toEqual(shards.map((shard) => signaturePartition(slug, shard)));
});

it.each(['accept', 'void'] as const)(
  'lets organisers %s a signature that waits without any signal',
  async (verdict) => {
    const slug = `bare-${verdict}`;
    await sign(slug, { status: 'under-review' });
    const found: Suspicious[] = [];
    await eachSelected(inOne(slug), slug, { verdict }, (one) => void found.push(one));
    const decided = { changed: 0, overtaken: 0 };
    await decideOn(Signatures, verdict, found, decided);
    expect(decided).toEqual({ changed: 1, overtaken: 0 });
    const [[after] = []] = await pagesOf(slug, { statuses: ['counted', 'voided'] });
    expect(after?.status?.S).toBe(verdict === 'accept' ? 'counted' : 'voided');
  },
);
