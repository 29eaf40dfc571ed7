import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { countersOf, counterUpdate, readCounter } from './counter.ts';
import { bySigner, createTable, type Design, signaturesOf } from './design.ts';

/**
 * The signature first, then one more in the campaign's one counter item. Half as dear as a transaction, and its count is
 * not right: whatever fails between the two is never counted, and an update that is sent again counts twice.
 */
export const signatureThenCounter: Design = {
  name: 'signature, then counter',
  async create(client, prefix) {
    await createTable(client, signaturesOf(prefix));
    await createTable(client, countersOf(prefix));
  },
  connect: (client, prefix) => ({
    async count(signature) {
      await client.send(
        new PutItemCommand({
          TableName: signaturesOf(prefix),
          Item: bySigner(signature),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      await client.send(new UpdateItemCommand(counterUpdate(countersOf(prefix), signature, 'total')));
    },
    total: (campaign) => readCounter(client, countersOf(prefix), campaign),
  }),
};
