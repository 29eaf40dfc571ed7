import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { matchesGlob, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { refuse } from '../support/flags.ts';
import { added, describeSurvivor, nothing, scoreOf, type Tally, tallyOf } from './report.ts';
import { type Room, rooms, tooSlow } from './rooms.ts';

/**
 * `npm run mutants -- PATH…`: changes the code of each file under a path in small ways, one at a time, and runs the tests
 * that reach the change. Prints each change that no test noticed, and fails if more than 15 of 100 went unnoticed.
 */

const USAGE = 'npm run mutants -- [--again] PATH… (a file, a folder or a glob of functions/ or infra/parts/)';
/** Percent of the mutants that some test must notice, without those that are accepted. */
const ENOUGH = 85;

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The files of a path, each with the first room that has it. */
function filesByRoom(paths: readonly string[]): Map<Room, string[]> {
  const byRoom = new Map<Room, string[]>();
  for (const path of paths) {
    const isFolder = existsSync(path) && statSync(path).isDirectory();
    const files = globSync(isFolder ? `${path}/**/*.{ts,tsx}` : path, { cwd: root }).map((file) =>
      relative(root, file),
    );
    const measured = files.map((file) => ({ file, room: rooms.find((one) => matchesGlob(file, one.files)) }));
    if (!measured.some(({ room }) => room)) refuse(`No room that is measured has a file at ${path}.`);
    for (const { file, room } of measured) {
      if (room) byRoom.set(room, [...new Set([...(byRoom.get(room) ?? []), file])]);
    }
  }
  return byRoom;
}

interface Cache {
  readonly files: Record<string, { mutants: readonly { readonly status: string }[] }>;
}

/** Where nobody knows which tests reach a mutant, Stryker would not try it again on new tests. */
function forgetUnnoticed(cache: string): void {
  if (!existsSync(cache)) return;
  const known = JSON.parse(readFileSync(cache, 'utf8')) as Cache;
  for (const file of Object.values(known.files))
    file.mutants = file.mutants.filter(({ status }) => status === 'Killed');
  writeFileSync(cache, JSON.stringify(known));
}

/** Runs the tests of a room on the mutants of some of its files. */
async function run(room: Room, files: readonly string[], again: boolean): Promise<Tally> {
  const slow = new Set(tooSlow.flatMap((glob) => globSync(glob, { cwd: root })));
  const tests = room.tests.flatMap((glob) => globSync(glob, { cwd: root })).filter((file) => !slow.has(file));
  const cache = `node_modules/.cache/mutants/${room.files.replaceAll(/[^a-z]+/g, '-')}.json`;
  if (room.config) forgetUnnoticed(cache);
  const results = await new Stryker({
    mutate: [...files],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: room.config ?? 'tests/mutants/vitest.config.ts', related: false },
    ...(room.config
      ? // Stryker would make a mutant active only when the named tests have loaded. So the configuration names them.
        { coverageAnalysis: 'off', warnings: { slow: false } }
      : // A change in code that runs while a module loads would need every test, each of which loads everything again.
        { testFiles: tests, coverageAnalysis: 'perTest', ignoreStatic: true }),
    incremental: true,
    force: again,
    incrementalFile: cache,
    tempDirName: '.mutants',
    // TypeScript 7 has no compiler API. Nothing needs one: Vitest strips types.
    tsconfigFile: 'none',
    disableTypeChecks: false,
    concurrency: 1,
    // So long that a mutant does not count as noticed only because the machine is busy.
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 20,
    ignorePatterns: ['.emulated', '.local', 'cdk.out', 'docs/screenshots'],
    reporters: ['progress-append-only'],
    logLevel: 'warn',
  } as ConstructorParameters<typeof Stryker>[0]).runMutationTest();
  const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8');
  // The cache also returns results of other files.
  const ofFiles = results.filter(({ fileName }) => files.includes(relative(root, fileName)));
  return tallyOf(ofFiles, (path) => relative(root, path), read);
}

if (process.argv.some((arg) => ['help', '--help', '-h'].includes(arg))) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
const { values, positionals } = parseArgs({
  options: { again: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (positionals.length === 0) refuse(`It is called so: ${USAGE}`);

const write = (line: string) => void process.stdout.write(`${line}\n`);
let all = nothing;
for (const [room, files] of filesByRoom(positionals)) {
  const began = Date.now();
  const tally = await run(room, files, values.again);
  for (const survivor of tally.survivors) write(describeSurvivor(survivor));
  write(inWords(room.files, tally, Date.now() - began));
  all = added(all, tally);
}
const score = scoreOf(all);
write(inWords(positionals.join(' '), all));
// Test runners may leave something open.
process.exit(score >= ENOUGH ? 0 : 1);

function inWords(what: string, tally: Tally, took?: number): string {
  const { noticed, survivors } = tally;
  const inTime = took === undefined ? '' : `, in ${Math.round(took / 1_000)} s`;
  return `${what}: ${scoreOf(tally).toFixed(1)} % (${noticed} of ${noticed + survivors.length} mutants noticed; ${tally.accepted} accepted, ${tally.left} not run${inTime})`;
}
