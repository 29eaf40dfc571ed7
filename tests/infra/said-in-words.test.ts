import { expect, it } from 'vitest';
import { reportKinds } from '../../functions/core/outbox/health.ts';
import { functionNames, rowOf } from '../../infra/functions.ts';
import { people } from './permissions.ts';
import { petitionTemplate, prod } from './stacks.ts';

// A person who finds a part in the console of AWS, perhaps at night, can read there why it exists. The wording is free.
const template = petitionTemplate(prod);
const propertiesOf = (type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties);

const WORDS = /^Amparo: .*\w.*\w/;

it.each([
  ['function', 'AWS::Lambda::Function', functionNames.length],
  // Each schedule is one, and each kind of report of SES.
  ['rule', 'AWS::Events::Rule', functionNames.filter((name) => rowOf(name).schedule).length + reportKinds.length],
  ['key', 'AWS::KMS::Key', 2],
  ['secret', 'AWS::SecretsManager::Secret', 6],
])('says what each %s is for', (_, type, count) => {
  const descriptions = propertiesOf(type).map(({ Description }) => Description);
  expect(descriptions).toHaveLength(count);
  for (const description of descriptions) expect(description).toMatch(WORDS);
  expect(new Set(descriptions).size).toBe(count);
});

it('says in each alarm what is at stake, or what to do', () => {
  for (const { AlarmDescription, MetricName } of propertiesOf('AWS::CloudWatch::Alarm'))
    expect(AlarmDescription.split(/\s+/).length, `${MetricName}: ${AlarmDescription}`).toBeGreaterThanOrEqual(5);
});

it('calls the roles of people as the guides do, and says what each is for', () => {
  const roles = propertiesOf('AWS::IAM::Role').filter(({ RoleName }) => RoleName);
  expect(roles.map(({ RoleName }) => RoleName).sort()).toEqual([
    'amparo-prod-bookkeeper',
    'amparo-prod-keys',
    'amparo-prod-organisers',
  ]);
  for (const { Description } of roles) expect(Description).toMatch(WORDS);
});

it('puts the ARN of each of these roles among its outputs, to be copied into a profile', () => {
  const outputs = Object.values(template.findOutputs('*')).map(({ Value }) => Value['Fn::GetAtt']?.[0] ?? '');
  for (const role of Object.values(people))
    expect(
      outputs.some((id: string) => id.startsWith(role)),
      role,
    ).toBe(true);
});
