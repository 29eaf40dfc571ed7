import type { Template } from 'aws-cdk-lib/assertions';

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** Whatever a role may, as lines `action thing [condition]` in order, so that a test can name all of it. */
export function permissionsOf(template: Template, part: 'Site' | 'Sign' | 'Tally' | 'Mail'): string[] {
  const [role] = Object.keys(template.findResources('AWS::IAM::Role')).filter((id) => id.startsWith(`${part}Role`));
  const { Properties } = template.findResources('AWS::IAM::Role')[role!]!;
  if (Properties.ManagedPolicyArns || Properties.Policies) return ['more than a policy of its own'];
  return Object.values(template.findResources('AWS::IAM::Policy'))
    .filter((policy) => policy.Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role))
    .flatMap((policy) => policy.Properties.PolicyDocument.Statement.flatMap(linesOf))
    .sort();
}

const linesOf = ({ Effect, Action, Resource, Condition }: Statement): string[] =>
  [Action].flat().flatMap((action) =>
    [Resource].flat().map((resource) => {
      const line = [Effect === 'Allow' ? '' : `${Effect} `, action, ' ', nameOf(resource)];
      return `${line.join('')}${Condition ? ` ${JSON.stringify(Condition)}` : ''}`;
    }),
  );

/** `{"Fn::GetAtt": ["StoresCounts55525B35", "Arn"]}` is `StoresCounts`. */
function nameOf(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = resource as Record<string, never>;
  if (Ref) return withoutHash(Ref);
  if (attribute)
    return attribute[1] === 'Arn' ? withoutHash(attribute[0]) : `${withoutHash(attribute[0])}.${attribute[1]}`;
  if (join) return (join[1] as unknown[]).map(nameOf).join('');
  return JSON.stringify(resource);
}

const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');
