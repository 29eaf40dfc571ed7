import type { Construct } from 'constructs';
import { type KeyringName, secretName } from '../../functions/core/keys/names.ts';
import type { GuardedSecret, Vault } from './vault.ts';

const ids: Record<KeyringName, string> = { pepper: 'Pepper', token: 'TokenKeys', mail: 'Keys' };

/**
 * A keyring (see `core/keys/keyring`) whose first key Secrets Manager draws itself, so that it stands in no template.
 * `npm run keys -- rotate` adds others beside it (docs/guides/keys.md).
 */
export const keyring = (scope: Construct, vault: Vault, ring: KeyringName, description: string): GuardedSecret =>
  vault.secret(scope, ids[ring], {
    secretName: secretName(vault.stageName, ring),
    description,
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: 'k1',
      passwordLength: 64,
      excludePunctuation: true,
    },
  });
