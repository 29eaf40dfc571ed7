import { expect, it } from 'vitest';
import { MINUTE } from '../../functions/core/running/clock.ts';
import { signPaths } from '../../functions/http/routes.ts';
import { LATE_FROM } from '../../functions/publish/publish.ts';
import { textOf } from '../docs/markdown.ts';
import { nameOf } from './permissions.ts';
import { edgeTemplate, petitionTemplate, prod } from './stacks.ts';

/**
 * Every number that a deployed stage has, written down once more. Promises rest on them: how long a backup or a log is kept,
 * when an alarm rings, how long a mail may wait. If you change one, this test asks you who relies on it.
 */
const template = petitionTemplate(prod);
const edge = edgeTemplate(prod);

const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');
const resources = (type: string, of = template) =>
  Object.entries(of.findResources(type)).map(([id, { Properties }]) => ({ id: withoutHash(id), ...Properties }));

/** When each alarm of a stack rings. */
const alarmsOf = (stack: typeof template) =>
  Object.fromEntries(
    resources('AWS::CloudWatch::Alarm', stack).map(
      ({ id, Namespace, MetricName, Dimensions = [], Statistic, Period, EvaluationPeriods, Threshold, ...more }) => {
        // If it rings below a number, silence rings it, too.
        const isBelow = more.ComparisonOperator === 'LessThanThreshold';
        expect([EvaluationPeriods, more.ComparisonOperator, more.TreatMissingData], id).toEqual([
          1,
          isBelow ? 'LessThanThreshold' : 'GreaterThanThreshold',
          isBelow ? 'breaching' : 'notBreaching',
        ]);
        const of = Dimensions.map(({ Value }: { Value: unknown }) => nameOf(Value)).join();
        return [
          id.replace(/^Watch/, ''),
          `${Namespace} ${MetricName}${of && ` of ${of}`}, ${Statistic} of ${Period} s ${isBelow ? '<' : '>'} ${Threshold}`,
        ];
      },
    ),
  );

it('rings an alarm at these values', () => {
  expect(alarmsOf(template)).toEqual({
    // Milliseconds: two minutes.
    CountsAreLate: 'AWS/Lambda IteratorAge of TallyFunction, Maximum of 300 s > 120000',
    SiteFails: 'AWS/Lambda Errors of SiteFunction, Sum of 300 s > 4',
    SignFails: 'AWS/Lambda Errors of SignFunction, Sum of 300 s > 0',
    TallyFails: 'AWS/Lambda Errors of TallyFunction, Sum of 300 s > 0',
    FeedbackFails: 'AWS/Lambda Errors of FeedbackFunction, Sum of 300 s > 0',
    MailFails: 'AWS/Lambda Errors of MailFunction, Sum of 300 s > 0',
    RetentionFails: 'AWS/Lambda Errors of RetentionFunction, Sum of 300 s > 0',
    PublishFails: 'AWS/Lambda Errors of PublishFunction, Sum of 300 s > 4',
    OverviewFails: 'AWS/Lambda Errors of OverviewFunction, Sum of 300 s > 4',
    FoldFails: 'AWS/Lambda Errors of FoldFunction, Sum of 300 s > 0',
    ReconcileFails: 'AWS/Lambda Errors of ReconcileFunction, Sum of 300 s > 0',
    RequestsFail: 'AWS/ApiGateway 5xx of Api, Sum of 300 s > 4',
    RequestsAreThrottled: 'Amparo/prod/api throttled, Sum of 300 s > 0',
    FunctionsAreThrottled: 'AWS/Lambda Throttles, Sum of 300 s > 0',
    // Seconds: ten minutes.
    MailIsLate: 'AWS/SQS ApproximateAgeOfOldestMessage of MailQueue.QueueName, Maximum of 300 s > 600',
    MailIsSetAside: 'AWS/SQS ApproximateNumberOfMessagesVisible of MailDeadLetters.QueueName, Maximum of 300 s > 0',
    MailQuotaIsUsedUp: 'Amparo/prod/mail mail-quota-used-up, Sum of 300 s > 0',
    MailBounces: 'Amparo/prod/feedback mail-bounces-high, Sum of 300 s > 0',
    MailComplaints: 'Amparo/prod/feedback mail-complaints-high, Sum of 300 s > 0',
    // It watches for a line that stays away once a campaign has waited for ten minutes: below.
    PublishIsLate: 'Amparo/prod/publish numbers-published, Sum of 300 s < 1',
    MailIsNotReadable: 'Amparo/prod/mail mail-not-readable, Sum of 300 s > 0',
    MailsAreRefused: 'Amparo/prod/mail mail-refused, Sum of 300 s > 10',
    MailKeysAreOld: 'Amparo/prod/mail secrets-not-read, Sum of 300 s > 4',
    KeysAreOld: 'Amparo/prod/sign secrets-not-read, Sum of 300 s > 4',
    NoTrustedRecipient: 'Amparo/prod/sign no-trusted-recipient, Sum of 300 s > 0',
    RecordIsSetAside: 'Amparo/prod/tally tally-record-set-aside, Sum of 300 s > 0',
    RecordsAreForged: 'Amparo/prod/tally tally-records-forged, Sum of 300 s > 0',
    ConsoleFails: 'AWS/Lambda Errors of ConsoleFunction, Sum of 300 s > 4',
    PicturesFails: 'AWS/Lambda Errors of PicturesFunction, Sum of 300 s > 0',
    WebhooksFails: 'AWS/Lambda Errors of WebhooksFunction, Sum of 300 s > 0',
    WebhooksAreSetAside:
      'AWS/SQS ApproximateNumberOfMessagesVisible of WebhooksDeadLetters.QueueName, Maximum of 300 s > 0',
    WebhookIsDisabled: 'Amparo/prod/webhooks webhook-endpoint-disabled, Sum of 300 s > 0',
    CountsDiffer: 'Amparo/prod/reconcile counts-differ, Sum of 300 s > 0',
    CountsAreNotChecked: 'Amparo/prod/reconcile recount-overdue, Sum of 300 s > 0',
  });
});

