import { flagsOf, refuse } from '../support/flags.ts';
import { runLoad } from './run.ts';

/**
 * `npm run load -- [--minutes M] [--seed N] [--signers S]`: signs, confirms, withdraws and looks while parts fail, for
 * two and a half minutes with kills and M more without, and prints whether each promise was kept. Exits 1 if one was
 * broken. The same seed makes the same choices. Their timing depends on the machine.
 */
const values = flagsOf('npm run load -- [--minutes M] [--seed N] [--signers S]', {
  minutes: { type: 'string', default: '10' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  signers: { type: 'string', default: '6' },
});
const [minutes, seed, signers] = [Number(values.minutes), Number(values.seed), Number(values.signers)];
if (!(minutes > 0 && minutes <= 60 && signers > 0 && signers <= 20 && Number.isSafeInteger(seed)))
  refuse('--minutes is above 0 and up to 60, --signers (a second) above 0 and up to 20, --seed a whole number.');

const began = new Date().toISOString();
console.log(`Load of ${signers} signers and ${signers * 3} views a second, seed ${seed}, ${began}.`);
const { told, violations } = await runLoad(
  {
    seed,
    signers,
    views: signers * 3,
    killing: 150_000,
    steady: minutes * 60_000,
    killEvery: 25_000,
    mailThrottles: 5,
    drainsWithin: 900_000,
  },
  console.log,
);
for (const line of told) console.log(line);
for (const line of violations) console.error(`! ${line}`);
console.log(violations.length === 0 ? 'Every promise held.' : 'Not every promise held.');
process.exit(violations.length === 0 ? 0 : 1);
