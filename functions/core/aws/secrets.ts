import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Short, since a caller waits, and what was read before holds while there is no answer. */
const PATIENCE = { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true };

/** Reads secrets from AWS Secrets Manager, all at once, whenever it is called. Its promise fails as the SDK does. */
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
