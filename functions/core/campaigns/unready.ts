import type { Db } from '../aws/db.ts';
import type { Clock } from '../running/clock.ts';
import type { Campaign, ParsedCampaignFile } from './campaign.ts';
import { FaultyFile, type FileFault } from './faults.ts';
import type { Group } from './group.ts';
import { getGroup } from './group-store.ts';
import { type DeployedKeys, sealedTo } from './sealed-to.ts';

/**
 * What a campaign lacks before people can sign it, in the order in which an organiser would mend it. Empty: it is ready.
 * @param ofAll the group of the installation.
 * @param now milliseconds since the epoch.
 */
export function missingForOpening(
  campaign: Pick<Campaign, 'recipients' | 'group' | 'closesAt'>,
  { deployed, ofAll, now }: { deployed: DeployedKeys; ofAll: Group | undefined; now: number },
): FileFault[] {
  const lacks: [boolean, string, string][] = [
    [
      sealedTo(campaign, deployed).length === 0,
      'recipients',
      campaign.recipients.length === 0
        ? 'is empty, and this installation has no key of the group: names and addresses could not be sealed'
        : 'names a key that is not deployed here: names and addresses could not be sealed',
    ],
    [!campaign.group && !ofAll, 'group', 'is missing, and this installation has none: people must see who asks them'],
    [
      campaign.closesAt !== undefined && Date.parse(campaign.closesAt) <= now,
      'closesAt',
      'has passed: choose a later moment, or leave it out',
    ],
  ];
  return lacks.flatMap(([isLacking, field, message]) => (isLacking ? [{ field, label: field, message }] : []));
}

/**
 * Checks what a draft must have before anybody else sees it, whichever way it stops being one. A new campaign that has closed is history,
 * which nobody can sign: it needs nothing. 0.5 read units.
 * @param before what is stored. Undefined: the campaign is new. @throws {FaultyFile} with all that it lacks.
 */
export async function checkReady(
  deps: { readonly campaigns: Db; readonly clock: Clock; readonly deployed: DeployedKeys },
  before: Pick<Campaign, 'visibility'> | undefined,
  file: ParsedCampaignFile,
): Promise<void> {
  if (file.visibility === 'draft' || (before && before.visibility !== 'draft')) return;
  const now = deps.clock();
  if (!before && file.closesAt !== undefined && Date.parse(file.closesAt) <= now) return;
  const missing = missingForOpening(file, { deployed: deps.deployed, ofAll: await getGroup(deps.campaigns), now });
  if (missing.length > 0) throw new FaultyFile(missing);
}

/** The paths of pictures that a campaign names by a file, which only a computer with that file can read. */
export const picturesInFiles = ({ picture, cases, group }: Pick<Campaign, 'picture' | 'cases' | 'group'>): string[] => {
  const all: [string, { file?: string | undefined } | undefined][] = [
    ['picture', picture],
    ...cases.map((one, i): [string, typeof one.picture] => [`cases[${i}].picture`, one.picture]),
    ['group.logo', group?.logo],
  ];
  return all.flatMap(([path, one]) => (one?.file === undefined ? [] : [path]));
};
