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
