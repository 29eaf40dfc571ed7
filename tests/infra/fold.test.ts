import { Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { permissionsOf } from './permissions.ts';
import { dev, petitionTemplate } from './stacks.ts';

const template = petitionTemplate(dev);

it('lets fold list campaigns and move counts, and nothing else', () => {
  expect(permissionsOf(template, 'fold')).toEqual([
    'dynamodb:DeleteItem StoresCounts',
    'dynamodb:Query StoresCampaigns {"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["campaigns"]}}',
    'dynamodb:Query StoresCounts',
    'dynamodb:UpdateItem StoresCounts',
    'logs:CreateLogStream FoldLog',
    'logs:PutLogEvents FoldLog',
  ]);
});

it('calls fold once an hour, and tells somebody when it fails', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'cron(43 * * * ? *)',
    State: 'ENABLED',
    Targets: [{ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^FoldFunction'), 'Arn'] } }],
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^FoldFunction') } }],
  });
});
