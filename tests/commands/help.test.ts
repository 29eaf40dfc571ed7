import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { sample } from '../support/samples.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** The scripts that run a program of ours until it is done. `dev` is `start`, again after each change. */
const programs = Object.entries(scripts).flatMap(([name, line]) => {
  const [, file, words = ''] = /(?:^|\s)(?:--import )?tsx (?!watch)(\S+\.ts)(.*)$/.exec(line) ?? [];
  return file === undefined ? [] : [{ name, file, words: words.trim().split(' ').filter(Boolean) }];
});

it('finds the programs', () => {
  expect(programs.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['start', 'campaign', 'keys', 'cost', 'load', 'deploy:emulated', 'share-picture']),
  );
});

const changed = () => spawnSync('git', ['status', '--porcelain', '--untracked-files=no'], { encoding: 'utf8' }).stdout;

/** Each takes a second to start. */
const tried = sample({ quick: programs.filter((_, i) => i % 3 === 0), whole: programs });

it.each(tried)('prints how `npm run $name` is used, and writes nothing: --help', ({ file, words, name }) => {
  const folder = mkdtempSync(join(tmpdir(), 'amparo-help-'));
  const before = changed();
  const args = ['--import', import.meta.resolve('tsx'), resolve(file), ...words, '--help'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 300_000,
    env: { ...process.env, TSX_TSCONFIG_PATH: resolve('tsconfig.json') },
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain(name === 'start' ? 'npm start' : `npm run ${name}`);
  expect(readdirSync(folder)).toEqual([]);
  expect(changed()).toBe(before);
  rmSync(folder, { recursive: true });
});