it('rings an alarm of the edge at this value', () => {
  expect(alarmsOf(edge)).toEqual({
    FirewallBlocks: 'AWS/WAFV2 BlockedRequests of ALL,amparo-prod, Sum of 300 s > 1000',
  });
});

it('counts for these alarms the events that the functions log', () => {
  const filters = resources('AWS::Logs::MetricFilter').map(({ FilterPattern, LogGroupName, MetricTransformations }) => {
    const [{ MetricNamespace, MetricName, MetricValue }, ...others] = MetricTransformations;
    expect([MetricValue, others]).toEqual(['1', []]);
    return `${nameOf(LogGroupName)} ${FilterPattern} > ${MetricNamespace} ${MetricName}`;
  });
  const of = (log: string, name: string, event: string) =>
    `${log} { $.event = "${event}" } > Amparo/prod/${name} ${event}`;
  expect(filters.sort()).toEqual(
    [
      of('MailLog', 'mail', 'mail-quota-used-up'),
      of('FeedbackLog', 'feedback', 'mail-bounces-high'),
      of('FeedbackLog', 'feedback', 'mail-complaints-high'),
      of('PublishLog', 'publish', 'numbers-published'),
      of('MailLog', 'mail', 'mail-not-readable'),
      of('MailLog', 'mail', 'mail-refused'),
      of('MailLog', 'mail', 'secrets-not-read'),
      of('SignLog', 'sign', 'no-trusted-recipient'),
      of('SignLog', 'sign', 'secrets-not-read'),
      of('WebhooksLog', 'webhooks', 'webhook-endpoint-disabled'),
      of('TallyLog', 'tally', 'tally-record-set-aside'),
      of('TallyLog', 'tally', 'tally-records-forged'),
      of('ReconcileLog', 'reconcile', 'counts-differ'),
      of('ReconcileLog', 'reconcile', 'recount-overdue'),
      // What the API refuses by itself, not what sign refuses.
      'ApiAccessLog [id, status = 429, integration = "-", ...] > Amparo/prod/api throttled',
    ].sort(),
  );
});

it('calls a campaign late whose public numbers wait for ten minutes, as the deploy guide says', () => {
  expect(LATE_FROM / MINUTE).toBe(10);
  expect(textOf('docs/guides/deploying.md')).toMatch(/\| `PublishIsLate` \|.* within ten minutes\./);
});

it('gives each function this memory and time, and calls it at these times', () => {
  const calls = new Map(
    resources('AWS::Events::Rule').flatMap(({ ScheduleExpression, State, Targets }) =>
      ScheduleExpression ? [[nameOf(Targets[0].Arn), `, ${State} ${ScheduleExpression}`] as const] : [],
    ),
  );
  const made = resources('AWS::Lambda::Function').map(({ id, Description, MemorySize, Timeout }) => [
    Description.replace('Amparo: ', ''),
    `${MemorySize} MB, ${Timeout} s${calls.get(id) ?? ''}`,
  ]);
  expect(calls.size).toBe(5);
  expect(Object.fromEntries(made)).toEqual({
    site: '1024 MB, 10 s',
    sign: '1024 MB, 10 s',
    console: '1024 MB, 10 s',
    // One processor and two thirds: both forms of a picture are made at once.
    pictures: '3008 MB, 10 s',
    tally: '512 MB, 60 s',
    mail: '512 MB, 90 s',
    feedback: '512 MB, 50 s',
    webhooks: '512 MB, 60 s',
    retention: '1024 MB, 900 s, ENABLED cron(17 3 * * ? *)',
    publish: '512 MB, 50 s, ENABLED cron(* * * * ? *)',
    overview: '512 MB, 50 s, ENABLED cron(* * * * ? *)',
    fold: '512 MB, 300 s, ENABLED cron(43 * * * ? *)',
    reconcile: '1024 MB, 900 s, ENABLED cron(7 * * * ? *)',
  });
});

