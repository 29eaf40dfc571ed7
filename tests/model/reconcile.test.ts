import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldCampaign } from '../../functions/core/counts/fold.ts';
import { tallyEvent } from '../../functions/tally/event.ts';
import { differences } from './invariant.ts';
import { reconciling } from './reconciling.ts';
import { type Subject, simulate } from './simulation.ts';

const subject = { tallyEvent, beside: [foldCampaign], reconciling };
const chosen = fc.record({
  seed: fc.integer(),
  changes: fc.integer({ min: 1, max: 1_000 }),
  campaigns: fc.integer({ min: 1, max: 3 }),
});

it('calls no count wrong, whatever tally, folding and other recounts do meanwhile, or leave undone for a day', async () => {
  let right = 0;
  await fc.assert(
    fc.asyncProperty(chosen, async (run) => {
      const outcome = await simulate(subject, run);
      right += outcome.reconciled.right;
      expect(await differences(outcome)).toEqual([]);
    }),
    { numRuns: 15 },
  );
  expect(right).toBeGreaterThan(5);
}, 120_000);

it('finds exactly what was changed by hand, and mends it beside all that goes on', async () => {
  let byHand = 0;
  await fc.assert(
    fc.asyncProperty(chosen, async (run) => {
      const outcome = await simulate(subject, { ...run, tampering: true });
      byHand += outcome.faults['changed by hand'];
      expect(await differences(outcome)).toEqual([]);
    }),
    { numRuns: 15 },
  );
  expect(byHand).toBeGreaterThan(3);
}, 120_000);

/** A tally that loses, or counts twice, one signature of fifty. Names are counted right, as nothing can mend them. */
const faulty = (times: 0 | 2): Subject['tallyEvent'] => {
  const isMeant = (sequence = '') => createHash('sha256').update(sequence).digest().readUInt8() < 5;
  return (deps, { Records, shardId }) => {
    const records = Records.flatMap((record) => {
      const { SequenceNumber, OldImage, NewImage } = record.dynamodb ?? {};
      if (OldImage?.publicName || NewImage?.publicName || !isMeant(SequenceNumber)) return [record];

      return times === 0 ? [] : [record, record];
    });
    return tallyEvent(deps, { Records: records, shardId });
  };
};

it.each([
  ['loses', 0],
  ['counts twice', 2],
] as const)(
  'finds what a tally that is broken %s, and mends it',
  async (_, times) => {
    for (const seed of [1, 2, 3]) {
      const run = { seed, changes: 800, campaigns: 2 };
      const broken = { ...subject, tallyEvent: faulty(times) };
      const { reconciling: _none, ...alone } = broken;
      expect(await differences(await simulate(alone, run))).not.toEqual([]);
      expect(await differences(await simulate(broken, { ...run, isFaulty: true }))).toEqual([]);
    }
  },
  60_000,
);
