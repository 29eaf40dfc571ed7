import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Db } from '../../functions/core/aws/db.ts';
import { clientOf } from './client.ts';

/** A table just written to: a read that is not consistent finds nothing yet. */
export function withLateReads(db: Db): Db {
  const client = clientOf(async (command) => {
    const isRead = command instanceof GetItemCommand || command instanceof QueryCommand;
    return isRead && !command.input.ConsistentRead ? {} : db.client.send(command as never);
  });
  return { ...db, client };
}
