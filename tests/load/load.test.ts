import { expect, it } from 'vitest';
import { runLoad } from './run.ts';

it('loses no answered signature, counts each once, and reports every failure while parts fail and are killed', {
  timeout: 150_000,
}, async () => {
  const said: string[] = [];
  const { told, violations } = await runLoad(
    {
      ...{ seed: 7, signers: 8, views: 16, killing: 9_000, steady: 4_000, killEvery: 3_000 },
      ...{ mailThrottles: 0, drainsWithin: 60_000 },
    },
    (line) => said.push(line),
  );
  expect(violations, [...said, ...told].join('\n')).toEqual([]);
});
