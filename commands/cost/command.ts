import { parseArgs } from 'node:util';
import { runCommand } from '../command.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { estimateOf } from './estimate.ts';
import { isPricedRegion, type PricedRegion, pricedRegions } from './prices-2026-11.ts';
import { estimateLines } from './print.ts';
import type { Scenario } from './traffic.ts';

const usage = `npm run cost                          what a petition costs on AWS, line by line, beside the obvious design

  --signatures N             1e6 if not told
  --views-per-signature N    pages that are looked at for each signature; 360 if not told
  --region R                 eu-central-1 if not told; or ${pricedRegions.filter((region) => region !== 'eu-central-1').join(', ')}
  --days N                   in which they come, evenly; 30 if not told
  --seconds-per-view N       for which a page is looked at; 30 if not told
  --views-per-visitor N      2 if not told
  --json                     everything that is counted, with what each thing costs and where AWS says so

List prices, written down once (docs/guides/cost.md): look at AWS's pages before you rely on a sum.`;

const options = {
  signatures: { type: 'string', default: '1e6' },
  'views-per-signature': { type: 'string', default: '360' },
  region: { type: 'string', default: 'eu-central-1' },
  days: { type: 'string', default: '30' },
  'seconds-per-view': { type: 'string', default: '30' },
  'views-per-visitor': { type: 'string', default: '2' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The least and the most that is told. */
const bounds = {
  signatures: [1, 1e12],
  'views-per-signature': [0, 1e6],
  days: [0.01, 36_500],
  'seconds-per-view': [0, 1e6],
  'views-per-visitor': [0.01, 1e6],
} as const;

interface Call {
  readonly scenario: Scenario;
  readonly region: PricedRegion;
  readonly json: boolean;
  readonly help?: boolean;
}

/** Runs `npm run cost`. @returns the exit code, as `runCommand`. */
export const costCommand = (args: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand({ name: 'cost', understand, run }, args, terminal);

/** @returns what is asked for, or in words why it is not understood. */
function understand(args: readonly string[]): Call | string {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [word] = positionals;
  const help = values.help || word === 'help';
  if (word !== undefined && word !== 'help') return `There is no \`${word}\`.`;
  const scenario = {
    signatures: Number(values.signatures),
    viewsPerSignature: Number(values['views-per-signature']),
    days: Number(values.days),
    secondsPerView: Number(values['seconds-per-view']),
    viewsPerVisitor: Number(values['views-per-visitor']),
  };
  for (const [name, [least, most]] of Object.entries(bounds)) {
    const n = Number(values[name as keyof typeof bounds]);
    if (!(n >= least && n <= most)) return `--${name} is a number from ${least} to ${most}.`;
  }
  const { region } = values;
  if (!isPricedRegion(region)) return `The prices of ${region} are not written down: ${pricedRegions.join(', ')}.`;
  return { scenario, region, json: values.json, help };
}

async function run({ scenario, region, json, help }: Call, { print }: Terminal): Promise<void> {
  if (help) return print(usage);
  const estimate = estimateOf(scenario, region);
  if (json)
    return print(JSON.stringify(estimate, (_, value) => (value instanceof Map ? Object.fromEntries(value) : value), 2));
  for (const line of estimateLines(estimate)) print(line);
}
