import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import { ifNotOvertaken } from '../aws/overtaken.ts';
import { type Clock, dayName } from '../running/clock.ts';
import { FaultyFile } from './faults.ts';

/**
 * How many cases an organiser has made on a day (UTC). A case that they take out of their campaign again keeps its address, and only admins
 * see and erase it: without a bound, one editor could fill the list of cases.
 */
export const MOST_IN_A_DAY = 100;

interface MadeDeps {
  readonly campaigns: Db;
  readonly clock: Clock;
}

/** An organiser whose cases are counted: admins could erase them again. */
const countedIn = (actor: Actor): string | undefined =>
  actor.kind === 'organiser' && !actor.isAdmin ? actor.account : undefined;

/**
 * Counts cases that an organiser is about to make. The count is a condition of its own write, so requests at the same moment get no more
 * than one after the other. 1 write unit, 2 for the first of a day, 3 for a refusal, and none for an admin.
 * @param field in which they would be.
 * @throws {FaultyFile} if they would be more than `MOST_IN_A_DAY` today. Then none is counted.
 */
export async function countCases(deps: MadeDeps, actor: Actor, made: number, field: string): Promise<void> {
  const account = countedIn(actor);
  if (account === undefined || made === 0) return;
  const onSameDay = () =>
    update(deps, account, 'ADD made :made', '#day = :day AND made <= :room', {
      ...{ ':made': made, ':room': MOST_IN_A_DAY - made },
    });
  const onNewDay = () =>
    update(deps, account, 'SET #day = :day, made = :made', 'attribute_not_exists(pk) OR #day <> :day', {
      ':made': made,
    });
  // Another request may begin the day between the two.
  if ((await onSameDay()) || (await onNewDay()) || (await onSameDay())) return;
  throw new FaultyFile([{ field, label: field, message: TOO_MANY }]);
}

/** Of further cases. */
const TOO_MANY = `would be too many: you can make ${MOST_IN_A_DAY} cases a day. Make more tomorrow, or ask an admin to make them`;

/** Takes cases from the count again that were not made after all. 1 write unit, and none for an admin. */
export async function uncountCases(deps: MadeDeps, actor: Actor, made: number): Promise<void> {
  const account = countedIn(actor);
  if (account === undefined || made === 0) return;
  await update(deps, account, 'ADD made :made', '#day = :day', { ':made': -made });
}

/** @returns false if the condition does not hold. */
function update(
  { campaigns: { client, table }, clock }: MadeDeps,
  account: string,
  UpdateExpression: string,
  ConditionExpression: string,
  values: Readonly<Record<string, number>>,
): Promise<boolean> {
  return ifNotOvertaken(() =>
    client.send(
      new UpdateItemCommand({
        ...{ TableName: table, Key: marshall({ pk: 'cases-made', sk: account }), UpdateExpression },
        ...{ ConditionExpression, ExpressionAttributeNames: { '#day': 'day' } },
        ExpressionAttributeValues: marshall({ ...values, ':day': dayName(clock()) }),
      }),
    ),
  );
}
