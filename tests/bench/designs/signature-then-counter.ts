import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { countersOf, counterUpdate, createWithCounters, readCounter } from './counter.ts';
import { bySigner, type Design, newItem } from './design.ts';

/**
 * The signature first, then one more in the campaign's one counter item. It costs half of a transaction, but its count is
 * not right: a failure between the two loses a count, and a repeated update counts twice.
 */
export const signatureThenCounter: Design = {
  name: 'signature, then counter',
  create: createWithCounters,
  connect: (client, prefix) => ({
    async count(signature) {
      await client.send(new PutItemCommand(newItem(prefix, bySigner(signature))));
      await client.send(new UpdateItemCommand(counterUpdate(countersOf(prefix), signature, 'total')));
    },
    total: (campaign) => readCounter(client, countersOf(prefix), campaign),
  }),
};
