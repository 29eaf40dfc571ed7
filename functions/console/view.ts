import type { Context } from 'hono';
import { typedKey } from '../core/access/account.ts';
import type { SessionActor } from '../core/access/sessions.ts';
import { Problem } from '../core/problem.ts';
import type { ConsoleDeps } from './deps.ts';
import { rows } from './routes.ts';
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
  const me = { actor, address, typedKey: typedKey(keys, actor.account) };
  return { assets: deps.assets, path: c.req.path, answers: answersFor(c), me };
}

/** The pages that have an address, as expressions of their paths. */
const pages: readonly RegExp[] = rows
  .filter(({ method, path }) => method === 'GET' && /^\/organise(?:\/|$)/.test(path))
  .map(({ path }) => new RegExp(`^${path.replaceAll(/:[a-z]+/g, '[^/]+')}$`));

/**
 * The address under which the history of a browser keeps a page that answers a form: its own, or the one around it that a browser can ask
 * for. @returns undefined for a page that answers no form.
 */
export function answersFor(c: Context): string | undefined {
  if (c.req.method !== 'POST') return undefined;
  const { pathname, search } = new URL(c.req.url);
  const isPage = (path: string) => pages.some((one) => one.test(path));
  if (isPage(pathname)) return pathname + search;
  const parts = pathname.split('/');
  const around = parts.map((_, i) => parts.slice(0, -i - 1).join('/'));
  return around.find(isPage);
}
