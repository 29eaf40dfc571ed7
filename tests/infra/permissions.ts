import type { Template } from 'aws-cdk-lib/assertions';
import { type FunctionName, functionNames, idOf } from '../../infra/functions.ts';

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The names of the roles of people. */
export const people = {
  organisers: 'OrganisersPersonRole',
  keeper: 'VaultKeeperRole',
  bookkeeper: 'ReconcileBookkeeperRole',
} as const;
export type Actor = FunctionName | keyof typeof people;

/** The names of all roles: those of the functions, and those of people. Another role fails these tests. */
export const actors = Object.fromEntries([
  ...functionNames.map((name) => [name, `${idOf(name)}Role`]),
  ...Object.entries(people),
]) as Readonly<Record<Actor, string>>;

/** The names of all roles in a template, without the hash that CDK puts behind them. */
export const rolesOf = (template: Template): string[] =>
  Object.keys(template.findResources('AWS::IAM::Role')).map(withoutHash).sort();

/** The rights of a role, as lines `action thing [condition]` in order, so that a test can name all of them. */
export const permissionsOf = (template: Template, actor: Actor): string[] =>
  statementsOf(template, actor).flatMap(linesOf).sort();

/** The statements of a role. @throws {Error} if it is no role of its own, or has more than a policy of its own. */
export function statementsOf(template: Template, actor: Actor): Statement[] {
  const [role, ...others] = Object.entries(template.findResources('AWS::IAM::Role')).filter(
    ([id]) => withoutHash(id) === actors[actor],
  );
  if (!role || others.length > 0) throw new Error(`${actor} has no role of its own`);
  const [id, { Properties }] = role;
  if (Properties.ManagedPolicyArns || Properties.Policies)
    throw new Error(`${actor} has more than a policy of its own`);
  return Object.values(template.findResources('AWS::IAM::Policy'))
    .filter((policy) => policy.Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === id))
    .flatMap((policy) => policy.Properties.PolicyDocument.Statement);
}

/** Every statement of every policy of a role, whosever it is. */
export const allStatements = (template: Template): Statement[] =>
  Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );

const linesOf = ({ Effect, Action, Resource, Condition }: Statement): string[] =>
  [Action].flat().flatMap((action) =>
    [Resource].flat().map((resource) => {
      const line = [Effect === 'Allow' ? '' : `${Effect} `, action, ' ', nameOf(resource)];
      return `${line.join('')}${Condition ? ` ${JSON.stringify(Condition)}` : ''}`;
    }),
  );

/** `{"Fn::GetAtt": ["StoresCounts55525B35", "Arn"]}` is `StoresCounts`. */
export function nameOf(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = resource as Record<string, never>;
  if (Ref) return withoutHash(Ref);
  if (attribute)
    return attribute[1] === 'Arn' ? withoutHash(attribute[0]) : `${withoutHash(attribute[0])}.${attribute[1]}`;
  if (join) return (join[1] as unknown[]).map(nameOf).join('');
  return JSON.stringify(resource);
}

const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');
