import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * Reads secrets from AWS Secrets Manager, all at once, when a function starts.
 * @throws {Error} that names a secret without a value.
 */
export async function readSecrets<Name extends string>(ids: Record<Name, string>): Promise<Record<Name, string>> {
  const client = new SecretsManagerClient({});
  const read = Object.entries<string>(ids).map(async ([name, id]) => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    if (!SecretString) throw new Error(`The secret ${name} has no value`);
    return [name, SecretString];
  });
  return Object.fromEntries(await Promise.all(read));
}
