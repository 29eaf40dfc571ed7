import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { type KeyringName, secretName } from '../../functions/core/keys/names.ts';
import { RingChanged, type RingStore } from '../../functions/core/keys/ring-store.ts';
import { Refusal } from '../../infra/local/program.ts';
import { type LocalSecrets, readSecrets } from '../../infra/local/secrets.ts';
import { CommandError } from '../terminal/errors.ts';

/** A place that must be closed when the command ends. */
export type OpenRingStore = RingStore & { close(): void };

/** The rings of the Amparo on this machine: `secrets.json` in its DATA_DIR, never half written. */
export function localRings(directory: string): OpenRingStore {
  const all = () => {
    try {
      return readSecrets(directory);
    } catch (error) {
      throw error instanceof Refusal ? new CommandError(error.message) : error;
    }
  };
  const read = (ring: KeyringName) => all()[ring];
  return {
    async read(ring) {
      return { text: read(ring), version: read(ring) };
    },
    async replace(ring, before, text) {
      if (read(ring) !== before.version) throw new RingChanged();
      const file = join(directory, 'secrets.json');
      const secrets = { ...all(), [ring]: text } satisfies LocalSecrets;
      writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    clockOffset: () => 0,
    close: () => undefined,
  };
}

/** The label of a version that is written and not yet in force. */
const NEXT = 'AMPARO-NEXT';

/** The rings of a stage, in Secrets Manager, under the names that the stack gives them. */
export function stageRings(stage: string): OpenRingStore {
  const client = new SecretsManagerClient({});
  return {
    async read(ring) {
      const { SecretString, VersionId } = await client.send(
        new GetSecretValueCommand({ SecretId: secretName(stage, ring) }),
      );
      if (!SecretString || !VersionId) throw new CommandError(`The secret ${secretName(stage, ring)} has no value.`);
      return { text: SecretString, version: VersionId };
    },
    async replace(ring, before, text) {
      const SecretId = secretName(stage, ring);
      const next = randomUUID();
      await client.send(
        new PutSecretValueCommand({ SecretId, SecretString: text, ClientRequestToken: next, VersionStages: [NEXT] }),
      );
      try {
        // Refused unless the version that was read is still in force.
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
