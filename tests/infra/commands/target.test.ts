import { mkdtempSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reachingError, type Target } from '../../../infra/commands/target.ts';

const target = { db: { table: 'amparo-prod-campaigns' }, name: 'stage prod' } as Target;
const wordsFor = (error: unknown): string | undefined => reachingError(error, target)?.message;

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

it('says of a network that nothing answers, and of a disk what the disk says', async () => {
  const refused = await new Promise((resolve) => connect(1, '127.0.0.1').once('error', resolve));
  expect(wordsFor(refused)).toMatch(/^stage prod cannot be reached: /);
  const folder = mkdtempSync(join(tmpdir(), 'target-'));
  const words = wordsFor(thrownBy(() => readFileSync(folder)));
  expect(words).toMatch(/^EISDIR: /);
});

it('takes a fault of its own for none of them', () => {
  expect(wordsFor(Object.assign(new Error('Aborted with Ctrl+C'), { code: 'ABORT_ERR' }))).toBeUndefined();
  expect(wordsFor(new TypeError('x is not a function'))).toBeUndefined();
});

it('names the region by the setting that the deploy reads', () => {
  const missing = Object.assign(new Error(), { name: 'ResourceNotFoundException' });
  expect(wordsFor(missing)).toContain('AMPARO_REGION');
  expect(wordsFor(new Error('Region is missing'))).toContain('Set AMPARO_REGION');
});
