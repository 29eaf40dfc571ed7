import type { UpdateItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { type Db, queryPartition } from '../../functions/core/aws/db.ts';
import { advanceLane, getLaneSequence, queryCounts } from '../../functions/core/counts/store.ts';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import { putSignatureOnce } from '../../functions/core/signatures/store.ts';
import { clientOf } from '../support/client.ts';
import { signatureOf } from '../support/signature.ts';
import { freshTables } from '../support/tables.ts';
import { createMemoryTable } from './memory-table.ts';
import { metered, type Units } from './units.ts';

const NOW = Date.parse('2026-11-24T09:30:00Z');

// DynamoDB Local reports other units of transactions than AWS documents. The document counts.
it('counts for the table in memory the units that a database reports', async () => {
  const { Counts, Signatures } = await freshTables();
  const advance =
    (lane: string, counts: number, to = 1) =>
    (db: Db) =>
      advanceLane(db, {
        campaign: 'units',
        lane,
        from: to === 1 ? undefined : `${to - 1}`,
        to: `${to}`,
        delta: new Map(
          Array.from({ length: counts }, (_, i) => [`h:2026-11-${10 + (i % 18)}T${i}`, 1 + 37 ** (i % 4)]),
        ),
        names: new Map(),
        now: NOW,
      });
  const sign = (signer: number, sealed: number) => (db: Db) =>
    putSignatureOnce(
      db,
      signatureOf('units', `${signer}`.padStart(43, 'A') as SignerHash, NOW, {
        source: 'newsletter',
        sealedIdentity: new Uint8Array(sealed),
        signals: ['honeypot', 'too-fast'],
      }),
    );
  const works: ((db: Db) => Promise<unknown>)[] = [
    (db) => getLaneSequence(db, 'units', 'a'),
    advance('a', 3),
    advance('a', 6, 2),
    advance('a', 198, 3),
    advance('a', 3, 4),
    (db) => getLaneSequence(db, 'units', 'a'),
    ...[1, 20, 55, 56, 57, 58, 59, 60, 90, 150, 200].map((n) => advance(`shard-${n}`, n)),
    (db) => queryCounts(db, 'units'),
    (db) => queryPartition(db, 'units', { consistent: true }),
  ];
  expect(await inMemory(works)).toEqual(await told(Counts, works));
  const signatures = Array.from({ length: 40 }, (_, i) => sign(i, 600 + i * 40));
  expect(await inMemory(signatures)).toEqual(await told(Signatures, signatures));
});

/** Read and write units of each piece of work together, as the table reports. */
async function told(db: Db, works: readonly ((db: Db) => Promise<unknown>)[]): Promise<number[]> {
  let units = 0;
  db.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      units += (answer.output as UpdateItemCommandOutput).ConsumedCapacity?.CapacityUnits ?? Number.NaN;
      return answer;
    },
    { step: 'initialize', name: 'told' },
  );
  try {
    return await eachOf(works, db, () => units);
  } finally {
    db.client.middlewareStack.remove('told');
  }
}

function inMemory(works: readonly ((db: Db) => Promise<unknown>)[]): Promise<number[]> {
  const units: Units = { read: 0, write: 0 };
  const perform = metered(createMemoryTable(), units);
  const db = { table: 'Memory', client: clientOf(async (command) => perform(command)) };
  return eachOf(works, db, () => units.read + units.write);
}

async function eachOf(works: readonly ((db: Db) => Promise<unknown>)[], db: Db, sum: () => number): Promise<number[]> {
  const units: number[] = [];
  for (const work of works) {
    const before = sum();
    await work(db);
    units.push(sum() - before);
  }
  return units;
}
