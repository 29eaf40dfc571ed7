import { type App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ACCOUNT, type Call, isLike, type PolicyStatement, textOf, verdictOf } from './policy.ts';

/**
 * Finds in the stacks themselves who must reach a resource that has a policy of its own, and asks the policy. So a new
 * resource, alarm, role or event source is inside the test as soon as it is in a stack.
 */

interface Resource {
  readonly id: string;
  readonly Type: string;
  readonly region: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template has no type.
  readonly Properties: any;
}

interface Stacks {
  readonly resources: readonly Resource[];
  readonly templates: readonly { readonly region: string; readonly text: string }[];
}

/** A call that must be possible, and why. */
interface Need extends Call {
  readonly why: string;
}

const DENIED_TO_NOBODY: readonly PolicyStatement[] = [];

export function readStacks(app: App): Stacks {
  const stacks = app.node.findAll().filter(Stack.isStack);
  const all = stacks.map((stack) => ({ region: stack.region, json: Template.fromStack(stack).toJSON() }));
  return {
    templates: all.map(({ region, json }) => ({ region, text: JSON.stringify(json) })),
    resources: all.flatMap(({ region, json }) =>
      Object.entries((json.Resources ?? {}) as Record<string, Omit<Resource, 'id' | 'region'>>).map(
        ([id, { Type, Properties = {} }]) => ({ id, Type, Properties, region }),
      ),
    ),
  };
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : ((Array.isArray(value) ? value : [value]) as readonly T[]);

const ofType = ({ resources }: Stacks, type: string) => resources.filter(({ Type }) => Type === type);

/** Writes a resource as its ARN: a table by its name, since its policy cannot name it in another way. */
const arnIn = (stacks: Stacks) => {
  const arns = new Map<string, string>(
    ofType(stacks, 'AWS::DynamoDB::GlobalTable').flatMap(({ id, region, Properties: { TableName } }) => {
      const arn = `arn:aws:dynamodb:${region}:${ACCOUNT}:table/${TableName}`;
      return [
        [`${id}.Arn`, arn],
        [`${id}.StreamArn`, `${arn}/stream/1`],
      ] as const;
    }),
  );
  // These give their ARN by `Ref`.
  const byRef = [...ofType(stacks, 'AWS::SNS::Topic'), ...ofType(stacks, 'AWS::SecretsManager::Secret')];
  for (const { id } of byRef) arns.set(id, `${id}.Arn`);
  return (value: unknown): string => {
    const text = textOf(value);
    return arns.get(text) ?? text;
  };
};

const idIn = (value: unknown): string => textOf(value).split('.')[0] as string;

/** Where a type of resource has its policies: its path in the properties, and the resource that it protects. */
const POLICIES: Record<string, (resource: Resource) => Record<string, { of: string; policy: unknown }>> = {
  'AWS::SNS::TopicPolicy': ({ Properties: { PolicyDocument: policy, Topics } }) =>
    Object.fromEntries(Topics.map((topic: unknown) => ['PolicyDocument', { of: `${idIn(topic)}.Arn`, policy }])),
  'AWS::S3::BucketPolicy': ({ Properties: { PolicyDocument: policy, Bucket } }) => ({
    PolicyDocument: { of: `${idIn(Bucket)}.Arn`, policy },
  }),
  'AWS::SQS::QueuePolicy': ({ Properties: { PolicyDocument: policy, Queues } }) =>
    Object.fromEntries(Queues.map((queue: unknown) => ['PolicyDocument', { of: `${idIn(queue)}.Arn`, policy }])),
  'AWS::SecretsManager::ResourcePolicy': ({ Properties: { ResourcePolicy: policy, SecretId } }) => ({
    ResourcePolicy: { of: `${idIn(SecretId)}.Arn`, policy },
  }),
  'AWS::KMS::Key': ({ id, Properties: { KeyPolicy: policy } }) => ({ KeyPolicy: { of: `${id}.Arn`, policy } }),
  'AWS::IAM::Role': ({ id, Properties: { AssumeRolePolicyDocument: policy } }) => ({
    AssumeRolePolicyDocument: { of: `${id}.Arn`, policy },
  }),
  'AWS::DynamoDB::GlobalTable': ({ id, region, Properties: { Replicas } }) =>
    Object.fromEntries(
      (Replicas as Record<string, Record<string, never>>[]).flatMap((replica, i) => {
        if (textOf(replica.Region) !== region) throw new Error(`${id} has a replica that this test does not know`);
        const stream = (replica.ReplicaStreamSpecification as Record<string, unknown> | undefined)?.ResourcePolicy;
        return [
          ...(replica.ResourcePolicy
            ? [
                [
                  `Replicas.${i}.ResourcePolicy.PolicyDocument`,
                  { of: `${id}.Arn`, policy: replica.ResourcePolicy.PolicyDocument },
                ],
              ]
            : []),
          ...(stream
            ? [
                [
                  `Replicas.${i}.ReplicaStreamSpecification.ResourcePolicy.PolicyDocument`,
                  { of: `${id}.StreamArn`, policy: (stream as Record<string, unknown>).PolicyDocument },
                ],
              ]
            : []),
        ];
      }),
    ),
  'AWS::Lambda::Permission': ({
    Properties: { FunctionName, Action, Principal, SourceArn, SourceAccount, ...others },
  }) => {
    if (Object.keys(others).length > 0)
      throw new Error(`A permission that this test does not know: ${Object.keys(others)}`);
    const Condition = {
      ...(SourceArn && { ArnLike: { 'aws:SourceArn': SourceArn } }),
      ...(SourceAccount && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
    };
    const Statement = [{ Effect: 'Allow', Principal: { Service: Principal }, Action, Condition }];
    return { '': { of: `${idIn(FunctionName)}.Arn`, policy: { Statement } } };
  },
  /** The policies of roles, which are asked in `allowsItself`. */
  'AWS::IAM::Policy': () => ({}),
};

/** Types and properties that are named so, but decide about no access. */
const NO_POLICY =
  /^AWS::CloudFront::(CachePolicy|OriginRequestPolicy|ResponseHeadersPolicy)$|\b(RedrivePolicy|ViewerProtocolPolicy|OriginProtocolPolicy|ReferrerPolicy|ContentSecurityPolicy|TlsPolicy|BlockPublicPolicy)$/;

/** What a user pool demands of passwords and ways to sign in. */
const ofPasswords = (type: string, path: string): boolean =>
  type === 'AWS::Cognito::UserPool' && /^Policies\b/.test(path);

const hasEffect = (statement: unknown) => typeof statement === 'object' && statement !== null && 'Effect' in statement;

/** Policies in the stacks that this test does not read, as `type path`. */
export function unknownPolicies({ resources }: Stacks): string[] {
  const unknown = new Set<string>();
  for (const resource of resources) {
    const { Type, Properties } = resource;
    const known = POLICIES[Type]?.(resource);
    if (!known && /(Policy|Permission)$/.test(Type) && !NO_POLICY.test(Type)) unknown.add(Type);
    if (Type === 'AWS::IAM::Policy') continue;
    const walk = (value: unknown, path: string): void => {
      if (known && path in known) return;
      const isPolicy = /Polic(y|ies)(Document|Text)?$/.test(path) && !NO_POLICY.test(path) && !ofPasswords(Type, path);
      if (typeof value !== 'object' || value === null) {
        if (isPolicy) unknown.add(`${Type} ${path}`);
        return;
      }
      if ('Statement' in value && list(value.Statement).some(hasEffect)) unknown.add(`${Type} ${path}`);
      const isInside = known && Object.keys(known).some((at) => at.startsWith(`${path}.`));
      if (isPolicy && !isInside) unknown.add(`${Type} ${path}`);
      for (const [key, inside] of Object.entries(value)) walk(inside, path ? `${path}.${key}` : key);
    };
    walk(Properties, '');
  }
  return [...unknown].sort();
}

/** The statements of all policies, by the ARN of what they protect. */
function policiesOf(stacks: Stacks): Map<string, PolicyStatement[]> {
  const arnOf = arnIn(stacks);
  const found = new Map<string, PolicyStatement[]>();
  for (const resource of stacks.resources)
    for (const { of, policy } of Object.values(POLICIES[resource.Type]?.(resource) ?? {})) {
      const arn = arnOf(of);
      found.set(arn, [...(found.get(arn) ?? []), ...(policy as { Statement: PolicyStatement[] }).Statement]);
    }
  return found;
}

interface RoleStatement {
  readonly role: string;
  readonly statement: PolicyStatement;
}

const roleStatements = (stacks: Stacks): RoleStatement[] =>
  ofType(stacks, 'AWS::IAM::Policy').flatMap(({ Properties: { Roles, PolicyDocument } }) =>
    Roles.flatMap((role: unknown) =>
      PolicyDocument.Statement.map((statement: PolicyStatement) => ({ role: `${idIn(role)}.Arn`, statement })),
    ),
  );

/** CloudFormation's role in a region. */
const deployerIn = (region: string): Call['by'] => ({
  role: `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${region}`,
});

/** Who must reach what. */
export function needsOf(stacks: Stacks): Need[] {
  return [
    ...alarmsPublish(stacks),
    ...cloudFrontReads(stacks),
    ...rolesDoTheirWork(stacks),
    ...eventsArrive(stacks),
    ...subscribersAreReached(stacks),
    ...functionsAreInvoked(stacks),
    ...rolesAreTaken(stacks),
    ...keysAreUsed(stacks),
    ...deploysWork(stacks),
  ];
}

function alarmsPublish(stacks: Stacks): Need[] {
  const topics = new Set(ofType(stacks, 'AWS::SNS::Topic').map(({ id }) => id));
  return ofType(stacks, 'AWS::CloudWatch::Alarm').flatMap(({ id, region, Properties }) =>
    [Properties.AlarmActions, Properties.OKActions, Properties.InsufficientDataActions].flatMap(list).map((action) => {
      const topic = textOf(action);
      if (!topics.has(topic)) throw new Error(`${id} does something that this test does not know: ${topic}`);
      return {
        why: `the alarm ${id} rings`,
        by: { service: 'cloudwatch.amazonaws.com' },
        action: 'sns:Publish',
        resource: `${topic}.Arn`,
        context: {
          'aws:SourceAccount': ACCOUNT,
          'aws:SourceArn': `arn:aws:cloudwatch:${region}:${ACCOUNT}:alarm:${textOf(Properties.AlarmName ?? id)}`,
        },
      };
    }),
  );
}

/** The policies about a resource. Those about what is in a bucket are the bucket's. */
const policiesAbout = (policies: Map<string, PolicyStatement[]>, resource: string): PolicyStatement[] | undefined =>
  policies.get(resource) ?? policies.get(/^\w+\.Arn(?=\/)/.exec(resource)?.[0] ?? '');

/** CloudFront reads what its origins name without a host of ours. The bucket of an origin is known by its name. */
function cloudFrontReads(stacks: Stacks): Need[] {
  const buckets = ofType(stacks, 'AWS::S3::Bucket').map(({ id, Properties }) => ({
    id,
    name: textOf(Properties.BucketName),
  }));
  return ofType(stacks, 'AWS::CloudFront::Distribution').flatMap(({ id, Properties }) =>
    Properties.DistributionConfig.Origins.filter(
      ({ OriginAccessControlId }: { OriginAccessControlId?: unknown }) => OriginAccessControlId,
    ).map(({ DomainName }: { DomainName: unknown }) => {
      const bucket = buckets.find(({ name }) => textOf(DomainName).startsWith(`${name}.s3.`));
      if (!bucket) throw new Error(`${id} reads a bucket that no stack has: ${textOf(DomainName)}`);
      return {
        why: `CloudFront reads ${bucket.id}`,
        by: { service: 'cloudfront.amazonaws.com' },
        action: 's3:GetObject',
        resource: `${bucket.id}.Arn/pictures/free-them/one.webp`,
        context: {
          'aws:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`,
          'aws:SourceAccount': ACCOUNT,
        },
      };
    }),
  );
}

/** What a role's own policy allows. Its conditions are taken as met: tests of permissions are about them. */
function rolesDoTheirWork(stacks: Stacks): Need[] {
  const arnOf = arnIn(stacks);
  const policies = policiesOf(stacks);
  return roleStatements(stacks).flatMap(({ role, statement: { Effect, Action, Resource, Condition } }) => {
    if (Effect !== 'Allow') throw new Error(`The policy of ${role} denies something, which this test does not know`);
    const via = Condition?.StringEquals?.['kms:ViaService'];
    return list(Resource)
      .map(arnOf)
      .filter((resource) => policiesAbout(policies, resource))
      .flatMap((resource) =>
        list(Action).map((action) => ({
          why: `${role} may do so by its own policy`,
          by: { role },
          action,
          resource,
          // As our stores write what must not be replaced. Other buckets do not ask for it.
          ...(action === 's3:PutObject' && { context: { 's3:if-none-match': '*' } }),
          ...(via !== undefined && { context: { 'kms:ViaService': textOf(via) } }),
        })),
      );
  });
}

/** What Lambda asks for, by the role of the function. */
const SOURCES: Record<string, readonly string[]> = {
  'AWS::SQS::Queue Arn': ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  'AWS::DynamoDB::GlobalTable StreamArn': [
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
  ],
};

function eventsArrive(stacks: Stacks): Need[] {
  const arnOf = arnIn(stacks);
  return ofType(stacks, 'AWS::Lambda::EventSourceMapping').flatMap(({ id, Properties }) => {
    const [source, attribute] = textOf(Properties.EventSourceArn).split('.');
    const kind = `${stacks.resources.find((resource) => resource.id === source)?.Type} ${attribute}`;
    const actions = SOURCES[kind];
    if (!actions) throw new Error(`${id} reads a source that this test does not know: ${kind}`);
    return actions.map((action) => ({
      why: `${id} reads its source`,
      by: { role: roleOf(stacks, idIn(Properties.FunctionName)) },
      action,
      resource: arnOf(Properties.EventSourceArn),
    }));
  });
}

function roleOf(stacks: Stacks, functionId: string): string {
  const found = ofType(stacks, 'AWS::Lambda::Function').find(({ id }) => id === functionId);
  return textOf(found?.Properties.Role);
}

/** E-mail needs no right. Another subscriber would need a policy that lets SNS in. */
function subscribersAreReached(stacks: Stacks): Need[] {
  for (const { id, Properties } of ofType(stacks, 'AWS::SNS::Subscription'))
    if (Properties.Protocol !== 'email') throw new Error(`${id} is a subscription that this test does not know`);
  return [];
}

function functionsAreInvoked(stacks: Stacks): Need[] {
  const invoke = (why: string, service: string, target: unknown, sourceArn: string): Need => ({
    why,
    by: { service },
    action: 'lambda:InvokeFunction',
    resource: textOf(target),
    context: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': ACCOUNT },
  });
  const functions = new Set(ofType(stacks, 'AWS::Lambda::Function').map(({ id }) => id));
  const targets = new Map(
    ofType(stacks, 'AWS::ApiGatewayV2::Integration').map(({ id, Properties }) => [id, Properties.IntegrationUri]),
  );
  const routes = ofType(stacks, 'AWS::ApiGatewayV2::Route').map(({ id, region, Properties }) => {
    const [method, path] = Properties.RouteKey === '$default' ? ['GET', '/any'] : Properties.RouteKey.split(' ');
    const target = targets.get(textOf(Properties.Target).replace('integrations/', ''));
    const api = `arn:aws:execute-api:${region}:${ACCOUNT}:${textOf(Properties.ApiId)}/$default`;
    const source = `${api}/${method === 'ANY' ? 'GET' : method}${path}`;
    return invoke(`the route ${id} is answered`, 'apigateway.amazonaws.com', target, source);
  });
  const rules = ofType(stacks, 'AWS::Events::Rule').flatMap(({ id, Properties }) =>
    Properties.Targets.map(({ Arn }: { Arn: unknown }) =>
      invoke(`the rule ${id} starts its target`, 'events.amazonaws.com', Arn, `${id}.Arn`),
    ),
  );
  for (const { why, resource } of [...routes, ...rules])
    if (!functions.has(resource.split('.')[0] as string)) throw new Error(`${why} by what this test does not know`);
  return [...routes, ...rules];
}

/** Lambda takes the role of each function. People of the account take all others, with a second factor. */
function rolesAreTaken(stacks: Stacks): Need[] {
  const ofFunctions = new Set(ofType(stacks, 'AWS::Lambda::Function').map(({ Properties }) => textOf(Properties.Role)));
  return ofType(stacks, 'AWS::IAM::Role').map(({ id }) => ({
    why: `somebody takes the role ${id}`,
    by: ofFunctions.has(`${id}.Arn`)
      ? { service: 'lambda.amazonaws.com' }
      : { role: `arn:aws:iam::${ACCOUNT}:user/somebody` },
    action: 'sts:AssumeRole',
    resource: `${id}.Arn`,
    context: { 'aws:MultiFactorAuthPresent': 'true' },
  }));
}

/** How a resource uses its key: the property that names the key, the service, and what calls need of the key. */
const ENCRYPTED: Record<string, { key: RegExp; service: string; needs: (action: string) => readonly string[] }> = {
  'AWS::DynamoDB::GlobalTable': {
    key: /^(Replicas\.\d+\.)?SSESpecification\.KMSMasterKeyId$/,
    service: 'dynamodb',
    needs: (action) => {
      if (/:(Put|Update|Delete|BatchWrite)/.test(action)) return ['kms:Decrypt', 'kms:GenerateDataKey'];
      return /:(Get|Query|Scan|BatchGet|ConditionCheck)/.test(action) ? ['kms:Decrypt'] : [];
    },
  },
  'AWS::SecretsManager::Secret': {
    key: /^KmsKeyId$/,
    service: 'secretsmanager',
    needs: (action) => {
      if (/:PutSecretValue$/.test(action)) return ['kms:Decrypt', 'kms:GenerateDataKey'];
      return /:GetSecretValue$/.test(action) ? ['kms:Decrypt'] : [];
    },
  },
};

function keysAreUsed(stacks: Stacks): Need[] {
  const arnOf = arnIn(stacks);
  const keys = new Set(ofType(stacks, 'AWS::KMS::Key').map(({ id }) => id));
  return stacks.resources
    .filter(({ Type }) => Type !== 'AWS::KMS::Key' && Type !== 'AWS::IAM::Policy')
    .flatMap((resource) => namesOfKeys(resource, keys).map(({ path, key }) => ({ resource, path, key })))
    .flatMap(({ resource: { id, Type, region }, path, key }) => {
      const use = ENCRYPTED[Type];
      if (!use?.key.test(path)) throw new Error(`${Type} uses a key in a way that this test does not know: ${path}`);
      const context = { 'kms:ViaService': `${use.service}.${region}.amazonaws.com` };
      const own = new Set([`${id}.Arn`, `${id}.StreamArn`, id].map(arnOf));
      const users = roleStatements(stacks).flatMap(({ role, statement }) =>
        list(statement.Resource).some((one) => own.has(arnOf(one)))
          ? list(statement.Action)
              .flatMap(use.needs)
              .map((action) => ({ by: { role }, action }))
          : [],
      );
      const made = ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'];
      const makers = made.map((action) => ({ by: deployerIn(region), action }));
      return [...users, ...makers].map(({ by, action }) => ({
        why: `${id} is encrypted with ${key}`,
        by,
        action,
        resource: `${key}.Arn`,
        context: { ...context, 'kms:GrantIsForAWSResource': 'true' },
      }));
    });
}

function namesOfKeys({ Properties }: Resource, keys: ReadonlySet<string>): { path: string; key: string }[] {
  const found: { path: string; key: string }[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { Ref, 'Fn::GetAtt': attribute } = value as Record<string, unknown>;
    const id = (Array.isArray(attribute) ? attribute[0] : Ref) as string;
    if (keys.has(id)) found.push({ path, key: id });
    else for (const [key, inside] of Object.entries(value)) walk(inside, path ? `${path}.${key}` : key);
  };
  walk(Properties, '');
  return found;
}

/** What CloudFormation must be able to change, so that nothing that is deployed is locked for ever. */
const CHANGED_BY_DEPLOYS: Record<string, readonly string[]> = {
  'AWS::DynamoDB::GlobalTable': ['UpdateTable', 'UpdateTimeToLive', 'PutResourcePolicy', 'UpdateContinuousBackups'].map(
    (name) => `dynamodb:${name}`,
  ),
  'AWS::SecretsManager::Secret': ['UpdateSecret', 'DeleteSecret', 'PutResourcePolicy', 'ReplicateSecretToRegions'].map(
    (name) => `secretsmanager:${name}`,
  ),
  'AWS::KMS::Key': ['kms:PutKeyPolicy', 'kms:EnableKeyRotation', 'kms:ScheduleKeyDeletion'],
  'AWS::S3::Bucket': [
    's3:PutBucketPolicy',
    's3:PutBucketVersioning',
    's3:PutLifecycleConfiguration',
    's3:DeleteBucket',
  ],
  'AWS::SNS::Topic': ['sns:SetTopicAttributes', 'sns:Subscribe', 'sns:DeleteTopic'],
  'AWS::SQS::Queue': ['sqs:SetQueueAttributes', 'sqs:DeleteQueue'],
};

/** A secret's value, which CloudFormation reads while it deploys. */
const READ_BY_DEPLOYS = /\{\{resolve:secretsmanager:([\w-]+):/g;

function deploysWork(stacks: Stacks): Need[] {
  const arnOf = arnIn(stacks);
  const changed = stacks.resources.flatMap(({ id, Type, region }) =>
    (CHANGED_BY_DEPLOYS[Type] ?? []).map((action) => ({
      why: `a deploy changes ${id}`,
      by: deployerIn(region),
      action,
      resource: arnOf(`${id}.Arn`),
    })),
  );
  const read = stacks.templates.flatMap(({ region, text }) =>
    [...text.matchAll(READ_BY_DEPLOYS)].map(([, name]) => {
      const secret = ofType(stacks, 'AWS::SecretsManager::Secret').find(({ Properties }) => Properties.Name === name);
      if (!secret) throw new Error(`No stack has the secret ${name}`);
      return {
        why: `a deploy in ${region} reads ${name}`,
        by: deployerIn(region),
        action: 'secretsmanager:GetSecretValue',
        resource: `${secret.id}.Arn`,
      };
    }),
  );
  return [...changed, ...read];
}

/** Whether nothing but a policy that allows it lets somebody in: the services of AWS, users of a key, takers of a role. */
const needsAllow = ({ by, action }: Call): boolean => 'service' in by || /^(kms|sts):/.test(action);

/** Whether a role of the stacks allows a call by its own policy. Other roles are people's and CloudFormation's. */
function allowsItself(stacks: Stacks, { by, action, resource }: Call): boolean {
  if ('service' in by || !by.role.endsWith('.Arn')) return true;
  const arnOf = arnIn(stacks);
  return roleStatements(stacks).some(
    ({ role, statement: { Action, Resource } }) =>
      role === by.role &&
      list(Action).some((pattern) => isLike(action, pattern)) &&
      list(Resource).some((pattern) => isLike(resource, arnOf(pattern))),
  );
}

const lineOf = ({ why, by, action, resource }: Need): string =>
  `${'role' in by ? by.role : by.service} ${action} ${resource}: ${why}`;

/** The needs that are not met, as lines. */
export function shutOut(stacks: Stacks): string[] {
  const [policies, arnOf] = [policiesOf(stacks), arnIn(stacks)];
  const isShutOut = (need: Need): boolean => {
    const verdict = verdictOf(policiesAbout(policies, need.resource) ?? DENIED_TO_NOBODY, need, arnOf);
    return verdict === 'denied' || (verdict === 'nothing' && needsAllow(need)) || !allowsItself(stacks, need);
  };
  return [...new Set(needsOf(stacks).filter(isShutOut).map(lineOf))];
}

/** What the policies say about any call. */
export const verdictIn = (stacks: Stacks, call: Call) =>
  verdictOf(policiesAbout(policiesOf(stacks), call.resource) ?? DENIED_TO_NOBODY, call, arnIn(stacks));
