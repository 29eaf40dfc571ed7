import { CfnOutput, Duration, Lazy, Stack, Validations } from 'aws-cdk-lib';
import { AccountRootPrincipal, AnyPrincipal, Effect, type IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import type { Stage } from '../stage.ts';

export type Conditions = Record<string, Record<string, string | string[]>>;

/** A function or a person. It may do only what `may` allows. */
export interface Actor {
  readonly role: IRole;
  /** Allows these actions on this resource. */
  may(actions: readonly string[], resource: string, conditions?: Conditions): this;
}

export function allow(role: Role, actions: readonly string[], resource: string, conditions?: Conditions): void {
  role.addToPolicy(
    new PolicyStatement({ actions: [...actions], resources: [resource], ...(conditions && { conditions }) }),
  );
}

/** A role that people of the account can use for an hour, each with a second factor. */
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

/** Limits a statement to partitions whose names match none of these patterns. */
export const outsidePartitionsLike = (...patterns: string[]) => ({
  'ForAllValues:StringNotLike': { 'dynamodb:LeadingKeys': patterns },
});

/** The only roles that may do something. Parts add roles while the stack is made. In the end, policies name all of them. */
export class Circle {
  readonly #arns = new Set<string>();
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** For conditions on `aws:PrincipalArn`. */
  readonly arns: string[] = Lazy.list({ produce: () => [...this.#arns] });

  add(role: IRole): void {
    this.#arns.add(role.roleArn);
    // On the emulator, the principal is the session of a role. On AWS, it is the role.
    if (this.#stage.isEmulated) this.#arns.add(`arn:aws:sts::${role.env.account}:assumed-role/${role.roleName}/*`);
  }

  addArn(arn: string): void {
    this.#arns.add(arn);
  }
}

/**
 * For a resource policy: in the whole account, only the roles of a circle may do this, even if other policies allow more. It
 * does not stop AWS's own actions (TTL), nor a person who may change the resource policy.
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
 * The role of CloudFormation, by the name that `cdk bootstrap` gives it. Only CloudFormation can use it. People who may deploy
 * gain no right through it: they could change the code, too.
 */
export function deployerArn(scope: IConstruct, region: string): string {
  const { partition, account, synthesizer } = Stack.of(scope);
  const name = `cdk-${synthesizer.bootstrapQualifier}-cfn-exec-role-${account}-${region}`;
  return `arn:${partition}:iam::${account}:role/${name}`;
}

/** Accepts a finding of cdk-nag (AwsSolutions) on a construct and its children, for a reason. */
export const accept = (construct: IConstruct, rule: string, reason: string): void =>
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });
