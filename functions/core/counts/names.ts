import { createHash } from 'node:crypto';
import type { QueryCommandInput, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type Db, type Item, queryPages, queryPartition } from '../aws/db.ts';

/** The name and reason that a signer chose to show on the campaign's page. */
export interface PublicName {
  readonly name: string;
  readonly reason?: string | undefined;
}

/**
 * Each name waits until an organiser decides on it. Publishing copies approved names, once a day. Nobody changes the
 * state of a name that is hidden for ever.
 */
export const nameStates = ['waiting', 'approved', 'hidden', 'hidden-for-ever'] as const;
export type NameState = (typeof nameStates)[number];

/** A name as organisers see it. Nothing in it shows who the signer is, or when they signed. */
export interface StoredName extends PublicName {
  readonly key: string;
  /** Made of the key and the words. So a decision on a name is about these words, and about no later ones. */
  readonly id: string;
  readonly state: NameState;
}

/** Names that signatures show now, and names that have to go, by their keys. */
export type NameChanges = Map<string, NameChange>;
interface NameChange {
  /** An earlier name of this signer has to go, with the copy that is shown. */
  readonly hasGone: boolean;
  readonly shown: PublicName | undefined;
}

/**
 * Names are in the Counts table, in partitions of their own beside the campaign's counts: all names with their states,
 * and copies of those that are shown. The site may read only the copies. No slug contains a `#`, so no campaign's counts
 * can be mistaken for names.
 */
const namesOf = (campaign: string): string => `names#${campaign}`;
const shownNamesOf = (campaign: string): string => `published#${campaign}#names`;
/** Patterns of these partitions, for roles. */
export const NAME_LISTS = namesOf('*');
export const SHOWN_NAMES = shownNamesOf('*');

/** The keys of a name, and of its copy that is shown. */
export const nameKeyOf = (campaign: string, key: string): Item => ({ pk: { S: namesOf(campaign) }, sk: { S: key } });
export const shownKeyOf = (campaign: string, key: string): Item => ({
  pk: { S: shownNamesOf(campaign) },
  sk: { S: key },
});

/** Attributes that a decision on a name uses. The role of organisers allows no others: no decision can change words. */
export const decidedOfNames = ['pk', 'sk', 'id', 'state'] as const;

/** Adds to `changes` what the step from one image of a signature to the next changes in the names. */
export function noteName(changes: NameChanges, before: Item | undefined, after: Item | undefined): void {
  const was = nameIn(before);
  const is = nameIn(after);
  // Another change of the signature must not undo a decision on its name.
  if (was && is && was.name === is.name && was.reason === is.reason) return;
  if (was) addNames(changes, [[was.key, { hasGone: true, shown: undefined }]]);
  if (is) addNames(changes, [[is.key, { hasGone: false, shown: { name: is.name, reason: is.reason } }]]);
}

/** Adds later changes to earlier ones. The last name of each key counts. */
export function addNames(to: NameChanges, from: Iterable<readonly [string, NameChange]>): void {
  for (const [key, { hasGone, shown }] of from)
    to.set(key, { hasGone: hasGone || (to.get(key)?.hasGone ?? false), shown });
}

function nameIn(image: Item | undefined): (PublicName & { readonly key: string }) | undefined {
  const { status, sk, publicName, publicReason } = image ?? {};
  if (status?.S !== 'counted' || !sk?.S || !publicName?.S) return undefined;
  return { key: nameKey(sk.S), name: publicName.S, reason: publicReason?.S };
}

/**
 * Can be computed again from the image of a withdrawn signature. It says nothing about the time of a signature. It is a
 * digest of the signer hash, so nothing that the site may read contains a part of a signature's key.
 */
export const nameKey = (signer: string): string => digest(signer).slice(0, 24);
const idOf = (key: string, { name, reason }: PublicName): string =>
  digest(JSON.stringify([key, name, reason ?? null])).slice(0, 16);
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The parts of a transaction that apply `changes` to a campaign's names: one or two for each, of 2 write units. */
export const nameWrites = (table: string, campaign: string, changes: NameChanges): TransactWriteItem[] =>
  [...changes].flatMap(([key, { hasGone, shown }]) => [
    ...(hasGone ? [{ Delete: { TableName: table, Key: shownKeyOf(campaign, key) } }] : []),
    shown
      ? { Put: { TableName: table, Item: waitingItem(campaign, key, shown) } }
      : { Delete: { TableName: table, Key: nameKeyOf(campaign, key) } },
  ]);

