import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it, vi } from 'vitest';
import { secretsReader } from '../../../functions/core/aws/secrets.ts';

const kept: Record<string, string> = { 'amparo-dev-pepper': 'of the pepper', 'amparo-dev-mail-keys': 'of the mails' };

/** Stands for AWS Secrets Manager: answers the one call. */
const server = createServer(async (request, response) => {
  const { SecretId } = JSON.parse((await request.toArray()).join(''));
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.statusCode = SecretId in kept || SecretId === 'empty' ? 200 : 400;
  const body = response.statusCode === 200 ? { SecretString: kept[SecretId] } : { __type: 'ResourceNotFoundException' };
  response.end(JSON.stringify(body));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
vi.stubEnv('AWS_REGION', 'local');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

it('reads all secrets by their names', async () => {
  const read = secretsReader({ pepper: 'amparo-dev-pepper', mail: 'amparo-dev-mail-keys' });
  expect(await read()).toEqual({ pepper: 'of the pepper', mail: 'of the mails' });
});

it('reads them again whenever it is called, as keys are added while a function runs', async () => {
  const read = secretsReader({ pepper: 'amparo-dev-pepper' });
  await read();
  kept['amparo-dev-pepper'] = 'of a pepper with two keys';
  expect(await read()).toEqual({ pepper: 'of a pepper with two keys' });
});

it('fails with the name of a secret without a value, and like AWS if there is no secret', async () => {
  const empty = secretsReader({ pepper: 'amparo-dev-pepper', mail: 'empty' });
  await expect(empty()).rejects.toThrow('The secret mail has no value');
  await expect(secretsReader({ pepper: 'gone' })()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
