import { parseArgs } from 'node:util';
import { SIGNATURES_PER_SECOND } from '../../peak.ts';
import { isPricedRegion, type PricedRegion, pricedRegions } from '../cost/prices-2026-11.ts';
import { onTarget, runCommand } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import { limitsFor } from './limits.ts';
import { limitsNow } from './now.ts';
import { planLines } from './print.ts';
import type { Peak } from './use.ts';

const usage = `npm run scale -- --signatures-per-second N    which limits a busy second meets, and what to ask for, when

  --views-per-signature N    36 if not told
  --region R                 eu-central-1 if not told: for what warming costs
  --stage NAME               looks up what that AWS stage has now, with your credentials: its tables and SES. Changes nothing

docs/scale.md`;

const options = {
  'signatures-per-second': { type: 'string' },
  'views-per-signature': { type: 'string', default: '36' },
  region: { type: 'string', default: 'eu-central-1' },
  stage: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

interface Call {
  readonly peak: Peak;
  readonly region: PricedRegion;
  readonly stage: string | undefined;
  readonly help: boolean;
}

/** Runs `npm run scale`. @returns the exit code, as `runCommand`. */
export const scaleCommand = (args: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand({ name: 'scale', understand, run }, args, terminal);

/** @returns what is asked for, or in words why it is not understood. */
function understand(args: readonly string[]): Call | string {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [word] = positionals;
  if (word !== undefined && word !== 'help') return `There is no \`${word}\`.`;
  const { 'signatures-per-second': signatures, region, stage } = values;
  if (!isPricedRegion(region)) return `The prices of ${region} are not written down: ${pricedRegions.join(', ')}.`;
  const help = values.help === true || word === 'help' || args.length === 0;
  const peak = { signaturesPerSecond: Number(signatures), viewsPerSignature: Number(values['views-per-signature']) };
  if (help) return { peak, region, stage, help };
  const { most } = SIGNATURES_PER_SECOND;
  const isRight = Number.isInteger(peak.signaturesPerSecond) && peak.signaturesPerSecond >= 1;
  if (!isRight || peak.signaturesPerSecond > most) return `Say --signatures-per-second, from 1 to ${most}.`;
  if (!(peak.viewsPerSignature >= 0 && peak.viewsPerSignature <= 1e6)) return 'Views are a number, such as 36.';
  return { peak, region, stage, help };
}

async function run({ peak, region, stage, help }: Call, terminal: Terminal): Promise<void> {
  if (help) return terminal.print(usage);
  const plan = { peak, limits: limitsFor(peak), region };
  const show = (now: Awaited<ReturnType<typeof limitsNow>> | undefined) => {
    for (const line of planLines({ ...plan, now })) terminal.print(line);
  };
  if (stage === undefined) return show(undefined);
  await onTarget(
    { stage },
    terminal,
    async (target) => show(await limitsNow(target)),
    () => 'tables and mail',
  );
}
