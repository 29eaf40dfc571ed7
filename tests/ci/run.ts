import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flagsOf } from '../support/flags.ts';
import { judge, type Outcome, summary } from './outcome.ts';
import { type Part, parts } from './parts.ts';

/**
 * What `.ci/run` does after `npm ci`: runs every part, also if one before it failed, prints how each ended, and ends with
 * code 1 if one failed.
 */
const { installed } = flagsOf('.ci/run', { installed: { type: 'string', default: '0' } });
const reports = await mkdtemp(join(tmpdir(), 'amparo-ci-'));
const print = (line: string) => process.stdout.write(`${line}\n`);

const outcomes: Outcome[] = [{ script: 'npm ci', seconds: Number(installed), passed: 0, failed: 0 }];
for (const part of parts) outcomes.push(await run(part));
print('');
for (const line of summary(outcomes)) print(line);
process.exitCode = outcomes.some(({ failed }) => failed > 0) ? 1 : 0;

async function run(part: Part): Promise<Outcome> {
  const { script, flags = [] } = part;
  print(`\n== npm run ${script}${flags.length > 0 ? ` -- ${flags.join(' ')}` : ''}: ${part.does}`);
  const file = join(reports, `${script.replace(':', '-')}.json`);
  const began = performance.now();
  const npm = spawn('npm', ['run', '--silent', script, ...(flags.length > 0 ? ['--', ...flags] : [])], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TEST_REPORT: file },
  });
  const [code] = (await once(npm, 'exit')) as [number | null];
  const json = await readFile(file, 'utf8').catch(() => undefined);
  return judge(part, { code: code ?? 1, seconds: (performance.now() - began) / 1_000, json });
}
