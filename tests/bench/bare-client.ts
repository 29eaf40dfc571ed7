import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The least that a function on DynamoDB can be: what cold starts are compared with. */
export const client = new DynamoDBClient({});
