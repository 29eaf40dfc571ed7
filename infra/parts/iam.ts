import { CfnOutput, Duration, Lazy, Stack, Validations } from 'aws-cdk-lib';
import { AccountRootPrincipal, AnyPrincipal, Effect, type IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import type { Stage } from '../stage.ts';

export type Conditions = Record<string, Record<string, string | string[]>>;

/** A function or a person. It may do nothing but what `may` allows. */
export interface Actor {
  readonly role: IRole;
  /** Allows these actions on this one thing. */
  may(actions: readonly string[], resource: string, conditions?: Conditions): this;
}

export function allow(role: Role, actions: readonly string[], resource: string, conditions?: Conditions): void {
  role.addToPolicy(
    new PolicyStatement({ actions: [...actions], resources: [resource], ...(conditions && { conditions }) }),
  );
}

/** A role that people of the account take on, each with a second factor of their own, for an hour. */
export class Person extends Construct implements Actor {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: { stage: Stage; name: string; description: string }) {
    super(scope, id);
    const { stage } = props;
    const account = new AccountRootPrincipal();
    this.role = new Role(this, 'Role', {
      roleName: `amparo-${stage.name}-${props.name}`,
      description: props.description,
      // The emulator has no second factor.
      assumedBy: stage.isEmulated
        ? account
        : account.withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
      maxSessionDuration: Duration.hours(1),
    });
    new CfnOutput(this, 'Arn', { value: this.role.roleArn });
  }

  may(actions: readonly string[], resource: string, conditions?: Conditions): this {
    allow(this.role, actions, resource, conditions);
    return this;
  }
}

/** Limits a statement to some partitions of a table. */
export const inPartitions = (...partitions: string[]) => ({
  'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': partitions },
});

/** Limits a statement to partitions whose names match one of these patterns; `*` stands for anything. */
export const inPartitionsLike = (...patterns: string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns },
});

/** The only roles that may do something. Parts add roles while the stack is made; its policies name all of them in the end. */
export class Circle {
  readonly #arns = new Set<string>();
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** As conditions name them (`aws:PrincipalArn`). */
  readonly arns: string[] = Lazy.list({ produce: () => [...this.#arns] });

  add(role: IRole): void {
    this.#arns.add(role.roleArn);
    // The emulator takes the session of a role for the principal, where AWS takes the role.
    if (this.#stage.isEmulated) this.#arns.add(`arn:aws:sts::${role.env.account}:assumed-role/${role.roleName}/*`);
  }

  addArn(arn: string): void {
    this.#arns.add(arn);
  }
}

/**
 * For a resource policy: in the whole account only the roles of a circle may do this, whatever other policies allow. It
 * does not stop AWS where it acts for nobody (TTL), nor anybody who may change the resource policy.
 */
export const denyAllBut = (circle: Circle | undefined, actions: readonly string[], resources: string[]) =>
  new PolicyStatement({
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: [...actions],
    resources,
    conditions: {
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      ...(circle && { ArnNotLike: { 'aws:PrincipalArn': circle.arns } }),
    },
  });

/**
 * The role with which CloudFormation makes stacks, as `cdk bootstrap` names it. Only CloudFormation can take it on. People
 * who may deploy gain nothing by it: they could change the code as well.
 */
export function deployerArn(scope: IConstruct, region: string): string {
  const { partition, account, synthesizer } = Stack.of(scope);
  const name = `cdk-${synthesizer.bootstrapQualifier}-cfn-exec-role-${account}-${region}`;
  return `arn:${partition}:iam::${account}:role/${name}`;
}

/** Accepts a finding of cdk-nag (AwsSolutions) on a construct and its children, with the reason. */
export const accept = (construct: IConstruct, rule: string, reason: string): void =>
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });
