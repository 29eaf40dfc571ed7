import { Validations } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { prod, stacksOf } from './stacks.ts';

/** The accepted findings, with their places and reasons, as the constructs store them. */
function accepted({ app }: ReturnType<typeof stacksOf>): { where: string; reason: string }[] {
  return app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => ({ where: `${id.replace(/^.*AwsSolutions-/, '')} ${node.path}`, reason })),
  );
}

it('accepts few findings of cdk-nag, each with a reason that says why it does no harm', () => {
  const all = accepted(stacksOf(prod));
  expect(all.map(({ where }) => where).sort()).toEqual([
    'APIG4 Amparo-prod/Api',
    'CFR1 Amparo-prod-edge/Distribution',
    'CFR3 Amparo-prod-edge/Distribution',
    'COG3 Amparo-prod/SignIn/Pool',
    'COG8 Amparo-prod/SignIn/Pool',
    'DDB3 Amparo-prod/Stores/Limits',
    'IAM5[Resource::*] Amparo-prod/Mail/Mail',
    'IAM5[Resource::*] Amparo-prod/Tally/Tally',
    'IAM5[Resource::<PicturesBucket93B3B90B.Arn>/kept/*] Amparo-prod/Console/Console/Role',
    'IAM5[Resource::<PicturesBucket93B3B90B.Arn>/kept/*] Amparo-prod/Organisers/Person/Role',
    'IAM5[Resource::<PicturesBucket93B3B90B.Arn>/pictures/*] Amparo-prod/Console/Console/Role',
    'IAM5[Resource::<PicturesBucket93B3B90B.Arn>/pictures/*] Amparo-prod/Organisers/Person/Role',
    ...['Console/Console', 'Organisers/Person', 'Reconcile/Bookkeeper', 'Vault/Keeper'].map(
      (person) => `IAM5[Resource::<RecordsBucket600C9C86.Arn>/audit/*] Amparo-prod/${person}/Role`,
    ),
    'IAM5[Resource::arn:aws:ses:eu-central-1:<AWS::AccountId>:identity/*] Amparo-prod/Mail/Mail',
    'S1 Amparo-prod/Pictures/Bucket',
    'S1 Amparo-prod/Records/Bucket',
    'SMG4 Amparo-prod/Console/Keys',
    'SMG4 Amparo-prod/Edge',
    'SMG4 Amparo-prod/Mail/Keys',
    'SMG4 Amparo-prod/Sign/Pepper',
    'SMG4 Amparo-prod/Sign/TokenKeys',
    'SMG4 Amparo-prod/Webhooks/Keys',
  ]);
  for (const { where, reason } of all)
    expect(reason.split(/\s+/).length, `${where}: ${reason}`).toBeGreaterThanOrEqual(6);
});
