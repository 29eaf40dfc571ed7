import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { type Counted, countersOf, counterUpdate, createWithCounters, readCounter } from './counter.ts';
import { bySigner, type Design, newItem } from './design.ts';

/** Signature and counter in one transaction. Its count is right; each signature writes the campaign's one counter item. */
export const oneTransaction = (counted: Counted = 'total'): Design => ({
  name: counted === 'all' ? 'transaction, with countries and hours' : 'transaction',
  create: createWithCounters,
  connect: (client, prefix) => ({
    async count(signature) {
      const Put = newItem(prefix, bySigner(signature));
      const Update = counterUpdate(countersOf(prefix), signature, counted);
      await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }, { Update }] }));
    },
    total: (campaign) => readCounter(client, countersOf(prefix), campaign),
  }),
});
