import { DeleteItemCommand, type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Db, Item } from '../../aws/db.ts';
import { ifNotOvertaken } from '../../aws/overtaken.ts';
import { eachSignaturePage } from '../../signatures/partitions.ts';
import { addition } from '../addition.ts';
import { NAME_CHANGES } from '../delta.ts';
import { BASE } from '../items.ts';
import {
  listNameKeys,
  type NameChanges,
  nameWrites,
  noteName,
  type PublicName,
  queryNames,
  queryShownNames,
  shownKeyOf,
  waitingItem,
} from '../names.ts';

/**
 * Attributes that are read to mend names: the name and reason that a signer chose to show, and whether they are shown.
 */
const shown = ['publicName', 'publicReason'] as const;
export const askedToMendNames = ['pk', 'sk', 'status', 'confirmedAt', ...shown] as const;
export const checkedToMendNames = ['pk', 'sk', 'status', 'publicName'] as const;

/** How many names were corrected. */
export interface MendedNames {
  /** Names that no signature shows. */
  removed: number;
  /** Names that were missing. They wait for an organiser. */
  restored: number;
  /** Names that a page showed although nobody had approved them. */
  hidden: number;
}

/**
 * Makes the names of a campaign those that its counted signatures show, and leaves every decision on them as it is. It
 * lists the names before it reads the signatures. If it finds no signature for a listed name, the name has to go: its
 * signer withdrew, or the next run puts it back. A missing name comes back only if its signature still shows it, and
 * nobody has put it back meanwhile. Then it waits. A page shows no name that is not approved. 1 read unit per 4 KB of the
 * whole campaign, and 4 to 6 write units for each name.
 */
export async function mendNames(
  { counts, signatures }: { counts: Db; signatures: Db },
  campaign: string,
): Promise<MendedNames> {
  const listed = new Set(await listNameKeys(counts, campaign));
  const unfounded = new Set(listed);
  const missing = new Map<string, { readonly name: PublicName; readonly image: Item }>();
  const query = { statuses: ['counted' as const], attributes: shown };
  await eachSignaturePage(signatures, campaign, query, (images) => {
    for (const image of images) {
      const own: NameChanges = new Map();
      noteName(own, undefined, image);
      for (const [key, { shown: name }] of own) {
        if (listed.has(key)) unfounded.delete(key);
        else if (name) missing.set(key, { name, image });
      }
    }
  });
  const mended: MendedNames = { removed: 0, restored: 0, hidden: 0 };
  const write = (...writes: TransactWriteItem[]) => {
    // Records the change as tally does, so that a running recount knows of it.
    const Update = addition(counts, { pk: { S: campaign }, sk: { S: BASE } }, [[NAME_CHANGES, 1]]);
    const TransactItems = [...writes, { Update }];
    return ifNotOvertaken(() => counts.client.send(new TransactWriteItemsCommand({ TransactItems })));
  };
  for (const key of unfounded) {
    const gone: NameChanges = new Map([[key, { hasGone: true, shown: undefined }]]);
    if (await write(...nameWrites(counts.table, campaign, gone))) mended.removed++;
  }
  for (const [key, { name, image }] of missing) {
    const Item = waitingItem(campaign, key, name);
    const Put = { TableName: counts.table, Item, ConditionExpression: 'attribute_not_exists(pk)' };
    if (await write(isStillShown(signatures, image), { Put })) mended.restored++;
  }
  mended.hidden = await hideUnapproved(counts, campaign);
  return mended;
}

/** Hides the names that a page shows although nobody has approved these words. @returns how many. */
async function hideUnapproved(db: Db, campaign: string): Promise<number> {
  const shownNames = await queryShownNames(db, campaign, { consistent: true });
  const approved = (await queryNames(db, campaign)).filter(({ state }) => state === 'approved');
  const unapproved = shownNames.filter(({ id }) => approved.every((name) => name.id !== id));
  for (const { key } of unapproved)
    await db.client.send(new DeleteItemCommand({ TableName: db.table, Key: shownKeyOf(campaign, key) }));
  return unapproved.length;
}

const isStillShown = ({ table }: Db, { pk, sk, publicName }: Item): TransactWriteItem => ({
  ConditionCheck: {
    TableName: table,
    Key: { pk: pk ?? { S: '' }, sk: sk ?? { S: '' } },
    ConditionExpression: '#status = :counted AND publicName = :name',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':counted': { S: 'counted' }, ':name': publicName ?? { S: '' } },
  },
});
