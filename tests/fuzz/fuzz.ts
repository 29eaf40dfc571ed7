import { spawn } from 'node:child_process';
import { flagsOf, refuse } from '../support/flags.ts';

/**
 * `npm run fuzz -- [--requests N] [--seed N] [--path P]`: sends N requests that no honest sender makes, and prints the
 * answers by status. The same seed sends the same. A failure prints its seed, and the path straight to it.
 */
const values = flagsOf('npm run fuzz -- [--requests N] [--seed N] [--path P]', {
  requests: { type: 'string', default: '100000' },
  seed: { type: 'string' },
  path: { type: 'string' },
});
const { requests, seed, path } = values;
if (!(Number(requests) >= 1 && [requests, seed ?? 0].every((n) => Number.isSafeInteger(Number(n)))))
  refuse('--requests is a whole number from 1 on, --seed a whole number.');
const vitest = spawn('npx', ['--no-install', 'vitest', 'run', '--project', 'fuzz'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    FUZZ_REQUESTS: requests,
    ...(seed !== undefined && { FUZZ_SEED: seed }),
    ...(path !== undefined && { FUZZ_PATH: path }),
  },
});
vitest.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
