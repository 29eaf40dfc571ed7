import { Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { consolePaths } from '../../functions/console/routes.ts';
import { POOL_TAG } from '../../functions/core/access/invitations.ts';
import { signPaths } from '../../functions/http/routes.ts';
import { functionNames, functions } from '../../infra/functions.ts';
import { deployed as billed } from '../bench/cost/model.ts';
import { dev, edgeTemplate, petitionTemplate, prod } from './stacks.ts';

const template = petitionTemplate(dev);
const inProd = petitionTemplate(prod);

/** The template is not typed: each test checks the parts that it reads. */
const propertiesOf = (type: string, of = template) =>
  Object.values(of.findResources(type)).map(({ Properties }) => Properties);

it('reads the stream from its beginning, in order, until all of it is counted', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^StoresSignatures'), 'StreamArn'] },
    StartingPosition: 'TRIM_HORIZON',
    ParallelizationFactor: 1,
    BisectBatchOnFunctionError: false,
    MaximumRetryAttempts: -1,
    MaximumRecordAgeInSeconds: Match.absent(),
    FunctionResponseTypes: Match.absent(),
    DestinationConfig: Match.absent(),
    FilterCriteria: Match.absent(),
    // Only with a window, an event names its shard. The batch must not wait for it.
    TumblingWindowInSeconds: 60,
    MaximumBatchingWindowInSeconds: 1,
  });
});

it('names the pool of organisers beside their keys, so that a command finds it', () => {
  template.hasResourceProperties('AWS::SecretsManager::Secret', {
    Description: 'Amparo: seals the addresses of organisers.',
    Tags: Match.arrayWith([{ Key: POOL_TAG, Value: { Ref: Match.stringLikeRegexp('^SignInPool') } }]),
  });
});

it('hands back to the queue only the mails that failed, and sets them aside in the end', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^MailQueue'), 'Arn'] },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  template.hasResourceProperties('AWS::SQS::Queue', {
    VisibilityTimeout: 540,
    // As long as a link confirms: an account's quota for a day may be used up.
    MessageRetentionPeriod: 7 * 86_400,
    SqsManagedSseEnabled: true,
    RedrivePolicy: {
      maxReceiveCount: 1_000,
      deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^MailDeadLetters'), 'Arn'] },
    },
  });
});

it.each([
  ['100', '5', undefined],
  ['14', '2', '14'],
  ['500', '25', '500'],
])('sends up to %s e-mails a second in %s places, for a rate of %s', (rate, places, told) => {
  const stage = petitionTemplate({ ...dev, ...(told && { AMPARO_MAIL_RATE: told }) });
  stage.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^MailQueue'), 'Arn'] },
    ScalingConfig: { MaximumConcurrency: Number(places) },
  });
  stage.hasResourceProperties('AWS::Lambda::Function', {
    Description: 'Amparo: mail',
    Environment: { Variables: Match.objectLike({ MAIL_RATE: rate, MAIL_PLACES: places }) },
  });
});

it('tells the functions where answers go, how fast one domain gets e-mails, and to look domains up', () => {
  const stage = petitionTemplate({ ...prod, AMPARO_MAIL_REPLY_TO: 'help@example.org' });
  const variablesOf = (name: string, more: object) =>
    stage.hasResourceProperties('AWS::Lambda::Function', {
      Description: `Amparo: ${name}`,
      Environment: { Variables: Match.objectLike(more) },
    });
  variablesOf('mail', { MAIL_REPLY_TO: 'help@example.org', MAIL_DOMAIN_RATE: '30' });
  variablesOf('sign', { MAIL_DOMAINS: 'looked-up' });
});

