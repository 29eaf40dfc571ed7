import { expect, it } from 'vitest';
import { look } from '../../functions/core/published/rules.ts';
import { newState } from '../../functions/core/published/state.ts';
import { watchPublishing } from './publishing.ts';

it('publishes what the decisions promise, however people sign and withdraw', () => {
  for (let seed = 1; seed <= 100; seed++)
    expect(watchPublishing({ look, newState }, seed), `seed ${seed}`).toBeUndefined();
});
