import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operator } from '../../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../../functions/core/access/invite.ts';
import { listOrganisers, type PeopleDeps } from '../../../functions/core/access/people.ts';
import { type LocalProvider, startProvider } from './provider.ts';

/** The note in the data folder: who has signed people in so far. */
const NOTE = 'sign-in.json';

interface Note {
  readonly issuer: string;
}

/**
 * Starts the provider where it was last time: people are known by its address, too. If another program has that port, it gets a
 * free one.
 */
export async function startProviderAgain(
  dataDir: string,
  options: Omit<Parameters<typeof startProvider>[0], 'port'>,
): Promise<LocalProvider> {
  const port = Number(new URL(noteIn(dataDir)?.issuer ?? 'http://127.0.0.1:0').port);
  try {
    return await startProvider({ ...options, port });
  } catch {
    return startProvider(options);
  }
}

/**
 * Lets people in after a change of the provider's address: an account belongs to one person of one provider, so they are
 * invited again, with the roles that they have. Whom an admin removed stays removed, and who never came waits for their sign-in still.
 */
export async function letPeopleIn(
  deps: PeopleDeps,
  { dataDir, issuer }: { dataDir: string; issuer: string },
): Promise<void> {
  const before = noteIn(dataDir)?.issuer;
  if (before === issuer) return;
  if (before !== undefined) {
    for (const { address, name, state } of await listOrganisers(deps, operator))
      if (state === 'active') await inviteOrganiser(deps, operator, { address, name, days: 'no-limit', again: true });
  }
  writeFileSync(join(dataDir, NOTE), `${JSON.stringify({ issuer } satisfies Note)}\n`, { mode: 0o600 });
}

function noteIn(dataDir: string): Note | undefined {
  try {
    const { issuer } = JSON.parse(readFileSync(join(dataDir, NOTE), 'utf8')) as Partial<Note>;
    return typeof issuer === 'string' && URL.canParse(issuer) ? { issuer } : undefined;
  } catch {
    return undefined;
  }
}
