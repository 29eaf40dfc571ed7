import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** The output of a test script that refuses its flags. */
const told = (script: string, ...flags: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, ...flags], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  return { status, stdout, stderr };
};

it.each([
  ['tests/model/deliveries.ts', '--deliveries=1e400', '--deliveries is a whole number from 1 on, --seed'],
  ['tests/model/deliveries.ts', '--deliveries=0.5', '--deliveries is a whole number from 1 on, --seed'],
  ['tests/fuzz/fuzz.ts', '--requests=1e400', '--requests is a whole number from 1 on, --seed'],
  ['tests/load/load.ts', '--minutes=0', '--minutes is above 0 and up to 60, --signers (a second) above 0 and up to 20'],
  ['tests/bench/cost/main.ts', '--days=0', '--days must be a number from 0.01 to 36500.'],
  ['tests/bench/cost/main.ts', '--region=mars', '--region must be one of us-east-1, eu-central-1,'],
  [
    'tests/bench/scale/main.ts',
    '--signatures-per-second=many',
    '--signatures-per-second must be a number from 1 to 20000.',
  ],
])('refuses in %s a value that makes no sense: %s', (script, flag, words) => {
  const { status, stdout, stderr } = told(script, flag);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(words);
});

it('names a mistake in the flags of a script in one line', () => {
  const { status, stderr } = told('tests/model/deliveries.ts', '--deliveries', '-5');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^Option '--deliveries' argument is ambiguous\. It is called so: npm run simulate .*\n$/);
});
