import { expect, it } from 'vitest';
import { permissionsOf } from './permissions.ts';
import { dev, petitionTemplate, prod } from './stacks.ts';

const template = petitionTemplate(dev);
const inProd = petitionTemplate(prod);

it('lets site read campaigns and counts, and nothing else', () => {
  const all = [
    'dynamodb:GetItem StoresCampaigns',
    'dynamodb:Query StoresCampaigns',
    'dynamodb:Query StoresCounts',
    'logs:CreateLogStream SiteLog',
    'logs:PutLogEvents SiteLog',
  ];
  expect(permissionsOf(template, 'Site')).toEqual(all);
  expect(permissionsOf(inProd, 'Site')).toEqual(all);
});

it('lets sign write signatures, without an answer, and read none', () => {
  expect(permissionsOf(template, 'Sign')).toEqual([
    'dynamodb:GetItem StoresCampaigns',
    'dynamodb:PutItem StoresSignatures {"StringEqualsIfExists":{"dynamodb:ReturnValues":"NONE"}}',
    'dynamodb:UpdateItem StoresLimits',
    'dynamodb:UpdateItem StoresSignatures {"StringEqualsIfExists":{"dynamodb:ReturnValues":"NONE"}}',
    'logs:CreateLogStream SignLog',
    'logs:PutLogEvents SignLog',
    'secretsmanager:GetSecretValue MailKeys',
    'secretsmanager:GetSecretValue SignPepper',
    'secretsmanager:GetSecretValue SignTokenKeys',
    'sqs:SendMessage MailQueue',
  ]);
});

it('lets tally read the stream and write counts and public names', () => {
  expect(permissionsOf(template, 'Tally')).toEqual([
    'dynamodb:DeleteItem StoresCounts',
    'dynamodb:DescribeStream StoresSignatures.StreamArn',
    'dynamodb:GetItem StoresCounts',
    'dynamodb:GetRecords StoresSignatures.StreamArn',
    'dynamodb:GetShardIterator StoresSignatures.StreamArn',
    'dynamodb:ListStreams *',
    'dynamodb:PutItem StoresCounts',
    'dynamodb:UpdateItem StoresCounts',
    'logs:CreateLogStream TallyLog',
    'logs:PutLogEvents TallyLog',
  ]);
});

it('lets mail empty its queue and send as the sender of the stage', () => {
  const asSender = '{"StringEquals":{"ses:FromAddress":"petition@mail.example.org"}}';
  expect(permissionsOf(inProd, 'Mail')).toEqual([
    'logs:CreateLogStream MailLog',
    'logs:PutLogEvents MailLog',
    'secretsmanager:GetSecretValue MailKeys',
    `ses:SendEmail arn:aws:ses:eu-central-1:AWS::AccountId:configuration-set/MailSending ${asSender}`,
    `ses:SendEmail arn:aws:ses:eu-central-1:AWS::AccountId:identity/* ${asSender}`,
    'sqs:ChangeMessageVisibility MailQueue',
    'sqs:DeleteMessage MailQueue',
    'sqs:GetQueueAttributes MailQueue',
    'sqs:GetQueueUrl MailQueue',
    'sqs:ReceiveMessage MailQueue',
  ]);
});

it('opens the key of a protected Signatures table to sign and tally alone, and only through DynamoDB', () => {
  const throughKey = (part: Parameters<typeof permissionsOf>[1]) =>
    permissionsOf(inProd, part).filter((line) => line.startsWith('kms:'));
  for (const part of ['Sign', 'Tally'] as const) {
    expect(throughKey(part)).toHaveLength(6);
    for (const line of throughKey(part)) {
      expect(line).toMatch(
        /StoresSignaturesKey \{"StringEquals":\{"kms:ViaService":"dynamodb\.eu-central-1\.amazonaws\.com"/,
      );
    }
  }
  expect([...throughKey('Site'), ...throughKey('Mail')]).toEqual([]);
});
