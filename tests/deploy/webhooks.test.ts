import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { organiserKeys } from '../../functions/core/access/account.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../functions/core/access/invite.ts';
import { createAccessToken } from '../../functions/core/access/tokens.ts';
import { sqsQueue } from '../../functions/core/aws/sqs.ts';
import { physicalTableName } from '../../functions/core/aws/tables.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { secretName } from '../../functions/core/keys/names.ts';
import { addEndpoint } from '../../functions/core/webhooks/manage.ts';
import { announce, webhookQueue } from '../../functions/core/webhooks/queue.ts';
import { deliveriesTo } from '../../functions/core/webhooks/resend.ts';
import { deleteEndpoint, getEndpoint, putEndpoint } from '../../functions/core/webhooks/store.ts';
import { accountEnvironment, runScript } from '../../infra/emulated/account.ts';
import { SAMPLE_SLUG } from '../../infra/emulated/emulated.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { eventOf } from '../support/events.ts';
import { anyTrail } from '../support/records.ts';
import { deployed, functionConfigurations } from './account.ts';
import { asFunction, asPerson } from './roles.ts';

/** Runs the command as the keeper of keys, who may do no more than it needs. @throws {Error} with what it printed, if it fails. */
async function webhooks(...args: string[]): Promise<void> {
  const { accessKeyId, secretAccessKey, sessionToken } = (await asPerson('keys')).credentials;
  await runScript('commands/main.ts', ['webhooks', ...args, '--stage', STAGE], {
    ...accountEnvironment(deployed().endpoint, await mkdtemp(join(tmpdir(), 'webhooks-'))),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });
}

describe('the deployed function that sends webhooks', () => {
  let deps: Parameters<typeof addEndpoint>[0];
  beforeAll(async () => {
    const keeper = await asPerson('keys');
    const secrets = new SecretsManagerClient(keeper);
    deps = {
      webhooks: { client: new DynamoDBClient(keeper), table: physicalTableName(STAGE, 'Webhooks') },
      clock: Date.now,
      audit: anyTrail(),
      rules: {},
      async ring() {
        const asked = new GetSecretValueCommand({ SecretId: secretName(STAGE, 'webhooks') });
        return parseKeyring((await secrets.send(asked)).SecretString ?? '', 'webhook');
      },
    };
  });
  /** A token of an admin whom the keeper of keys has invited. */
  async function adminToken() {
    const keeper = await asPerson('keys');
    const ring = new GetSecretValueCommand({ SecretId: secretName(STAGE, 'organisers') });
    const access = {
      ...deps,
      organisers: { client: new DynamoDBClient(keeper), table: physicalTableName(STAGE, 'Organisers') },
      hasCampaign: async () => true,
      endPreviews: async () => undefined,
      keys: async () => organiserKeys((await new SecretsManagerClient(keeper).send(ring)).SecretString ?? ''),
    };
    const address = `hooks-${Date.now()}@example.org`;
    const account = await inviteOrganiser(access, operator, { address, isAdmin: true, days: 'no-limit' });
    return createAccessToken(access, operator, { account, scopes: ['webhooks:write'], days: 1 });
  }
  // Nobody has this name, so that nothing leaves this computer.
  const input = { url: `https://nobody-${Date.now()}.example.org/hook`, types: [], campaigns: [] };

  it('takes an event that the overview announces, tries to deliver it, and notes how that ended', async () => {
    const { endpoint } = await addEndpoint(deps, operator, input);
    const { WEBHOOKS_QUEUE_URL = '' } = (await functionConfigurations()).get('overview')?.Environment?.Variables ?? {};
    const queue = webhookQueue(sqsQueue(WEBHOOKS_QUEUE_URL, await asFunction('overview')));
    const won = eventOf('campaign.won', `evt_${Date.now()}`);
    // Of a campaign that lists show: of no other is anything sent.
    await announce(queue, [{ ...won, data: { ...won.data, slug: SAMPLE_SLUG } } as typeof won]);
    const [delivery] = await vi.waitFor(async () => {
      const all = await deliveriesTo(deps, operator, endpoint.id);
      expect(all).toHaveLength(1);
      return all;
    }, 120_000);
    expect(delivery).toMatchObject({ type: 'campaign.won', outcome: 'waits', failure: 'name-not-found' });
    // The emulator looks into a queue only when something is put in, so the next attempt is not tested here.
    await webhooks('rotate', endpoint.id, '--yes');
    await webhooks('remove', endpoint.id, '--yes');
  });

  it('sends a test for a program of an admin, who sees in the deployed console what became of it', async () => {
    const { endpoint } = await addEndpoint(deps, operator, input);
    const { words } = await adminToken();
    const call = async (method: string, path: string, body?: object) => {
      const answer = await fetch(`${deployed().siteUrl}/api/organise/webhooks${path}`, {
        method,
        headers: { authorization: `Bearer ${words}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const tested = await call('POST', `/${endpoint.id}/test`);
    expect(tested).toEqual({ status: 202, body: { event: expect.stringMatching(/^evt_/) } });
    const outcome = { ...tested.body, type: 'webhook.test', outcome: 'given-up', failure: 'name-not-found' };
    await vi.waitFor(async () => {
      expect(await call('GET', `/${endpoint.id}`)).toMatchObject({ body: { state: 'on', deliveries: [outcome] } });
    }, 120_000);
    await webhooks('disable', endpoint.id, '--yes');
    expect((await call('POST', `/${endpoint.id}/replay`, {})).status).toBe(409);
    expect(await call('POST', `/${endpoint.id}/enable`)).toMatchObject({ status: 200, body: { state: 'on' } });
    expect(await call('POST', `/${endpoint.id}/replay`, {})).toEqual({ status: 202, body: { sent: 0 } });
    expect((await call('GET', '')).status).toBe(200);
    await webhooks('remove', endpoint.id, '--yes');
  });

  it('lets the role of console read an endpoint, and neither add, replace nor remove one', async () => {
    const { endpoint } = await addEndpoint(deps, operator, input);
    const console = { client: new DynamoDBClient(await asFunction('console')), table: deps.webhooks.table };
    expect(await getEndpoint(console, endpoint.id)).toMatchObject({ id: endpoint.id });
    const refused = expect.objectContaining({ name: 'AccessDeniedException' });
    await expect(putEndpoint(console, { ...endpoint, id: 'whe_forged' })).rejects.toThrow(refused);
    await expect(deleteEndpoint(console, endpoint.id)).rejects.toThrow(refused);
    await webhooks('remove', endpoint.id, '--yes');
  });

  it('sends a test for the keeper of keys, who sees what became of it', async () => {
    const { endpoint } = await addEndpoint(deps, operator, input);
    await webhooks('list');
    await expect(webhooks('test', endpoint.id)).rejects.toThrow(
      'The test was not delivered: given up (its name was not found).',
    );
    await webhooks('replay', '--dead-letters', '--yes');
    await webhooks('remove', endpoint.id, '--yes');
  });
});