it('keeps, expires and streams each table in this way', () => {
  const tables = resources('AWS::DynamoDB::GlobalTable').map(
    ({ TableName, Replicas: [replica, ...others], TimeToLiveSpecification, StreamSpecification, KeySchema }) => {
      expect(others).toEqual([]);
      expect(KeySchema.map(({ AttributeName }: { AttributeName: string }) => AttributeName)).toEqual(['pk', 'sk']);
      const { PointInTimeRecoverySpecification: recovery } = replica;
      return [
        TableName.replace('amparo-prod-', ''),
        [
          recovery?.PointInTimeRecoveryEnabled ? `restored for ${recovery.RecoveryPeriodInDays} days` : 'not restored',
          TimeToLiveSpecification?.Enabled ? `expires by ${TimeToLiveSpecification.AttributeName}` : 'never expires',
          StreamSpecification ? `streams ${StreamSpecification.StreamViewType}` : 'no stream',
        ].join(', '),
      ];
    },
  );
  expect(Object.fromEntries(tables)).toEqual({
    campaigns: 'restored for 14 days, never expires, no stream',
    // The privacy text says for how many days a backup may have erased data.
    signatures: 'restored for 14 days, expires by expiresAt, streams NEW_AND_OLD_IMAGES',
    counts: 'restored for 14 days, never expires, no stream',
    limits: 'not restored, expires by expiresAt, no stream',
    webhooks: 'restored for 14 days, expires by expiresAt, no stream',
    organisers: 'restored for 14 days, expires by expiresAt, no stream',
  });
});

/** All numbers of a template, as `Name.path value`, but those of some types. */
function numbersOf({ Resources }: { Resources: Resources }, ...otherTypes: string[]): string[] {
  const found: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'number') found.push(`${path} ${value}`);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inside] of Object.entries(value)) walk(inside, `${path}.${key}`);
  };
  for (const [id, { Type, Properties }] of Object.entries(Resources))
    if (!otherTypes.includes(Type)) walk(Properties, withoutHash(id));
  return found.sort();
}
type Resources = Record<string, { readonly Type: string; readonly Properties?: unknown }>;

