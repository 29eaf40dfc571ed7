import { parseArgs } from 'node:util';

export const usage = `npm run reconcile                          recounts the signatures of each campaign that is due, and says whether its
                                           counts are right; reads numbers alone
npm run reconcile -- --campaign SLUG       of one campaign
npm run reconcile -- --repair              also corrects what is wrong: shows it and asks first, or --yes

On the Amparo that runs on this machine (\`npm start\`), or with --stage NAME on that AWS stage with your credentials.
Until 25 hours after a recount, what differs may be late; then it is wrong. Exit code 1: something is wrong.`;

const options = {
  campaign: { type: 'string' },
  repair: { type: 'boolean' },
  stage: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What is asked for. */
export interface Call {
  readonly help: boolean;
  /** Left out: all of them. */
  readonly campaign: string | undefined;
  readonly repair: boolean;
  readonly stage: string | undefined;
  readonly yes: boolean;
}

/** @returns what is asked for. @throws {Error} that says in words why it is not understood. */
export function understand(args: readonly string[]): Call {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { campaign, repair = false, stage, yes = false } = values;
  if (values.help || positionals[0] === 'help') return { help: true, campaign, repair, stage, yes };
  if (positionals.length > 0) throw new Error(`There is no \`${positionals[0]}\`: name a campaign with --campaign`);
  if (yes && !repair) throw new Error('--yes is for --repair');
  return { help: false, campaign, repair, stage, yes };
}
