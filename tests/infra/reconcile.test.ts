import { Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { permissionsOf } from './permissions.ts';
import { dev, petitionTemplate } from './stacks.ts';

const template = petitionTemplate(dev);

const asking = (select: string, attributes: string) =>
  `dynamodb:Query StoresSignatures {"ForAllValues:StringEquals":{"dynamodb:Attributes":${attributes}},"StringEquals":{"dynamodb:Select":"${select}"}}`;
const ofRecounts = '{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["recount#*"]}}';
const recounting = [
  `dynamodb:DeleteItem StoresCounts ${ofRecounts}`,
  `dynamodb:PutItem StoresCounts ${ofRecounts}`,
  'dynamodb:Query StoresCampaigns {"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["campaigns"]}}',
  'dynamodb:Query StoresCounts',
  asking('SPECIFIC_ATTRIBUTES', '["pk","sk","status","country","source","confirmedAt","signals"]'),
  asking('COUNT', '["pk","sk","status","publicName"]'),
];

it('lets reconcile ask of signatures what counts and how many show a name, and note how far it is', () => {
  expect(permissionsOf(template, 'reconcile')).toEqual([
    ...recounting,
    'logs:CreateLogStream ReconcileLog',
    'logs:PutLogEvents ReconcileLog',
  ]);
});

it('lets one kind of person correct counts and names on the page, who reads no identity', () => {
  const ofNames = '{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["names#*"]}}';
  const checked =
    '{"ForAllValues:StringEquals":{"dynamodb:Attributes":["pk","sk","status","publicName"]},"StringEqualsIfExists":{"dynamodb:ReturnValues":"NONE"}}';
  expect(permissionsOf(template, 'bookkeeper')).toEqual(
    [
      ...recounting,
      `dynamodb:ConditionCheckItem StoresSignatures ${checked}`,
      `dynamodb:DeleteItem StoresCounts ${ofNames}`,
      `dynamodb:PutItem StoresCounts ${ofNames}`,
      asking('SPECIFIC_ATTRIBUTES', '["pk","sk","status","confirmedAt","publicName","publicReason"]'),
      'dynamodb:UpdateItem StoresCounts',
    ].sort(),
  );
});

it('calls reconcile once an hour, and tells somebody when it fails, when counts differ, and when none is ever done', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'cron(7 * * * ? *)',
    State: 'ENABLED',
    Targets: [{ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ReconcileFunction'), 'Arn'] } }],
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^ReconcileFunction') } }],
  });
  for (const event of ['counts-differ', 'recount-overdue']) {
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: `{ $.event = "${event}" }`,
      LogGroupName: { Ref: Match.stringLikeRegexp('^ReconcileLog') },
    });
  }
});
