import { foldCampaign } from '../../functions/core/counts/fold.ts';
import { tallyEvent } from '../../functions/tally/event.ts';
import { flagsOf, refuse } from '../support/flags.ts';
import { differences } from './invariant.ts';
import { deciding, naming } from './naming.ts';
import { reconciling } from './reconciling.ts';
import { simulate } from './simulation.ts';

/**
 * `npm run simulate [-- --deliveries 1000000] [-- --seed N]`: delivers records to the real handler, with every fault of
 * the model, until that many deliveries are done, and recounts the table after each run.
 */
const values = flagsOf('npm run simulate -- [--deliveries 1000000] [--seed N]', {
  deliveries: { type: 'string', default: '1000000' },
  seed: { type: 'string', default: '1' },
});
const wanted = Number(values.deliveries);
const first = Number(values.seed);
if (!(wanted >= 1 && Number.isSafeInteger(wanted) && Number.isSafeInteger(first)))
  refuse('--deliveries is a whole number from 1 on, --seed a whole number.');
const began = performance.now();
const faults: Record<string, number> = {};
let deliveries = 0;
let errors = 0;
let right = 0;
let corrected = 0;
let seed = first;
for (; deliveries < wanted; seed++) {
  // Half of the runs reconcile as well, half of these while numbers are changed by hand.
  const isReconciling = seed % 2 === 0;
  const outcome = await simulate(
    { tallyEvent, beside: [foldCampaign, deciding(naming)], ...(isReconciling && { reconciling }) },
    {
      seed,
      changes: isReconciling ? 2_000 : 5_000,
      campaigns: 1 + (isReconciling ? seed % 3 : seed % 8),
      tampering: seed % 4 === 0,
    },
  );
  right += outcome.reconciled.right;
  corrected += outcome.reconciled.corrected;
  deliveries += outcome.deliveries;
  for (const [kind, n] of Object.entries(outcome.faults)) faults[kind] = (faults[kind] ?? 0) + n;
  for (const difference of await differences(outcome)) {
    errors++;
    console.log(`seed ${seed}: ${difference}`);
  }
}
const seconds = Math.round((performance.now() - began) / 1000);
for (const [kind, n] of Object.entries(faults)) console.log(`${String(n).padStart(9)} ${kind}`);
console.log(`${right} times counts were found right, and ${corrected} times one was corrected, while all went on.`);
console.log(`${deliveries} deliveries in ${seed - first} runs and ${seconds} s: ${errors} errors.`);
process.exitCode = errors === 0 ? 0 : 1;
