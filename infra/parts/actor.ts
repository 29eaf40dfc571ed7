import { type IRole, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';

export type Conditions = Record<string, Record<string, string | string[]>>;

/** A function or a person: somebody who may do nothing until told what. */
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
