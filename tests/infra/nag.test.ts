import { Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { dev, makeStacks, prod } from './stacks.ts';

const findings = ({ app }: ReturnType<typeof makeStacks>): string[] =>
  new AwsSolutionsChecks(app)
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    );

it.each([
  ['dev', dev],
  ['prod', prod],
])('leaves no finding of cdk-nag in stage %s that is not accepted with a reason', (_, environment) => {
  expect(findings(makeStacks(environment))).toEqual([]);
});

it('would find a fault', () => {
  const stacks = makeStacks(dev);
  new Bucket(stacks.petition, 'Careless');
  expect(findings(stacks)).toContain('AwsSolutions-S10 Amparo-dev/Careless/Resource');
});

/** The accepted findings, with their places and reasons, as the constructs store them. */
function accepted({ app }: ReturnType<typeof makeStacks>): { where: string; reason: string }[] {
  return app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => ({ where: `${id.replace(/^.*AwsSolutions-/, '')} ${node.path}`, reason })),
  );
}

it('accepts few findings, each with a reason that says why it does no harm', () => {
  const all = accepted(makeStacks(prod));
  expect(all.map(({ where }) => where).sort()).toEqual([
    'APIG4 Amparo-prod/Api',
    'CFR1 Amparo-prod-edge/Distribution',
    'CFR3 Amparo-prod-edge/Distribution',
    'DDB3 Amparo-prod/Stores/Limits',
    'IAM5[Resource::*] Amparo-prod/Mail/Mail',
    'IAM5[Resource::*] Amparo-prod/Tally/Tally',
    'IAM5[Resource::arn:aws:ses:eu-central-1:<AWS::AccountId>:identity/*] Amparo-prod/Mail/Mail',
    'SMG4 Amparo-prod/Edge',
    'SMG4 Amparo-prod/Mail/Keys',
    'SMG4 Amparo-prod/Sign/Pepper',
    'SMG4 Amparo-prod/Sign/TokenKeys',
  ]);
  for (const { where, reason } of all)
    expect(reason.split(/\s+/).length, `${where}: ${reason}`).toBeGreaterThanOrEqual(6);
});
