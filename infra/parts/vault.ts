import { RemovalPolicy, SecretValue, Stack, Tags } from 'aws-cdk-lib';
import { type CfnSecret, Secret, type SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { HEADS } from '../../functions/core/campaigns/head-store.ts';
import { type KeyringName, secretName } from '../../functions/core/keys/names.ts';
import type { Stage } from '../stage.ts';
import { type Actor, accept, Circle, denyAllBut, deployerArn, inPartitions, Person } from './iam.ts';
import { PrivateKey } from './private-key.ts';
import type { Stores } from './stores.ts';

/** A secret. Only the keeper of keys, and actors that it is opened to, may read it. */
export interface GuardedSecret {
  readonly secretArn: string;
  /** Lets an actor read it. */
  openTo(reader: Actor): void;
}

const READ = 'secretsmanager:GetSecretValue';
const WRITE = ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'];
/** Other ways to replace or copy a secret. Only CloudFormation uses them. */
const REPLACE = [
  'secretsmanager:CancelRotateSecret',
  'secretsmanager:DeleteSecret',
  'secretsmanager:RemoveRegionsFromReplication',
  'secretsmanager:ReplicateSecretToRegions',
  'secretsmanager:RestoreSecret',
  'secretsmanager:RotateSecret',
  'secretsmanager:StopReplicationToReplica',
  'secretsmanager:UpdateSecret',
];

/** CloudFront needs its firewall and its certificate in this region, so its stack is here, too. */
export const EDGE_REGION = 'us-east-1';

/** The ids of the secrets in the stack. Another id would make another secret. */
const ids: Record<KeyringName, string> = {
  pepper: 'Pepper',
  token: 'TokenKeys',
  mail: 'Keys',
  webhooks: 'Keys',
  organisers: 'Keys',
};

/** Secrets Manager makes the first key of a secret itself, so that no template contains it. */
const FIRST_KEY = {
  secretStringTemplate: '{}',
  generateStringKey: 'k1',
  passwordLength: 64,
  excludePunctuation: true,
};

/**
 * The secrets of a stage. The keeper of keys is the only person who may read and write them. A protected stage encrypts them
 * with a KMS key of their own.
 */
export class Vault extends Construct {
  readonly keeper: Person;
  readonly #stage: Stage;
  readonly #key: PrivateKey | undefined;

  constructor(scope: Construct, id: string, { stage, stores }: { stage: Stage; stores: Stores }) {
    super(scope, id);
    this.#stage = stage;
    this.keeper = new Person(this, 'Keeper', { stage, name: 'keys', description: 'Amparo: keeps the keys' });
    this.#key = stage.isProtected
      ? new PrivateKey(this, 'Key', { stage, service: 'secretsmanager', description: 'Amparo: the secrets' })
      : undefined;
    this.#key?.openTo(this.keeper, 'read and write');
    // The keeper must see which campaigns need a pepper.
    this.keeper.may(['dynamodb:Query'], stores.campaigns.tableArn, inPartitions(HEADS));
  }

  /**
   * A key ring (`core/keys/keyring`). `npm run keys -- rotate` adds keys beside the first one (docs/guides/keys.md).
   * @param tags what its keeper can read of it beside the keys.
   */
  keyring(
    scope: Construct,
    ring: KeyringName,
    description: string,
    tags: Readonly<Record<string, string>> = {},
  ): GuardedSecret {
    return this.#secret(scope, ids[ring], { secretName: secretName(this.#stage.name, ring), description, tags });
  }

  /**
   * The keys that CloudFront sends to sign (`functions/http/edge.ts`), with a copy in the region of the edge's stack. An
   * emulator has no edge.
   */
  edgeKeys(scope: Construct, id: string): GuardedSecret | undefined {
    if (this.#stage.isEmulated) return undefined;
    return this.#secret(scope, id, {
      secretName: secretName(this.#stage.name, 'edge'),
      description: 'Amparo: proves that a request came through the edge.',
      copiedTo: EDGE_REGION,
    });
  }

  /** @param copiedTo a region with a copy of the secret, which CloudFormation reads there. */
  #secret(
    scope: Construct,
    id: string,
    props: SecretProps & { copiedTo?: string; tags?: Readonly<Record<string, string>> },
  ): GuardedSecret {
    const { copiedTo, tags = {}, ...rest } = props;
    const copy = copiedTo !== undefined && copiedTo !== Stack.of(this).region ? copiedTo : undefined;
    const secret = new Secret(scope, id, {
      ...rest,
      generateSecretString: FIRST_KEY,
      removalPolicy: this.#stage.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(copy && { replicaRegions: [{ region: copy }] }),
    });
    for (const [name, value] of Object.entries(tags)) Tags.of(secret).add(name, value);
    accept(
      secret,
      'SMG4',
      'A replaced key would break links in mailboxes, and campaigns keep their pepper. `npm run keys` adds keys.',
    );
    const resource = secret.node.defaultChild as CfnSecret;
    // Set here: CDK would open a key that it knows to the whole account.
    if (this.#key) resource.kmsKeyId = this.#key.key.keyArn;
    // On the emulator, `Ref` of a secret is its name, but policies need the ARN. This attribute is the ARN.
    const secretArn = this.#stage.isEmulated ? resource.attrId : secret.secretArn;
    const readers = this.#guard(secret, copiedTo);
    readers.add(this.keeper.role);
    this.keeper.may(['secretsmanager:DescribeSecret', READ, ...WRITE], secretArn);
    return {
      secretArn,
      openTo: (reader) => {
        readers.add(reader.role);
        reader.may([READ], secretArn);
        this.#key?.openTo(reader, 'read');
      },
    };
  }

  /** @returns the roles that may read it. */
  #guard(secret: Secret, copiedTo: string | undefined): Circle {
    const { region } = Stack.of(this);
    const [readers, writers, makers] = [new Circle(this.#stage), new Circle(this.#stage), new Circle(this.#stage)];
    writers.add(this.keeper.role);
    for (const where of new Set([region, copiedTo ?? region])) {
      for (const circle of [readers, writers, makers]) circle.addArn(deployerArn(this, where));
    }
    // The emulator's CloudFormation has no policies for secrets.
    if (this.#stage.isEmulated) return readers;
    secret.addToResourcePolicy(denyAllBut(readers, [READ], ['*']));
    secret.addToResourcePolicy(denyAllBut(writers, WRITE, ['*']));
    secret.addToResourcePolicy(denyAllBut(makers, REPLACE, ['*']));
    return readers;
  }
}

/** The key that CloudFront sends. CloudFormation reads it when it makes the distribution. No template contains it. */
export const edgeKey = ({ name, edgeKey: jsonField }: Stage): string =>
  SecretValue.secretsManager(secretName(name, 'edge'), { jsonField }).unsafeUnwrap();
