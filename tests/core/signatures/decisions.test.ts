import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import type { Signal } from '../../../functions/core/abuse/signals.ts';
import { HOUR } from '../../../functions/core/running/clock.ts';
import { decideOn, eachSelected, type Suspicious } from '../../../functions/core/signatures/review.ts';
import { putSignatureOnce, signatureKey, withdrawSignature } from '../../../functions/core/signatures/store.ts';
import { withFewPartitions } from '../../support/few-partitions.ts';
import { orderKey, signatureOf, signerOf } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';

const { Signatures } = await freshTables();
/** Far from now, and late in its hour, so that a signer who signs again a minute later does so in the same hour. */
const now = Date.parse('2096-06-01T12:30:00Z');
const campaign = 'free-them';
const db = withFewPartitions(Signatures, campaign, 1);

const sign = (who: string, signals: readonly Signal[], at = now) =>
  putSignatureOnce(
    db,
    signatureOf(campaign, signerOf(campaign, who, 1), at, { status: 'under-review', signals }),
    orderKey,
  );

async function selected(verdict: 'accept' | 'void'): Promise<Suspicious[]> {
  const found: Suspicious[] = [];
  await eachSelected(db, campaign, { verdict, until: now + HOUR }, (one) => void found.push(one));
  return found;
}

async function statusOf(who: string): Promise<string | undefined> {
  const Key = signatureKey(campaign, signerOf(campaign, who, 1));
  return (await db.client.send(new GetItemCommand({ TableName: db.table, Key, ConsistentRead: true }))).Item?.status?.S;
}

it('leaves a signature that another person decided on meanwhile', async () => {
  const people = Array.from({ length: 20 }, (_, i) => `person-${i}`);
  await Promise.all(people.map((who) => sign(who, ['no-proof'])));
  const shown = await selected('void');
  expect(shown).toHaveLength(20);
  const [accepted, voided] = [
    { changed: 0, overtaken: 0 },
    { changed: 0, overtaken: 0 },
  ];
  await Promise.all([decideOn(db, 'accept', shown, accepted), decideOn(db, 'void', shown, voided)]);
  expect(accepted.changed + voided.changed).toBe(20);
  expect(accepted.overtaken + voided.overtaken).toBe(20);
  const statuses = await Promise.all(people.map(statusOf));
  expect(statuses.filter((status) => status === 'counted')).toHaveLength(accepted.changed);
});

it('leaves a signature whose signer withdrew and signed again, with other signals', async () => {
  await sign('again', ['honeypot']);
  const shown = (await selected('accept')).filter(({ key }) => key.sk?.S === signerOf(campaign, 'again', 1));
  await withdrawSignature(db, { orderKey, campaign, signer: signerOf(campaign, 'again', 1), now: now + 1 });
  expect(await sign('again', ['honeypot', 'disposable-address'], now + 60_000)).toBe('counted');
  const decided = { changed: 0, overtaken: 0 };
  await decideOn(db, 'accept', shown, decided);
  expect(decided).toEqual({ changed: 0, overtaken: 1 });
  expect(await statusOf('again')).toBe('under-review');
});
