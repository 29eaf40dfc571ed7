import { Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { permissionsOf } from './permissions.ts';
import { dev, petitionTemplate, prod } from './stacks.ts';

const template = petitionTemplate(dev);

const inPartitions = (...names: string[]) =>
  `{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":${JSON.stringify(names)}}}`;

it('lets retention ask for keys and times, erase what names a signer, and note how far it is', () => {
  const asked = '["pk","sk","confirmedAt","withdrawnAt","anonymisedAt"]';
  const written =
    '["pk","sk","confirmedAt","withdrawnAt","anonymisedAt","sealedIdentity","publicName","publicReason","locale","consent"]';
  expect(permissionsOf(template, 'retention')).toEqual([
    `dynamodb:GetItem StoresCampaigns ${inPartitions('campaigns', 'erasures')}`,
    `dynamodb:PutItem StoresCampaigns ${inPartitions('erasures')}`,
    `dynamodb:Query StoresCampaigns ${inPartitions('campaigns')}`,
    `dynamodb:Query StoresSignatures {"ForAllValues:StringEquals":{"dynamodb:Attributes":${asked}},"StringEquals":{"dynamodb:Select":"SPECIFIC_ATTRIBUTES"}}`,
    `dynamodb:UpdateItem StoresSignatures {"ForAllValues:StringEquals":{"dynamodb:Attributes":${written}},"StringEqualsIfExists":{"dynamodb:ReturnValues":"NONE"}}`,
    'logs:CreateLogStream RetentionLog',
    'logs:PutLogEvents RetentionLog',
  ]);
});

it('calls retention once a day, and tells somebody when it fails', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'cron(17 3 * * ? *)',
    State: 'ENABLED',
    Targets: [{ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RetentionFunction'), 'Arn'] } }],
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^RetentionFunction') } }],
  });
});

it('tells all who need it how long identities are kept', () => {
  for (const [environment, months] of [
    [prod, '6'],
    [{ ...prod, AMPARO_KEEP_MONTHS: '2' }, '2'],
  ] as const) {
    const functions = Object.values(petitionTemplate(environment).findResources('AWS::Lambda::Function'));
    const told = functions.flatMap(({ Properties }) =>
      Properties.Environment?.Variables?.KEEP_MONTHS === months ? [Properties.Description] : [],
    );
    expect(told.sort()).toEqual(['Amparo: retention', 'Amparo: sign', 'Amparo: site']);
  }
});
