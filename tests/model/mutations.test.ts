import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mutations } from './mutations.ts';

it.each(mutations.map(({ name, file, from }) => [name, file, from] as const))(
  'can still %s on purpose: the changed code is once in %s',
  (_name, file, from) => {
    expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
  },
);
