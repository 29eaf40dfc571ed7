import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '../../functions/core/aws/db.ts';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import { eachAtOnce } from '../../functions/core/running/each-at-once.ts';
import { putSignatureOnce } from '../../functions/core/signatures/store.ts';
import { listProcesses } from '../../infra/local/child.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { chooseEngine } from '../../infra/local/engines/choose.ts';
import { type EngineName, engineNames } from '../../infra/local/engines/engine.ts';
import { startDatabase } from '../../infra/local/engines/start.ts';
import { freshPlace, start, untilUp } from '../support/machine.ts';
import { medianRow, type Row } from './row.ts';

const STARTS = 5;
const WARM_UP = 200;
const WRITES = 2_000;
const AT_ONCE = 16;

/**
 * The engines of `npm start`, side by side: the time until `npm start` is up on a new folder, and of the engine until it
 * answers; the confirmations that it stores in a second, on disk; the memory that it uses after them.
 */
export async function* benchEngines(): AsyncGenerator<Row> {
  const runs = engineNames.map((name) => ({ name, up: [] as number[], ready: [] as number[] }));
  for (let i = 0; i < STARTS; i++)
    for (const { name, up, ready } of runs) {
      up.push(await untilUpOn(name));
      ready.push((await measureEngine(name, 0)).ready);
    }
  for (const { name, up, ready } of runs) {
    yield medianRow(`${name}: npm start until /healthz answers 200`, 'ms', up);
    yield medianRow(`${name}: the engine until it answers`, 'ms', ready);
    const { perSecond, memory } = await measureEngine(name, WRITES);
    yield { name: `${name}: confirmations stored, ${AT_ONCE} at once`, value: perSecond, unit: '/s' };
    yield { name: `${name}: memory after ${WRITES + WARM_UP} confirmations`, value: memory, unit: 'MB' };
  }
}

/** Milliseconds. Of `npm start` without npm, which takes as long on any engine. */
async function untilUpOn(engine: EngineName): Promise<number> {
  const place = await freshPlace();
  const began = performance.now();
  const machine = start(place, {}, [], ['--engine', engine]);
  await untilUp(machine);
  const taken = performance.now() - began;
  machine.process.kill('SIGTERM');
  await machine.ended;
  rmSync(place.dataDir, { recursive: true });
  return taken;
}

async function measureEngine(engine: EngineName, writes: number) {
  const directory = mkdtempSync(join(tmpdir(), 'amparo-bench-'));
  const chosen = await chooseEngine(engine);
  const began = performance.now();
  const database = await startDatabase(chosen, directory);
  const ready = performance.now() - began;
  try {
    const client = localDynamoDbClient(database.endpoint);
    const table = (await createTables(client, 'bench')).Signatures;
    if (writes > 0) await confirm({ client, table }, 0, WARM_UP);
    const before = performance.now();
    await confirm({ client, table }, WARM_UP, writes);
    const perSecond = writes / ((performance.now() - before) / 1_000);
    return { ready, perSecond, memory: memoryOf(directory) };
  } finally {
    await database.stop();
    rmSync(directory, { recursive: true });
  }
}

const confirm = (db: Db, from: number, count: number): Promise<void> =>
  eachAtOnce(
    Array.from({ length: count }, (_, i) => from + i),
    AT_ONCE,
    async (i) => {
      await putSignatureOnce(db, {
        signer: createHash('sha256').update(String(i)).digest('base64url') as SignerHash,
        ...{ campaign: 'bench', attemptedAt: 0, confirmedAt: Date.now(), country: 'AZ', locale: 'az' },
        ...{ source: 'other', consent: '1', sealedIdentity: new Uint8Array(500) },
      });
    },
  );

/** Megabytes that the engine's process has in memory, without its keeper. */
function memoryOf(directory: string): number {
  const engine = listProcesses().find(({ args }) => args.includes(directory) && !args.startsWith('/bin/sh'));
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(engine?.pid)], { encoding: 'utf8' })) / 1_024;
}
