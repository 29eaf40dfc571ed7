import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, it, vi } from 'vitest';
import { MANIFEST, type Manifest, SEALED, sealedLine } from '../../functions/core/handover/folder.ts';
import { sealIdentity } from '../../functions/core/keys/seal.ts';

/** An export that takes some seconds to open, and the key that opens it. */
async function largeExport() {
  const folder = mkdtempSync(join(tmpdir(), 'interrupt-'));
  const key = await generateX25519Identity();
  const person = { name: 'Ada', email: 'ada@example.org', updates: false, comment: undefined };
  const line = sealedLine(await sealIdentity(person, [await identityToRecipient(key)]), {
    status: 'counted',
    confirmedAt: '2096-06-01T12:00:00Z',
    country: 'AZ',
    source: 'other',
    signals: [],
  });
  const sealed = line.repeat(20_000);
  const told: Manifest = {
    format: 1,
    campaign: 'free-them',
    title: 'Free them',
    from: 'this machine',
    exportedAt: '2096-06-01T13:00:00Z',
    signatures: 20_000,
    erased: 0,
    sha256: createHash('sha256').update(sealed).digest('hex'),
  };
  writeFileSync(join(folder, SEALED), sealed);
  writeFileSync(join(folder, MANIFEST), JSON.stringify(told));
  writeFileSync(join(folder, 'group.key'), key);
  return { folder, table: join(folder, 'signatures.csv'), identity: join(folder, 'group.key') };
}

function open(folder: string, identity: string) {
  const args = ['--import', 'tsx', 'commands/main.ts', 'signatures', 'open', folder, '--identity', identity];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { child, said: () => said, ended: once(child, 'exit') };
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'leaves no half table of names behind when %s ends it',
  async (signal) => {
    const { folder, table, identity } = await largeExport();
    const { child, said, ended } = open(folder, identity);
    await vi.waitFor(() => expect(existsSync(table)).toBe(true), { timeout: 120_000, interval: 10 });
    child.kill(signal);
    // The parent process may pass on the same press.
    child.kill(signal);
    expect(await ended).toEqual([130, null]);
    expect(said()).toMatch(/^Stopping … .*\nNothing changed\.\n$/);
    expect(readdirSync(folder).sort()).toEqual(['group.key', MANIFEST, SEALED]);
  },
);
