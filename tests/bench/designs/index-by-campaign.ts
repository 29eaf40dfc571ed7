import { PutItemCommand, QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../../functions/core/aws/db.ts';
import type { ConfirmedSignature } from '../../../functions/core/signatures/store.ts';
import { bySigner, createTable, type Design, newItem, signaturesOf } from './design.ts';

const INDEX = 'by-campaign';

export const indexed = (signature: ConfirmedSignature): Item => ({
  ...bySigner(signature),
  campaign: { S: signature.campaign },
});

/** An index over signatures by campaign, and no counter: a reader of the number reads all of them. */
export const indexByCampaign: Design = {
  name: 'index by campaign',
  create: (client, prefix) => createTable(client, signaturesOf(prefix), INDEX),
  connect: (client, prefix) => ({
    async count(signature) {
      await client.send(new PutItemCommand(newItem(prefix, indexed(signature))));
    },
    async total(campaign) {
      let total = 0;
      let from: Item | undefined;
      do {
        const page: QueryCommandOutput = await client.send(
          new QueryCommand({
            TableName: signaturesOf(prefix),
            IndexName: INDEX,
            Select: 'COUNT',
            KeyConditionExpression: 'campaign = :campaign',
            ExpressionAttributeValues: { ':campaign': { S: campaign } },
            ExclusiveStartKey: from,
          }),
        );
        total += page.Count ?? 0;
        from = page.LastEvaluatedKey;
      } while (from);
      return total;
    },
  }),
};
