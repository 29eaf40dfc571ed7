import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { type Actor, Circle, deployerArn } from './iam.ts';

const READING = ['kms:Decrypt', 'kms:DescribeKey'];
const WRITING = ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];
const SERVICE_MAY_ASK = [...READING, ...WRITING, 'kms:GenerateDataKeyWithoutPlaintext'];

/** Actions that manage a key, but decrypt nothing. Without `CreateGrant`: it would let an administrator decrypt everything. */
const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:Get*',
  'kms:List*',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
];

/**
 * A KMS key for one purpose, for a dollar a month. It works only through one service of AWS, and only for the roles in its
 * circle, even if the account's own policies allow more. Disabling it stops all access at once. A person who may change its
 * policy can still get access: AWS has no key that its account cannot reach.
 */
export class PrivateKey extends Construct {
  readonly key: Key;
  readonly #circle: Circle;
  readonly #viaService: { StringEquals: Record<string, string> };

  constructor(scope: Construct, id: string, props: { stage: Stage; service: string; description: string }) {
    super(scope, id);
    const { region } = Stack.of(this);
    this.#circle = new Circle(props.stage);
    const deployer = deployerArn(this, region);
    this.#circle.addArn(deployer);
    this.#viaService = { StringEquals: { 'kms:ViaService': `${props.service}.${region}.amazonaws.com` } };
    const account = { principals: [new AccountRootPrincipal()], resources: ['*'] };
    const ofCircle = { ArnLike: { 'aws:PrincipalArn': this.#circle.arns } };
    this.key = new Key(this, 'Key', {
      description: props.description,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          new PolicyStatement({ sid: 'Administration', ...account, actions: ADMINISTRATION }),
          new PolicyStatement({
            sid: 'Use',
            ...account,
            actions: SERVICE_MAY_ASK,
            conditions: { ...this.#viaService, ...ofCircle },
          }),
          // The service makes a grant with the table, for its own work: backups, streams, expiry.
          new PolicyStatement({
            sid: 'GrantsOfTheService',
            ...account,
            actions: ['kms:CreateGrant'],
            conditions: {
              ...this.#viaService,
              ArnLike: { 'aws:PrincipalArn': deployer },
              Bool: { 'kms:GrantIsForAWSResource': 'true' },
            },
          }),
        ],
      }),
    });
  }

  /** Lets an actor use the key through the service. */
  openTo(actor: Actor, use: 'read' | 'read and write'): void {
    this.#circle.add(actor.role);
    actor.may(use === 'read' ? READING : [...READING, ...WRITING], this.key.keyArn, this.#viaService);
  }
}