/** A name that nobody has decided on yet. */
export const waitingItem = (campaign: string, key: string, { name, reason }: PublicName): Item => ({
  ...nameKeyOf(campaign, key),
  id: { S: idOf(key, { name, reason }) },
  state: { S: 'waiting' },
  name: { S: name },
  ...(reason !== undefined && { reason: { S: reason } }),
});

/** All names of a campaign, in no order. 1 read unit per 4 KB: about 25 for a thousand. */
export const queryNames = async (db: Db, campaign: string): Promise<StoredName[]> =>
  (await queryPartition(db, namesOf(campaign), { consistent: true })).flatMap(toStoredName);

/** Calls `visit` with the approved names of a campaign, page by page. 0.5 read units per 4 KB of all names. */
export async function eachApprovedPage(
  db: Db,
  campaign: string,
  visit: (names: readonly StoredName[]) => void,
): Promise<void> {
  const pages = queryPages(db, {
    KeyConditionExpression: 'pk = :names',
    FilterExpression: '#state = :approved',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':names': { S: namesOf(campaign) }, ':approved': { S: 'approved' } },
  });
  for await (const { Items = [] } of pages) visit(Items.flatMap(toStoredName));
}

function toStoredName({ sk, id, state, name, reason }: Item): StoredName[] {
  const known = nameStates.find((one) => one === state?.S);
  if (!sk?.S || !id?.S || !name?.S || !known) return [];
  return [{ key: sk.S, id: id.S, state: known, name: name.S, reason: reason?.S }];
}

/** The copy of a name that is shown. */
export interface ShownName extends PublicName {
  readonly key: string;
  /** Of the words that were approved. */
  readonly id: string;
}

/** @param place where the name stands on the page. */
export const shownItem = (campaign: string, { key, id, name, reason }: ShownName, place: number): Item => ({
  ...shownKeyOf(campaign, key),
  id: { S: id },
  place: { N: String(place) },
  name: { S: name },
  ...(reason !== undefined && { reason: { S: reason } }),
});

/** The names that a campaign's page shows, in their order. 0.5 read units per 4 KB: about one for a dozen. */
export async function queryShownNames(db: Db, campaign: string, { consistent = false } = {}): Promise<ShownName[]> {
  const items = await queryPartition(db, shownNamesOf(campaign), { consistent });
  return items
    .sort((one, other) => Number(one.place?.N) - Number(other.place?.N))
    .flatMap(({ sk, id, name, reason }) =>
      sk?.S && id?.S && name?.S ? [{ key: sk.S, id: id.S, name: name.S, reason: reason?.S }] : [],
    );
}

/** How many names of a campaign there are, in any state. 1 read unit per 4 KB: about 25 for a thousand. */
export async function countPublicNames(db: Db, campaign: string): Promise<number> {
  let count = 0;
  for await (const { Count } of namePages(db, campaign, { Select: 'COUNT' })) count += Count ?? 0;
  return count;
}

/** The sort keys of all names, in any state. 1 read unit per 4 KB. */
export async function listNameKeys(db: Db, campaign: string): Promise<string[]> {
  const keys: string[] = [];
  const pages = namePages(db, campaign, { Select: 'SPECIFIC_ATTRIBUTES', ProjectionExpression: 'sk' });
  for await (const { Items = [] } of pages) keys.push(...Items.flatMap(({ sk }) => sk?.S ?? []));
  return keys;
}

const namePages = (db: Db, campaign: string, asked: Pick<QueryCommandInput, 'Select' | 'ProjectionExpression'>) =>
  queryPages(db, {
    KeyConditionExpression: 'pk = :names',
    ExpressionAttributeValues: { ':names': { S: namesOf(campaign) } },
    ...asked,
    ConsistentRead: true,
  });
