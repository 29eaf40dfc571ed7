import { expect, it } from 'vitest';
import { Problem } from '../../functions/core/problem.ts';

it('names the problem, and its fields and its campaign if it has them', () => {
  expect(new Problem('token-malformed')).toMatchObject({
    name: 'Problem',
    message: 'token-malformed',
    kind: 'token-malformed',
    faults: [],
    campaign: undefined,
  });
  const faults = [{ field: 'name', fault: 'missing' }] as const;
  expect(new Problem('invalid-form', { faults })).toMatchObject({ kind: 'invalid-form', faults });
  expect(new Problem('campaign-closed', { campaign: 'free-them' }).campaign).toBe('free-them');
});
