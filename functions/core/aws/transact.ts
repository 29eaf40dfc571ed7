import { setTimeout as sleep } from 'node:timers/promises';
import {
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Db } from './db.ts';
import { ifNotOvertaken } from './overtaken.ts';

/** Items of a transaction, with its conditions: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const MOST_ITEMS = 100;

/** How often a transaction is sent that only met another one. */
const TRIES = 5;

/**
 * Writes all items, or none. One that only met another transaction is sent again: many writers look at the same item.
 * @returns false if a condition did not hold.
 */
export async function transact({ client }: Db, items: readonly TransactWriteItem[]): Promise<boolean> {
  const send = () => client.send(new TransactWriteItemsCommand({ TransactItems: [...items] }));
  return ifNotOvertaken(async () => {
    for (let tries = 1; ; tries++)
      try {
        return await send();
      } catch (error) {
        if (tries === TRIES || !hasOnlyMet(error)) throw error;
        await sleep(10 * 2 ** tries);
      }
  });
}

function hasOnlyMet(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
  return codes.includes('TransactionConflict') && !codes.includes('ConditionalCheckFailed');
}
