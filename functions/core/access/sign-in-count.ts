import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, ifConditionHolds } from '../aws/db.ts';
import { HOUR, SECOND } from '../running/clock.ts';

/**
 * How often an account signs in within an hour of the clock. Each sign-in leaves an entry in the trail for ever, and a session for half a
 * day: somebody without any role, whom the provider knows, could fill both otherwise.
 */
export const MOST_SIGN_INS = 60;

/** Beside the sessions, in a partition of its own: no SHA-256 is called so. */
const keyOf = (account: string): Item => ({ pk: { S: `session#of#${account}` }, sk: { S: 'sign-ins' } });

/**
 * Counts a sign-in, on condition that the account has signed in less than {@link MOST_SIGN_INS} times in this hour. 1 write unit, and 2 more
 * for the first one of an hour and for one too many.
 * @param now milliseconds since the epoch. @returns false for one too many, which is not counted.
 */
export async function countSignIn({ client, table }: Db, account: string, now: number): Promise<boolean> {
  const hour = Math.floor(now / HOUR);
  const write = (UpdateExpression: string, ConditionExpression: string, values: Readonly<Record<string, number>>) =>
    ifConditionHolds(() =>
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: keyOf(account),
          ExpressionAttributeValues: marshall({ ':hour': hour, ':one': 1, ...values }),
          UpdateExpression,
          ConditionExpression,
        }),
      ),
    );
  const goOn = () =>
    write('SET signIns = signIns + :one', 'signedInAt >= :hour AND signIns < :most', { ':most': MOST_SIGN_INS });
  const begin = () =>
    write(
      'SET signedInAt = :hour, signIns = :one, expiresAt = :expiresAt',
      'attribute_not_exists(pk) OR signedInAt < :hour',
      { ':expiresAt': ((hour + 1) * HOUR) / SECOND },
    );
  // The third time, somebody else may have begun the hour meanwhile.
  return (await goOn()) || (await begin()) || (await goOn());
}
