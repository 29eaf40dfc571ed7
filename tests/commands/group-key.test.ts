import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, it } from 'vitest';
import { keysCommand } from '../../commands/keys/command.ts';
import { exposingWorkTree } from '../../commands/work-tree.ts';
import { runCommand } from '../support/command.ts';
import { hasGit, makeWorkTree } from '../support/work-tree.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'group-key-'));
});

/** Runs `npm run keys` for somebody who types these passphrases, or with nobody at the keyboard. */
const run = (args: string[], typed?: string[]) =>
  runCommand(keysCommand, args, {
    secret: typed && (async () => typed.shift() ?? ''),
    dataDir: directory,
    clock: () => now,
  });
const at = (name: string) => join(directory, name);
const publicKey = (said: string[]) => /age1\S+/.exec(said[0] ?? '')?.[0] ?? '';

it('makes a key in the format of age-keygen, readable by its owner alone, and says where to keep it', async () => {
  const { code, said } = await run(['make', at('group.key')]);
  expect(code).toBe(0);
  expect((await readFile(at('group.key'), 'utf8')).split('\n')).toEqual([
    '# created: 2026-03-01T12:00:00Z',
    `# public key: ${publicKey(said)}`,
    expect.stringMatching(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/),
    '',
  ]);
  expect((await stat(at('group.key'))).mode & 0o777).toBe(0o600);
  for (const word of [
    'two encrypted sticks',
    'two people',
    'Delete the file',
    'keys -- check',
    'Before the campaign',
  ]) {
    expect(said.join('\n')).toContain(word);
  }
  expect(said.join('\n')).not.toContain('AGE-SECRET-KEY');
});

it('never writes over a file', async () => {
  await writeFile(at('group.key'), 'the only copy');
  const { code, said } = await run(['make', at('group.key')]);
  expect([code, said.length]).toEqual([1, 1]);
  expect(await readFile(at('group.key'), 'utf8')).toBe('the only copy');
});

it('proves that a file opens texts sealed to its key, and reports one that does not', async () => {
  const [mine, other] = [await run(['make', at('mine')]), await run(['make', at('other')])];
  const good = await run(['check', at('mine'), '--recipient', publicKey(mine.said)]);
  expect(good).toEqual({ code: 0, said: [`Good: ${at('mine')} opens texts sealed to ${publicKey(mine.said)}.`] });
  const bad = await run(['check', at('mine'), '--recipient', publicKey(other.said)]);
  expect([bad.code, bad.said[0]]).toEqual([1, expect.stringContaining('does not open')]);
  const typo = publicKey(mine.said).replace(/.$/, (last) => (last === 'q' ? 'p' : 'q'));
  expect((await run(['check', at('mine'), '--recipient', typo])).said).toEqual([
    `${typo} is not an age public key, or has a typing mistake.`,
  ]);
  await writeFile(at('note'), 'AGE');
  expect((await run(['check', at('note')])).said).toEqual([
    `${at('note')} contains no private key (AGE-SECRET-KEY-1…).`,
  ]);
  expect((await run(['check', at('gone')])).said).toEqual([`There is no file ${at('gone')}.`]);
});

it('does not repeat a private key that was typed where another thing belongs', async () => {
  await run(['make', at('mine')]);
  const secret = (await readFile(at('mine'), 'utf8')).trim().split('\n').at(-1) ?? '';
  for (const args of [
    ['check', at('mine'), '--recipient', secret],
    ['check', secret],
    ['make', secret],
    [secret],
    ['check', at('mine'), `--${secret.toLowerCase()}`],
  ]) {
    const { code, said } = await run(args);
    expect([code, said.length, said[0]]).toEqual([1, 1, expect.stringContaining('holds a private key')]);
    expect(said.join().toUpperCase()).not.toContain(secret.slice(16, 30));
  }
  await writeFile(at('mine'), secret.slice(0, -1));
  const damaged = await run(['check', at('mine')]);
  expect([damaged.code, damaged.said]).toEqual([1, [expect.stringContaining('damaged private key')]]);
});

