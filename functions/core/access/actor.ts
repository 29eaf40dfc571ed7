/**
 * The one who acts. Every use case takes `(deps, actor, input)`, so that it can ask what this actor may do, and note who
 * did it.
 *
 * An operator works from a shell, on the machine that runs Amparo or with credentials of the group's cloud account. Those
 * credentials alone decide what an operator may do. No name goes with it: in AWS it is often a mail address.
 */
export interface Actor {
  readonly kind: 'operator';
}

/** Every command acts as this one. */
export const operator: Actor = { kind: 'operator' };
