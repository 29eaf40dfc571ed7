import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { auditLog } from '../../../functions/core/audit/log.ts';
import type { RecordStore } from '../../../functions/core/audit/records.ts';
import { verifyTrail } from '../../../functions/core/audit/verify.ts';
import { folderOfRecords } from '../../../infra/records/folder.ts';
import { recordsInMemory } from '../../support/records.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'amparo-records-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (found: Uint8Array | undefined) => found && Buffer.from(found).toString();

it.each<[string, () => RecordStore]>([
  ['in a folder', () => folderOfRecords(directory)],
  ['in the memory of a test', recordsInMemory],
])('writes a record once, and lists names in their order: %s', async (_, open) => {
  const records = open();
  expect([await records.get('audit/000/000/001.json'), await records.list('audit/')]).toEqual([undefined, []]);
  expect(await records.putOnce('audit/000/000/002.json', bytes('two'))).toBe(true);
  expect(await records.putOnce('audit/000/000/001.json', bytes('one'))).toBe(true);
  expect(await records.putOnce('audit/000/000/001.json', bytes('forged'))).toBe(false);
  expect(await records.putOnce('audit/001/000/000.json', bytes('far'))).toBe(true);
  expect(text(await records.get('audit/000/000/001.json'))).toBe('one');
  expect([await records.list('audit/'), await records.list('audit/000/000/')]).toEqual([
    ['000', '001'],
    ['001.json', '002.json'],
  ]);
});

it('lets one of many writers have a key, and keeps all of what that one wrote', async () => {
  const records = folderOfRecords(directory);
  const long = (i: number) => `${i}`.repeat(200_000);
  const wrote = await Promise.all(
    Array.from(
      { length: 10 },
      async (_, i) => [i, await records.putOnce('audit/000/000/001.json', bytes(long(i)))] as const,
    ),
  );
  const winners = wrote.filter(([, isFirst]) => isFirst).map(([i]) => i);
  expect(winners).toHaveLength(1);
  expect(text(await records.get('audit/000/000/001.json'))).toBe(long(winners[0]!));
});

it('makes no file for a record that is there', async () => {
  const records = folderOfRecords(directory);
  await records.putOnce('audit/000/000/001.json', bytes('one'));
  const parts = join(directory, 'records', 'parts');
  await rm(parts, { recursive: true });
  expect(await records.putOnce('audit/000/000/001.json', bytes('two'))).toBe(false);
  await expect(stat(parts)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('makes files that nobody but their owner reads, that nobody writes, and no others', async () => {
  await folderOfRecords(directory).putOnce('audit/000/000/001.json', bytes('one'));
  const root = join(directory, 'records');
  expect((await stat(join(root, 'audit/000/000/001.json'))).mode & 0o777).toBe(0o400);
  expect((await stat(root)).mode & 0o777).toBe(0o700);
  expect(await readdir(join(root, 'parts'))).toEqual([]);
});

it('lets several processes write one trail, and loses nothing', async () => {
  const at = (path: string) => JSON.stringify(pathToFileURL(join(process.cwd(), path)).href);
  const program = (who: string) => `
    const { auditLog } = await import(${at('functions/core/audit/log.ts')});
    const { folderOfRecords } = await import(${at('infra/records/folder.ts')});
    const log = auditLog(folderOfRecords(${JSON.stringify(directory)}));
    for (let n = 0; n < 10; n++)
      await log.append({ actor: 'operator', client: 'command', act: 'campaign.put', subject: '${who}-' + n }, Date.now());`;
  const options = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval'];
  await Promise.all(
    ['a', 'b', 'c', 'd'].map((who) => promisify(execFile)(process.execPath, [...options, program(who)])),
  );
  const records = folderOfRecords(directory);
  const { entries } = await auditLog(records).list({ limit: 100 });
  expect(new Set(entries.map(({ subject }) => subject)).size).toBe(40);
  expect(await verifyTrail({ records }, operator)).toMatchObject({ entries: 40, faults: [] });
});
