import { operator } from '../../functions/core/access/actor.ts';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import {
  carryOutNameDecision,
  listNames,
  type NamesDecided,
  type NameToCheck,
  proposeNameDecision,
} from '../../functions/core/counts/name-decisions.ts';
import type { NameState } from '../../functions/core/counts/names.ts';
import type { NameVerdict } from '../../functions/core/signatures/decisions.ts';
import type { CommonOptions } from '../command.ts';
import type { Target } from '../target.ts';
import { amount, number } from '../terminal/amount.ts';
import { CommandError, Interrupted } from '../terminal/errors.ts';
import { agreed, checkpoint as checkpointOf, type Terminal } from '../terminal/terminal.ts';
import { nameLine, nameOutcome } from './print.ts';

const titles: readonly (readonly [Exclude<NameState, 'hidden-for-ever'>, string])[] = [
  ['waiting', 'waiting for your decision'],
  ['approved', 'approved'],
  ['hidden', 'hidden'],
];

/** Prints the names of a campaign with their ids. Leaves out the words of names that are hidden for ever. */
export async function showNames(
  { slug, showNames: isShowing }: CampaignHead,
  { table, name }: Target,
  { print }: Terminal,
): Promise<void> {
  const names = await listNames({ counts: table('Counts') }, operator, { campaign: slug });
  if (names.length === 0) return print(`No signer of ${slug} on ${name} chose to show a name.`);
  const inState = (state: NameState): NameToCheck[] => names.filter((one) => one.state === state);
  for (const [state, title] of titles) {
    const own = inState(state);
    if (own.length > 0) print(`${title}: ${number(own.length)}`);
    for (const one of own) print(nameLine(one));
  }
  const forEver = inState('hidden-for-ever').length;
  if (forEver > 0) print(`hidden for ever: ${number(forEver)}`);
  if (!isShowing) print(`${slug} has no \`showNames: true\`, so its page shows no names.`);
}

interface NameOptions extends CommonOptions {
  /** Left out: all names that wait. */
  readonly ids: readonly string[] | undefined;
}

/** Shows which names a decision would change, asks, and changes only these words. */
export async function decideOnNames(
  { slug }: CampaignHead,
  verdict: NameVerdict,
  { ids = [], ...options }: NameOptions,
  { db, table, audit, name }: Target,
  terminal: Terminal,
): Promise<void> {
  const { print, clock } = terminal;
  const deps = { counts: table('Counts'), campaigns: db, audit, clock };
  const input = { campaign: slug, verdict, ids: ids.length > 0 ? ids : ('waiting' as const) };
  const proposal = await proposeNameDecision(deps, operator, input);
  const [unknown] = proposal.unknown;
  if (unknown !== undefined)
    throw new CommandError(
      `No name of ${slug} has the id ${unknown}. A signer may have withdrawn. \`npm run signatures -- names ${slug}\` shows the ids. Nothing changed.`,
    );
  if (proposal.unchanged > 0) print(`Already so, or hidden for ever: ${number(proposal.unchanged)}.`);
  const { names } = proposal;
  if (names.length === 0) return print(`Nothing to change on ${slug}, ${name}.`);
  print(`${amount(names.length, 'name')} of ${slug} on ${name} would be ${nameOutcome[verdict].toLowerCase()}:`);
  for (const one of names) print(nameLine(one));
  if (!(await agreed('Do this?', options, terminal))) return;

  const decided: NamesDecided = { changed: 0, overtaken: 0 };
  try {
    await carryOutNameDecision(deps, operator, { proposal, decided, checkpoint: () => checkpointOf(terminal) });
  } catch (error) {
    if (!(error instanceof Interrupted) || decided.changed === 0) throw error;
    throw new Interrupted('Stopped before the end. Run again to continue with the rest.');
  } finally {
    if (decided.changed > 0) print(`${nameOutcome[verdict]}: ${number(decided.changed)}. ${after[verdict]}`);
  }
  if (decided.overtaken > 0) print(`Not changed, because they changed meanwhile: ${number(decided.overtaken)}.`);
}

const SOON = 'The page follows within about a minute.';
/** When the page of the campaign follows. */
const after: Record<NameVerdict, string> = {
  approve: 'They can appear at the end of a day on which many people sign.',
  hide: SOON,
  'hide-for-ever': SOON,
  undo: SOON,
};
