import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Db } from '../db.ts';

/** What a signer chose to show on the campaign's page. */
export interface PublicName {
  readonly name: string;
  readonly reason?: string | undefined;
  /** ISO 8601. */
  readonly confirmedAt: string;
}

/**
 * Names lie in the Counts table, in a partition of their own beside the campaign's counts. No slug holds a `#`, so no
 * campaign's counts can be mistaken for names.
 */
export const namesOf = (campaign: string): string => `names#${campaign}`;

/** The newest names that signers of a campaign chose to show. About 0.5 read units for a dozen. */
export async function listPublicNames(db: Db, campaign: string, limit: number): Promise<PublicName[]> {
  const { Items } = await db.client.send(
    new QueryCommand({
      TableName: db.table,
      KeyConditionExpression: 'pk = :names',
      ExpressionAttributeValues: { ':names': { S: namesOf(campaign) } },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return (Items ?? []).flatMap(({ name, reason, confirmedAt }) =>
    name?.S && confirmedAt?.S ? [{ name: name.S, reason: reason?.S, confirmedAt: confirmedAt.S }] : [],
  );
}
