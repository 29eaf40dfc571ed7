import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { KEPT, PICTURES } from '../../functions/core/pictures/address.ts';
import { publicBucketName } from '../../functions/core/pictures/bucket.ts';
import { RECOVERY_DAYS } from '../../functions/core/signatures/lifetimes.ts';
import type { Stage } from '../stage.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { type Actor, accept, Circle, denyAllBut } from './iam.ts';

const WRITES = ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObject', 's3:RestoreObject'];

const nameIn = (stage: Stage): string =>
  publicBucketName({ stage: stage.name, account: Aws.ACCOUNT_ID, region: stage.region });

/**
 * The pictures of campaigns. The bucket itself is closed to the public: only CloudFront reads it, and only what campaigns show. A
 * function makes pictures of files that organisers upload (docs/decisions/056). It opens what strangers made, so it may do nothing at
 * all, not even with the bucket: the console stores what it answers.
 */
export class Pictures extends Construct {
  readonly function: PetitionFunction<'pictures'>;
  readonly #bucket: Bucket;
  readonly #writers: Circle;

  constructor(scope: Construct, id: string, { stage, code }: { stage: Stage; code: FunctionCode }) {
    super(scope, id);
    this.function = new PetitionFunction(this, 'Pictures', { name: 'pictures', code, environment: {} });
    this.#writers = new Circle(stage);
    this.#bucket = new Bucket(this, 'Bucket', {
      bucketName: nameIn(stage),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      // A picture that must go is gone from the versions as soon as from the backups of tables.
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(RECOVERY_DAYS) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1), expiredObjectDeleteMarker: true },
      ],
      removalPolicy: stage.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    accept(this.#bucket, 'S1', 'Only CloudFront reads it, for everybody: a log would say nothing, and cost more.');
    const objects = this.#bucket.arnForObjects(`${PICTURES}*`);
    const { partition, account } = Stack.of(this);
    this.#bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:GetObject'],
        resources: [objects],
        // Any distribution of this account: that of the stage is made later, in a stack that needs this one.
        conditions: { ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudfront::${account}:distribution/*` } },
      }),
    );
    this.#bucket.addToResourcePolicy(denyAllBut(this.#writers, WRITES, [this.#bucket.arnForObjects('*')]));
  }

  /** Lets an actor store, read and remove pictures. */
  openTo(actor: Actor): void {
    this.#writers.add(actor.role);
    const id = Stack.of(this).getLogicalId(this.#bucket.node.defaultChild as CfnBucket);
    const why = 'Each picture is an object of its own, so no list can name them.';
    actor
      .may(['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], this.#bucket.arnForObjects(`${PICTURES}*`))
      // What no page shows is kept. It goes when its case is erased.
      .may(['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], this.#bucket.arnForObjects(`${KEPT}*`));
    for (const prefix of [PICTURES, KEPT]) accept(actor.role, `IAM5[Resource::<${id}.Arn>/${prefix}*]`, why);
  }

  /** Lets the console have pictures made, and store them. */
  openToConsole(console: Actor): void {
    this.openTo(console);
    console.may(['lambda:InvokeFunction'], this.function.lambda.functionArn);
  }

  /** What the console must know of them. */
  get settings(): { readonly PUBLIC_BUCKET: string; readonly PICTURES_FUNCTION: string } {
    return { PUBLIC_BUCKET: this.#bucket.bucketName, PICTURES_FUNCTION: this.function.lambda.functionName };
  }
}

/** The bucket, for CloudFront. It has a name that both stacks know, so neither waits for the other. */
export const bucketForEdge = (scope: Construct, stage: Stage): IBucket =>
  Bucket.fromBucketAttributes(scope, 'Pictures', { bucketName: nameIn(stage), region: stage.region });
