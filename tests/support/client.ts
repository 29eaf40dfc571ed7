import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Command = { readonly input: unknown };

/** A DynamoDB client that hands each command to `send`, for tests that inject a fault or watch a call. */
export const clientOf = (send: (command: Command) => Promise<unknown>): DynamoDBClient =>
  ({ send }) as unknown as DynamoDBClient;
