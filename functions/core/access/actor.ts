import type { CampaignRole } from './roles.ts';
import type { Scope } from './scopes.ts';

/**
 * The person or schedule that acts. Every use case takes `(deps, actor, input)`, so that it can ask what this actor may
 * do, and write down who did it.
 *
 * An operator works from a shell, on the machine that runs Amparo or with credentials of the group's cloud account.
 * Those credentials alone decide what an operator may do. It has no name: in AWS, a name is often an e-mail address.
 *
 * The schedule runs functions that no person starts. Their roles alone decide what it may do.
 */
export type Actor = { readonly kind: 'operator' | 'schedule' } | OrganiserActor;

/** A person of the group, as their account is at this moment. `rights.ts` says what they may do. */
export interface OrganiserActor {
  readonly kind: 'organiser';
  /** `org_` and random letters and digits, not made from the address. */
  readonly account: string;
  /** An admin of the group has every role in every campaign. */
  readonly isAdmin: boolean;
  /** Roles by the slugs of campaigns. */
  readonly campaigns: Readonly<Record<string, CampaignRole>>;
  /** That of their account when they were let in. What an actor of an earlier one makes must not outlive an invitation. */
  readonly generation: number;
  readonly client: 'console' | 'api';
  /** The SHA-256 of the id of their session, or of the words of their token. It opens nothing. */
  readonly session?: string | undefined;
  readonly token?: string | undefined;
  /** What a token is for. Undefined for a session, which may do all that its roles allow. */
  readonly scopes?: readonly Scope[] | undefined;
  /** Whether this is a token of an admin for some campaigns alone: elsewhere no role would help it. */
  readonly isNarrowed?: true;
  /** When the second factor was proved, in milliseconds since the epoch. Undefined for a token. */
  readonly freshAt?: number | undefined;
  /** Ends with the answer to the request in which they act, also with one that came too late. Left out: nobody waits for an answer. */
  readonly answered?: AbortSignal | undefined;
}

/**
 * Stops what was asked for in a request that is answered by now: who tries again must find nothing changed behind their back, and who was
 * removed since must change nothing. Each step and each further try of what takes long begins with it.
 * @throws the reason.
 */
export function requireWaiting(actor: Actor): void {
  if (actor.kind === 'organiser') actor.answered?.throwIfAborted();
}

/** The same actor, to tidy up what their request has begun: also once it is answered. */
export const afterAnswer = (actor: Actor): Actor =>
  actor.kind === 'organiser' ? { ...actor, answered: undefined } : actor;

/** The actor of every command. */
export const operator: Actor = { kind: 'operator' };

/** The actor of every function that runs at fixed times. */
export const schedule: Actor = { kind: 'schedule' };
