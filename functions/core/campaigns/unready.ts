import type { Campaign } from './campaign.ts';
import type { FileFault } from './faults.ts';
import type { Group } from './group.ts';
import { type DeployedKeys, sealedTo } from './sealed-to.ts';

/**
 * What a campaign lacks before people can sign it, in the order in which an organiser would mend it. Empty: it is ready.
 * @param ofAll the group of the installation.
 * @param now milliseconds since the epoch.
 */
export function missingForOpening(
  campaign: Campaign,
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

/** The paths of pictures that a campaign names by a file, which only a computer with that file can read. */
export const picturesInFiles = ({ picture, cases, group }: Pick<Campaign, 'picture' | 'cases' | 'group'>): string[] => {
  const all: [string, { file?: string | undefined } | undefined][] = [
    ['picture', picture],
    ...cases.map((one, i): [string, typeof one.picture] => [`cases[${i}].picture`, one.picture]),
    ['group.logo', group?.logo],
  ];
  return all.flatMap(([path, one]) => (one?.file === undefined ? [] : [path]));
};
