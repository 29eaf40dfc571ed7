import { CfnOutput, Duration } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { type Actor, allow, type Conditions } from './actor.ts';

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
