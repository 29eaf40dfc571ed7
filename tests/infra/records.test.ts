import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { readStacks, shutOut, verdictIn } from './let-in.ts';
import { ACCOUNT, type Call } from './policy.ts';
import { dev, makeStacks, petitionTemplate, prod } from './stacks.ts';

const BUCKET = {
  BucketName: Match.objectLike({
    'Fn::Join': Match.arrayWith([Match.arrayWith([Match.stringLikeRegexp('-records-')])]),
  }),
};

it('keeps records where the public cannot reach them, encrypted, and in versions', () => {
  for (const stage of [dev, prod])
    petitionTemplate(stage).hasResourceProperties('AWS::S3::Bucket', {
      ...BUCKET,
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        ...{ BlockPublicAcls: true, BlockPublicPolicy: true },
        ...{ IgnorePublicAcls: true, RestrictPublicBuckets: true },
      },
      BucketEncryption: Match.anyValue(),
    });
});

it('lets no record of a protected stage be deleted for as many years as the stage says, nor the bucket by a deploy', () => {
  const locked = (years: string | undefined) =>
    petitionTemplate({ ...prod, ...(years && { AMPARO_AUDIT_YEARS: years }) });
  for (const [years, Days] of [
    [undefined, 1_095],
    ['7', 2_555],
  ] as const)
    locked(years).hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        ...BUCKET,
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days } } },
      },
    });
  petitionTemplate(prod).hasResource('AWS::S3::BucketPolicy', {
    DeletionPolicy: 'Retain',
    Properties: { Bucket: { Ref: Match.stringLikeRegexp('^RecordsBucket') } },
  });
  petitionTemplate(dev).hasResourceProperties('AWS::S3::Bucket', { ...BUCKET, ObjectLockEnabled: Match.absent() });
});

describe.each([
  ['prod', prod],
  ['dev', dev],
])('the policy of the bucket, in %s', (_, stage) => {
  const stacks = readStacks(makeStacks(stage).app);
  const bucket = stacks.resources.find(({ id, Type }) => Type === 'AWS::S3::Bucket' && id.startsWith('Records'))!;
  const roles = stacks.resources.filter(({ Type }) => Type === 'AWS::IAM::Role').map(({ id }) => `${id}.Arn`);
  const administrator = `arn:aws:iam::${ACCOUNT}:role/administrator`;
  const root = `arn:aws:iam::${ACCOUNT}:root`;
  const deployer = `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${bucket.region}`;
  const everybody = [...roles, administrator, root, deployer];
  const verdict = (role: string, action: string, context: Call['context'] = {}) =>
    verdictIn(stacks, { by: { role }, action, resource: `${bucket.id}.Arn/audit/000/000/001.json`, context });
  const once = { 's3:if-none-match': '*' };
  /** Roles that the policy does not keep from an action. Whether they may is up to their own policies. */
  const notDenied = (action: string, context?: Call['context']) =>
    everybody.filter((role) => verdict(role, action, context) !== 'denied').sort();

  it('lets in everybody who acts, to read and to add, and nobody else', () => {
    const people = roles
      .filter((role) => /^(Console|OrganisersPerson|VaultKeeper|ReconcileBookkeeper)/.test(role))
      .sort();
    expect(people).toHaveLength(4);
    for (const action of ['s3:GetObject', 's3:GetObjectVersion']) expect(notDenied(action), action).toEqual(people);
    expect(notDenied('s3:PutObject', once)).toEqual(people);
    expect(shutOut(stacks)).toEqual([]);
  });

  it('refuses every write that could replace a record, whoever asks', () => {
    expect(notDenied('s3:PutObject')).toEqual([]);
  });

  it.each([
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:BypassGovernanceRetention',
    's3:PutObjectRetention',
    's3:PutObjectLegalHold',
    's3:ReplicateObject',
    's3:ReplicateDelete',
  ])('refuses %s to everybody, the deploy and the owner of the account included', (action) => {
    expect(notDenied(action)).toEqual([]);
    expect(notDenied(action, once)).toEqual([]);
  });

  it('lets a deploy alone change how long records stay, and who may do what', () => {
    const changes = [
      'DeleteBucketPolicy',
      'PutBucketObjectLockConfiguration',
      'PutBucketPolicy',
      'PutBucketVersioning',
    ];
    for (const action of [...changes, 'PutLifecycleConfiguration', 'PutReplicationConfiguration']) {
      const by = (role: string) =>
        verdictIn(stacks, { by: { role }, action: `s3:${action}`, resource: `${bucket.id}.Arn` });
      expect(
        everybody.filter((role) => by(role) !== 'denied'),
        action,
      ).toEqual([deployer]);
    }
  });

  it('refuses what is not encrypted on its way', () => {
    expect(verdict(roles[0]!, 's3:GetObject', { 'aws:SecureTransport': 'false' })).toBe('denied');
  });
});

it('lets no function but console reach the records: no other needs them', () => {
  for (const [name, { Properties }] of Object.entries(petitionTemplate(prod).findResources('AWS::IAM::Policy'))) {
    const isPerson = /^(Console|OrganisersPerson|VaultKeeper|ReconcileBookkeeper)/.test(name);
    expect([name, JSON.stringify(Properties).includes('RecordsBucket')]).toEqual([name, isPerson]);
  }
});
