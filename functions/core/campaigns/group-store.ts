import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, ifConditionHolds } from '../aws/db.ts';
import type { CampaignHead } from './campaign.ts';
import type { Group } from './group.ts';
import { GROUP, HEADS } from './head-store.ts';
import { ChangedMeanwhile } from './store.ts';

/** A group, and how often it has been written. */
export interface StoredGroup {
  readonly group: Group;
  readonly revision: number;
}

const key = { pk: HEADS, sk: GROUP };

/** The group of the installation. 0.5 read units. @returns undefined before one was put. */
export async function getGroup(db: Db): Promise<Group | undefined> {
  return (await getStoredGroup(db, false))?.group;
}

/** Like `getGroup`, with the revision that a later write must name. 1 read unit: it reads what was written last. */
export async function getStoredGroup(db: Db, consistent = true): Promise<StoredGroup | undefined> {
  const { Item } = await db.client.send(
    new GetItemCommand({ TableName: db.table, Key: marshall(key), ConsistentRead: consistent }),
  );
  if (!Item) return undefined;
  const { pk, sk, revision, ...group } = unmarshall(Item);
  return { group: group as Group, revision: Number(revision) };
}

/**
 * Stores the group. 1 write unit, or 2 for the longest texts.
 * @param replacing the revision that the writer has read (0: none yet).
 * @throws {ChangedMeanwhile} if another revision is stored. Nothing is written then.
 */
export async function putGroup(db: Db, group: Group, replacing: number): Promise<void> {
  const isWritten = await ifConditionHolds(() =>
    db.client.send(
      new PutItemCommand({
        TableName: db.table,
        Item: marshall({ ...group, ...key, revision: replacing + 1 }, { removeUndefinedValues: true }),
        ConditionExpression: replacing ? 'revision = :seen' : 'attribute_not_exists(pk)',
        ...(replacing && { ExpressionAttributeValues: { ':seen': { N: String(replacing) } } }),
      }),
    ),
  );
  if (!isWritten) throw new ChangedMeanwhile();
}

/** The campaign with the group that asks for it: its own, or the group of the installation. */
export const withGroup = <Head extends CampaignHead>(campaign: Head, group: Group | undefined): Head =>
  campaign.group || !group ? campaign : { ...campaign, group };
