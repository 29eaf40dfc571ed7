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
import { Refusal } from '../../infra/local/program.ts';
import { type LocalSecrets, readSecrets } from '../../infra/local/secrets.ts';
import { CommandError } from '../terminal/errors.ts';

/** A ring as it was read, and what tells this reading from later ones. */
export interface StoredRing {
  readonly text: string;
  readonly version: string;
}

/** Where keyrings are kept. */
export interface RingStore {
  read(ring: KeyringName): Promise<StoredRing>;
  /** @throws {CommandError} if somebody else has written since. Nothing is changed then. */
  replace(ring: KeyringName, before: StoredRing, text: string): Promise<void>;
  /** Milliseconds by which this computer's clock is behind, as far as the store has told. */
  clockOffset(): number;
  close(): void;
}

const changedMeanwhile = () =>
  new CommandError(['Nothing written: somebody else changed the keys meanwhile. Run again to see them anew.']);

/** The rings of the Amparo on this machine: `secrets.json` in its DATA_DIR, never half written. */
export function localRings(directory: string): RingStore {
  const all = () => {
    try {
      return readSecrets(directory);
    } catch (error) {
      throw error instanceof Refusal ? new CommandError([error.message]) : error;
    }
  };
  const read = (ring: KeyringName) => all()[ring];
  return {
    async read(ring) {
      return { text: read(ring), version: read(ring) };
    },
    async replace(ring, before, text) {
      if (read(ring) !== before.version) throw changedMeanwhile();
      const file = join(directory, 'secrets.json');
      const secrets = { ...all(), [ring]: text } satisfies LocalSecrets;
      writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    clockOffset: () => 0,
    close: () => undefined,
  };
}

/** A label of a version that is written and not yet in force. */
const NEXT = 'AMPARO-NEXT';

/** The rings of a stage, in Secrets Manager, under the names that the stack gives them. */
export function stageRings(stage: string): RingStore {
  const client = new SecretsManagerClient({});
  return {
    async read(ring) {
      const { SecretString, VersionId } = await client.send(
        new GetSecretValueCommand({ SecretId: secretName(stage, ring) }),
      );
      if (!SecretString || !VersionId) throw new CommandError([`The secret ${secretName(stage, ring)} has no value.`]);
      return { text: SecretString, version: VersionId };
    },
    async replace(ring, before, text) {
      const SecretId = secretName(stage, ring);
      const next = randomUUID();
      await client.send(
        new PutSecretValueCommand({ SecretId, SecretString: text, ClientRequestToken: next, VersionStages: [NEXT] }),
      );
      try {
        // Refused unless the version that was read is in force still.
        await client.send(
          new UpdateSecretVersionStageCommand({
            SecretId,
            VersionStage: 'AWSCURRENT',
            MoveToVersionId: next,
            RemoveFromVersionId: before.version,
          }),
        );
      } catch (error) {
        if (error instanceof Error && error.name === 'InvalidParameterException') throw changedMeanwhile();
        throw error;
      }
      // A version without a label is thrown away: what is taken out of a ring must not stay as the previous one.
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
