import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Db, Item } from '../../aws/db.ts';
import { ifNotOvertaken } from '../../aws/overtaken.ts';
import { eachSignaturePage } from '../../signatures/partitions.ts';
import { addition } from '../addition.ts';
import { NAME_CHANGES } from '../delta.ts';
import { BASE } from '../items.ts';
import { listNameKeys, type NameChanges, nameWrites, noteName, type PublicName } from '../names.ts';

/**
 * Attributes that are read to mend names: the name and reason that a signer chose to show, and whether they are shown.
 */
const shown = ['publicName', 'publicReason'] as const;
export const askedToMendNames = ['pk', 'sk', 'status', 'confirmedAt', ...shown] as const;
export const checkedToMendNames = ['pk', 'sk', 'status', 'publicName'] as const;

/** How many names were removed from a campaign's page, because no signature shows them, and how many were put back. */
export interface MendedNames {
  removed: number;
  restored: number;
}

/**
 * Makes the names on a campaign's page those that its counted signatures show. It lists the names before it reads the
 * signatures. If it finds no signature for a listed name, the name has to go: its signer withdrew, or the next run puts
 * it back. A missing name comes back only if its signature still shows it. 1 read unit per 4 KB of the whole campaign,
 * and 4 to 6 write units for each name.
 */
export async function mendNames(
  { counts, signatures }: { counts: Db; signatures: Db },
  campaign: string,
): Promise<MendedNames> {
  const listed = new Set(await listNameKeys(counts, campaign));
  const unfounded = new Set(listed);
  const missing = new Map<string, { readonly name: PublicName | undefined; readonly image: Item }>();
  const query = { statuses: ['counted' as const], attributes: shown };
  await eachSignaturePage(signatures, campaign, query, (images) => {
    for (const image of images) {
      const own: NameChanges = new Map();
      noteName(own, undefined, image);
      for (const [key, name] of own) {
        if (listed.has(key)) unfounded.delete(key);
        else missing.set(key, { name, image });
      }
    }
  });
  const mended: MendedNames = { removed: 0, restored: 0 };
  const write = (change: NameChanges, ...checks: TransactWriteItem[]) => {
    // Records the change as tally does, so that a running recount knows of it.
    const Update = addition(counts, { pk: { S: campaign }, sk: { S: BASE } }, [[NAME_CHANGES, 1]]);
    const TransactItems = [...checks, ...nameWrites(counts.table, campaign, change), { Update }];
    return ifNotOvertaken(() => counts.client.send(new TransactWriteItemsCommand({ TransactItems })));
  };
  for (const key of unfounded) if (await write(new Map([[key, undefined]]))) mended.removed++;
  for (const [key, { name, image }] of missing) {
    if (await write(new Map([[key, name]]), isStillShown(signatures, image))) mended.restored++;
  }
  return mended;
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
