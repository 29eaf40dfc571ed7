import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { sqsQueue } from '../../functions/core/aws/sqs.ts';
import { physicalTableName } from '../../functions/core/aws/tables.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { secretName } from '../../functions/core/keys/names.ts';
import { addEndpoint } from '../../functions/core/webhooks/manage.ts';
import { announce, webhookQueue } from '../../functions/core/webhooks/queue.ts';
import { deliveriesTo } from '../../functions/core/webhooks/resend.ts';
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
    }, 30_000);
    expect(delivery).toMatchObject({ type: 'campaign.won', outcome: 'waits', failure: 'name-not-found' });
    // The emulator looks into a queue only when something is put in, so the next attempt is not tested here.
    await webhooks('rotate', endpoint.id);
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
