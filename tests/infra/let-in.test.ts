import type { App, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Effect, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnResourcePolicy } from 'aws-cdk-lib/aws-logs';
import { CfnAccessPoint } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, it } from 'vitest';
import { needsOf, readStacks, shutOut, unknownPolicies, verdictIn } from './let-in.ts';
import { ACCOUNT } from './policy.ts';
import { dev, makeStacks, prod } from './stacks.ts';

const stages = {
  prod,
  dev: { ...dev, AMPARO_ALARM_EMAIL: 'alarms@example.org' },
  'prod in the region of the edge': { ...prod, AMPARO_REGION: 'us-east-1' },
};
const inProd = readStacks(makeStacks(prod).app);

it.each(Object.entries(stages))('lets in everybody who must reach a resource with a policy, in %s', (_, stage) => {
  expect(shutOut(readStacks(makeStacks(stage).app))).toEqual([]);
});

it('reads every policy in the stacks', () => {
  expect(unknownPolicies(inProd)).toEqual([]);
});

it('asks for alarms, roles, event sources, routes, schedules, keys and deploys', () => {
  const reasons = new Set(needsOf(inProd).map(({ why }) => why.replaceAll(/\b[A-Z]\w+(\.Arn)?|\b[\w-]+-\w+\b/g, '…')));
  expect([...reasons].sort()).toEqual([
    'a deploy changes …',
    'a deploy in … reads …',
    'somebody takes the role …',
    'the alarm … rings',
    'the route … is answered',
    'the rule … starts its target',
    '… is encrypted with …',
    '… may do so by its own policy',
    '… reads its source',
    '… reads …',
  ]);
});

const topics = inProd.resources.filter(({ Type }) => Type === 'AWS::SNS::Topic');

it('lets in no alarm of another account, and nothing else that CloudWatch or another service sends', () => {
  const context = {
    'aws:SourceAccount': ACCOUNT,
    'aws:SourceArn': `arn:aws:cloudwatch:eu-central-1:${ACCOUNT}:alarm:any`,
  };
  const stranger = { 'aws:SourceAccount': '999999999999' };
  expect(topics.length).toBeGreaterThan(0);
  for (const { id, region } of topics) {
    const verdict = (changed: object, service = 'cloudwatch.amazonaws.com') =>
      verdictIn(inProd, {
        by: { service },
        action: 'sns:Publish',
        resource: `${id}.Arn`,
        context: { ...context, 'aws:SourceArn': context['aws:SourceArn'].replace('eu-central-1', region), ...changed },
      });
    expect(verdict({})).toBe('allowed');
    expect(verdict(stranger)).toBe('nothing');
    expect(verdict({ 'aws:SourceArn': 'arn:aws:cloudwatch:eu-central-1:999999999999:alarm:any' })).toBe('nothing');
    expect(verdict({ 'aws:SourceArn': `arn:aws:cloudwatch:${region}:${ACCOUNT}:insight-rule:any` })).toBe('nothing');
    expect(verdict({}, 'events.amazonaws.com')).toBe('nothing');
    expect(verdict({ 'aws:SecureTransport': 'false' })).toBe('denied');
  }
});

/** The stacks after somebody has added something. */
function after(add: (petition: Stack) => void) {
  const { app, petition } = makeStacks(prod);
  add(petition);
  return readStacks(app as App);
}

const petitionTopic = (stack: Stack): Topic =>
  stack.node.findAll().find((construct): construct is Topic => construct instanceof Topic)!;
const mailQueue = (stack: Stack): Queue =>
  stack.node
    .findAll()
    .find((construct): construct is Queue => construct instanceof Queue && construct.node.id === 'Queue')!;

it('would find a denial that meets alarms or a function', () => {
  const deny = (actions: string[], resources: string[]) =>
    new PolicyStatement({ effect: Effect.DENY, principals: [new StarPrincipal()], actions, resources });
  const silent = after((stack) => {
    const topic = petitionTopic(stack);
    topic.addToResourcePolicy(deny(['sns:*'], [topic.topicArn]));
  });
  expect(shutOut(silent)).toContainEqual(expect.stringMatching(/^cloudwatch.* sns:Publish .*the alarm .* rings$/));
  const deaf = after((stack) => {
    const queue = mailQueue(stack);
    queue.addToResourcePolicy(deny(['sqs:DeleteMessage'], [queue.queueArn]));
  });
  expect(shutOut(deaf)).toContainEqual(expect.stringMatching(/^MailRole.* sqs:DeleteMessage .*reads its source$/));
});

it('would find a key, an alarm or a subscription that it does not know', () => {
  const finding = (add: (petition: Stack) => void) => () => needsOf(after(add));
  expect(finding((stack) => new Queue(stack, 'New', { encryptionMasterKey: new Key(stack, 'NewKey') }))).toThrow(
    'AWS::SQS::Queue uses a key in a way that this test does not know: KmsMasterKeyId',
  );
  expect(
    finding((stack) => {
      const alarm = stack.node.findAll().find((construct): construct is Alarm => construct instanceof Alarm)!;
      alarm.addOkAction({ bind: () => ({ alarmActionArn: 'arn:aws:automate:eu-central-1:ec2:stop' }) });
    }),
  ).toThrow('does something that this test does not know: arn:aws:automate');
  expect(finding((stack) => petitionTopic(stack).addSubscription(new SqsSubscription(mailQueue(stack))))).toThrow(
    'is a subscription that this test does not know',
  );
});

it('would find a policy that it does not know', () => {
  const found = after((stack) => {
    new CfnAccessPoint(stack, 'New', { bucket: 'any', policy: { Statement: [{ Effect: 'Allow' }] } });
    new CfnResourcePolicy(stack, 'Logs', { policyName: 'new', policyDocument: '{"Statement": []}' });
  });
  expect(unknownPolicies(found)).toEqual([
    'AWS::Logs::ResourcePolicy',
    'AWS::Logs::ResourcePolicy PolicyDocument',
    'AWS::S3::AccessPoint Policy',
  ]);
});

const pictures = inProd.resources.find(({ id, Type }) => Type === 'AWS::S3::Bucket' && id.startsWith('Pictures'))!;

it('lets CloudFront of this account read pictures, and organisers alone write them', () => {
  const verdict = (by: Parameters<typeof verdictIn>[1]['by'], action: string, context = {}) =>
    verdictIn(inProd, { by, action, resource: `${pictures.id}.Arn/pictures/free-them/one.webp`, context });
  const cloudFront = { service: 'cloudfront.amazonaws.com' };
  const from = (account: string) => ({ 'aws:SourceArn': `arn:aws:cloudfront::${account}:distribution/E1` });
  expect(verdict(cloudFront, 's3:GetObject', from(ACCOUNT))).toBe('allowed');
  expect(verdict(cloudFront, 's3:GetObject', from('999999999999'))).toBe('nothing');
  expect(verdict(cloudFront, 's3:GetObject', { ...from(ACCOUNT), 'aws:SecureTransport': 'false' })).toBe('denied');
  expect(verdict(cloudFront, 's3:PutObject', from(ACCOUNT))).toBe('nothing');
  const administrator = { role: `arn:aws:iam::${ACCOUNT}:role/administrator` };
  for (const action of ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'])
    expect(verdict(administrator, action), action).toBe('denied');
  expect(shutOut(inProd)).toEqual([]);
});
