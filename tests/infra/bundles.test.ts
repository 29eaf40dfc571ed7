import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleFunctions, type FunctionName, functionNames } from '../../infra/bundle/functions.ts';

const run = promisify(execFile);
const TELL_WHY = 'import(process.argv[1]).catch(({ name, message }) => console.log(name, message))';
let directory: string;
let bundles: Record<FunctionName, string>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'amparo-test-'));
  bundles = await bundleFunctions(join(directory, 'first'));
}, 60_000);
afterAll(() => rm(directory, { recursive: true, force: true }));

const contents = async (bundle: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(bundle, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(async (entry) => {
          const file = join(entry.parentPath, entry.name);
          return [
            file.slice(bundle.length),
            createHash('sha256')
              .update(await readFile(file))
              .digest('hex'),
          ] as const;
        }),
    ),
  );

it('makes the same bytes of the same sources, so that nothing is deployed that did not change', async () => {
  const again = await bundleFunctions(join(directory, 'second'));
  for (const name of functionNames) expect(await contents(again[name])).toEqual(await contents(bundles[name]));
});

it.each(functionNames)(
  'makes a bundle of %s that stands alone, and says at once what its environment lacks',
  async (name) => {
    // Outside the project, so that no import can be found but those in the bundle.
    const { stdout } = await run(process.execPath, ['-e', TELL_WHY, join(bundles[name], 'handler.mjs')], {
      cwd: directory,
      env: {},
    });
    expect(stdout).toMatch(/^SettingsError Environment variables missing or wrong: [A-Z_]+ \(/);
  },
);

it.each(['site', 'sign'] as const)('gives %s the files that its pages load', async (name) => {
  const files = await readdir(join(bundles[name], 'assets'));
  expect(files).toContain('manifest.json');
  expect(files.some((file) => /^styles-\w+\.css$/.test(file))).toBe(true);
});

/** A bundle's entry, and the chunks that it imports at once. */
async function loadedAtOnce(bundle: string): Promise<string> {
  const loaded = new Map<string, string>();
  const load = async (file: string): Promise<void> => {
    if (loaded.has(file)) return;
    const source = await readFile(join(bundle, file), 'utf8');
    loaded.set(file, source);
    for (const [, chunk = ''] of source.matchAll(/(?:from|import)"\.\/([^"]+)"/g)) await load(chunk);
  };
  await load('handler.mjs');
  return [...loaded.values()].join('\n');
}

it('lets mail start, and send, without what only a mail that waits needs', async () => {
  const atOnce = await loadedAtOnce(bundles.mail);
  expect(atOnce).toContain('GetAccount');
  // The clients of the queue and of the table in which it tells how fast it is.
  for (const word of ['AmazonSQS', 'DynamoDB_20120810']) {
    expect(await loadedAtOnce(bundles.sign)).toContain(word);
    expect(atOnce).not.toContain(word);
  }
});

it('lets sign start, and confirm, without what only an attempt needs', async () => {
  const atOnce = await loadedAtOnce(bundles.sign);
  expect(atOnce).toContain('/api/confirmations');
  const sources = await Promise.all(
    (await readdir(bundles.sign))
      .filter((file) => file.endsWith('.mjs'))
      .map((file) => readFile(join(bundles.sign, file), 'utf8')),
  );
  // The list of throw-away domains, altcha, and age.
  for (const word of ['mailinator.com', 'PBKDF2/SHA-512', 'age-encryption.org']) {
    expect(sources.some((source) => source.includes(word))).toBe(true);
    expect(atOnce).not.toContain(word);
  }
});