it('writes a key into a git work tree that does not ignore it only after a yes', async () => {
  const tree = at('checkout');
  makeWorkTree(tree);
  const file = join(tree, 'keys', '..', 'group.key');
  const refused = await run(['make', file]);
  expect([refused.code, refused.said[0]]).toEqual([1, expect.stringContaining('a commit could publish it')]);
  expect(await readdir(tree)).toEqual(['.git']);
  await writeFile(join(tree, '.gitignore'), '*.key\n');
  expect((await run(['make', file])).code).toBe(hasGit ? 0 : 1);
  expect((await run(['make', join(tree, 'group.txt'), '--yes'])).said[0]).toMatch(/^! .*a commit could publish it/);
  // Through a link from elsewhere, too.
  await symlink(tree, at('link'));
  expect((await run(['make', join(at('link'), 'new')])).code).toBe(1);
});

it('is shown with a place outside this folder, where git ignores keys and signatures all the same', async () => {
  const shown = ['docs/guides/keys.md', 'docs/guides/organisers.md', 'README.md'].map((file) => readFile(file, 'utf8'));
  for (const text of await Promise.all(shown)) {
    const places = [...text.matchAll(/keys -- (?:make|check) (?!FILE)([^\s`]+)|--(?:out|identity) (?!FILE)([^\s`]+)/g)];
    expect(places.length).toBeGreaterThan(0);
    for (const [, key, other] of places) expect(key ?? other).toMatch(/^~\//);
  }
  for (const path of ['group.key', 'hand-over/manifest.json', 'x/sealed.txt', 'x/signatures.csv', 'opened.txt'])
    expect(exposingWorkTree(path), path).toBe(hasGit ? undefined : process.cwd());
});

it('seals a file with a passphrase that is typed twice, and opens it with no other', async () => {
  const pass = 'correct horse battery';
  const { said } = await run(['make', at('sealed'), '--passphrase'], [pass, pass]);
  const file = await readFile(at('sealed'), 'utf8');
  expect(file).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
  expect((await run(['check', at('sealed'), '--recipient', publicKey(said)], [pass])).code).toBe(0);
  expect((await run(['check', at('sealed')], ['wrong horse battery'])).said[0]).toContain('does not open with this');
  expect((await run(['check', at('sealed')])).said[0]).toContain('run the command in a terminal');
});

it.each([
  ['two that differ', ['correct horse battery', 'correct horse batter'], 'differ'],
  ['a short one', ['horse', 'horse'], 'at least 12 characters'],
  ['nobody at the keyboard', undefined, 'run the command in a terminal'],
])('makes no file with %s for a passphrase', async (_what, typed, words) => {
  const { code, said } = await run(['make', at('sealed'), '--passphrase'], typed);
  expect([code, said.join()]).toEqual([1, expect.stringContaining(words)]);
  await expect(stat(at('sealed'))).rejects.toThrow('ENOENT');
});

it('makes a key without a network and without AWS', async () => {
  const offline = `data:text/javascript,${encodeURIComponent(
    'import net from "node:net"; import dns from "node:dns"; const no = () => { throw new Error("a way out was tried"); };' +
      'net.Socket.prototype.connect = no; dns.lookup = no; dns.promises.lookup = no;',
  )}`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--import', offline, 'commands/main.ts', 'keys', 'make', at('offline')],
    { env: { PATH: process.env.PATH } },
  );
  expect(stdout).toContain(/age1\S+/.exec(await readFile(at('offline'), 'utf8'))?.[0]);
});

it.each([
  [['grow'], 'There is no `grow`.'],
  [['rotate', 'salt'], 'There is no ring `salt`. The rings are organisers, webhooks, token, mail and pepper.'],
  [['rotate'], '`rotate` needs a RING.'],
  [['remove', 'token'], '`remove` needs a KEY.'],
  [['remove', 'token', 'k1', 'k2'], '`remove` takes one RING and one KEY.'],
  [['make', '--stage', 'prod'], '`make` takes no --stage.'],
  [['status', 'all'], '`status` takes nothing more.'],
  [['make', '--where'], "Unknown option '--where'."],
])('names a mistake in the command line: %j', async (args, words) => {
  expect(await run(args)).toEqual({ code: 2, said: [`${words} \`npm run keys -- help\` says more.`] });
});
