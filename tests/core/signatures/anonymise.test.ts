import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { isoTime } from '../../../functions/core/running/clock.ts';
import {
  anonymiseSignature,
  askedByRetention,
  queryIdentified,
  writtenByRetention,
} from '../../../functions/core/signatures/anonymise.ts';
import { putSignatureOnce, withdrawSignature } from '../../../functions/core/signatures/store.ts';
import { clientOf } from '../../support/client.ts';
import { orderKey, signatureOf, signerIn } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';

const { Signatures: db } = await freshTables();
/** Far from now: the table keeps real time, and would remove what has expired by it. */
const now = Date.parse('2096-03-01T12:00:00Z');
const sign = async (campaign: string, shard: number) => {
  const signer = signerIn(shard);
  await putSignatureOnce(db, signatureOf(campaign, signer, now));
  return { signer, confirmedAt: isoTime(now) };
};

it('finds the signatures of a partition that have an identity, and no others', async () => {
  const campaign = 'free-them';
  const [kept, erased, gone] = [await sign(campaign, 7), await sign(campaign, 7), await sign(campaign, 7)];
  await sign(campaign, 8);
  await anonymiseSignature(db, { campaign, shard: 7, ...erased, now });
  await withdrawSignature(db, { orderKey, campaign, signer: gone.signer, now });
  expect(await queryIdentified(db, { campaign, shard: 7, from: undefined })).toEqual({
    found: [kept],
    next: undefined,
  });
  expect(await queryIdentified(db, { campaign, shard: 9, from: undefined })).toEqual({ found: [], next: undefined });
});

it('goes on where the page before ended', async () => {
  const campaign = 'free-many';
  const all = await Promise.all(Array.from({ length: 5 }, () => sign(campaign, 0)));
  const client = clientOf((command) =>
    db.client.send(new QueryCommand({ ...(command as QueryCommand).input, Limit: 2 })),
  );
  const found: unknown[] = [];
  let from: Parameters<typeof queryIdentified>[1]['from'];
  do {
    const page = await queryIdentified({ ...db, client }, { campaign, shard: 0, from });
    expect(page.found.length).toBeLessThanOrEqual(2);
    found.push(...page.found);
    from = page.next;
  } while (from);
  expect(found).toHaveLength(5);
  expect(found).toEqual(expect.arrayContaining(all));
});

it('names only what the role of retention may read and write: no identity is ever read', async () => {
  const asked: { Select?: string; ProjectionExpression?: string; FilterExpression?: string }[] = [];
  const client = clientOf(async (command) => {
    asked.push(command.input as object);
    return {};
  });
  await queryIdentified({ ...db, client }, { campaign: 'free-them', shard: 0, from: undefined });
  const [{ Select, ProjectionExpression = '', FilterExpression = '' } = {}] = asked;
  expect(Select).toBe('SPECIFIC_ATTRIBUTES');
  const named = [ProjectionExpression.split(', '), FilterExpression.match(/(?<=\()\w+/g) ?? []].flat();
  expect(named).toHaveLength(4);
  for (const name of named) expect(askedByRetention).toContain(name);
  expect(askedByRetention.filter((name) => /identity|public/i.test(name))).toEqual([]);
  expect(writtenByRetention).toEqual(expect.arrayContaining(['sealedIdentity', 'publicName', 'publicReason']));
});
