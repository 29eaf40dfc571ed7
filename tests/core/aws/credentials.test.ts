import { afterEach, expect, it, vi } from 'vitest';
import { defaultProvider } from '../../../functions/core/aws/credentials.ts';

afterEach(() => void vi.unstubAllEnvs());

function inEnvironment(id: string | undefined, secret: string | undefined, session: string | undefined) {
  vi.stubEnv('AWS_ACCESS_KEY_ID', id);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secret);
  vi.stubEnv('AWS_SESSION_TOKEN', session);
  return defaultProvider()();
}

it('are those of the environment, with the token of a session where there is one', async () => {
  const keys = { accessKeyId: 'id', secretAccessKey: 'secret' };
  expect(await inEnvironment('id', 'secret', 'session')).toEqual({ ...keys, sessionToken: 'session' });
  expect(await inEnvironment('id', 'secret', undefined)).toEqual(keys);
});

it('are missing if the environment lacks one of the two', async () => {
  await expect(inEnvironment(undefined, 'secret', 'session')).rejects.toThrow('The environment holds no credentials');
  await expect(inEnvironment('id', undefined, 'session')).rejects.toThrow('The environment holds no credentials');
});
