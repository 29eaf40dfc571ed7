import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { judge } from '../../functions/core/abuse/judge.ts';
import { signals, signalsFromNumber } from '../../functions/core/abuse/signals.ts';

const text = readFileSync('docs/guides/organisers.md', 'utf8');

it('shows organisers the weight of each signal, and judges every combination by these weights', () => {
  const weights = new Map(
    [...text.matchAll(/^\| `([a-z-]+)` \|.*\| (\d) \|$/gm)].map(([, name = '', weight]) => [name, Number(weight)]),
  );
  expect([...weights.keys()].sort()).toEqual([...signals].sort());
  const from = Number(/signals weigh \*\*(\d) or more\*\*/.exec(text)?.[1]);
  for (let bits = 0; bits < 1 << signals.length; bits++) {
    const found = signalsFromNumber(bits);
    const weight = found.reduce((sum, signal) => sum + (weights.get(signal) ?? 0), 0);
    expect(judge(found, { strict: false }), found.join()).toBe(weight >= from ? 'under-review' : 'counted');
  }
});
