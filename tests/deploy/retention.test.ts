import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { getCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { physicalTableName } from '../../functions/core/tables.ts';
import { SAMPLE_SLUG } from '../../infra/emulated/emulated.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { mailboxOf } from '../journeys/mailbox.ts';
import { client, deployed, functionConfigurations, invoke } from './account.ts';
import { ask, call, confirmLinkToken, newSigner, total, withdrawLinkToken } from './signer.ts';

describe('the deployed function that erases identities', () => {
  it('may do all that it must with its own role: identities and names go, the count stays, and the signer is told', async () => {
    const before = await total();
    const signer = newSigner();
    expect(await ask({ ...signer, publicName: true })).toMatchObject({ status: 202 });
    const mail = await mailboxOf(signer.email).next();
    await call('POST', '/api/confirmations', { token: confirmLinkToken(mail) });
    const page = async () => (await fetch(`${deployed().siteUrl}/campaigns/${SAMPLE_SLUG}`)).text();
    await expect.poll(page, { timeout: 15_000 }).toContain(signer.name);
    const held = async () => (await call('POST', '/api/my-data', { token: withdrawLinkToken(mail) })).body;
    expect(await held()).toMatchObject({ signature: 'held', sealedTo: 1 });

    await closeLongAgo();
    const { FunctionName = '' } = (await functionConfigurations()).get('retention') ?? {};
    expect(await invoke(FunctionName)).toBeNull();
    expect(await held()).toMatchObject({ signature: 'anonymised', sealed: [] });
    await expect.poll(page, { timeout: 15_000 }).not.toContain(signer.name);
    expect(await total()).toBe(before + 1);

    await call('POST', '/api/withdrawals', { token: withdrawLinkToken(mail) });
    await expect.poll(total, { timeout: 15_000 }).toBe(before);
  });
});

/** The sample campaign is as if it had closed years ago, until the test ends. */
async function closeLongAgo(): Promise<void> {
  const campaigns = { client: new DynamoDBClient(client()), table: physicalTableName(STAGE, 'Campaigns') };
  const open = await getCampaign(campaigns, SAMPLE_SLUG);
  if (!open) throw new Error('There is no sample campaign.');
  onTestFinished(() => putCampaign(campaigns, open));
  await putCampaign(campaigns, { ...open, closesAt: '2014-01-01T00:00:00.000Z', keepMonths: 1 });
}
