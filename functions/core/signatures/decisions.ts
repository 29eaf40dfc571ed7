import { randomUUID } from 'node:crypto';
import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Db } from '../aws/db.ts';

/** The decisions of organisers on names that signers chose to show. */
export const nameVerdicts = ['approve', 'hide', 'hide-for-ever', 'undo'] as const;
export type NameVerdict = (typeof nameVerdicts)[number];

/**
 * A decision on signatures in bulk, kept in the Campaigns table so that colleagues can see it. It names no person: neither the
 * signers, nor the one who decided, since a name in AWS is often an e-mail address.
 */
const bulkDecision = z.object({
  /** ISO 8601. */
  at: z.string(),
  verdict: z.enum(['accept', 'void']),
  /** Left out: any signal. */
  signals: z.optional(z.array(z.string())),
  since: z.optional(z.string()),
  until: z.optional(z.string()),
  again: z.boolean(),
  /** The number of signatures that it changed. */
  changed: z.int(),
});
/** A decision on names. It has none of them. */
const nameDecision = z.object({
  /** ISO 8601. */
  at: z.string(),
  names: z.enum(nameVerdicts),
  /** The number of names that it changed. */
  changed: z.int(),
});
const decision = z.union([bulkDecision, nameDecision]);
export type Decision = z.infer<typeof decision>;

const decisionsOn = (campaign: string): string => `decisions#${campaign}`;
/** A pattern of the partitions of all campaigns, for roles. */
export const DECISIONS = decisionsOn('*');

/** Writes a decision down. Keeps others of the same moment. 1 write unit. */
export async function putDecision(db: Db, campaign: string, made: Decision): Promise<void> {
  const Item = marshall(
    { pk: decisionsOn(campaign), sk: `${made.at}#${randomUUID()}`, ...made },
    { removeUndefinedValues: true },
  );
  await db.client.send(new PutItemCommand({ TableName: db.table, Item }));
}

/** The newest decisions on a campaign's signatures and names, newest first. 0.5 read units for a dozen. */
export async function listDecisions(db: Db, campaign: string, limit: number): Promise<Decision[]> {
  const { Items } = await db.client.send(
    new QueryCommand({
      TableName: db.table,
      KeyConditionExpression: 'pk = :decisions',
      ExpressionAttributeValues: { ':decisions': { S: decisionsOn(campaign) } },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return (Items ?? []).map((item) => decision.parse(unmarshall(item)));
}
