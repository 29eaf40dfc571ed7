import { expect, it } from 'vitest';
import { nameOf, type Statement } from './permissions.ts';
import { petitionTemplate, prod } from './stacks.ts';

const keys = Object.values(petitionTemplate(prod).findResources('AWS::KMS::Key')).map(
  ({ Properties }): Statement[] => Properties.KeyPolicy.Statement,
);
const bySid = (statements: Statement[]) => Object.fromEntries(statements.map((one) => [one.Sid, one]));
const kms = (names: string) => names.split(' ').map((name) => `kms:${name}`);

it('gives each key three statements, each with a name that says what it is for', () => {
  expect(keys).toHaveLength(2);
  for (const statements of keys) {
    expect(statements.map(({ Sid }) => Sid)).toEqual(['Administration', 'Use', 'GrantsOfTheService']);
    for (const { Effect, Principal, Resource } of statements) {
      expect([Effect, Resource]).toEqual(['Allow', '*']);
      expect(nameOf((Principal as { AWS: unknown }).AWS)).toBe('arn:aws:iam::AWS::AccountId:root');
    }
  }
});

it('lets an administrator manage a key, which opens nothing', () => {
  for (const statements of keys) {
    expect(bySid(statements).Administration?.Action).toEqual(
      kms(
        'CancelKeyDeletion DescribeKey DisableKey DisableKeyRotation EnableKey EnableKeyRotation Get* List* PutKeyPolicy RevokeGrant ScheduleKeyDeletion TagResource UntagResource UpdateKeyDescription',
      ),
    );
    expect(bySid(statements).Administration?.Condition).toBeUndefined();
  }
});

it('lets the service do with a key what storing and reading take, and keep a grant', () => {
  for (const statements of keys) {
    expect(bySid(statements).Use?.Action).toEqual(
      kms('Decrypt DescribeKey Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo'),
    );
    expect(bySid(statements).GrantsOfTheService?.Action).toBe('kms:CreateGrant');
  }
});
