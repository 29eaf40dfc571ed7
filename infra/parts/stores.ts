import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  StreamViewType,
  TableEncryptionV2,
  type TablePropsV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { physicalTableName, type Table, type TableName, tables } from '../../functions/core/aws/tables.ts';
import { RECOVERY_DAYS } from '../../functions/core/signatures/lifetimes.ts';
import { throughputFor, warmedTo } from '../peak.ts';
import type { Stage } from '../stage.ts';
import { type Actor, accept, Circle, denyAllBut, deployerArn } from './iam.ts';
import { PrivateKey } from './private-key.ts';

/** How an actor uses a table. */
type Use = 'read' | 'write';
/** Signatures also has a stream of changes. */
export type SignaturesUse = Use | 'stream';

const READS = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:GetItem',
  'dynamodb:PartiQLSelect',
  'dynamodb:Query',
  'dynamodb:Scan',
];
const WRITES = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
];
/** Ways to copy a whole table. They are needed only to restore a backup (docs/decisions/010). */
const COPIES = [
  'dynamodb:CreateBackup',
  'dynamodb:EnableKinesisStreamingDestination',
  'dynamodb:ExportTableToPointInTime',
  'dynamodb:RestoreTableToPointInTime',
];
/** An index or a replica would be another way to read a table. Without its TTL, expired items would stay. */
const CHANGES = [
  'dynamodb:CreateTableReplica',
  // It lists the keys that are used most: in Limits and Signatures, those of one person.
  'dynamodb:UpdateContributorInsights',
  'dynamodb:UpdateTable',
  'dynamodb:UpdateTimeToLive',
];
/** A person who can read the stream sees changes of signatures, and could call tally with their numbers (`functions/tally/genuine`). */
const STREAM_READS = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];

/** The six tables of `core/aws/tables`. A protected stage keeps them, and encrypts Signatures with a key of its own. */
export class Stores extends Construct {
  readonly campaigns: TableV2;
  readonly signatures: TableV2;
  readonly counts: TableV2;
  readonly limits: TableV2;
  readonly webhooks: TableV2;
  readonly organisers: TableV2;
  readonly #signaturesKey: PrivateKey | undefined;
  readonly #circles: Record<SignaturesUse, Circle>;
  readonly #countsCircles: Record<Use, Circle>;
  readonly #limitsCircle: Circle;
  readonly #webhooksCircle: Circle;
  readonly #organisersCircle: Circle;
  readonly #campaignsCircle: Circle;
  readonly #stage: Stage;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    this.#stage = stage;
    const table = (name: TableName, key?: PrivateKey) => createTable(this, name, stage, key);
    this.#signaturesKey = stage.isProtected
      ? new PrivateKey(this, 'SignaturesKey', {
          stage,
          service: 'dynamodb',
          description: 'Amparo: the Signatures table',
        })
      : undefined;
    this.campaigns = table('Campaigns');
    this.signatures = table('Signatures', this.#signaturesKey);
    this.counts = table('Counts');
    this.limits = table('Limits');
    this.webhooks = table('Webhooks');
    this.organisers = table('Organisers');
    accept(this.limits, 'DDB3', 'It keeps hashes for two days. A backup would keep them longer.');
    this.#circles = { read: new Circle(stage), write: new Circle(stage), stream: new Circle(stage) };
    this.#countsCircles = { read: new Circle(stage), write: new Circle(stage) };
    this.#limitsCircle = new Circle(stage);
    this.#webhooksCircle = new Circle(stage);
    this.#organisersCircle = new Circle(stage);
    this.#campaignsCircle = new Circle(stage);
    this.#close();
  }

  get signatureStreamArn(): string {
    if (!this.signatures.tableStreamArn) throw new Error('The Signatures table has no stream');
    return this.signatures.tableStreamArn;
  }

  /** Lets an actor through the policy and the key of Signatures. Its own policy must allow each action, too. */
  openSignatures(to: Actor, ...uses: readonly SignaturesUse[]): void {
    for (const use of uses) this.#circles[use].add(to.role);
    this.#signaturesKey?.openTo(to, 'read and write');
  }

  /** Lets an actor through the policy of Counts. Some counts are only for organisers. */
  openCounts(to: Actor, ...uses: readonly Use[]): void {
    for (const use of uses) this.#countsCircles[use].add(to.role);
  }

  openLimits(to: Actor): void {
    this.#limitsCircle.add(to.role);
  }

  /** Lets an actor through the policy of Webhooks. The address of an endpoint may be a secret of its receiver. */
  openWebhooks(to: Actor): void {
    this.#webhooksCircle.add(to.role);
  }

