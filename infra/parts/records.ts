import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  ObjectLockRetention,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { recordsBucketName } from '../../functions/core/audit/bucket.ts';
import { AUDIT } from '../../functions/core/audit/places.ts';
import type { Stage } from '../stage.ts';
import { type Actor, accept, Circle, denyAllBut, deployerArn, type Person } from './iam.ts';
import type { Stores } from './stores.ts';

/** Nobody may do this with a record. No role needs it, and in a protected stage nobody can end the retention early. */
const NEVER = [
  's3:BypassGovernanceRetention',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:PutObjectLegalHold',
  's3:PutObjectRetention',
  's3:ReplicateDelete',
  's3:ReplicateObject',
];

/** These could let records expire, or open the bucket. Only CloudFormation uses them. */
const CHANGES = [
  's3:DeleteBucketPolicy',
  's3:PutBucketObjectLockConfiguration',
  's3:PutBucketPolicy',
  's3:PutBucketVersioning',
  's3:PutLifecycleConfiguration',
  's3:PutReplicationConfiguration',
];

const READS = ['s3:GetObject', 's3:GetObjectVersion'];

/**
 * The records of the group, such as the audit trail: written once, and never changed (docs/decisions/053). Everybody who acts may
 * read and add, and nobody may do more, whatever their own policies allow.
 */
export class Records extends Construct {
  readonly #bucket: Bucket;
  readonly #users: Circle;
  readonly #stores: Stores;

  constructor(scope: Construct, id: string, { stage, stores }: { stage: Stage; stores: Stores }) {
    super(scope, id);
    this.#users = new Circle(stage);
    this.#stores = stores;
    this.#bucket = new Bucket(this, 'Bucket', {
      bucketName: recordsBucketName({ stage: stage.name, account: Aws.ACCOUNT_ID, region: stage.region }),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: stage.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(stage.isProtected && lockedFor(stage.auditYears)),
    });
    accept(this.#bucket, 'S1', 'It is a log itself, and each entry says who wrote it. A log of the log says no more.');
    this.#close(stage);
    // The bucket stays when its stack is deleted, so it must stay closed.
    if (stage.isProtected) this.#bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }

  #close(stage: Stage): void {
    const deployer = new Circle(stage);
    deployer.addArn(deployerArn(this, stage.region));
    const objects = [this.#bucket.arnForObjects('*')];
    this.#bucket.addToResourcePolicy(denyAllBut(this.#users, [...READS, 's3:PutObject'], objects));
    this.#bucket.addToResourcePolicy(denyAllBut(undefined, NEVER, objects));
    this.#bucket.addToResourcePolicy(denyAllBut(deployer, CHANGES, [this.#bucket.bucketArn]));
    // The emulator does not show policies this header: it would refuse every write.
    if (stage.isEmulated) return;
    this.#bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: objects,
        // Without this header, a write could replace a record. S3 knows no other value of it than `*`.
        conditions: { Null: { 's3:if-none-match': 'true' } },
      }),
    );
  }

  get bucketName(): string {
    return this.#bucket.bucketName;
  }

  /** Lets an actor read the audit trail, and add to it. To add an entry, it must read the one before. */
  openTo(actor: Actor): void {
    this.#users.add(actor.role);
    actor
      .may(['s3:GetObject', 's3:PutObject'], this.#bucket.arnForObjects(`${AUDIT}*`))
      .may(['s3:ListBucket'], this.#bucket.bucketArn, { StringLike: { 's3:prefix': [AUDIT, `${AUDIT}*`] } });
    const id = Stack.of(this).getLogicalId(this.#bucket.node.defaultChild as CfnBucket);
    accept(
      actor.role,
      `IAM5[Resource::<${id}.Arn>/${AUDIT}*]`,
      'Each entry of the trail is an object of its own, so no list can name them.',
    );
  }

  /** The same for a person, who must find the bucket first: its name has the account, as the description of a table does. */
  openToPerson(person: Person): void {
    this.openTo(person);
    person.may(['dynamodb:DescribeTable'], this.#stores.campaigns.tableArn);
  }
}

/** Not even an administrator can delete a record before, unless they first change the policy of the bucket. */
const lockedFor = (years: number): Partial<BucketProps> => ({
  objectLockEnabled: true,
  objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(365 * years)),
});
