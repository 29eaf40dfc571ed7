import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flagsOf } from '../support/flags.ts';
import { judge, type Outcome, summary } from './outcome.ts';
import { type Part, rounds } from './parts.ts';

/**
 * What `.ci/run` does after `npm ci`: runs every part, also if one before it failed, prints how each ended, and ends with
 * code 1 if one failed.
 */
const { installed } = flagsOf('.ci/run', { installed: { type: 'string', default: '0' } });
const reports = await mkdtemp(join(tmpdir(), 'amparo-ci-'));
const print = (text: string) => process.stdout.write(text);
const installing = Number(installed);

const outcomes: Outcome[] = [{ script: 'npm ci', seconds: installing, passed: 0, failed: 0 }];
for (const lanes of rounds) {
  const ended = await Promise.all(lanes.map((parts) => runInTurn(parts, lanes.length > 1)));
  outcomes.push(...ended.flat());
}
print(`\n${summary(outcomes, installing + performance.now() / 1_000).join('\n')}\n`);
process.exitCode = outcomes.some(({ failed }) => failed > 0) ? 1 : 0;

async function runInTurn(parts: readonly Part[], isBesideOthers: boolean): Promise<Outcome[]> {
  const ended: Outcome[] = [];
  for (const part of parts) ended.push(await run(part, isBesideOthers));
  return ended;
}

/** @param isBesideOthers prints what the part prints when it has ended, so that it does not mix with others. */
async function run(part: Part, isBesideOthers: boolean): Promise<Outcome> {
  const { script, flags = [] } = part;
  const file = join(reports, `${script.replace(':', '-')}.json`);
  const began = performance.now();
  print(`\n== npm run ${[script, ...(flags.length > 0 ? ['--', ...flags] : [])].join(' ')}: ${part.does}\n`);
  const npm = spawn('npm', ['run', '--silent', script, ...(flags.length > 0 ? ['--', ...flags] : [])], {
    stdio: ['ignore', isBesideOthers ? 'pipe' : 'inherit', isBesideOthers ? 'pipe' : 'inherit'],
    env: { ...process.env, TEST_REPORT: file },
  });
  const printed: Buffer[] = [];
  for (const output of [npm.stdout, npm.stderr]) output?.on('data', (chunk: Buffer) => printed.push(chunk));
  const [code] = (await once(npm, 'close')) as [number | null];
  if (isBesideOthers) print(`\n== ${script} has ended:\n${Buffer.concat(printed)}`);
  const json = await readFile(file, 'utf8').catch(() => undefined);
  return judge(part, { code: code ?? 1, seconds: (performance.now() - began) / 1_000, json });
}
