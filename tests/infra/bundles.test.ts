import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleEntry, bundleFunctions } from '../../infra/bundle/functions.ts';
import { entryOf, type FunctionName, functionNames, functions, speaks } from '../../infra/functions.ts';
import { languagesThereAre } from '../../infra/messages/folders.ts';

const run = promisify(execFile);
const TELL_WHY = 'import(process.argv[1]).catch(({ name, message }) => console.log(name, message))';
let directory: string;
let bundles: Record<FunctionName, string>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'amparo-test-'));
  bundles = await bundleFunctions(join(directory, 'first'));
});
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

it.each(functionNames)('makes a bundle of %s that works alone, and names missing settings at once', async (name) => {
  // Outside the project, so that no import can be found but those in the bundle.
  const { stdout } = await run(process.execPath, ['-e', TELL_WHY, join(bundles[name], 'handler.mjs')], {
    cwd: directory,
    env: {},
  });
  const needsNone = Object.keys(functions[name].settings.shape).length === 0;
  expect(stdout).toMatch(needsNone ? /^$/ : /^SettingsError Environment variables missing or wrong: [A-Z_]+ \(/);
});

it.each(['site', 'sign'] as const)('gives %s the files that its pages load', async (name) => {
  const files = await readdir(join(bundles[name], 'assets'));
  expect(files).toContain('manifest.json');
  expect(files.some((file) => /^solve-\w+\.js$/.test(file))).toBe(true);
});

it('gives the words of all languages to the functions that speak, one file each, and English only as code', async () => {
  const speaking = functionNames.filter((name) => speaks(name));
  expect(speaking).toEqual(['site', 'sign', 'console', 'mail']);
  const others = languagesThereAre().filter((tag) => tag !== 'en');
  for (const name of functionNames) {
    const written = Object.keys(await contents(bundles[name])).filter((file) => file.startsWith('/messages/'));
    const expected = speaks(name) ? others.map((tag) => `/messages/${tag}/messages.json`) : [];
    expect([name, written.sort()]).toEqual([name, expected]);
  }
});

/** All code of a bundle by its files. The entry contains all its static imports. */
async function codeOf(bundle: string): Promise<{ atOnce: string; all: string }> {
  const files = (await readdir(bundle)).filter((file) => file.endsWith('.mjs'));
  const sources = await Promise.all(files.map((file) => readFile(join(bundle, file), 'utf8')));
  return { atOnce: await readFile(join(bundle, 'handler.mjs'), 'utf8'), all: sources.join('\n') };
}

it('loads the parser of Markdown in site with the first text that has some, and in console, which checks texts', async () => {
  // A name of HTML that only the parser of entities knows.
  const parser = 'CounterClockwiseContourIntegral';
  for (const name of functionNames) {
    const { atOnce, all } = await codeOf(bundles[name]);
    expect([name, atOnce.includes(parser), all.includes(parser)]).toEqual([
      ...[name, name === 'console', name === 'site' || name === 'console'],
    ]);
  }
});

it.each(functionNames)('loads one file of %s before a first request', async (name) => {
  const { atOnce } = await codeOf(bundles[name]);
  expect(/(from|import)\s*"\.\//.test(atOnce)).toBe(false);
});

it.each(functionNames)('gives %s no file that only passes on what the first one has', async (name) => {
  const files = (await readdir(bundles[name])).filter((file) => file.endsWith('.mjs') && file !== 'handler.mjs');
  for (const file of files)
    expect([file, await readFile(join(bundles[name], file), 'utf8')]).not.toEqual([
      file,
      expect.stringMatching(/^export\{[^}]*\}from"\.\/handler\.mjs";\s*$/),
    ]);
});

it.each(functionNames)('lets %s find credentials only in its environment', async (name) => {
  const { all } = await codeOf(bundles[name]);
  // One has no right, and so no client.
  expect(all.includes('AWS_SECRET_ACCESS_KEY'), 'AWS_SECRET_ACCESS_KEY').toBe(name !== 'pictures');
  for (const word of ['169.254.170.2', 'credential_process', 'node:child_process'])
    expect(all.includes(word), word).toBe(false);
});

it('lets mail start, and send, without code that only waiting e-mails need, or that it never calls', async () => {
  const { atOnce, all } = await codeOf(bundles.mail);
  expect(atOnce.includes('GetAccount'), 'GetAccount').toBe(true);
  // The client of the tables, which each e-mail needs, and that of the queue, which only a waiting one needs.
  expect(atOnce.includes('DynamoDB_20120810'), 'DynamoDB_20120810').toBe(true);
  expect(all.includes('AmazonSQS'), 'AmazonSQS').toBe(true);
  expect(atOnce.includes('AmazonSQS'), 'AmazonSQS').toBe(false);
  expect(atOnce.includes('CreateImportJob'), 'CreateImportJob').toBe(false);
});

it.each(['site', 'sign'] as const)('lets %s start without the words of pages, and what reads them', async (name) => {
  const { atOnce, all } = await codeOf(bundles[name]);
  for (const word of ['"sign.title":"', 'EXPECT_PLURAL_ARGUMENT_SELECTOR']) {
    expect(all.includes(word), word).toBe(true);
    expect(atOnce.includes(word), word).toBe(false);
  }
});

it('lets sign start, and confirm, without code that only an attempt needs', async () => {
  const { atOnce, all } = await codeOf(bundles.sign);
  expect(atOnce.includes('/api/confirmations'), '/api/confirmations').toBe(true);
  // The list of throw-away domains, that of public suffixes, altcha, age, and the client of the queue.
  for (const word of ['mailinator.com', 'tsushima', 'PBKDF2/SHA-512', 'age-encryption.org', 'AmazonSQS']) {
    expect(all.includes(word), word).toBe(true);
    expect(atOnce.includes(word), word).toBe(false);
  }
});

it('lets site start, and answer with its numbers, without pages', async () => {
  const { atOnce, all } = await codeOf(bundles.site);
  expect(atOnce.includes('/api/campaigns/:slug/counts'), '/api/campaigns/:slug/counts').toBe(true);
  expect(all.includes('<!doctype html>'), '<!doctype html>').toBe(true);
  expect(atOnce.includes('<!doctype html>'), '<!doctype html>').toBe(false);
});

it('gives site, which takes no form, neither the schemas of forms nor the list of top-level domains', async () => {
  const filesOf = async (name: FunctionName) =>
    (await bundleEntry(entryOf(name), join(directory, `${name}-alone`))).filter((file) =>
      /^functions\/core\/(signatures|address)|^node_modules\/tlds/.test(file),
    );
  expect(await filesOf('sign')).toEqual(
    expect.arrayContaining(['functions/core/signatures/attempt.ts', 'node_modules/tlds/index.json']),
  );
  expect(await filesOf('site')).toEqual(['functions/core/signatures/lifetimes.ts']);
});

it.each(functionNames)(
  'gives %s no parser of YAML, but console with the first file that is sent to it',
  async (name) => {
    // In words of the parser's own: if these change, the sentence no longer holds anything.
    const word = 'Map keys must be unique';
    const parser = await readFile('node_modules/yaml/dist/compose/resolve-block-map.js', 'utf8');
    expect(parser.includes(word)).toBe(true);
    const { atOnce, all } = await codeOf(bundles[name]);
    expect([atOnce.includes(word), all.includes(word)]).toEqual([false, name === 'console']);
  },
);

// Console checks whole campaigns.
it.each(functionNames.filter((name) => name !== 'console'))(
  'lets %s know a slug without the schema of a campaign’s file',
  async (name) => {
    const schema = 'must be small letters, digits and single hyphens';
    expect((await readFile('functions/core/campaigns/fields.ts', 'utf8')).includes(schema)).toBe(true);
    expect((await codeOf(bundles[name])).all.includes(schema)).toBe(false);
  },
);
