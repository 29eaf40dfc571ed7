import type { Context } from 'hono';
import { typedKey } from '../core/access/account.ts';
import type { SessionActor } from '../core/access/sessions.ts';
import { Problem } from '../core/problem.ts';
import type { ConsoleDeps } from './deps.ts';
import { ownAddress } from './ui/own-address.ts';
import type { ConsoleView, Me } from './ui/page.tsx';

/** Who asks for a page. The guard has let them in. @throws {Problem} `not-allowed` for a token: pages are for people. */
export function organiserAt(c: Context): SessionActor {
  const actor = c.get('actor');
  if (!actor || !('csrf' in actor)) throw new Problem('not-allowed');
  return actor;
}

/** What a page shows around its content: who has signed in, and where they are. 1 read unit. */
export async function viewFor(
  c: Context,
  deps: Pick<ConsoleDeps, 'organisers' | 'clock' | 'keys' | 'assets'>,
): Promise<ConsoleView & { readonly me: Me }> {
  const actor = organiserAt(c);
  const [address, keys] = await Promise.all([ownAddress(deps, actor), deps.keys()]);
  return { assets: deps.assets, path: c.req.path, me: { actor, address, typedKey: typedKey(keys, actor.account) } };
}
