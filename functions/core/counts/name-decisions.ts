import { TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Actor } from '../access/actor.ts';
import { type AuditDeps, audited } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import { ifNotOvertaken } from '../aws/overtaken.ts';
import { isoTime } from '../running/clock.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import { type NameVerdict, putDecision } from '../signatures/decisions.ts';
import { type NameState, nameKey, nameKeyOf, queryNames, type StoredName, shownKeyOf } from './names.ts';

/** What decisions on names need. */
export interface NameDeps extends AuditDeps {
  readonly counts: Db;
  /** The table where decisions are written down. */
  readonly campaigns: Db;
}

/** A name that organisers decide on. They see its words, and nothing else of its signer. */
interface Short {
  /** The beginning of the id, so long that no other name has the same. */
  readonly shortId: string;
}
export type NameToCheck = Pick<StoredName, 'id' | 'name' | 'reason' | 'state'> & Short;

/** Lists the names of a campaign, in no order. 1 read unit per 4 KB of all names. */
export async function listNames(
  { counts }: Pick<NameDeps, 'counts'>,
  _actor: Actor,
  { campaign }: { readonly campaign: string },
): Promise<NameToCheck[]> {
  const names = await queryNames(counts, campaign);
  const short = shortIds(names.map(({ id }) => id));
  return names
    .map(({ id, name, reason, state }) => ({ id, name, reason, state, shortId: short(id) }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/**
 * Reads what organisers have decided on the names of a campaign. Costs as much as `queryNames`.
 * @returns a function that gives the state of the name of a signer, if they chose to show one.
 */
export async function nameDecisions(
  { counts }: Pick<NameDeps, 'counts'>,
  _actor: Actor,
  { campaign }: { readonly campaign: string },
): Promise<(signer: string) => NameState | undefined> {
  const states = new Map((await queryNames(counts, campaign)).map(({ key, state }) => [key, state]));
  return (signer) => states.get(nameKey(signer));
}

const SHORTEST = 6;

/** Shortens all ids to one length, at which no two are the same. */
function shortIds(ids: readonly string[]): (id: string) => string {
  const clashes = (length: number) => new Set(ids.map((id) => id.slice(0, length))).size < ids.length;
  let length = SHORTEST;
  while (length < (ids[0]?.length ?? 0) && clashes(length)) length++;
  return (id) => id.slice(0, length);
}

/** Which state a verdict gives to a name, and in which states it finds it. */
const verdicts: Record<NameVerdict, { readonly to: NameState; readonly from: readonly NameState[] }> = {
  approve: { to: 'approved', from: ['waiting', 'hidden'] },
  hide: { to: 'hidden', from: ['waiting', 'approved'] },
  'hide-for-ever': { to: 'hidden-for-ever', from: ['waiting', 'approved', 'hidden'] },
  undo: { to: 'waiting', from: ['approved', 'hidden'] },
};

/** A decision on names that is not made yet. It is about these words, and about no later ones. */
export interface NameProposal {
  readonly campaign: string;
  readonly verdict: NameVerdict;
  /** The names that it would change. */
  readonly names: readonly (StoredName & Short)[];
  /** Ids that no name has, or several have. */
  readonly unknown: readonly string[];
  /** How many of the named have this state already, or may not change. */
  readonly unchanged: number;
}

/**
 * Reads the names that a decision would change. 1 read unit per 4 KB of all names.
 * @param input `ids` are beginnings of ids, of at least six characters, or `waiting` for all names that wait.
 */
export async function proposeNameDecision(
  { counts }: Pick<NameDeps, 'counts'>,
  _actor: Actor,
  {
    campaign,
    verdict,
    ids,
  }: { readonly campaign: string; readonly verdict: NameVerdict; readonly ids: readonly string[] | 'waiting' },
): Promise<NameProposal> {
  const stored = await queryNames(counts, campaign);
  const short = shortIds(stored.map(({ id }) => id));
  const all = stored.map((one) => ({ ...one, shortId: short(one.id) }));
  const found = new Set(ids === 'waiting' ? all.filter(({ state }) => state === 'waiting') : []);
  const unknown: string[] = [];
  for (const id of ids === 'waiting' ? [] : ids) {
    const [one, another] = id.length < SHORTEST ? [] : all.filter((name) => name.id.startsWith(id));
    if (one && !another) found.add(one);
    else unknown.push(id);
  }
  const names = [...found].filter(({ state }) => verdicts[verdict].from.includes(state));
  return { campaign, verdict, names, unknown, unchanged: found.size - names.length };
}

/** How far a decision on names was carried out. */
export interface NamesDecided {
  changed: number;
  /** Names that changed meanwhile, such as of a signer who withdrew. The decision did not touch them. */
  overtaken: number;
}

/** Writes at the same time, and names between two checkpoints. */
const AT_ONCE = 16;
const BATCH = 100;

/**
 * Decides on the names of a proposal, and writes the decision down, also if it fails or is stopped half way. A name that
 * is shown disappears at once if it is no longer approved. 1 write unit for each name, 4 if it was approved, and 1 for the
 * decision.
 * @param input `decided` counts up after each name. `checkpoint` is called now and then: if it throws, the work ends.
 */
export async function carryOutNameDecision(
  { counts, campaigns, ...trail }: NameDeps,
  actor: Actor,
  {
    proposal: { campaign, verdict, names },
    decided,
    checkpoint,
  }: { readonly proposal: NameProposal; readonly decided: NamesDecided; readonly checkpoint: () => void },
): Promise<void> {
  const work = async () => {
    try {
      for (let done = 0; done < names.length; done += BATCH) {
        checkpoint();
        await eachAtOnce(names.slice(done, done + BATCH), AT_ONCE, async (name) => {
          decided[(await changeState(counts, campaign, name, verdicts[verdict].to)) ? 'changed' : 'overtaken']++;
        });
      }
    } finally {
      const { changed } = decided;
      if (changed > 0) await putDecision(campaigns, campaign, { at: isoTime(trail.clock()), names: verdict, changed });
    }
  };
  const change = { after: { names: names.length } };
  await audited(trail, actor, `names.${verdict}`, campaign, change, work, () => decided);
}

/** On condition that state and words are as they were read. Removes the copy that is shown, if there may be one. */
function changeState(
  { client, table }: Db,
  campaign: string,
  { key, id, state }: StoredName,
  to: NameState,
): Promise<boolean> {
  const Update = {
    TableName: table,
    Key: nameKeyOf(campaign, key),
    UpdateExpression: 'SET #state = :to',
    ConditionExpression: '#state = :from AND id = :id',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':to': { S: to }, ':from': { S: state }, ':id': { S: id } },
  };
  if (state !== 'approved') return ifNotOvertaken(() => client.send(new UpdateItemCommand(Update)));
  const Delete = { TableName: table, Key: shownKeyOf(campaign, key) };
  return ifNotOvertaken(() => client.send(new TransactWriteItemsCommand({ TransactItems: [{ Update }, { Delete }] })));
}
