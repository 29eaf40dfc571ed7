import { RemovalPolicy } from 'aws-cdk-lib';
import { type CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { type KeyringName, secretName } from '../keyring-names.ts';
import type { Stage } from '../stage.ts';
import { accept } from './accept.ts';

export type Keyring = Pick<Secret, 'secretArn'>;

const ids: Record<KeyringName, string> = { pepper: 'Pepper', token: 'TokenKeys', mail: 'Keys' };

/**
 * A keyring (see `core/privacy/keyring`) whose first key Secrets Manager draws itself, so that it stands in no template.
 * `npm run keys -- rotate` adds others beside it (docs/keys.md).
 */
export function keyring(scope: Construct, stage: Stage, ring: KeyringName, description: string): Keyring {
  const secret = new Secret(scope, ids[ring], {
    secretName: secretName(stage.name, ring),
    description,
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: 'k1',
      passwordLength: 64,
      excludePunctuation: true,
    },
    removalPolicy: stage.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  accept(
    secret,
    'SMG4',
    'Replacing a key by the clock would void links in mailboxes; campaigns keep their pepper. `npm run keys` adds keys.',
  );
  // The emulator's `Ref` of a secret is its name, which no policy knows; this attribute is the ARN there, too.
  return stage.isEmulated ? { secretArn: (secret.node.defaultChild as CfnSecret).attrId } : secret;
}
