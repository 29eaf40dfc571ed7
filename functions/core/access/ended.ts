import { getAccount } from './account-store.ts';
import type { OrganisersDb } from './deps.ts';
import { getSession } from './session-store.ts';
import { hashOfSession } from './sessions.ts';

/**
 * Why a session is none any more.
 *
 * - `removed`: its person is no organiser now.
 * - `invited-again`: an admin has invited them afresh, and they have not signed in since.
 * - `ended`: by time, or by a sign-in at another place.
 */
export type SessionEnd = 'removed' | 'invited-again' | 'ended';

/**
 * Why a session that does not open has ended. 2 read units.
 * @returns undefined if nothing is known of it: it was signed out, it is long past, or there was none.
 */
export async function endOfSession({ organisers }: OrganisersDb, id: string): Promise<SessionEnd | undefined> {
  const hash = hashOfSession(id);
  const session = hash === undefined ? undefined : await getSession(organisers, hash);
  if (!session) return undefined;
  const account = await getAccount(organisers, session.account);
  if (!account) return 'removed';
  return account.generation !== session.generation && account.subjectHash === undefined ? 'invited-again' : 'ended';
}
