import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { type Counted, countersOf, counterUpdate, readCounter } from './counter.ts';
import { bySigner, createTable, type Design, signaturesOf } from './design.ts';

/** Signature and counter in one transaction. Its count is right; each signature writes the campaign's one counter item. */
export const oneTransaction = (counted: Counted = 'total'): Design => ({
  name: counted === 'all' ? 'transaction, with countries and hours' : 'transaction',
  async create(client, prefix) {
    await createTable(client, signaturesOf(prefix));
    await createTable(client, countersOf(prefix));
  },
  connect: (client, prefix) => ({
    async count(signature) {
      const Put = {
        TableName: signaturesOf(prefix),
        Item: bySigner(signature),
        ConditionExpression: 'attribute_not_exists(pk)',
      };
      const Update = counterUpdate(countersOf(prefix), signature, counted);
      await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }, { Update }] }));
    },
    total: (campaign) => readCounter(client, countersOf(prefix), campaign),
  }),
});
