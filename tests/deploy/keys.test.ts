import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { decodeProtectedHeader } from 'jose';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { secretName } from '../../functions/core/keys/names.ts';
import { RingChanged } from '../../functions/core/keys/ring-store.ts';
import { stageRings } from '../../functions/core/keys/secret-rings.ts';
import { accountEnvironment, runScript, sdkVariables } from '../../infra/emulated/account.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { mailboxOf } from '../journeys/mailbox.ts';
import { client, deployed, functionConfigurations, setVariables } from './account.ts';
import { asPerson } from './roles.ts';
import { ask, call, confirmLinkToken, newSigner } from './signer.ts';

const SecretId = secretName(STAGE, 'token');

describe('the keys of a deployed stage', () => {
  let secrets: SecretsManagerClient;
  beforeAll(() => {
    secrets = new SecretsManagerClient(client());
  });
  afterEach(() => void vi.unstubAllEnvs());
  const ring = async () => {
    const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    return JSON.parse(SecretString) as Record<string, string | { secret: string; from: string }>;
  };
  /** Runs the command as the keeper of keys, who may do no more than it needs. */
  async function keys(...args: string[]): Promise<void> {
    const { credentials } = await asPerson('keys');
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    await runScript('commands/main.ts', ['keys', ...args, '--stage', STAGE], {
      ...accountEnvironment(deployed().endpoint, await mkdtemp(join(tmpdir(), 'keys-'))),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    });
  }
  async function mailedToken(): Promise<string> {
    const signer = newSigner();
    expect((await ask(signer)).status).toBe(202);
    return confirmLinkToken(await mailboxOf(signer.email).next());
  }

  it('are rotated by one command, and links mailed before stay good', async () => {
    const before = await mailedToken();
    const { k1 } = await ring();
    await keys('rotate', 'token', '--yes');
    const { k2, ...others } = await ring();
    expect(others).toEqual({ k1 });
    if (typeof k2 !== 'object') throw new Error('no second key');
    expect(Date.parse(k2.from)).toBeGreaterThan(Date.now());

    // A quarter of an hour later.
    const begun = { ...others, k2: { ...k2, from: new Date().toISOString() } };
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(begun) }));
    const sign = (await functionConfigurations()).get('sign');
    await setVariables(sign?.FunctionName ?? '', sign?.Environment?.Variables ?? {});

    const after = await mailedToken();
    expect([before, after].map((token) => decodeProtectedHeader(token).kid)).toEqual(['k1', 'k2']);
    for (const token of [before, after]) {
      expect(await call('POST', '/api/confirmations', { token })).toEqual({ status: 201, body: { status: 'counted' } });
    }
  });

  it('are shown to the keeper alone, who rotates them', async () => {
    await keys('status');
    await keys('rotate', 'pepper', '--yes');
    await expect(keys('rotate', 'pepper', '--yes')).rejects.toThrow('k2 begins at');
  });

  it('are not written over a change that another person made meanwhile', async () => {
    for (const [name, value] of Object.entries(sdkVariables(deployed().endpoint))) vi.stubEnv(name, value);
    const [mine, theirs] = [stageRings(STAGE), stageRings(STAGE)];
    const [seen, read] = [await mine.read('token'), await theirs.read('token')];
    await theirs.replace('token', read, read.text);
    await expect(mine.replace('token', seen, '{}')).rejects.toThrow(RingChanged);
    expect((await mine.read('token')).text).toBe(seen.text);
    const { k1 } = await ring();
    expect(k1).toBeDefined();
  });
});
