import { expect, it } from 'vitest';
import { nameOf, people, permissionsOf, rolesOf } from './permissions.ts';
import { dev, petitionTemplate } from './stacks.ts';

// What the emulator cannot do, and what a stage there does in its place. A stage on AWS does the other thing.
const emulated = petitionTemplate({ AMPARO_EMULATED: '1' });
const deployed = petitionTemplate(dev);

const propertiesOf = (type: string, of = emulated) =>
  Object.values(of.findResources(type)).map(({ Properties }) => Properties);

it('asks people for no second factor, which the emulator does not know', () => {
  const trusts = propertiesOf('AWS::IAM::Role').flatMap(({ AssumeRolePolicyDocument }) =>
    AssumeRolePolicyDocument.Statement.map(({ Condition }: { Condition?: unknown }) => Condition),
  );
  expect(trusts.length).toBeGreaterThan(Object.keys(people).length);
  expect(trusts.filter(Boolean)).toEqual([]);
});

it('lets through its policies the sessions of roles as well, which the emulator takes for the callers', () => {
  const allowedIn = (of: typeof emulated) => {
    const [limits] = propertiesOf('AWS::DynamoDB::GlobalTable', of).filter(({ TableName }) =>
      TableName.endsWith('-limits'),
    );
    const { Statement } = limits.Replicas[0].ResourcePolicy.PolicyDocument;
    const [{ Condition }] = Statement.filter(({ Action }: { Action: string[] }) => Action.includes('dynamodb:PutItem'));
    return [Condition.ArnNotLike['aws:PrincipalArn']].flat().map(nameOf);
  };
  const roles = ['MailRole', 'FeedbackRole', 'SignRole'];
  expect(allowedIn(emulated)).toEqual(
    roles.flatMap((role) => [role, `arn:aws:sts::AWS::AccountId:assumed-role/${role}/*`]),
  );
  expect(allowedIn(deployed)).toEqual(roles);
});

it('names secrets by the one attribute that is their ARN there', () => {
  const reading = (of: typeof emulated) =>
    permissionsOf(of, 'mail').filter((line) => line.startsWith('secretsmanager:'));
  expect(reading(emulated)).toEqual(['secretsmanager:GetSecretValue MailKeys.Id']);
  expect(reading(deployed)).toEqual(['secretsmanager:GetSecretValue MailKeys']);
});

it('has no policies of secrets, and no key of an edge, as there are none', () => {
  emulated.resourceCountIs('AWS::SecretsManager::ResourcePolicy', 0);
  const secrets = (of: typeof emulated) =>
    propertiesOf('AWS::SecretsManager::Secret', of)
      .map(({ Name }) => Name)
      .sort();
  expect(secrets(emulated)).toEqual([
    'amparo-dev-mail-keys',
    'amparo-dev-organiser-keys',
    'amparo-dev-pepper',
    'amparo-dev-token-keys',
    'amparo-dev-webhook-keys',
  ]);
  expect(secrets(deployed)).toEqual([
    'amparo-dev-edge',
    'amparo-dev-mail-keys',
    'amparo-dev-organiser-keys',
    'amparo-dev-pepper',
    'amparo-dev-token-keys',
    'amparo-dev-webhook-keys',
  ]);
});

it('lets mail send as anybody, because policies there see no sender', () => {
  expect(permissionsOf(emulated, 'mail')).toContain('ses:SendEmail *');
  expect(permissionsOf(deployed, 'mail')).not.toContain('ses:SendEmail *');
});

it('has the same roles as a stage on AWS', () => {
  expect(rolesOf(emulated)).toEqual(rolesOf(deployed));
});
