import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldCampaign } from '../../functions/core/counts/fold.ts';
import { tallyEvent } from '../../functions/tally/event.ts';
import { genuineChanges } from '../../functions/tally/genuine.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { differences } from './invariant.ts';
import { deciding, naming } from './naming.ts';
import { type Subject, simulate } from './simulation.ts';

it('counts every signature exactly once, and shows approved names alone, although batches are delivered again, reordered, cut off or run twice', async () => {
  let deliveries = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        seed: fc.integer(),
        changes: fc.integer({ min: 1, max: 2_000 }),
        campaigns: fc.integer({ min: 1, max: 8 }),
      }),
      async (chosen) => {
        const outcome = await simulate({ tallyEvent, beside: [foldCampaign, deciding(naming)] }, chosen);
        deliveries += outcome.deliveries;
        expect(await differences(outcome)).toEqual([]);
      },
    ),
    { numRuns: 30 },
  );
  expect(deliveries).toBeGreaterThan(10_000);
});

it('detects a lane that is counted under another’s name', async () => {
  const broken: Subject = {
    async tallyEvent(deps, { shardId, Records }) {
      await tallyBatch(deps, 'one', Records.length > 0 ? await genuineChanges(deps, shardId, Records) : []);
      return { state: {} };
    },
  };
  expect(await differences(await simulate(broken, { seed: 1, changes: 500 }))).not.toEqual([]);
});
