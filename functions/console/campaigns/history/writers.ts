import type { OrganiserActor } from '../../../core/access/actor.ts';
import type { AccessDeps } from '../../../core/access/deps.ts';
import { namesFor } from '../../../core/access/names.ts';
import type { CampaignDeps } from '../../../core/campaigns/plan.ts';
import { versionsSeen } from '../../../core/campaigns/versions.ts';
import { caseVersions } from '../../../core/cases/list.ts';
import { t } from '../../ui/words.ts';
import { inSentence, whoWords } from './words.ts';

/** Of so many versions, the writers are named. */
const LATEST = 10;

const list = new Intl.ListFormat('en');

/**
 * Who has written a campaign since a revision, in words: “Ana Silva and you, in another window”. It reads the campaign, about 0.5 read
 * units for its latest versions, and 1 for each person.
 */
export async function writersSince(deps: Deps, actor: OrganiserActor, slug: string, seen: number): Promise<string> {
  const { versions } = await versionsSeen(deps, actor, { slug, before: undefined, limit: LATEST });
  return writersOf(deps, actor, versions, seen);
}

/** The same of a case. It reads the case, 0.5 read units for about three of its latest versions, and 1 for each person. */
export async function caseWritersSince(deps: Deps, actor: OrganiserActor, id: string, seen: number): Promise<string> {
  const { versions } = await caseVersions(deps, actor, { id, before: undefined, limit: LATEST });
  return writersOf(deps, actor, versions, seen);
}

type Deps = Pick<CampaignDeps, 'campaigns' | 'clock'> & AccessDeps;

async function writersOf(
  deps: Deps,
  actor: OrganiserActor,
  versions: readonly { readonly revision: number; readonly by?: string | undefined }[],
  seen: number,
): Promise<string> {
  const writers = new Set(versions.filter(({ revision }) => revision > seen).flatMap(({ by }) => by ?? []));
  const names = await namesFor(deps, actor, writers);
  const isSelf = (id: string) => id === actor.account;
  const who = [...writers].sort((one, other) => Number(isSelf(one)) - Number(isSelf(other)));
  return list.format(new Set(who.map((id) => whoWords(id, names, inSentence)))) || t(inSentence('colleague'));
}
