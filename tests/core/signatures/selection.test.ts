import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, it } from 'vitest';
import type { Signal } from '../../../functions/core/abuse/signals.ts';
import type { SignerHash } from '../../../functions/core/keys/signer-hash.ts';
import { HOUR } from '../../../functions/core/running/clock.ts';
import {
  eachSelected,
  eachSuspicious,
  type Selection,
  type Suspicious,
} from '../../../functions/core/signatures/review.ts';
import { type SignatureStatus, toItem, withdrawSignature } from '../../../functions/core/signatures/store.ts';
import { withFewPartitions } from '../../support/few-partitions.ts';
import { orderKey, signatureOf, signerIn } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';

const { Signatures } = await freshTables();
const noon = Date.parse('2096-06-01T12:00:00Z');
const campaign = 'free-them';
const who = ['plain', 'trapped', 'both', 'late', 'bare', 'accepted', 'voided', 'gone'] as const;
type Who = (typeof who)[number];
const db = withFewPartitions(Signatures, campaign, 1);
const signers = Object.fromEntries(who.map((name) => [name, signerIn(1)])) as Record<Who, SignerHash>;

const put = (name: Who, status: SignatureStatus, signals: readonly Signal[], at = noon) =>
  db.client.send(
    new PutItemCommand({
      TableName: db.table,
      Item: { ...toItem(signatureOf(campaign, signers[name], at, { signals })), status: { S: status } },
    }),
  );

beforeAll(async () => {
  await put('plain', 'counted', []);
  await put('trapped', 'under-review', ['honeypot']);
  await put('both', 'under-review', ['honeypot', 'no-proof']);
  await put('late', 'under-review', ['no-proof'], noon + HOUR);
  await put('bare', 'under-review', []);
  await put('accepted', 'counted', ['honeypot']);
  await put('voided', 'voided', ['honeypot']);
  await withdrawSignature(db, { orderKey, campaign, signer: signers.gone, now: noon });
});

const namesOf = (found: readonly Suspicious[]): Who[] =>
  who.filter((name) => found.some(({ key }) => key.sk?.S === signers[name]));

it.each<[string, Selection, readonly Who[]]>([
  ['acceptance: all that wait', { verdict: 'accept' }, ['trapped', 'both', 'late', 'bare']],
  ['refusal: all that wait', { verdict: 'void' }, ['trapped', 'both', 'late', 'bare']],
  [
    'acceptance of a signal: those that have no other',
    { verdict: 'accept', signals: ['honeypot'] },
    ['trapped', 'bare'],
  ],
  ['refusal of a signal: those that have it', { verdict: 'void', signals: ['no-proof'] }, ['both', 'late']],
  [
    'acceptance again: those that were voided, too',
    { verdict: 'accept', again: true },
    ['trapped', 'both', 'late', 'bare', 'voided'],
  ],
  [
    'refusal again: those that were accepted, too, and none that was never suspicious',
    { verdict: 'void', again: true },
    ['trapped', 'both', 'late', 'bare', 'accepted'],
  ],
  ['what was confirmed in an hour or later', { verdict: 'void', since: noon + HOUR + 1 }, ['late']],
  ['what was confirmed before an hour', { verdict: 'void', until: noon + HOUR }, ['trapped', 'both', 'bare']],
])('selects for %s', async (_what, selection, chosen) => {
  const found: Suspicious[] = [];
  await eachSelected(db, campaign, selection, (one) => void found.push(one));
  expect(namesOf(found)).toEqual(chosen);
  expect(found).toHaveLength(chosen.length);
});

it('calls suspicious what waits, was voided or was accepted with a signal, and knows nothing else of it', async () => {
  const found: Suspicious[] = [];
  await eachSuspicious(db, campaign, (one) => void found.push(one));
  expect(namesOf(found)).toEqual(['trapped', 'both', 'late', 'bare', 'accepted', 'voided']);
  expect(found).toContainEqual({
    key: { pk: { S: 'free-them#01' }, sk: { S: signers.both } },
    status: 'under-review',
    signals: ['honeypot', 'no-proof'],
    confirmedAt: '2096-06-01T12:00:00.000Z',
  });
});
