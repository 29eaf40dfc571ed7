import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { physicalTableName } from '../../functions/core/aws/tables.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { mailboxOf } from '../journeys/mailbox.ts';
import { campaignOf } from '../support/campaign.ts';
import { client, deployed, functionConfigurations, invoke } from './account.ts';
import { approveNames, drawShownNames } from './names.ts';
import { ask, call, confirmLinkToken, newSigner, total, withdrawLinkToken } from './signer.ts';

/** A campaign of its own: other tests need the others open. */
const open = campaignOf({ slug: 'closed-long-ago', publish: 'live', showNames: true, opensAt: '2013-01-01T00:00:00Z' });
const campaigns = () => ({ client: new DynamoDBClient(client()), table: physicalTableName(STAGE, 'Campaigns') });

describe('the deployed function that erases identities', () => {
  it('does all its work with its own role: identities and names go, the count stays, and the signer can see it', async () => {
    await putCampaign(campaigns(), open);
    const signer = newSigner();
    expect(await ask({ ...signer, publicName: true }, open.slug)).toMatchObject({ status: 202 });
    const mail = await mailboxOf(signer.email).next();
    await call('POST', '/api/confirmations', { token: confirmLinkToken(mail) });
    const page = async () => (await fetch(`${deployed().siteUrl}/campaigns/${open.slug}`)).text();
    await expect.poll(() => approveNames(open.slug)).toBe(1);
    expect(await drawShownNames(open.slug)).toBe(true);
    await expect.poll(page).toContain(signer.name);
    const held = async () => (await call('POST', '/api/my-data', { token: withdrawLinkToken(mail) })).body;
    expect(await held()).toMatchObject({ signature: 'held', sealedTo: 1 });

    await putCampaign(campaigns(), { ...open, closesAt: '2014-01-01T00:00:00.000Z', keepMonths: 1 });
    const { FunctionName = '' } = (await functionConfigurations()).get('retention') ?? {};
    expect(await invoke(FunctionName)).toBeNull();
    expect(await held()).toMatchObject({ signature: 'anonymised', sealed: [] });
    await expect.poll(page).not.toContain(signer.name);
    expect(await total(open.slug)).toBe(1);

    await call('POST', '/api/withdrawals', { token: withdrawLinkToken(mail) });
    await expect.poll(() => total(open.slug)).toBe(0);
  });
});
