import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyringName } from '../../functions/core/keys/names.ts';
import { type OpenRingStore, RingChanged } from '../../functions/core/keys/ring-store.ts';
import { Refusal } from '../../infra/local/program.ts';
import { type LocalSecrets, readSecrets } from '../../infra/local/secrets.ts';
import { CommandError } from '../terminal/errors.ts';

/** The rings of the Amparo on this machine: `secrets.json` in its DATA_DIR, never half written. */
export function localRings(directory: string): OpenRingStore {
  const all = () => {
    try {
      return readSecrets(directory);
    } catch (error) {
      throw error instanceof Refusal ? new CommandError(error.message) : error;
    }
  };
  const read = (ring: KeyringName) => all()[ring] ?? '';
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
