import { SecretValue } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import type { GuardedSecret, Vault } from './vault.ts';

/** CloudFront asks for its firewall and its certificate here, so its stack stands here, too. */
export const EDGE_REGION = 'us-east-1';

const secretName = ({ name }: Stage): string => `amparo-${name}-edge`;

/**
 * The keys by which sign knows what CloudFront brought (`functions/sign/edge.ts`), where the stack of the edge can read
 * them. An emulator has no edge.
 */
export const edgeKeys = (
  scope: Construct,
  id: string,
  { stage, vault }: { stage: Stage; vault: Vault },
): GuardedSecret | undefined =>
  stage.isEmulated
    ? undefined
    : vault.secret(scope, id, {
        secretName: secretName(stage),
        description: 'Amparo: shows that a request came through the edge.',
        generateSecretString: {
          secretStringTemplate: '{}',
          generateStringKey: 'k1',
          passwordLength: 64,
          excludePunctuation: true,
        },
        copiedTo: EDGE_REGION,
      });

/** The key that CloudFront sends: CloudFormation reads it when the distribution is made, and no template holds it. */
export const edgeKey = (stage: Stage): string =>
  SecretValue.secretsManager(secretName(stage), { jsonField: stage.edgeKey }).unsafeUnwrap();
