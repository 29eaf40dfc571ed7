import { RemovalPolicy } from 'aws-cdk-lib';
import { type CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { accept } from './accept.ts';

export type Keyring = Pick<Secret, 'secretArn'>;

/**
 * A keyring (see `core/privacy/keyring`) whose first key Secrets Manager draws itself, so that it stands in no template.
 * A new key is added by hand, beside the old ones, as docs/keys.md tells; never to the pepper.
 */
export function keyring(scope: Construct, id: string, stage: Stage, description: string): Keyring {
  const secret = new Secret(scope, id, {
    description,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ current: 'k1' }),
      generateStringKey: 'k1',
      passwordLength: 64,
      excludePunctuation: true,
    },
    removalPolicy: stage.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  accept(
    secret,
    'SMG4',
    'Replacing a key by the clock would void links in mailboxes; keyrings hold several keys, and the pepper never changes.',
  );
  // The emulator's `Ref` of a secret is its name, which no policy knows; this attribute is the ARN there, too.
  return stage.isEmulated ? { secretArn: (secret.node.defaultChild as CfnSecret).attrId } : secret;
}
