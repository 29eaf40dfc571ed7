import { randomUUID } from 'node:crypto';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { type KeyringName, secretName } from './names.ts';
import { RingRefused } from './ring-changes.ts';
import { type OpenRingStore, RingChanged } from './ring-store.ts';

/** The label of a version that is written and not used yet. */
const NEXT = 'AMPARO-NEXT';

/** The rings of a stage, in Secrets Manager, under the names that the stack gives them. */
export function stageRings(stage: string): OpenRingStore {
  const client = new SecretsManagerClient({});
  return {
    async read(ring) {
      const { SecretString, VersionId } = await client.send(
        new GetSecretValueCommand({ SecretId: secretName(stage, ring) }),
      );
      if (!SecretString || !VersionId)
        throw new RingRefused({ kind: 'unreadable', ring, message: 'Its secret has no value' });
      return { text: SecretString, version: VersionId };
    },
    async replace(ring, before, text) {
      const SecretId = secretName(stage, ring);
      const next = randomUUID();
      await client.send(
        new PutSecretValueCommand({ SecretId, SecretString: text, ClientRequestToken: next, VersionStages: [NEXT] }),
      );
      try {
        // Fails if the version that was read is no longer the current one.
        await client.send(
          new UpdateSecretVersionStageCommand({
            SecretId,
            VersionStage: 'AWSCURRENT',
            MoveToVersionId: next,
            RemoveFromVersionId: before.version,
          }),
        );
      } catch (error) {
        if (error instanceof Error && error.name === 'InvalidParameterException') throw new RingChanged();
        throw error;
      }
      // Secrets Manager deletes a version without a label. A key that was removed must not stay in the previous version.
      for (const [label, version] of [
        ['AWSPREVIOUS', before.version],
        [NEXT, next],
      ]) {
        await client.send(
          new UpdateSecretVersionStageCommand({ SecretId, VersionStage: label, RemoveFromVersionId: version }),
        );
      }
    },
    clockOffset: () => client.config.systemClockOffset,
    close: () => client.destroy(),
  };
}

/** A tag of the secret that has a ring. @returns undefined if it has none. */
export async function tagOfRing(stage: string, ring: KeyringName, tag: string): Promise<string | undefined> {
  const client = new SecretsManagerClient({});
  try {
    const { Tags = [] } = await client.send(new DescribeSecretCommand({ SecretId: secretName(stage, ring) }));
    return Tags.find(({ Key }) => Key === tag)?.Value;
  } finally {
    client.destroy();
  }
}
