import { type Signal, signals } from '../../functions/core/abuse/signals.ts';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { moment } from '../../functions/core/campaigns/fields.ts';
import type { NameVerdict } from '../../functions/core/signatures/decisions.ts';
import type { Selection, Verdict } from '../../functions/core/signatures/review.ts';
import { type CommonOptions, defineCommand, stage, verb, yes } from '../command.ts';
import { findCampaign, onTarget, type Target } from '../target.ts';
import { Misunderstood } from '../terminal/errors.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { decide } from './decide.ts';
import { exportTo, openFolder } from './handover.ts';
import { decideOnNames, showNames } from './names.ts';
import { reviewAll, reviewCampaign } from './review.ts';
import { showSources } from './sources.ts';

const usage = `npm run signatures -- review                    shows how many signatures are under review on each campaign
npm run signatures -- review SLUG               shows those of a campaign by signal and by hour, and those that were voided
                                                or that count with a signal; no names
npm run signatures -- accept SLUG --signal X    counts those that have no other signal than X; --voided: also voided ones
npm run signatures -- void SLUG --signal X      voids those that have signal X; --counted: also counted ones
        both: --signal several times, --since and --until MOMENT, --all for any signal; asks first, or --yes
npm run signatures -- names SLUG                lists the names that signers chose to show: those that wait for you, those
                                                that you approved, and those that you hid, each with its id
npm run signatures -- approve SLUG --id ID      lets the page show these names; --id several times, or --all that wait
npm run signatures -- hide SLUG --id ID         hides these names; --all: all that wait; --for-ever: cannot be undone
npm run signatures -- undo SLUG --id ID         lets names wait again that you approved or hid
        all three ask first, or --yes
npm run signatures -- sources SLUG              shows how many came by links of each source; no names
npm run signatures -- export SLUG --out FOLDER  writes all counted signatures, still sealed; --all: with any status;
                                                --news: for the news, to those who asked and have not left or withdrawn
npm run signatures -- open FOLDER --identity group.key
                                                opens an export into the table FOLDER/signatures.csv, or --out FILE;
                                                with several keys: --identity several times. Needs no network.
                                                With --semicolons: for a spreadsheet that shows all in one column
        both ask before they write where git could publish it, or --yes

On the Amparo that runs on this machine (\`npm start\`), or with --stage NAME on that AWS stage with your credentials.
Signals: ${signals.join(', ')}.`;

/** Options of a decision: which signatures it is about. */
const selecting = {
  ...yes,
  ...stage,
  signal: { type: 'string', multiple: true },
  since: { type: 'string' },
  until: { type: 'string' },
  all: { type: 'boolean' },
} as const;

/** Options of a decision on names. */
const naming = { ...yes, ...stage, id: { type: 'string', multiple: true } } as const;

