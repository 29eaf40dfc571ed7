/**
 * The person or schedule that acts. Every use case takes `(deps, actor, input)`, so that it can ask what this actor may
 * do, and write down who did it.
 *
 * An operator works from a shell, on the machine that runs Amparo or with credentials of the group's cloud account.
 * Those credentials alone decide what an operator may do. It has no name: in AWS, a name is often an e-mail address.
 *
 * The schedule runs functions that no person starts. Their roles alone decide what it may do.
 */
export interface Actor {
  readonly kind: 'operator' | 'schedule';
}

/** The actor of every command. */
export const operator: Actor = { kind: 'operator' };

/** The actor of every function that runs at fixed times. */
export const schedule: Actor = { kind: 'schedule' };
