import { type AttributeValue, ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The client that storage functions take, and the name of the table they work on. */
export interface Db {
  readonly client: DynamoDBClient;
  readonly table: string;
}

export type Item = Record<string, AttributeValue>;

/** One client for a process. Region, credentials and endpoint come from the environment, as the SDK reads them. */
export const createDynamoDb = (): DynamoDBClient =>
  new DynamoDBClient({
    // What hangs must fail while the caller can still be told to try again: within the 10 s of a function, all told.
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  });

/** Runs a conditional write. @returns false if its condition did not hold. Every other error is thrown on. */
export async function ifConditionHolds(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
