import { createHash } from 'node:crypto';
import { QueryCommand, type QueryCommandInput, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type Db, type Item, queryPages } from '../aws/db.ts';

/** The name and reason that a signer chose to show on the campaign's page. */
export interface PublicName {
  readonly name: string;
  readonly reason?: string | undefined;
  /** ISO 8601. */
  readonly confirmedAt: string;
}

/**
 * Names that signatures show now, by their sort keys. `undefined` for names that they show no longer. The last change
 * of each key counts.
 */
export type NameChanges = Map<string, PublicName | undefined>;

/**
 * Names are in the Counts table, in a partition of their own beside the campaign's counts. No slug contains a `#`, so
 * no campaign's counts can be mistaken for names.
 */
const namesOf = (campaign: string): string => `names#${campaign}`;
/** A pattern of all these partitions, for a role that may write there. */
export const NAME_LISTS = namesOf('*');

/** Adds to `changes` what the step from one image of a signature to the next changes in the shown names. */
export function noteName(changes: NameChanges, before: Item | undefined, after: Item | undefined): void {
  const gone = shownBy(before);
  const shown = shownBy(after);
  if (gone) changes.set(gone.key, undefined);
  if (shown) changes.set(shown.key, shown.name);
}

function shownBy(image: Item | undefined): { key: string; name: PublicName } | undefined {
  const { status, sk, confirmedAt, publicName, publicReason } = image ?? {};
  if (status?.S !== 'counted' || !sk?.S || !confirmedAt?.S || !publicName?.S) return undefined;
  return {
    key: nameKey(confirmedAt.S, sk.S),
    name: { name: publicName.S, reason: publicReason?.S, confirmedAt: confirmedAt.S },
  };
}

/**
 * Sorts the newest last, by the stored hour. It can be computed again from the image of a withdrawn signature. It
 * contains a digest instead of the signer hash: the site reads this table, so nothing in it may lead to an item of
 * Signatures.
 */
const nameKey = (confirmedAt: string, signer: string): string =>
  `${confirmedAt}#${createHash('sha256').update(signer).digest('base64url').slice(0, 16)}`;

/** The parts of a transaction that apply `changes` to a campaign's names. 2 write units each. */
export const nameWrites = (table: string, campaign: string, changes: NameChanges): TransactWriteItem[] =>
  [...changes].map(([sk, shown]) => {
    const Key = { pk: { S: namesOf(campaign) }, sk: { S: sk } };
    if (!shown) return { Delete: { TableName: table, Key } };
    return {
      Put: {
        TableName: table,
        Item: {
          ...Key,
          name: { S: shown.name },
          confirmedAt: { S: shown.confirmedAt },
          ...(shown.reason !== undefined && { reason: { S: shown.reason } }),
        },
      },
    };
  });

/** The newest names that signers of a campaign chose to show. 0.5 read units per 4 KB: about one for a dozen. */
export async function listPublicNames(db: Db, campaign: string, limit: number): Promise<PublicName[]> {
  const { Items } = await db.client.send(
    new QueryCommand({
      TableName: db.table,
      KeyConditionExpression: 'pk = :names',
      ExpressionAttributeValues: { ':names': { S: namesOf(campaign) } },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return (Items ?? []).flatMap(({ name, reason, confirmedAt }) =>
    name?.S && confirmedAt?.S ? [{ name: name.S, reason: reason?.S, confirmedAt: confirmedAt.S }] : [],
  );
}

/** How many names of a campaign are shown. 1 read unit per 4 KB: about 25 for a thousand. */
export async function countPublicNames(db: Db, campaign: string): Promise<number> {
  let count = 0;
  for await (const { Count } of namePages(db, campaign, { Select: 'COUNT' })) count += Count ?? 0;
  return count;
}

/** The sort keys of all names that are shown. 1 read unit per 4 KB. */
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
