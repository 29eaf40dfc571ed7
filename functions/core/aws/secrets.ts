import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Short, because a caller waits. The value read before stays in use while there is no answer. */
const PATIENCE = { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true };

/**
 * Makes a function that reads all secrets at once from AWS Secrets Manager. Its promise fails with the SDK's errors.
 */
export function secretsReader<Name extends string>(ids: Record<Name, string>): () => Promise<Record<Name, string>> {
  const client = new SecretsManagerClient({ maxAttempts: 2, requestHandler: PATIENCE });
  return async () => {
    const read = Object.entries<string>(ids).map(async ([name, id]) => {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
      if (!SecretString) throw new Error(`The secret ${name} has no value`);
      return [name, SecretString];
    });
    return Object.fromEntries(await Promise.all(read));
  };
}
