import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { physicalTableName, type TableName } from '../../functions/core/aws/tables.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { getRecounts } from '../../functions/core/counts/recount/recounts.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { mailboxOf } from '../journeys/mailbox.ts';
import { campaignOf } from '../support/campaign.ts';
import { client, functionConfigurations, invoke } from './account.ts';
import { ask, call, confirmLinkToken, newSigner, total } from './signer.ts';

const campaign = campaignOf({
  slug: 'counted-again',
  publish: 'live',
  showNames: true,
  opensAt: '2013-01-01T00:00:00Z',
});
const db = (name: TableName) => ({ client: new DynamoDBClient(client()), table: physicalTableName(STAGE, name) });

describe('the deployed function that counts signatures again', () => {
  it('does all its work with its own role: it counts the signatures, and how many show a name', async () => {
    await putCampaign(db('Campaigns'), campaign);
    const signer = newSigner();
    await ask({ ...signer, publicName: true }, campaign.slug);
    const mail = await mailboxOf(signer.email).next();
    await call('POST', '/api/confirmations', { token: confirmLinkToken(mail) });
    await expect.poll(() => total(campaign.slug)).toBe(1);

    const { FunctionName = '' } = (await functionConfigurations()).get('reconcile') ?? {};
    const recounts = () => getRecounts(db('Counts'), campaign.slug);
    expect(await invoke(FunctionName)).toBeNull();
    const { running } = await recounts();
    expect(running?.next).toBe(256);
    expect([running?.recounted.get('n'), running?.recounted.get('names')]).toEqual([1, 1]);

    // A day later, by the time that the function noted.
    await db('Counts').client.send(
      new UpdateItemCommand({
        TableName: db('Counts').table,
        Key: { pk: { S: `recount#${campaign.slug}` }, sk: { S: 'running' } },
        UpdateExpression: 'SET #at = :before',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':before': { S: '2026-01-01T00:00:00.000Z' } },
      }),
    );
    expect(await invoke(FunctionName)).toBeNull();
    expect((await recounts()).done?.judgedAt).toBeTypeOf('number');
  });
});
