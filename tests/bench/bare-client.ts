import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

/** The least that a function on DynamoDB can be: what cold starts are compared with. */
const client = new DynamoDBClient({});

export const handler = () =>
  client.send(
    new PutItemCommand({ TableName: process.env.SIGNATURES_TABLE, Item: { pk: { S: 'bare' }, sk: { S: '1' } } }),
  );