it('gives each function exactly its settings', () => {
  const told = Object.fromEntries(
    propertiesOf('AWS::Lambda::Function').map(({ Description, Environment }) => [
      Description,
      // One has none, and so no environment.
      Object.keys(Environment?.Variables ?? {}).sort(),
    ]),
  );
  // Settings that this stage does not need.
  const unsaid = [
    ...['PUBLIC_KEYS', 'CAMPAIGN_PUBLIC_KEYS', 'SINGLE_LANE', 'MAIL_REPLY_TO'],
    ...['CLIENT_SECRET', 'ACR', 'DESCRIBED_AT', 'FACTORS', 'NETWORKS'].map((name) => `ORGANISERS_${name}`),
  ];
  // It asks for the edge only to know networks.
  const unsaidTo = { console: ['EDGE_SECRET'] } as Readonly<Record<string, readonly string[]>>;
  const asked = functionNames.map((name) => [
    `Amparo: ${name}`,
    Object.keys(functions[name].settings.shape)
      .filter((setting) => ![...unsaid, ...(unsaidTo[name] ?? [])].includes(setting))
      .sort(),
  ]);
  expect(told).toEqual(Object.fromEntries(asked));
});

it('names a lane only for the emulator, whose stream has no shard ids', () => {
  const emulated = petitionTemplate({ AMPARO_EMULATED: '1' });
  emulated.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { SINGLE_LANE: 'emulator' } },
  });
});

it('runs every function on arm64 and the newest Node, with a log that ends, in JSON, and untraced', () => {
  for (const properties of propertiesOf('AWS::Lambda::Function')) {
    expect(properties).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      LoggingConfig: { LogFormat: 'JSON' },
      // What a bundle exports.
      Handler: 'handler.handler',
    });
    expect(properties).not.toHaveProperty('TracingConfig');
  }
  for (const group of propertiesOf('AWS::Logs::LogGroup')) expect(group).toMatchObject({ RetentionInDays: 30 });
});

it('gives sign and console their paths with any method, and site the rest', () => {
  const routes = propertiesOf('AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey);
  expect(routes.sort()).toEqual(['$default', ...[...signPaths, ...consolePaths].map((path) => `ANY ${path}`)].sort());
});

it('logs neither the address and query of a request nor its sender', () => {
  const [stage] = propertiesOf('AWS::ApiGatewayV2::Stage');
  const format: string = stage.AccessLogSettings.Format;
  const logged = [...format.matchAll(/\$context\.([\w.]+)/g)].map(([, variable]) => variable).sort();
  expect(logged).toEqual(['integrationStatus', 'requestId', 'responseLatency', 'routeKey', 'status']);
});

it('pays for no metric of each route, which nobody looks at', () => {
  const [stage] = propertiesOf('AWS::ApiGatewayV2::Stage');
  expect(stage.DefaultRouteSettings).not.toHaveProperty('DetailedMetricsEnabled');
});

it('lets Secrets Manager draw every key, so that no template or environment holds one', () => {
  const secrets = propertiesOf('AWS::SecretsManager::Secret');
  expect(secrets).toHaveLength(6);
  for (const secret of secrets) {
    expect(secret).toMatchObject({
      GenerateSecretString: {
        SecretStringTemplate: '{}',
        GenerateStringKey: 'k1',
        PasswordLength: 64,
        ExcludePunctuation: true,
      },
    });
    expect(secret).not.toHaveProperty('SecretString');
  }
  expect(JSON.stringify(template.toJSON())).not.toMatch(/resolve:secretsmanager/);
});

it('sends mail only over TLS', () => {
  template.hasResourceProperties('AWS::SES::ConfigurationSet', { DeliveryOptions: { TlsPolicy: 'REQUIRE' } });
});

it('keeps the data and keys of a protected stage, even if its stacks are deleted by mistake', () => {
  for (const type of ['AWS::DynamoDB::GlobalTable', 'AWS::SecretsManager::Secret', 'AWS::KMS::Key']) {
    inProd.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  }
  for (const table of propertiesOf('AWS::DynamoDB::GlobalTable', inProd)) {
    expect(table).toMatchObject({ Replicas: [{ DeletionProtectionEnabled: true }] });
  }
  template.allResources('AWS::DynamoDB::GlobalTable', { DeletionPolicy: 'Delete' });
});

it('can restore every table but Limits, and encrypts only Signatures with a key of its own', () => {
  const tables = Object.fromEntries(
    propertiesOf('AWS::DynamoDB::GlobalTable', inProd).map(({ TableName, Replicas, SSESpecification }) => {
      const [replica] = Replicas;
      return [
        TableName,
        {
          recovers: replica.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled ?? false,
          ownKey: SSESpecification.SSEEnabled,
        },
      ];
    }),
  );
  expect(tables).toEqual({
    'amparo-prod-campaigns': { recovers: true, ownKey: false },
    'amparo-prod-signatures': { recovers: true, ownKey: true },
    'amparo-prod-counts': { recovers: true, ownKey: false },
    'amparo-prod-limits': { recovers: false, ownKey: false },
    'amparo-prod-webhooks': { recovers: true, ownKey: false },
    'amparo-prod-organisers': { recovers: true, ownKey: false },
  });
});

it.each([
  ['the service', inProd],
  ['the edge', edgeTemplate(prod)],
])('mails every alarm of %s to the address of the stage, with its name and what it means', (_, of) => {
  const alarms = propertiesOf('AWS::CloudWatch::Alarm', of);
  expect(alarms.length).toBeGreaterThan(0);
  for (const alarm of alarms) {
    expect(alarm).toMatchObject({
      AlarmName: expect.stringMatching(/^amparo-prod-[A-Z]\w+$/),
      AlarmDescription: expect.stringMatching(/\w+ \w+ .*[.?]$/),
      AlarmActions: [{ Ref: expect.stringMatching(/^(Watch)?Alarms/) }],
    });
  }
  of.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'alarms@example.org' });
});

