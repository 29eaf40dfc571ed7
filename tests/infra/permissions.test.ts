import { expect, it } from 'vitest';
import { type FunctionName, functionNames, idOf } from '../../infra/functions.ts';
import { actors, allStatements, nameOf, people, permissionsOf, rolesOf } from './permissions.ts';
import { dev, edgeTemplate, petitionTemplate, prod } from './stacks.ts';

// Both have the same sender, whom a permission names.
const template = petitionTemplate({ ...dev, AMPARO_MAIL_FROM: prod.AMPARO_MAIL_FROM });
const inProd = petitionTemplate(prod);

/** Of Signatures, writes that answer nothing: an answer could hold the item that was replaced. */
const UNANSWERED = '{"StringEqualsIfExists":{"dynamodb:ReturnValues":"NONE"}}';

const AS_SENDER = '{"StringEquals":{"ses:FromAddress":"petition@mail.example.org"}}';

it('lists every role: a new role needs its rights here', () => {
  for (const each of [template, inProd]) {
    expect(rolesOf(each)).toEqual(Object.values(actors).sort());
    for (const type of ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'])
      each.resourceCountIs(type, 0);
    for (const { Properties } of Object.values(each.findResources('AWS::IAM::Policy'))) {
      expect([Properties.Roles.length, Properties.Users, Properties.Groups]).toEqual([1, undefined, undefined]);
    }
  }
  expect(rolesOf(edgeTemplate(prod))).toEqual([]);
});

it('gives no right to everything: only GetAccount and ListStreams, which AWS cannot narrow', () => {
  for (const each of [template, inProd]) {
    const wide = allStatements(each).filter(({ Resource }) => [Resource].flat().some((one) => nameOf(one) === '*'));
    expect(wide.map(({ Action }) => Action).sort()).toEqual(['dynamodb:ListStreams', 'ses:GetAccount']);
    for (const { Action } of allStatements(each)) expect([Action].flat().join()).not.toContain('*');
  }
});

const inPartitions = (...names: string[]) =>
  `{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":${JSON.stringify(names)}}}`;
const inPartitionsLike = (...names: string[]) =>
  `{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":${JSON.stringify(names)}}}`;

/** The counts of all campaigns, and nothing beside them. */
const OF_COUNTS = '{"ForAllValues:StringNotLike":{"dynamodb:LeadingKeys":["*#*"]}}';
const LIVE_TOTAL =
  '{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["published#*"]},"ForAllValues:StringNotLike":{"dynamodb:LeadingKeys":["published#*#names"]},"ForAllValues:StringEquals":{"dynamodb:Attributes":["pk","sk","total","asOf","every"]},"StringEqualsIfExists":{"dynamodb:ReturnValues":"NONE"}}';

/** Published numbers, without the names beside them. */
const ONLY_NUMBERS =
  '{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["published#*"]},"ForAllValues:StringNotLike":{"dynamodb:LeadingKeys":["published#*#names"]}}';

/** A query must name its attributes (`Select`): without names, `ForAllValues` is true, and allows all of them. */
const asking = (select: string, attributes: string) =>
  `dynamodb:Query StoresSignatures {"ForAllValues:StringEquals":{"dynamodb:Attributes":${attributes}},"StringEquals":{"dynamodb:Select":"${select}"}}`;
const writing = (attributes: string) =>
  `{"ForAllValues:StringEquals":{"dynamodb:Attributes":${attributes}},"StringEqualsIfExists":{"dynamodb:ReturnValues":"NONE"}}`;

const ofEndpoints = (attributes: string) =>
  `{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["endpoints"]},"ForAllValues:StringEquals":{"dynamodb:Attributes":${attributes}},"StringEqualsIfExists":{"dynamodb:ReturnValues":"NONE"}}`;

const recounting = [
  `dynamodb:DeleteItem StoresCounts ${inPartitionsLike('recount#*')}`,
  `dynamodb:PutItem StoresCounts ${inPartitionsLike('recount#*')}`,
  `dynamodb:Query StoresCampaigns ${inPartitions('campaigns')}`,
  `dynamodb:Query StoresCounts ${OF_COUNTS}`,
  `dynamodb:Query StoresCounts ${inPartitionsLike('recount#*')}`,
  'dynamodb:Query StoresCounts {"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["names#*"]},"StringEquals":{"dynamodb:Select":"COUNT"}}',
  asking('SPECIFIC_ATTRIBUTES', '["pk","sk","status","country","source","confirmedAt","signals"]'),
  asking('COUNT', '["pk","sk","status","publicName"]'),
];

/** Of Limits, all but what reports about e-mails have left. */
const BUT_REPORTS = '{"ForAllValues:StringNotLike":{"dynamodb:LeadingKeys":["suppressed#*","mail-hours"]}}';

/** Versions of campaigns, and links to previews. */
const OF_HISTORY = ['versions#*', 'previews#*'] as const;

/** Cases, their places, and the versions of each. */
const OF_CASES = ['cases', 'case#*'] as const;

/** The public overview, and that of campaigns that only organisers see. */
const OVERVIEWS = ['overview', 'overview#hidden'] as const;

/** All that each function may, but write its log. */
const mayDo: Readonly<Record<FunctionName, readonly string[]>> = {
  // Reads campaigns and what is published: no lane, and no name that waits.
  site: [
    `dynamodb:BatchGetItem StoresCampaigns ${inPartitions('overview')}`,
    `dynamodb:GetItem StoresCampaigns ${inPartitions('campaigns', 'overview')}`,
    `dynamodb:Query StoresCampaigns ${inPartitionsLike('campaigns', 'campaign#*', 'texts#*', 'previews#*')}`,
    `dynamodb:Query StoresCounts ${inPartitionsLike('published#*')}`,
  ],
  // Writes signatures, without an answer, and reads no signature.
  sign: [
    `dynamodb:GetItem StoresCampaigns ${inPartitionsLike('campaigns', 'texts#*')}`,
    `dynamodb:GetItem StoresCounts ${inPartitions('mail#quota', 'mail#health')}`,
    `dynamodb:GetItem StoresLimits ${BUT_REPORTS}`,
    `dynamodb:PutItem StoresSignatures ${UNANSWERED}`,
    `dynamodb:UpdateItem StoresLimits ${BUT_REPORTS}`,
    `dynamodb:UpdateItem StoresSignatures ${UNANSWERED}`,
    'secretsmanager:GetSecretValue Edge',
    'secretsmanager:GetSecretValue MailKeys',
    'secretsmanager:GetSecretValue SignPepper',
    'secretsmanager:GetSecretValue SignTokenKeys',
    'sqs:GetQueueAttributes MailQueue',
    'sqs:SendMessage MailQueue',
  ],
  // Writes campaigns and organisers, and reads counts: no signature, no name, and no key but its own.
  console: [
    // Tells Cognito who is invited and who is removed, and can read nothing there.
    'cognito-idp:AdminCreateUser SignInPool',
    'cognito-idp:AdminDeleteUser SignInPool',
    `dynamodb:BatchGetItem StoresCampaigns ${inPartitions('campaigns', ...OVERVIEWS, 'cases')}`,
    `dynamodb:ConditionCheckItem StoresCampaigns ${inPartitionsLike('campaigns', ...OF_CASES)}`,
    `dynamodb:DeleteItem StoresCampaigns ${inPartitionsLike('campaign#*', 'texts#*', ...OF_CASES, ...OF_HISTORY)}`,
    `dynamodb:DeleteItem StoresOrganisers ${inPartitionsLike('accounts', 'tokens', 'session#*')}`,
    `dynamodb:GetItem StoresCampaigns ${inPartitions('campaigns', ...OVERVIEWS, 'cases')}`,
    `dynamodb:GetItem StoresCampaigns ${inPartitionsLike('case#*')}`,
    `dynamodb:GetItem StoresCounts ${inPartitions('waiting#')}`,
    `dynamodb:GetItem StoresOrganisers ${inPartitions('removed')}`,
    `dynamodb:GetItem StoresOrganisers ${inPartitionsLike('accounts', 'tokens', 'session#*')}`,
    `dynamodb:GetItem StoresOrganisers ${inPartitionsLike('upload#*')}`,
    `dynamodb:PutItem StoresCampaigns ${inPartitionsLike('campaigns', ...OVERVIEWS, 'campaign#*', 'texts#*', ...OF_CASES, ...OF_HISTORY)}`,
    `dynamodb:PutItem StoresOrganisers ${inPartitions('removed')}`,
    `dynamodb:PutItem StoresOrganisers ${inPartitionsLike('accounts', 'tokens', 'session#*')}`,
    `dynamodb:PutItem StoresOrganisers ${inPartitionsLike('upload#*')}`,
    `dynamodb:Query StoresCampaigns ${inPartitionsLike('campaigns', 'campaign#*', 'texts#*', ...OF_CASES, ...OF_HISTORY)}`,
    `dynamodb:Query StoresCounts ${ONLY_NUMBERS}`,
    `dynamodb:Query StoresCounts ${OF_COUNTS}`,
    `dynamodb:Query StoresOrganisers ${inPartitionsLike('accounts', 'tokens')}`,
    `dynamodb:UpdateItem StoresOrganisers ${inPartitionsLike('accounts', 'tokens', 'session#*')}`,
    // Looks at webhooks, has them sent, and enables endpoints. It can change no address, and has no key that makes secrets.
    `dynamodb:GetItem StoresWebhooks ${inPartitionsLike('endpoints', 'events', 'deliveries#*')}`,
    `dynamodb:Query StoresWebhooks ${inPartitionsLike('endpoints', 'deliveries#*')}`,
    `dynamodb:UpdateItem StoresWebhooks ${ofEndpoints('["pk","sk","disabled","disabledAt","failingSince"]')}`,
    'sqs:SendMessage WebhooksQueue',
    // Has pictures made, and stores them.
    'lambda:InvokeFunction PicturesFunction',
    's3:DeleteObject PicturesBucket/kept/*',
    's3:DeleteObject PicturesBucket/pictures/*',
    's3:GetObject PicturesBucket/kept/*',
    's3:GetObject PicturesBucket/pictures/*',
    's3:PutObject PicturesBucket/kept/*',
    's3:PutObject PicturesBucket/pictures/*',
    // The audit trail: each act is in it before it is answered.
    's3:GetObject RecordsBucket/audit/*',
    's3:ListBucket RecordsBucket {"StringLike":{"s3:prefix":["audit/","audit/*"]}}',
    's3:PutObject RecordsBucket/audit/*',
    'secretsmanager:GetSecretValue ConsoleKeys',
  ],
  // Opens files of strangers: it has no right at all.
  pictures: [],
  // Reads the stream, writes counts and names that wait, and removes names.
  tally: [
    `dynamodb:DeleteItem StoresCounts ${inPartitionsLike('names#*', 'published#*#names')}`,
    'dynamodb:DescribeStream StoresSignatures.StreamArn',
    `dynamodb:GetItem StoresCampaigns ${inPartitions('campaigns')}`,
    `dynamodb:GetItem StoresCounts ${OF_COUNTS}`,
    'dynamodb:GetRecords StoresSignatures.StreamArn',
    'dynamodb:GetShardIterator StoresSignatures.StreamArn',
    'dynamodb:ListStreams *',
    `dynamodb:PutItem StoresCounts ${inPartitionsLike('names#*')}`,
    `dynamodb:Query StoresCounts ${OF_COUNTS}`,
    `dynamodb:UpdateItem StoresCounts ${LIVE_TOTAL}`,
    `dynamodb:UpdateItem StoresCounts ${OF_COUNTS}`,
  ],
  // Empties its queue, sends as the sender of the stage, and writes how fast. Reads whether a mailbox or the stage is fine.
  mail: [
    `dynamodb:GetItem StoresCounts ${inPartitions('mail#health')}`,
    `dynamodb:GetItem StoresLimits ${inPartitionsLike('suppressed#*')}`,
    `dynamodb:UpdateItem StoresLimits ${inPartitions('mail-hours')}`,
    `dynamodb:PutItem StoresCounts ${inPartitions('mail#quota')}`,
    'secretsmanager:GetSecretValue MailKeys',
    'ses:GetAccount *',
    `ses:SendEmail arn:aws:ses:eu-central-1:AWS::AccountId:configuration-set/MailSending ${AS_SENDER}`,
    `ses:SendEmail arn:aws:ses:eu-central-1:AWS::AccountId:identity/* ${AS_SENDER}`,
    'sqs:ChangeMessageVisibility MailQueue',
    'sqs:DeleteMessage MailQueue',
    'sqs:GetQueueAttributes MailQueue',
    'sqs:GetQueueUrl MailQueue',
    'sqs:ReceiveMessage MailQueue',
  ],
  // Counts reports, suppresses mailboxes, and writes the state of the stage. It has no secret, and reads no mailbox.
  feedback: [
    `dynamodb:PutItem StoresLimits ${inPartitionsLike('suppressed#*')}`,
    `dynamodb:Query StoresLimits ${inPartitions('mail-hours')}`,
    `dynamodb:UpdateItem StoresCounts ${inPartitions('mail#health')}`,
    `dynamodb:UpdateItem StoresLimits ${inPartitions('mail-hours')}`,
  ],
  // Reads endpoints, and changes nothing of them but whether they work. Keeps and erases events, and notes deliveries.
  webhooks: [
    `dynamodb:DeleteItem StoresWebhooks ${inPartitions('events')}`,
    'dynamodb:GetItem StoresCampaigns {"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["campaigns"],"dynamodb:Attributes":["pk","sk","visibility","deletedAt"]},"StringEqualsIfExists":{"dynamodb:Select":"SPECIFIC_ATTRIBUTES"}}',
    `dynamodb:GetItem StoresWebhooks ${inPartitionsLike('endpoints', 'events', 'deliveries#*')}`,
    `dynamodb:PutItem StoresWebhooks ${inPartitionsLike('events', 'deliveries#*')}`,
    `dynamodb:Query StoresWebhooks ${inPartitionsLike('endpoints', 'events')}`,
    `dynamodb:UpdateItem StoresWebhooks ${ofEndpoints('["pk","sk","disabled","disabledAt","failingSince","failedAt"]')}`,
    'secretsmanager:GetSecretValue WebhooksKeys',
    'sqs:ChangeMessageVisibility WebhooksQueue',
    'sqs:DeleteMessage WebhooksQueue',
    'sqs:GetQueueAttributes WebhooksQueue',
    'sqs:GetQueueUrl WebhooksQueue',
    'sqs:ReceiveMessage WebhooksQueue',
    'sqs:SendMessage WebhooksQueue',
  ],
  // Reads keys and times, erases identities, and notes its progress.
  retention: [
    `dynamodb:GetItem StoresCampaigns ${inPartitions('campaigns', 'erasures')}`,
    `dynamodb:PutItem StoresCampaigns ${inPartitions('erasures')}`,
    `dynamodb:Query StoresCampaigns ${inPartitions('campaigns')}`,
    asking('SPECIFIC_ATTRIBUTES', '["pk","sk","confirmedAt","withdrawnAt","anonymisedAt"]'),
    `dynamodb:UpdateItem StoresSignatures ${writing('["pk","sk","confirmedAt","withdrawnAt","anonymisedAt","sealedIdentity","sealedReason","publicName","publicReason","locale","consent","words","newsLeft"]')}`,
  ],
  // Lists campaigns, reads counts, writes what is published, and checks names that it draws.
  publish: [
    `dynamodb:ConditionCheckItem StoresCounts ${inPartitionsLike('names#*')}`,
    `dynamodb:DeleteItem StoresCounts ${inPartitionsLike('published#*#names')}`,
    `dynamodb:GetItem StoresCounts ${inPartitions('publishing#', 'waiting#')}`,
    `dynamodb:PutItem StoresCounts ${inPartitionsLike('published#*', 'publishing#*', 'waiting#')}`,
    `dynamodb:Query StoresCampaigns ${inPartitions('campaigns')}`,
    `dynamodb:Query StoresCounts ${OF_COUNTS}`,
    `dynamodb:Query StoresCounts ${inPartitionsLike('published#*', 'publishing#*', 'names#*')}`,
    `dynamodb:UpdateItem StoresCounts ${LIVE_TOTAL}`,
  ],
  // Reads campaigns and published numbers without names, and writes the overview.
  overview: [
    `dynamodb:BatchGetItem StoresCampaigns ${inPartitions(...OVERVIEWS)}`,
    `dynamodb:BatchGetItem StoresCounts ${ONLY_NUMBERS}`,
    `dynamodb:GetItem StoresCampaigns ${inPartitions('campaigns', ...OVERVIEWS)}`,
    `dynamodb:PutItem StoresCampaigns ${inPartitions(...OVERVIEWS)}`,
    `dynamodb:Query StoresCampaigns ${inPartitionsLike('campaigns', 'campaign#*', 'texts#*')}`,
    `dynamodb:Query StoresCounts ${ONLY_NUMBERS}`,
    'sqs:SendMessage WebhooksQueue',
  ],
  // Lists campaigns and moves counts.
  fold: [
    `dynamodb:DeleteItem StoresCounts ${OF_COUNTS}`,
    `dynamodb:Query StoresCampaigns ${inPartitions('campaigns')}`,
    `dynamodb:Query StoresCounts ${OF_COUNTS}`,
    `dynamodb:UpdateItem StoresCounts ${OF_COUNTS}`,
  ],
  // Reads the counted attributes of signatures and how many show a name, and notes its progress.
  reconcile: recounting,
};

it.each(functionNames)('gives %s only the rights listed here, in every stage', (name) => {
  const id = idOf(name);
  const all = [...mayDo[name], `logs:CreateLogStream ${id}Log`, `logs:PutLogEvents ${id}Log`].sort();
  expect(permissionsOf(template, name)).toEqual(all);
  expect(permissionsOf(inProd, name).filter((line) => !line.startsWith('kms:'))).toEqual(all);
});

/** Whoever acts adds to the audit trail, and must find its bucket: its name has the account, as the table has. */
const TRAIL = [
  'dynamodb:DescribeTable StoresCampaigns',
  's3:GetObject RecordsBucket/audit/*',
  's3:ListBucket RecordsBucket {"StringLike":{"s3:prefix":["audit/","audit/*"]}}',
  's3:PutObject RecordsBucket/audit/*',
];

it('lets the console know what the edge sends only where it must know whose address it sees', () => {
  const limited = petitionTemplate({ ...dev, AMPARO_ORGANISERS_NETWORKS: '203.0.113.0/24' });
  const more = permissionsOf(limited, 'console').filter((one) => !permissionsOf(template, 'console').includes(one));
  expect(more).toEqual(['secretsmanager:GetSecretValue Edge']);
  const [console] = Object.values(limited.findResources('AWS::Lambda::Function')).filter(
    ({ Properties }) => Properties.Environment?.Variables?.ORGANISERS_NETWORKS,
  );
  expect(console?.Properties.Environment.Variables).toMatchObject({
    ORGANISERS_NETWORKS: '203.0.113.0/24',
    EDGE_SECRET: { Ref: expect.stringMatching(/^Edge/) },
  });
});

it('lets only the bookkeeper correct counts and public names, and read no identity', () => {
  expect(permissionsOf(template, 'bookkeeper')).toEqual(
    [
      ...recounting,
      ...TRAIL,
      `dynamodb:ConditionCheckItem StoresSignatures ${writing('["pk","sk","status","publicName"]')}`,
      `dynamodb:DeleteItem StoresCounts ${inPartitionsLike('names#*', 'published#*#names')}`,
      `dynamodb:PutItem StoresCounts ${inPartitionsLike('names#*')}`,
      asking('SPECIFIC_ATTRIBUTES', '["pk","sk","status","confirmedAt","publicName","publicReason"]'),
      `dynamodb:GetItem StoresCampaigns ${inPartitions('campaigns')}`,
      `dynamodb:Query StoresCounts ${inPartitionsLike('names#*', 'published#*#names')}`,
      `dynamodb:UpdateItem StoresCounts ${OF_COUNTS}`,
    ].sort(),
  );
});

it('lets organisers run campaigns and decide on signatures and names, but not change more of them, or read a secret', () => {
  const deciding = writing('["pk","sk","status","confirmedAt","signals"]');
  // No decision on a name can change its words.
  const ofNames = `{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["names#*"]},"ForAllValues:StringEquals":{"dynamodb:Attributes":["pk","sk","id","state"]},"StringEqualsIfExists":{"dynamodb:ReturnValues":"NONE"}}`;
  const all = [
    `dynamodb:BatchGetItem StoresCampaigns ${inPartitions('campaigns', ...OVERVIEWS)}`,
    `dynamodb:ConditionCheckItem StoresCampaigns ${inPartitionsLike('campaigns', ...OF_CASES)}`,
    `dynamodb:DeleteItem StoresCampaigns ${inPartitionsLike('campaign#*', 'texts#*', ...OF_CASES, ...OF_HISTORY)}`,
    `dynamodb:DeleteItem StoresCounts ${inPartitionsLike('published#*#names')}`,
    ...TRAIL,
    `dynamodb:GetItem StoresCampaigns ${inPartitions('campaigns', ...OVERVIEWS)}`,
    `dynamodb:GetItem StoresCampaigns ${inPartitionsLike(...OF_CASES)}`,
    `dynamodb:GetItem StoresCounts ${inPartitions('mail#health', 'waiting#')}`,
    `dynamodb:PutItem StoresCampaigns ${inPartitions(...OVERVIEWS)}`,
    `dynamodb:PutItem StoresCampaigns ${inPartitionsLike('campaigns', 'campaign#*', 'texts#*', ...OF_CASES, ...OF_HISTORY, 'decisions#*')}`,
    `dynamodb:Query StoresCampaigns ${inPartitionsLike('campaigns', 'campaign#*', 'texts#*', ...OF_CASES, ...OF_HISTORY, 'decisions#*')}`,
    `dynamodb:Query StoresCounts ${inPartitionsLike('names#*')}`,
    `dynamodb:Query StoresCounts ${OF_COUNTS}`,
    'dynamodb:Query StoresSignatures',
    `dynamodb:UpdateItem StoresCounts ${ofNames}`,
    `dynamodb:UpdateItem StoresSignatures ${deciding}`,
    ...['DeleteObject', 'GetObject', 'PutObject'].map((call) => `s3:${call} PicturesBucket/pictures/*`),
    ...['DeleteObject', 'GetObject', 'PutObject'].map((call) => `s3:${call} PicturesBucket/kept/*`),
    'sqs:CancelMessageMoveTask MailDeadLetters',
    'sqs:DeleteMessage MailDeadLetters',
    'sqs:GetQueueAttributes MailDeadLetters',
    // To announce that an export is ready.
    'sqs:GetQueueUrl WebhooksQueue',
    'sqs:ListMessageMoveTasks MailDeadLetters',
    'sqs:ReceiveMessage MailDeadLetters',
    'sqs:SendMessage MailQueue',
    'sqs:SendMessage WebhooksQueue',
    'sqs:StartMessageMoveTask MailDeadLetters',
  ];
  expect(permissionsOf(template, 'organisers')).toEqual(all.sort());
});

it('lets the keeper of keys read and write keys, read campaigns, manage webhooks and organisers, and see no signature', () => {
  const keys = ['ConsoleKeys', 'Edge', 'MailKeys', 'SignPepper', 'SignTokenKeys', 'WebhooksKeys'];
  const calls = ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'];
  const endpoints = inPartitions('endpoints');
  const organisers = inPartitionsLike('accounts', 'tokens');
  const all = [
    ...TRAIL,
    // Invites from a shell, and can read nothing there.
    'cognito-idp:AdminCreateUser SignInPool',
    'cognito-idp:AdminDeleteUser SignInPool',
    // With a person who is removed, their links to drafts end.
    `dynamodb:DeleteItem StoresCampaigns ${inPartitionsLike('previews#*')}`,
    `dynamodb:DeleteItem StoresOrganisers ${inPartitions('removed')}`,
    `dynamodb:DeleteItem StoresOrganisers ${organisers}`,
    `dynamodb:DeleteItem StoresWebhooks ${endpoints}`,
    `dynamodb:GetItem StoresCampaigns ${inPartitions('campaigns')}`,
    `dynamodb:GetItem StoresOrganisers ${inPartitions('accounts')}`,
    `dynamodb:GetItem StoresWebhooks ${inPartitionsLike('endpoints', 'events', 'deliveries#*')}`,
    `dynamodb:PutItem StoresOrganisers ${inPartitions('removed')}`,
    `dynamodb:PutItem StoresOrganisers ${organisers}`,
    `dynamodb:PutItem StoresWebhooks ${endpoints}`,
    `dynamodb:Query StoresCampaigns ${inPartitions('campaigns')}`,
    // Before that, it shows which of their updates will still appear.
    `dynamodb:Query StoresCampaigns ${inPartitionsLike('campaign#*')}`,
    `dynamodb:Query StoresCampaigns ${inPartitionsLike('previews#*')}`,
    `dynamodb:Query StoresOrganisers ${organisers}`,
    `dynamodb:Query StoresWebhooks ${inPartitionsLike('endpoints', 'deliveries#*')}`,
    `dynamodb:UpdateItem StoresOrganisers ${inPartitions('accounts')}`,
    `dynamodb:UpdateItem StoresWebhooks ${endpoints}`,
    ...calls.flatMap((call) => keys.map((key) => `secretsmanager:${call} ${key}`)),
    'sqs:DeleteMessage WebhooksDeadLetters',
    'sqs:GetQueueUrl WebhooksDeadLetters',
    'sqs:GetQueueUrl WebhooksQueue',
    'sqs:ReceiveMessage WebhooksDeadLetters',
    'sqs:SendMessage WebhooksQueue',
  ];
  expect(permissionsOf(template, 'keeper')).toEqual(all.sort());
});

it('opens each key of a protected stage through one service, to the roles that need it', () => {
  const throughKeys = (actor: Parameters<typeof permissionsOf>[1]) =>
    permissionsOf(inProd, actor).filter((line) => line.startsWith('kms:'));
  const lines = (actions: string[], key: string, service: string) =>
    actions.map(
      (action) => `kms:${action} ${key} {"StringEquals":{"kms:ViaService":"${service}.eu-central-1.amazonaws.com"}}`,
    );
  const reading = ['Decrypt', 'DescribeKey'];
  const writing = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'];
  const signatures = lines(writing, 'StoresSignaturesKey', 'dynamodb');
  const secrets = lines(reading, 'VaultKey', 'secretsmanager');
  expect(throughKeys('site')).toEqual([]);
  expect(throughKeys('sign')).toEqual([...signatures, ...secrets].sort());
  expect(throughKeys('tally')).toEqual(signatures);
  expect(throughKeys('mail')).toEqual(secrets);
  expect(throughKeys('webhooks')).toEqual(secrets);
  expect(throughKeys('console')).toEqual(secrets);
  expect(throughKeys('retention')).toEqual(signatures);
  expect(throughKeys('reconcile')).toEqual(signatures);
  expect(throughKeys('bookkeeper')).toEqual(signatures);
  expect(throughKeys('organisers')).toEqual(signatures);
  expect(throughKeys('keeper')).toEqual(lines(writing, 'VaultKey', 'secretsmanager'));
});

it('lets people use their roles only with a second factor, and never the roles of functions', () => {
  for (const [id, { Properties }] of Object.entries(inProd.findResources('AWS::IAM::Role'))) {
    const isPerson = Object.values<string>(people).some((name) => id.startsWith(name));
    const [statement, ...others] = Properties.AssumeRolePolicyDocument.Statement;
    expect(others).toEqual([]);
    expect([nameOf(statement.Principal.AWS ?? statement.Principal.Service), statement.Condition]).toEqual(
      isPerson
        ? ['arn:aws:iam::AWS::AccountId:root', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }]
        : ['lambda.amazonaws.com', undefined],
    );
  }
});
