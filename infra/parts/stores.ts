import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { physicalTableName, type Table, type TableName, tables } from '../../functions/core/tables.ts';
import type { Stage } from '../stage.ts';
import { accept } from './accept.ts';
import type { PetitionFunction } from './function.ts';

/** How long an erased identity can still be restored, sealed as it was. Long enough to notice a fault over holidays. */
const RECOVERY_DAYS = 14;

/** The four tables of `core/tables`. A protected stage keeps them, and lays Signatures under a key of its own. */
export class Stores extends Construct {
  readonly campaigns: TableV2;
  readonly signatures: TableV2;
  readonly counts: TableV2;
  readonly limits: TableV2;
  /** One dollar a month: who may not use it cannot read the table, whatever else they may; disabling it locks all out. */
  readonly #signaturesKey: Key | undefined;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    const table = (name: TableName, key?: Key) => createTable(this, name, stage, key);
    this.#signaturesKey = stage.isProtected
      ? new Key(this, 'SignaturesKey', { description: 'Amparo: the Signatures table', enableKeyRotation: true })
      : undefined;
    this.campaigns = table('Campaigns');
    this.signatures = table('Signatures', this.#signaturesKey);
    this.counts = table('Counts');
    this.limits = table('Limits');
    accept(this.limits, 'DDB3', 'Holds hashes for two days; a backup would keep them longer.');
  }

  get signatureStreamArn(): string {
    if (!this.signatures.tableStreamArn) throw new Error('The Signatures table has no stream');
    return this.signatures.tableStreamArn;
  }

  /** Lets a function's calls of Signatures through the table's own key. */
  openSignatures(to: PetitionFunction<never>): void {
    if (!this.#signaturesKey) return;
    to.may(
      ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
      this.#signaturesKey.keyArn,
      { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(this).region}.amazonaws.com` } },
    );
  }
}

function createTable(scope: Construct, name: TableName, stage: Stage, key: Key | undefined): TableV2 {
  const { stream, expiresBy }: Table = tables[name];
  return new TableV2(scope, name, {
    tableName: physicalTableName(stage.name, name),
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billing: Billing.onDemand(),
    ...(stream && { dynamoStream: StreamViewType[stream] }),
    ...(expiresBy && { timeToLiveAttribute: expiresBy }),
    encryption: key ? TableEncryptionV2.customerManagedKey(key) : TableEncryptionV2.dynamoOwnedKey(),
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
