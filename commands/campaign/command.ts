import { parseArgs } from 'node:util';
import { loadCampaignFile } from '../../functions/core/campaigns/file.ts';
import { KEEP_MONTHS } from '../../functions/core/campaigns/keeping.ts';
import { listCampaignHeads } from '../../functions/core/campaigns/store.ts';
import { onTarget, runCommand } from '../command.ts';
import type { Target } from '../target.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { change, close, find, setStrict } from './change.ts';
import { campaignYaml, listLines } from './print.ts';
import { campaignJsonSchema } from './schema.ts';

const usage = `npm run campaign -- put FILE           what a file (YAML or JSON) would change; with --yes, changes it
npm run campaign -- list               all campaigns
npm run campaign -- show SLUG          a campaign, as YAML that can be put again
npm run campaign -- close SLUG         closes a campaign now, or --at 2026-10-09T08:00:00Z; with --yes
npm run campaign -- strict SLUG        under attack: what has any sign of abuse waits for review; with --yes
npm run campaign -- relax SLUG         ends that; with --yes
npm run campaign -- schema             the JSON Schema of a campaign's file, for editors

On the Amparo that runs on this machine (\`npm start\`), or with --stage NAME on that AWS stage with your credentials.`;

const options = {
  yes: { type: 'boolean', short: 'y' },
  stage: { type: 'string' },
  at: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Runs `npm run campaign`. @returns the exit code, as `runCommand`. */
export const campaignCommand = (args: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand({ name: 'campaign', understand, run }, args, terminal);

interface Call {
  readonly verb: string;
  readonly operand: string;
  readonly yes: boolean;
  readonly stage: string | undefined;
  readonly at: string | undefined;
}

const operands: Record<string, string | undefined> = {
  put: 'FILE',
  show: 'SLUG',
  close: 'SLUG',
  strict: 'SLUG',
  relax: 'SLUG',
};
const verbs = ['put', 'list', 'show', 'close', 'strict', 'relax', 'schema', 'help'];

/** @returns what is asked for, or in words why it is not understood. */
function understand(args: readonly string[]): Call | string {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [verb = 'help', operand = '', ...more] = values.help ? ['help'] : positionals;
  if (!verbs.includes(verb)) return `There is no \`${verb}\`.`;
  const needed = operands[verb];
  if (needed && operand === '') return `\`${verb}\` needs a ${needed}.`;
  if (more.length > 0 || (!needed && operand !== ''))
    return `\`${verb}\` takes ${needed ? `one ${needed}` : 'nothing more'}.`;
  if (values.at !== undefined && verb !== 'close') return '--at is for `close`.';
  return { verb, operand, yes: values.yes ?? false, stage: values.stage, at: values.at };
}

async function run(call: Call, terminal: Terminal): Promise<void> {
  if (call.verb === 'help') return terminal.print(usage);
  if (call.verb === 'schema') return terminal.print(campaignJsonSchema().trimEnd());
  // A file is checked before anything else, so that its faults show without a server or credentials.
  const file = call.verb === 'put' ? await loadCampaignFile(call.operand) : undefined;
  await onTarget(call, terminal, async (target) => {
    if (file) await change(file, call, target, terminal);
    else if (call.verb === 'list') await list(target, terminal);
    else if (call.verb === 'show') terminal.print(campaignYaml(await find(call.operand, target)).trimEnd());
    else if (call.verb === 'close') await close(call, target, terminal);
    else await setStrict(call.verb === 'strict', call, target, terminal);
  });
}

async function list(target: Target, { print, clock, keepMonths }: Terminal): Promise<void> {
  const heads = await listCampaignHeads(target.db);
  if (heads.length === 0) print(`No campaigns on ${target.name}.`);
  for (const line of listLines(heads, clock(), keepMonths ?? KEEP_MONTHS)) print(line);
}
