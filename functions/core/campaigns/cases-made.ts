import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
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

const keyOf = (account: string) => marshall({ pk: 'cases-made', sk: account });

/** An organiser whose cases are counted: admins could erase them again. */
const countedIn = (actor: Actor): string | undefined =>
  actor.kind === 'organiser' && !actor.isAdmin ? actor.account : undefined;

/**
 * Refuses a further case of somebody who has made many today. 1 read unit, and none for an admin. Requests under way at once are all let
 * through. @param field in which it would be. @throws {FaultyFile}
 */
export async function refuseMoreCases({ campaigns, clock }: MadeDeps, actor: Actor, field: string): Promise<void> {
  const account = countedIn(actor);
  if (account === undefined) return;
  const { client, table } = campaigns;
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: keyOf(account), ConsistentRead: true }),
  );
  if (Item?.day?.S !== dayName(clock()) || Number(Item.made?.N) < MOST_IN_A_DAY) return;
  throw new FaultyFile([{ field, label: field, message: TOO_MANY }]);
}

/** Of a further case. */
const TOO_MANY = `would be one too many: you have made ${MOST_IN_A_DAY} cases today. Make it tomorrow, or ask an admin to make it`;

/** Adds to the cases that an organiser has made today. 1 write unit, 2 for the first of a day, and none for an admin. */
export async function addCasesMade({ campaigns, clock }: MadeDeps, actor: Actor, made: number): Promise<void> {
  const account = countedIn(actor);
  if (account === undefined || made === 0) return;
  const { client, table } = campaigns;
  const day = dayName(clock());
  const isCounted = await ifNotOvertaken(() =>
    client.send(
      new UpdateItemCommand({
        ...{ TableName: table, Key: keyOf(account), UpdateExpression: 'ADD made :made' },
        ...{ ConditionExpression: '#day = :day', ExpressionAttributeNames: { '#day': 'day' } },
        ExpressionAttributeValues: marshall({ ':made': made, ':day': day }),
      }),
    ),
  );
  if (isCounted) return;
  await client.send(new PutItemCommand({ TableName: table, Item: { ...keyOf(account), ...marshall({ day, made }) } }));
}