it('has no topic without an address for alarms', () => {
  for (const of of [template, edgeTemplate(dev)]) of.resourceCountIs('AWS::SNS::Topic', 0);
});

it('links mails to the domain of the stage, or to its HTTP API', () => {
  const publicUrls = (of: typeof template) =>
    new Set(
      propertiesOf('AWS::Lambda::Function', of).flatMap(({ Environment }) => {
        const PUBLIC_URL = Environment?.Variables.PUBLIC_URL;
        return PUBLIC_URL ? [JSON.stringify(PUBLIC_URL)] : [];
      }),
    );
  expect(publicUrls(inProd)).toEqual(new Set(['"https://petition.example.org"']));
  expect([...publicUrls(template)]).toEqual([expect.stringMatching(/^\{"Fn::GetAtt":\["Api\w+","ApiEndpoint"\]\}$/)]);
});

it('has the parts that `npm run cost` bills', () => {
  const alarms = [inProd, edgeTemplate(prod)].flatMap((of) => propertiesOf('AWS::CloudWatch::Alarm', of));
  expect(alarms).toHaveLength(billed.alarms);
  expect(propertiesOf('AWS::KMS::Key', inProd)).toHaveLength(billed.keys);
  const copies = propertiesOf('AWS::SecretsManager::Secret', inProd).map(
    ({ ReplicaRegions = [] }) => ReplicaRegions.length,
  );
  expect(copies.reduce((sum, n) => sum + 1 + n, 0)).toBe(billed.secrets);
});

it('gives each function that needs it the months for identities', () => {
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

it('has one HTTP API, which answers at once and without a stage in its addresses', () => {
  expect(propertiesOf('AWS::ApiGatewayV2::Api')).toEqual([expect.objectContaining({ Name: 'amparo' })]);
  expect(propertiesOf('AWS::ApiGatewayV2::Stage')).toEqual([
    expect.objectContaining({ StageName: '$default', AutoDeploy: true }),
  ]);
  for (const { AuthorizationType } of propertiesOf('AWS::ApiGatewayV2::Route'))
    expect(AuthorizationType ?? 'NONE').toBe('NONE');
});

it('tells sign and console which keys a campaign may name besides, if a stage allows any', () => {
  const told = (environment: Record<string, string>) =>
    propertiesOf('AWS::Lambda::Function', petitionTemplate(environment)).flatMap(
      ({ Environment }) => Environment?.Variables.CAMPAIGN_PUBLIC_KEYS ?? [],
    );
  expect(told(prod)).toEqual([]);
  expect(told({ ...prod, AMPARO_CAMPAIGN_PUBLIC_KEYS: 'any' })).toEqual(['any', 'any']);
});