it('has only these other numbers', () => {
  const days = (n: number) => n * 24 * 60 * 60;
  const logs = [
    'Api',
    'Console',
    'Feedback',
    'Fold',
    'Mail',
    'Overview',
    'Pictures',
    'Publish',
    'Reconcile',
    'Retention',
    'Sign',
    'Site',
    'Tally',
    'Webhooks',
  ];
  expect(
    numbersOf(template.toJSON() as { Resources: Resources }, 'AWS::CloudWatch::Alarm', 'AWS::Lambda::Function'),
  ).toEqual(
    [
      ...logs.map((name) => `${name}${name === 'Api' ? 'Access' : ''}Log.RetentionInDays 30`),
      ...['Campaigns', 'Counts', 'Organisers', 'Signatures', 'Webhooks'].map(
        (name) => `Stores${name}.Replicas.0.PointInTimeRecoverySpecification.RecoveryPeriodInDays 14`,
      ),
      ...['ConsoleKeys', 'Edge', 'MailKeys', 'SignPepper', 'SignTokenKeys', 'WebhooksKeys'].map(
        (name) => `${name}.GenerateSecretString.PasswordLength 64`,
      ),
      ...['OrganisersPerson', 'ReconcileBookkeeper', 'VaultKeeper'].map(
        (name) => `${name}Role.MaxSessionDuration ${60 * 60}`,
      ),
      'Api.DefaultRouteSettings.ThrottlingBurstLimit 1500',
      'Api.DefaultRouteSettings.ThrottlingRateLimit 750',
      'Api.RouteSettings.$default.ThrottlingBurstLimit 500',
      'Api.RouteSettings.$default.ThrottlingRateLimit 250',
      ...signPaths.flatMap((path) => [
        `Api.RouteSettings.ANY ${path}.ThrottlingBurstLimit 1000`,
        `Api.RouteSettings.ANY ${path}.ThrottlingRateLimit 500`,
      ]),
      'Api.RouteSettings.ANY /api/organise/{rest+}.ThrottlingBurstLimit 500',
      'Api.RouteSettings.ANY /api/organise/{rest+}.ThrottlingRateLimit 250',
      'Api.RouteSettings.ANY /organise.ThrottlingBurstLimit 500',
      'Api.RouteSettings.ANY /organise.ThrottlingRateLimit 250',
      'Api.RouteSettings.ANY /organise/{rest+}.ThrottlingBurstLimit 500',
      'Api.RouteSettings.ANY /organise/{rest+}.ThrottlingRateLimit 250',
      // Minutes for which tokens of a sign-in work, and the days of an invitation.
      'SignInPool.AccountRecoverySetting.RecoveryMechanisms.0.Priority 1',
      'SignInPool.Policies.PasswordPolicy.MinimumLength 12',
      'SignInPool.Policies.PasswordPolicy.TemporaryPasswordValidityDays 7',
      'SignInPoolConsole.AccessTokenValidity 5',
      'SignInPoolConsole.IdTokenValidity 5',
      'SignInPoolConsole.RefreshTokenValidity 60',
      'SignInPoolDomain.ManagedLoginVersion 2',
      // As long as a link confirms. Then an e-mail that could not be sent stays as long as a backup has erased data.
      `MailQueue.MessageRetentionPeriod ${days(7)}`,
      `MailDeadLetters.MessageRetentionPeriod ${days(14)}`,
      // A picture that was removed is gone for good as soon as the backups of tables.
      'PicturesBucket.LifecycleConfiguration.Rules.0.NoncurrentVersionExpiration.NoncurrentDays 14',
      'PicturesBucket.LifecycleConfiguration.Rules.1.AbortIncompleteMultipartUpload.DaysAfterInitiation 1',
      'RecordsBucket.LifecycleConfiguration.Rules.0.AbortIncompleteMultipartUpload.DaysAfterInitiation 1',
      // Three years, if AMPARO_AUDIT_YEARS says nothing.
      'RecordsBucket.ObjectLockConfiguration.Rule.DefaultRetention.Days 1095',
      'MailQueue.RedrivePolicy.maxReceiveCount 1000',
      // Six times the 90 s of the function.
      'MailQueue.VisibilityTimeout 540',
      'MailFunctionSqsEventSourceAmparoprodMailQueue52FA222F.BatchSize 10',
      'MailFunctionSqsEventSourceAmparoprodMailQueue52FA222F.ScalingConfig.MaximumConcurrency 5',
      // The longest that SQS keeps a message. Eleven attempts take about two and a half days.
      `WebhooksQueue.MessageRetentionPeriod ${days(14)}`,
      `WebhooksDeadLetters.MessageRetentionPeriod ${days(14)}`,
      'WebhooksQueue.RedrivePolicy.maxReceiveCount 11',
      // Six times the 60 s of the function.
      'WebhooksQueue.VisibilityTimeout 360',
      'WebhooksFunctionSqsEventSourceAmparoprodWebhooksQueueB3FE1D4B.BatchSize 10',
      'WebhooksFunctionSqsEventSourceAmparoprodWebhooksQueueB3FE1D4B.ScalingConfig.MaximumConcurrency 5',
      'TallyFunctionStream.BatchSize 1000',
      'TallyFunctionStream.MaximumBatchingWindowInSeconds 1',
      'TallyFunctionStream.MaximumRetryAttempts -1',
      'TallyFunctionStream.ParallelizationFactor 1',
      'TallyFunctionStream.TumblingWindowInSeconds 60',
    ].sort(),
  );
});

it('has these numbers at the edge, and no other', () => {
  const errors = [404, 414, 500, 501, 502, 503, 504];
  expect(numbersOf(edge.toJSON() as { Resources: Resources }, 'AWS::CloudWatch::Alarm')).toEqual(
    [
      ...['KeptForSeconds', 'DataKeptForSeconds', 'EmbedsKeptForSeconds', 'OEmbedKeptForSeconds'].flatMap((id) =>
        ['DefaultTTL 0', 'MaxTTL 60', 'MinTTL 0'].map((ttl) => `${id}.CachePolicyConfig.${ttl}`),
      ),
      ...errors.flatMap((code, i) => [
        `Distribution.DistributionConfig.CustomErrorResponses.${i}.ErrorCachingMinTTL 0`,
        `Distribution.DistributionConfig.CustomErrorResponses.${i}.ErrorCode ${code}`,
      ]),
      'Firewall.Rules.0.Action.Block.CustomResponse.ResponseCode 429',
      'Firewall.Rules.0.Statement.RateBasedStatement.EvaluationWindowSec 300',
      'Firewall.Rules.0.Statement.RateBasedStatement.Limit 2000',
      ...[0, 1, 2].map((i) => `Firewall.Rules.${i}.Priority ${i}`),
      // Two years.
      ...['FrameHeaders', 'SecurityHeaders'].map(
        (id) =>
          `${id}.ResponseHeadersPolicyConfig.SecurityHeadersConfig.StrictTransportSecurity.AccessControlMaxAgeSec ${730 * 86_400}`,
      ),
    ].sort(),
  );
});
