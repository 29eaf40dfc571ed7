import { parseArgs } from 'node:util';
import { type Signal, signals } from '../../functions/core/abuse/signals.ts';
import { moment } from '../../functions/core/campaigns/fields.ts';

export const usage = `npm run signatures -- review                    how many are under review, on each campaign
npm run signatures -- review SLUG               those of a campaign by signal and by hour, also voided ones and
                                                counted ones that carry a signal; no names
npm run signatures -- accept SLUG --signal X    counts those that carry no other signal than X; --voided: also voided ones
npm run signatures -- void SLUG --signal X      counts those that carry X no longer; --counted: also counted ones
        both: --signal several times, --since and --until MOMENT, --all for any signal; asks first, or --yes
npm run signatures -- export SLUG --out FOLDER  all counted signatures, sealed as they are; --all: of any status
npm run signatures -- open FOLDER --identity group.key
                                                opens such a folder to a table, FOLDER/signatures.csv or --out FILE;
                                                several keys: --identity several times; needs no network
        both ask before they write where git would take it along, or --yes

On the Amparo that runs on this machine (\`npm start\`), or with --stage NAME on that AWS stage with your credentials.
Signals: ${signals.join(', ')}.`;

const options = {
  signal: { type: 'string', multiple: true },
  since: { type: 'string' },
  until: { type: 'string' },
  all: { type: 'boolean' },
  voided: { type: 'boolean' },
  counted: { type: 'boolean' },
  out: { type: 'string' },
  identity: { type: 'string', multiple: true },
  stage: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
} as const;
type Option = keyof typeof options;

const verbs = {
  review: { operand: 'a SLUG', needed: false, takes: ['stage'] },
  accept: { operand: 'a SLUG', needed: true, takes: ['signal', 'since', 'until', 'all', 'voided', 'stage', 'yes'] },
  void: { operand: 'a SLUG', needed: true, takes: ['signal', 'since', 'until', 'all', 'counted', 'stage', 'yes'] },
  export: { operand: 'a SLUG', needed: true, takes: ['out', 'all', 'stage', 'yes'] },
  open: { operand: 'a FOLDER', needed: true, takes: ['identity', 'out', 'yes'] },
  help: { operand: undefined, needed: false, takes: [] },
} satisfies Record<string, { operand: string | undefined; needed: boolean; takes: readonly Option[] }>;

/** What is asked for. Times are milliseconds since the epoch. */
export interface Call {
  readonly verb: keyof typeof verbs;
  readonly operand: string;
  readonly signals: readonly Signal[] | undefined;
  readonly since: number | undefined;
  readonly until: number | undefined;
  readonly all: boolean;
  readonly again: boolean;
  readonly out: string | undefined;
  readonly identities: readonly string[];
  readonly stage: string | undefined;
  readonly yes: boolean;
}

/** @returns what is asked for. @throws {Error} that says in words why it is not understood. */
export function understand(args: readonly string[]): Call {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [verb = 'help', operand = '', ...more] = values.help ? ['help'] : positionals;
  if (!isVerb(verb)) throw new Error(`There is no \`${verb}\``);
  const rules: (typeof verbs)[typeof verb] = verbs[verb];
  if (rules.needed && operand === '') throw new Error(`\`${verb}\` needs ${rules.operand}`);
  if (more.length > 0 || (!rules.operand && operand !== ''))
    throw new Error(`\`${verb}\` takes ${rules.operand ? 'one operand' : 'nothing more'}`);
  const takes: readonly string[] = [...rules.takes, 'help'];
  for (const name of Object.keys(values)) if (!takes.includes(name)) throw new Error(`\`${verb}\` takes no --${name}`);
  const { signal: named, since, until, all = false } = values;
  if (verb === 'accept' || verb === 'void') {
    if (all && named) throw new Error('--all is any signal: leave --signal out');
    if (!all && !named && !since && !until) throw new Error(`\`${verb}\` needs a --signal, --since, --until or --all`);
  }
  if (verb === 'export' && !values.out) throw new Error('`export` needs --out FOLDER');
  if (verb === 'open' && !values.identity) throw new Error('`open` needs --identity FILE, a private key of the group');
  return {
    verb,
    operand,
    signals: named?.map(toSignal),
    since: since === undefined ? undefined : toMoment('since', since),
    until: until === undefined ? undefined : toMoment('until', until),
    all,
    again: Boolean(values.voided || values.counted),
    out: values.out,
    identities: values.identity ?? [],
    stage: values.stage,
    yes: values.yes ?? false,
  };
}

const isVerb = (word: string): word is keyof typeof verbs => Object.hasOwn(verbs, word);

function toSignal(word: string): Signal {
  const found = signals.find((signal) => signal === word);
  if (!found) throw new Error(`There is no signal ${word}: they are ${signals.join(', ')}`);
  return found;
}

function toMoment(name: string, text: string): number {
  const parsed = moment.safeParse(text);
  if (!parsed.success) throw new Error(`--${name} must be a moment such as 2026-10-09T08:00:00Z`);
  return Date.parse(parsed.data);
}