/** `npm run signatures`: decisions on suspicious signatures in bulk and on names, and the hand-over. docs/guides/organisers.md */
export const signaturesCommand = defineCommand({
  name: 'signatures',
  usage,
  verbs: {
    review: verb({
      operands: ['[SLUG]'],
      options: stage,
      run: ([slug], options, terminal) =>
        slug === undefined
          ? onTarget(options, terminal, (target) => reviewAll(target, terminal), tables)
          : onCampaign(slug, options, terminal, (campaign, target) => reviewCampaign(campaign, target, terminal)),
    }),
    accept: verb({
      operands: ['SLUG'],
      options: { ...selecting, voided: { type: 'boolean' } },
      run: ([slug], { voided: again, ...options }, terminal) =>
        decideOn(slug, { ...selectionOf('accept', options), again }, options, terminal),
    }),
    void: verb({
      operands: ['SLUG'],
      options: { ...selecting, counted: { type: 'boolean' } },
      run: ([slug], { counted: again, ...options }, terminal) =>
        decideOn(slug, { ...selectionOf('void', options), again }, options, terminal),
    }),
    names: verb({
      operands: ['SLUG'],
      options: stage,
      run: ([slug], options, terminal) =>
        onCampaign(slug, options, terminal, (campaign, target) => showNames(campaign, target, terminal)),
    }),
    approve: verb({
      operands: ['SLUG'],
      options: { ...naming, all: { type: 'boolean' } },
      run: ([slug], options, terminal) => onNames(slug, 'approve', options, terminal),
    }),
    hide: verb({
      operands: ['SLUG'],
      options: { ...naming, all: { type: 'boolean' }, 'for-ever': { type: 'boolean' } },
      run: ([slug], { 'for-ever': isForEver, ...options }, terminal) =>
        onNames(slug, isForEver ? 'hide-for-ever' : 'hide', options, terminal),
    }),
    undo: verb({
      operands: ['SLUG'],
      options: naming,
      run: ([slug], options, terminal) => onNames(slug, 'undo', options, terminal),
    }),
    sources: verb({
      operands: ['SLUG'],
      options: stage,
      run: ([slug], options, terminal) =>
        onCampaign(slug, options, terminal, (campaign, target) => showSources(campaign, target, terminal)),
    }),
    export: verb({
      operands: ['SLUG'],
      options: { ...yes, ...stage, out: { type: 'string' }, all: { type: 'boolean' }, news: { type: 'boolean' } },
      run([slug], { out, ...options }, terminal) {
        if (!out) throw new Misunderstood('`export` needs --out FOLDER.');
        if (options.all && options.news) throw new Misunderstood('News go to counted signers alone: leave out --all.');
        return onCampaign(slug, options, terminal, (campaign, target) =>
          exportTo(out, campaign, options, target, terminal),
        );
      },
    }),
    open: verb({
      operands: ['FOLDER'],
      options: {
        ...yes,
        out: { type: 'string' },
        identity: { type: 'string', multiple: true },
        semicolons: { type: 'boolean' },
      },
      run([folder], { identity, ...options }, terminal) {
        if (!identity) throw new Misunderstood('`open` needs --identity FILE, a private key of the group.');
        return openFolder(folder, { identity, ...options }, terminal);
      },
    }),
  },
});

const tables = () => 'tables';

const onCampaign = (
  slug: string,
  options: CommonOptions,
  terminal: Terminal,
  work: (campaign: CampaignHead, target: Target) => Promise<void>,
): Promise<void> =>
  onTarget(options, terminal, async (target) => work(await findCampaign(slug, target), target), tables);

const decideOn = (slug: string, selection: Selection, options: CommonOptions, terminal: Terminal): Promise<void> =>
  onCampaign(slug, options, terminal, (campaign, target) => decide(campaign, selection, options, target, terminal));

interface Naming extends CommonOptions {
  readonly id?: readonly string[] | undefined;
  readonly all?: boolean | undefined;
}

/** @throws {Misunderstood} */
function onNames(
  slug: string,
  verdict: NameVerdict,
  { id, all = false, ...options }: Naming,
  terminal: Terminal,
): Promise<void> {
  if (all && id) throw new Misunderstood('--all means all names that wait: leave out --id.');
  if (!all && !id) throw new Misunderstood(`It needs an --id${verdict === 'undo' ? '' : ' or --all'}.`);
  const ids = id?.flatMap((words) => words.toLowerCase().split(/[\s,]+/)).filter(Boolean);
  return onCampaign(slug, options, terminal, (campaign, target) =>
    decideOnNames(campaign, verdict, { ...options, ids }, target, terminal),
  );
}

interface Selecting {
  readonly signal?: readonly string[] | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly all?: boolean | undefined;
}

/** @throws {Misunderstood} */
function selectionOf(verdict: Verdict, { signal, since, until, all = false }: Selecting): Selection {
  if (all && signal) throw new Misunderstood('--all means any signal: leave out --signal.');
  if (!all && !signal && !since && !until)
    throw new Misunderstood(`\`${verdict}\` needs a --signal, --since, --until or --all.`);
  return {
    verdict,
    signals: signal?.map(toSignal),
    since: since === undefined ? undefined : toMoment('since', since),
    until: until === undefined ? undefined : toMoment('until', until),
  };
}

function toSignal(word: string): Signal {
  const found = signals.find((signal) => signal === word);
  if (!found) throw new Misunderstood(`There is no signal ${word}. The signals are ${signals.join(', ')}.`);
  return found;
}

/** @returns milliseconds since the epoch. */
function toMoment(name: string, text: string): number {
  const parsed = moment.safeParse(text);
  if (!parsed.success) throw new Misunderstood(`--${name} must be a moment such as 2026-10-09T08:00:00Z.`);
  return Date.parse(parsed.data);
}
