import type { Db } from '../aws/db.ts';
import type { Clock } from '../running/clock.ts';
import type { Campaign } from './campaign.ts';
import { FaultyFile, type FileFault } from './faults.ts';
import type { Group } from './group.ts';
import { getGroup } from './group-store.ts';
import { type DeployedKeys, sealedTo } from './sealed-to.ts';

interface ReadyDeps {
  readonly campaigns: Db;
  readonly clock: Clock;
  readonly deployed: DeployedKeys;
}

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
 * Checks what a campaign must have from when on people can see and sign it: a draft that is shown, whichever way, and a closed campaign that
 * opens again. A new one that has closed, or a version that comes back as closed, is history, which nobody can sign: it needs nothing. 0.5 read
 * units.
 * @param before what is stored. Undefined: the campaign is new. @param isBack whether a version comes back with its dates.
 * @throws {FaultyFile} with all that it lacks.
 */
export async function checkReady(
  deps: ReadyDeps,
  before: Pick<Campaign, 'visibility' | 'closesAt'> | undefined,
  file: Pick<Campaign, 'visibility' | 'recipients' | 'group' | 'closesAt'>,
  isBack = false,
): Promise<void> {
  if (file.visibility === 'draft') return;
  const now = deps.clock();
  const isOver = ({ closesAt }: Pick<Campaign, 'closesAt'>) => closesAt !== undefined && Date.parse(closesAt) <= now;
  const isReopened = before !== undefined && isOver(before) && !isOver(file);
  if ((before === undefined || isBack) && isOver(file)) return;
  if (before && before.visibility !== 'draft' && !isReopened) return;
  await refuseUnready(deps, file);
}

/** @throws {FaultyFile} with all that a campaign lacks to be signed. */
export async function refuseUnready(
  { campaigns, deployed, clock }: ReadyDeps,
  campaign: Parameters<typeof missingForOpening>[0],
): Promise<void> {
  const missing = missingForOpening(campaign, { deployed, ofAll: await getGroup(campaigns), now: clock() });
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
