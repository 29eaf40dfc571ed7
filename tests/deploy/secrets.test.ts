import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { functionNames } from '../../infra/functions.ts';
import { mailboxOf } from '../journeys/mailbox.ts';
import { client, functionConfigurations, setEventSources } from './account.ts';
import { waitingMessages } from './cloud-loot.ts';
import { ask, newSigner } from './signer.ts';

describe('the secrets of the deployed stack', () => {
  it('give functions their names, never their values', async () => {
    const values = await secretValues();
    expect(values.length, 'pepper, keys of links, of mails, of webhooks and of organisers').toBe(5);
    const functions = await functionConfigurations();
    expect([...functions.keys()].sort()).toEqual([...functionNames].sort());
    for (const [name, { Environment }] of functions) {
      const variables = Object.entries(Environment?.Variables ?? {});
      for (const [variable, value] of variables) {
        for (const key of values) expect(value, `${name} ${variable}`).not.toContain(key);
      }
    }
  });

  it('draws every secret by itself, long and different', async () => {
    const values = await secretValues();
    for (const value of values) expect(value).toHaveLength(64);
    expect(new Set(values).size).toBe(values.length);
  });

  it('keeps mails that wait unreadable, and sends them when the mail function is back', async () => {
    const signer = newSigner();
    const mail = (await functionConfigurations()).get('mail')?.FunctionName ?? '';
    await setEventSources(mail, false);
    try {
      await ask(signer);
      // Webhooks have nothing of a signer, and are readable.
      const waiting = (await waitingMessages()).filter(({ queue }) => !queue.includes('-webhooks'));
      expect(waiting.length).toBeGreaterThan(0);
      for (const { Body: body } of waiting) {
        expect(body, 'a JWE in its compact form').toMatch(/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/);
        const read = [body, ...body.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))].join();
        for (const datum of [signer.email, signer.name]) expect(read).not.toContain(datum);
      }
    } finally {
      await setEventSources(mail, true);
    }
    await mailboxOf(signer.email).next();
  });
});

/** The first key of every keyring. */
async function secretValues(): Promise<string[]> {
  const secrets = new SecretsManagerClient(client());
  const { SecretList = [] } = await secrets.send(new ListSecretsCommand({}));
  return Promise.all(
    SecretList.map(async ({ ARN }) => {
      const { SecretString = '{}' } = await secrets.send(new GetSecretValueCommand({ SecretId: ARN }));
      return JSON.parse(SecretString).k1;
    }),
  );
}
