import { randomInt } from 'node:crypto';
import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Db } from '../aws/db.ts';
import { ifNotOvertaken } from '../aws/overtaken.ts';
import {
  eachApprovedPage,
  nameKeyOf,
  queryShownNames,
  type StoredName,
  shownItem,
  shownKeyOf,
} from '../counts/names.ts';
import { drawnKey } from './store.ts';

/** How many names a campaign's page shows. */
export const NAMES_SHOWN = 12;

/** How often a draw begins again, if names that it drew change meanwhile. */
const TRIES = 3;

/** Draws a whole number from 0 on, below `below`. Tests pass their own. */
export type Draw = (below: number) => number;

/**
 * Draws which approved names a campaign shows, and in which order. Every approved name has the same chance, so neither
 * the names nor their order say when somebody signed. All or nothing, and once for each mark. A name that is withdrawn or
 * hidden meanwhile is not shown: the draw begins again. 0.5 read units per 4 KB of all names, and at most 74 write units.
 * @param at the mark at which a crowd had signed (`Memory.namesAt`), in milliseconds since the epoch.
 * @returns false if this mark had its draw, or names changed during every try. The next look at the campaign tries again,
 * an hour later at most.
 */
export async function drawNames(
  db: Db,
  { campaign, at }: { readonly campaign: string; readonly at: number },
  draw: Draw = randomInt,
): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    const drawn = shuffled(await drawnFrom(db, campaign, draw), draw);
    const before = await queryShownNames(db, campaign, { consistent: true });
    const TransactItems: TransactWriteItem[] = [
      isFirstDraw(db, campaign, at),
      ...drawn.map((name) => isStillApproved(db, campaign, name)),
      ...drawn.map((name, place) => ({ Put: { TableName: db.table, Item: shownItem(campaign, name, place) } })),
      ...before
        .filter(({ key }) => drawn.every((name) => name.key !== key))
        .map(({ key }) => ({ Delete: { TableName: db.table, Key: shownKeyOf(campaign, key) } })),
    ];
    if (await ifNotOvertaken(() => db.client.send(new TransactWriteItemsCommand({ TransactItems })))) return true;
  }
  return false;
}

/** Reads all names once, and keeps a fair sample. */
async function drawnFrom(db: Db, campaign: string, draw: Draw): Promise<StoredName[]> {
  const chosen: StoredName[] = [];
  let seen = 0;
  await eachApprovedPage(db, campaign, (names) => {
    for (const name of names) {
      const place = chosen.length < NAMES_SHOWN ? chosen.length : draw(seen + 1);
      if (place < NAMES_SHOWN) chosen[place] = name;
      seen++;
    }
  });
  return chosen;
}

function shuffled<One>(list: readonly One[], draw: Draw): One[] {
  const left = [...list];
  return list.flatMap(() => left.splice(draw(left.length), 1));
}

const isFirstDraw = ({ table }: Db, campaign: string, at: number): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: { ...drawnKey(campaign), at: { N: String(at) } },
    ConditionExpression: 'attribute_not_exists(#at) OR #at < :at',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':at': { N: String(at) } },
  },
});

const isStillApproved = ({ table }: Db, campaign: string, { key, id }: StoredName): TransactWriteItem => ({
  ConditionCheck: {
    TableName: table,
    Key: nameKeyOf(campaign, key),
    ConditionExpression: '#state = :approved AND id = :id',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':approved': { S: 'approved' }, ':id': { S: id } },
  },
});
