import type { Context } from 'hono';
import type { AccessDeps } from '../../core/access/deps.ts';
import type { SessionActor } from '../../core/access/sessions.ts';
import type { Db } from '../../core/aws/db.ts';
import type { OrganiseDeps } from '../../core/campaigns/organise-deps.ts';
import type { AppDeps } from '../../http/deps.ts';
import type { Invitations } from '../sign-in/invitations.ts';
import { ownAddress } from './own-address.ts';
import type { ConsoleView, Me } from './page.tsx';

/** What the pages of the console work with. */
export interface PageDeps extends AccessDeps, OrganiseDeps, Pick<AppDeps, 'assets' | 'publicUrl' | 'log'> {
  readonly counts: Db;
  /** Undefined if the sign-in of the group knows its people by itself. */
  readonly invitations?: Invitations | undefined;
  /** Who asks. The guard has let them in (`../guard.ts`). */
  readonly actorOf: (c: Context) => SessionActor;
}

/** What a page shows around its content: who has signed in, and where they are. 1 read unit. */
export async function viewFor(c: Context, deps: PageDeps): Promise<ConsoleView & { readonly me: Me }> {
  const actor = deps.actorOf(c);
  return { assets: deps.assets, path: c.req.path, me: { actor, address: await ownAddress(deps, actor) } };
}
