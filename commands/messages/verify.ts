import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allOf, readLanguage } from '../../infra/messages/folders.ts';

const cli = fileURLToPath(import.meta.resolve('@formatjs/cli/bin/formatjs'));

/**
 * A second opinion on keys and structure, by a reader of ICU messages that is not ours: `formatjs verify`. It wants one file
 * for each language.
 * @returns what it prints of each fault; nothing if all is well.
 * @see https://formatjs.github.io/docs/tooling/cli#verification
 */
export function verified(tags: readonly string[], folder?: URL): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'amparo-messages-'));
  try {
    for (const tag of ['en', ...tags])
      writeFileSync(join(directory, `${tag}.json`), JSON.stringify(allOf(readLanguage(tag, folder))));
    const checks = ['--source-locale', 'en', '--extra-keys', '--structural-equality'];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [cli, 'verify', ...checks, join(directory, '*.json')],
      {
        encoding: 'utf8',
      },
    );
    if (status === 0) return [];
    return `${stdout}\n${stderr}`.split('\n').filter((line) => /[^-\s]/.test(line));
  } finally {
    rmSync(directory, { recursive: true });
  }
}
