import { parseArgs } from 'node:util';
import { SIGNATURES_PER_SECOND } from '../../infra/peak.ts';
import { onTarget, runCommand } from '../command.ts';
import { isPricedRegion, type PricedRegion, pricedRegions } from '../cost/prices-2026-11.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { type LimitsNow, limitsFor, limitsOfExecutions } from './limits.ts';
import { limitsNow } from './now.ts';
import { planLines } from './print.ts';
import type { Peak } from './use.ts';

const usage = `npm run scale -- --signatures-per-second N    which limits a busy second meets, and what to ask for, when

  --views-per-signature N    36 if not told
  --executions N             Lambda's executions at once in your account: 1,000 if not told, but 10 in new accounts
  --region R                 eu-central-1 if not told: for what warming costs
  --stage NAME               looks up what that AWS stage has now, with your credentials: its tables and SES. Changes nothing

docs/guides/scale.md`;

const options = {
  'signatures-per-second': { type: 'string' },
  'views-per-signature': { type: 'string', default: '36' },
  executions: { type: 'string' },
  region: { type: 'string', default: 'eu-central-1' },
  stage: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

interface Call {
  readonly peak: Peak;
  /** What is told of the account. */
  readonly told: LimitsNow;
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
  const executions = values.executions === undefined ? undefined : Number(values.executions);
  const told = executions === undefined ? {} : limitsOfExecutions(executions);
  if (help) return { peak, told, region, stage, help };
  const { most } = SIGNATURES_PER_SECOND;
  const isRight = Number.isInteger(peak.signaturesPerSecond) && peak.signaturesPerSecond >= 1;
  if (!isRight || peak.signaturesPerSecond > most) return `Say --signatures-per-second, from 1 to ${most}.`;
  if (!(peak.viewsPerSignature >= 0 && peak.viewsPerSignature <= 1e6)) return 'Views are a number, such as 36.';
  if (executions !== undefined && !(Number.isInteger(executions) && executions >= 1 && executions <= 1e6))
    return '--executions is a whole number from 1 to 1,000,000.';
  return { peak, told, region, stage, help };
}

async function run({ peak, told, region, stage, help }: Call, terminal: Terminal): Promise<void> {
  if (help) return terminal.print(usage);
  const limits = limitsFor(peak);
  const show = (known: LimitsNow, isAsked: boolean) => {
    for (const line of planLines({ peak, limits, known, isAsked, region })) terminal.print(line);
  };
  if (stage === undefined) return show(told, false);
  await onTarget(
    { stage },
    terminal,
    async (target) => show({ ...(await limitsNow(target)), ...told }, true),
    () => 'tables and mail',
  );
}
