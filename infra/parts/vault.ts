import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type CfnSecret, Secret, type SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { accept } from './accept.ts';
import type { Actor } from './actor.ts';
import { Circle, denyAllBut, deployerArn } from './circle.ts';
import { Person } from './person.ts';
import { PrivateKey } from './private-key.ts';
import type { Stores } from './stores.ts';

/** A secret that is read only by those whom it was opened to, and by the keeper of keys. */
export interface GuardedSecret {
  readonly secretArn: string;
  /** Lets an actor read it. */
  openTo(reader: Actor): void;
}

const READ = 'secretsmanager:GetSecretValue';
const WRITE = ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'];
/** Besides writing, what would put another value or a copy in its place. CloudFormation alone does these. */
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

/**
 * What the secrets of a stage have in common: the keeper of keys, who alone of all people reads and writes them, and in
 * a protected stage a KMS key of their own.
 */
export class Vault extends Construct {
  readonly keeper: Person;
  readonly stageName: string;
  readonly #stage: Stage;
  readonly #key: PrivateKey | undefined;

  constructor(scope: Construct, id: string, { stage, stores }: { stage: Stage; stores: Stores }) {
    super(scope, id);
    this.#stage = stage;
    this.stageName = stage.name;
    this.keeper = new Person(this, 'Keeper', { stage, name: 'keys', description: 'Amparo: keeps the keys' });
    this.#key = stage.isProtected
      ? new PrivateKey(this, 'Key', { stage, service: 'secretsmanager', description: 'Amparo: the secrets' })
      : undefined;
    this.#key?.openTo(this.keeper, 'read and write');
    // Which campaigns need which pepper.
    this.keeper.may(['dynamodb:Query'], stores.campaigns.tableArn);
  }

  /** @param copiedTo a region in which the secret is found as well, and read by CloudFormation. */
  secret(scope: Construct, id: string, props: SecretProps & { copiedTo?: string | undefined }): GuardedSecret {
    const { copiedTo, ...rest } = props;
    const copy = copiedTo !== undefined && copiedTo !== Stack.of(this).region ? copiedTo : undefined;
    const secret = new Secret(scope, id, {
      ...rest,
      removalPolicy: this.#stage.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(copy && { replicaRegions: [{ region: copy }] }),
    });
    accept(
      secret,
      'SMG4',
      'Replacing a key by the clock would void links in mailboxes; campaigns keep their pepper. `npm run keys` adds keys.',
    );
    const resource = secret.node.defaultChild as CfnSecret;
    // Told here, since CDK would open a key that it knows to the whole account.
    if (this.#key) resource.kmsKeyId = this.#key.key.keyArn;
    // The emulator's `Ref` of a secret is its name, which no policy knows; this attribute is the ARN there, too.
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

  /** @returns whoever may read it. */
  #guard(secret: Secret, copiedTo: string | undefined): Circle {
    const { region } = Stack.of(this);
    const [readers, writers, makers] = [new Circle(this.#stage), new Circle(this.#stage), new Circle(this.#stage)];
    writers.add(this.keeper.role);
    for (const where of new Set([region, copiedTo ?? region])) {
      for (const circle of [readers, writers, makers]) circle.addArn(deployerArn(this, where));
    }
    // The emulator's CloudFormation knows no policies of secrets.
    if (this.#stage.isEmulated) return readers;
    secret.addToResourcePolicy(denyAllBut(readers, [READ], ['*']));
    secret.addToResourcePolicy(denyAllBut(writers, WRITE, ['*']));
    secret.addToResourcePolicy(denyAllBut(makers, REPLACE, ['*']));
    return readers;
  }
}
