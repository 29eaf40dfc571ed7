import { operator } from '../../functions/core/access/actor.ts';
import type { OrganiseDeps } from '../../functions/core/campaigns/organise-deps.ts';
import type { DeployedKeys } from '../../functions/core/campaigns/sealed-to.ts';
import { relistCampaign } from '../../functions/core/overview/relist.ts';
import { pictureShelf } from '../../functions/core/pictures/shelf.ts';
import type { CommonOptions } from '../command.ts';
import { onTarget, type Target } from '../target.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { deployedIn } from './deployed.ts';
import { refuse } from './refuse.ts';

/** What the use cases of organisers work with, on this machine or on a stage. */
export const organiseDepsOn = (target: Target, terminal: Terminal): OrganiseDeps => ({
  ...{ campaigns: target.db, audit: target.audit, clock: terminal.clock, keepMonths: keepMonthsIn(terminal) },
  get deployed() {
    return deployedOn(target, terminal);
  },
  shelf: pictureShelf(target.pictures, target.db),
  relist: (slug) => relist(slug, target, terminal),
});

/** Does something that organisers do. @throws {CommandError} also for each refusal of the use case. */
export const onOrganised = (
  options: CommonOptions,
  terminal: Terminal,
  work: (deps: OrganiseDeps, target: Target) => Promise<void>,
): Promise<void> =>
  onTarget(options, terminal, (target) =>
    work(organiseDepsOn(target, terminal), target).catch((error) => refuse(error, target)),
  );

/** `npm start` has a key of its own, and seals to every key that a campaign names. */
const ANY: DeployedKeys = { publicKeys: ['a key that only the installation knows'], campaignPublicKeys: 'any' };

/** Where nobody says which keys a stage has, none is refused here: its functions use no other. */
const deployedOn = ({ stage }: Target, { environment = {} }: Terminal): DeployedKeys =>
  (stage === undefined ? undefined : deployedIn(environment, stage)) ?? ANY;

/**
 * Lets lists show a change at once. If that fails, the change is written all the same, and `overview` does it. That also has
 * events of webhooks erased that say what the campaign no longer says. Comes after it is written.
 */
export async function relist(slug: string, target: Target, { print, clock }: Terminal): Promise<void> {
  try {
    await relistCampaign({ campaigns: target.db, clock }, operator, { slug });
  } catch {
    print('Lists of campaigns will show it in a few minutes.');
  }
}

/** How many months a stage keeps identities, if the environment sets it as for a deploy. */
export const keepMonthsIn = ({ environment }: Terminal): number | undefined =>
  Number(environment?.AMPARO_KEEP_MONTHS) || undefined;
