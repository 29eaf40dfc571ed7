import { Lazy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { Stage } from '../stage.ts';

/** The roles that alone may do something. They are told while the stack is made, and stand in policies when it is. */
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
 * For a resource policy: whatever else their own policies allow, nobody in the account may do this but the roles of a
 * circle. It stops neither AWS itself, where it acts for nobody (TTL), nor whoever may change the resource policy.
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
 * The role with which CloudFormation makes stacks, as `cdk bootstrap` names it. Only CloudFormation can take it on; who
 * may deploy can reach whatever it reaches by changing the code as well.
 */
export function deployerArn(scope: IConstruct, region: string): string {
  const { partition, account, synthesizer } = Stack.of(scope);
  const name = `cdk-${synthesizer.bootstrapQualifier}-cfn-exec-role-${account}-${region}`;
  return `arn:${partition}:iam::${account}:role/${name}`;
}