  /** Lets an actor through the policy of Organisers, which has who may sign in, and their sessions and tokens. */
  openOrganisers(to: Actor): void {
    this.#organisersCircle.add(to.role);
  }

  /** Lets an actor write campaigns. A campaign decides when it closes, and when identities are erased. */
  openCampaigns(to: Actor): void {
    this.#campaignsCircle.add(to.role);
  }

  /** Closes the tables to all other actors, even to an administrator whose own policies allow everything. */
  #close(): void {
    const { read, write, stream } = this.#circles;
    const arn = (name: TableName) =>
      Stack.of(this).formatArn({
        service: 'dynamodb',
        resource: 'table',
        resourceName: physicalTableName(this.#stage.name, name),
      });
    const signatures = [arn('Signatures'), `${arn('Signatures')}/index/*`];
    const deployer = new Circle(this.#stage);
    deployer.addArn(deployerArn(this, this.#stage.region));
    this.signatures.addToResourcePolicy(denyAllBut(deployer, CHANGES, [arn('Signatures')]));
    this.signatures.addToResourcePolicy(denyAllBut(read, READS, signatures));
    this.signatures.addToResourcePolicy(denyAllBut(write, WRITES, signatures));
    this.signatures.addToResourcePolicy(denyAllBut(undefined, COPIES, signatures));
    this.signatures.addToStreamResourcePolicy(denyAllBut(stream, STREAM_READS, ['*']));
    this.counts.addToResourcePolicy(denyAllBut(this.#countsCircles.read, READS, [arn('Counts')]));
    this.counts.addToResourcePolicy(denyAllBut(this.#countsCircles.write, WRITES, [arn('Counts')]));
    this.counts.addToResourcePolicy(denyAllBut(undefined, COPIES, [arn('Counts')]));
    this.counts.addToResourcePolicy(denyAllBut(deployer, CHANGES, [arn('Counts')]));
    this.campaigns.addToResourcePolicy(denyAllBut(this.#campaignsCircle, WRITES, [arn('Campaigns')]));
    this.webhooks.addToResourcePolicy(denyAllBut(this.#webhooksCircle, [...READS, ...WRITES], [arn('Webhooks')]));
    this.webhooks.addToResourcePolicy(denyAllBut(undefined, COPIES, [arn('Webhooks')]));
    this.webhooks.addToResourcePolicy(denyAllBut(deployer, CHANGES, [arn('Webhooks')]));
    this.organisers.addToResourcePolicy(denyAllBut(this.#organisersCircle, [...READS, ...WRITES], [arn('Organisers')]));
    this.organisers.addToResourcePolicy(denyAllBut(undefined, COPIES, [arn('Organisers')]));
    this.organisers.addToResourcePolicy(denyAllBut(deployer, CHANGES, [arn('Organisers')]));
    this.limits.addToResourcePolicy(denyAllBut(this.#limitsCircle, [...READS, ...WRITES], [arn('Limits')]));
    this.limits.addToResourcePolicy(denyAllBut(undefined, COPIES, [arn('Limits')]));
    this.limits.addToResourcePolicy(denyAllBut(deployer, CHANGES, [arn('Limits')]));
  }
}

/** Warms the two tables that each signature uses, if the stage expects more at once than a new table has. */
function warmth(name: TableName, { signaturesPerSecond, warmsTables }: Stage): Pick<TablePropsV2, 'warmThroughput'> {
  if (!warmsTables || (name !== 'Signatures' && name !== 'Limits')) return {};
  const warm = warmedTo(throughputFor(signaturesPerSecond)[name]);
  return warm ? { warmThroughput: { readUnitsPerSecond: warm.read, writeUnitsPerSecond: warm.write } } : {};
}

function createTable(scope: Construct, name: TableName, stage: Stage, key: PrivateKey | undefined): TableV2 {
  const { stream, expiresBy }: Table = tables[name];
  return new TableV2(scope, name, {
    tableName: physicalTableName(stage.name, name),
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billing: Billing.onDemand(),
    ...warmth(name, stage),
    ...(stream && { dynamoStream: StreamViewType[stream] }),
    ...(expiresBy && { timeToLiveAttribute: expiresBy }),
    encryption: key ? TableEncryptionV2.customerManagedKey(key.key) : TableEncryptionV2.dynamoOwnedKey(),
    ...(name !== 'Limits' && {
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: RECOVERY_DAYS,
      },
    }),
    deletionProtection: stage.isProtected,
    removalPolicy: stage.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
