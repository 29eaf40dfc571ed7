import { type Actor, requireWaiting } from '../access/actor.ts';
import { Problem } from '../problem.ts';
import { drawnPause } from '../running/drawn-pause.ts';
import { OtherVersion } from './organise-deps.ts';

const TRIES = 10;

/**
 * Writes a campaign or a case as it is now, once more if somebody else was faster: somebody who named no revision has read none that could be
 * overwritten.
 * @param seen the revision that they named. @param work reads, and writes what it has read.
 * @throws {OtherVersion} if they named one. {Problem} `changed-meanwhile` if others were faster at each of ten tries.
 */
export async function onNewest<Result>(
  actor: Actor,
  seen: number | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++)
    try {
      requireWaiting(actor);
      return await work();
    } catch (error) {
      if (!(error instanceof OtherVersion) || seen !== undefined) throw error;
      if (tries === TRIES) throw new Problem('changed-meanwhile');
      await drawnPause(tries);
    }
}
