import { basename } from 'node:path/posix';
import { type Actor, operator } from '../../functions/core/access/actor.ts';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { casesChanged } from '../../functions/core/campaigns/case-changes.ts';
import { FaultyFile } from '../../functions/core/campaigns/faults.ts';
import { type CampaignDeps, carryOut, type Plan } from '../../functions/core/campaigns/plan.ts';
import { ChangedMeanwhile } from '../../functions/core/campaigns/store.ts';
import { relistCampaign } from '../../functions/core/overview/relist.ts';
import { keptName, namesOfPictures } from '../../functions/core/pictures/address.ts';
import { keepPictures, pictureShelf } from '../../functions/core/pictures/shelf.ts';
import {
  groupShown,
  type PictureFiles,
  putPictures,
  removeLogo,
  removePictures,
} from '../../functions/core/pictures/store.ts';
import { Problem } from '../../functions/core/problem.ts';
import { changeLines } from '../changes.ts';
import type { CommonOptions } from '../command.ts';
import { faultLines } from '../file.ts';
import { noCampaign, onStage, onTarget, type Target } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';
import { agreed, type Terminal } from '../terminal/terminal.ts';
import { deployedIn, languagesDeployed } from './deployed.ts';
import { caseLines, dangerWords, undeployedLines, unspokenLines } from './print.ts';

/** A change to a campaign, and the text if nothing changes. */
interface Change {
  readonly plan: (deps: CampaignDeps, actor: Actor, target: Target) => Promise<Plan>;
  readonly unchanged: (campaign: Campaign) => string;
  /** Files of pictures that the campaign will show. */
  readonly files?: PictureFiles;
  /** Lines to print when the campaign is as it should be. */
  readonly after?: (campaign: Campaign, target: Target) => readonly string[];
}

/** Shows the change, and writes it only after a clear yes. */
export const change = (
  options: CommonOptions,
  terminal: Terminal,
  { plan: planned, unchanged, files = new Map(), after = () => [] }: Change,
): Promise<void> =>
  onTarget(options, terminal, async (target) => {
    const { print, clock } = terminal;
    const relistOther = (slug: string) => relist(slug, target, terminal);
    const deps = {
      ...{ campaigns: target.db, audit: target.audit, clock, keepMonths: keepMonthsIn(terminal) },
      relist: relistOther,
      shelf: pictureShelf(target.pictures, target.db),
    };
    const plan = await planned(deps, operator, target).catch((error) => refuse(error, target));
    const { slug } = plan.after;
    const printAfter = () => after(plan.after, target).forEach(print);
    if (plan.before && plan.changes.length === 0) {
      print(`No change: ${slug} on ${target.name} ${unchanged(plan.before.campaign)}.`);
      return printAfter();
    }
    const cases = await casesChanged(deps, operator, plan).catch((error) => refuse(error, target));
    show(plan, target, terminal);
    for (const line of caseLines(cases, plan.after)) print(`! ${line}`);
    if (!(await agreed('Write this?', options, terminal, 'Nothing written'))) return;
    // Everybody who knows the address of a file sees it. Those of a draft wait where only organisers see them.
    const isDraft = plan.after.visibility === 'draft';
    const named = [...files].map(([name, content]) => [isDraft ? keptName(basename(name)) : name, content] as const);
    await putPictures({ ...deps, pictures: target.pictures }, operator, new Map(named), slug);
    await carryOut(deps, operator, plan).catch((error) => refuse(error, target));
    await relist(slug, target, terminal);
    await removeUnshown(plan, target);
    print(`Written: ${slug} on ${target.name}.`);
    if (isDraft && namesOfPictures({ ...plan.after, share: undefined }).size > 0)
      print('A draft has no pictures online. They are stored, and go online with the campaign.');
    printAfter();
  });

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

/** Removes the pictures that a change leaves without a page. Comes after the change is written. */
export async function removeUnshown({ before, after }: Plan, { db, pictures }: Target): Promise<void> {
  const deps = { pictures, campaigns: db };
  // They go online again with it.
  if (before && after.visibility === 'draft' && after.deletedAt === undefined)
    await keepPictures(pictures, before.campaign);
  await removePictures(deps, operator, { before: before?.campaign, after });
  await removeLogo(deps, operator, { before: before?.campaign.group, after: groupShown(after) });
}

/** How many months a stage keeps identities, if the environment sets it as for a deploy. */
export const keepMonthsIn = ({ environment }: Terminal): number | undefined =>
  Number(environment?.AMPARO_KEEP_MONTHS) || undefined;

/** @throws {CommandError} if a person can act on the error. Every other error is thrown unchanged. */
export function refuse(error: unknown, target: Target): never {
  if (error instanceof Problem && error.kind === 'campaign-unknown') throw noCampaign(error.campaign ?? '', target);
  if (error instanceof Problem && error.kind === 'campaign-deleted')
    throw new CommandError(
      `${error.campaign} was deleted from ${target.name}. \`npm run campaign -- put FILE${onStage(target.stage)}\` brings it back.`,
    );
  if (error instanceof FaultyFile) throw new CommandError(...faultLines(error));
  if (error instanceof ChangedMeanwhile)
    throw new CommandError('Nothing written: somebody else has just changed the campaign. Run again to compare.');
  throw error;
}

function show({ before, after, changes, dangers }: Plan, target: Target, { print, environment }: Terminal): void {
  const { name, stage } = target;
  print(before ? `${before.campaign.slug} on ${name} changes:` : `New campaign on ${name}:`);
  for (const line of changes.flatMap(changeLines)) print(`  ${line}`);
  // `npm start` has its own keys, and seals to every key that a campaign names.
  const ofStages = ['recipients-of-the-group', 'recipients-of-its-own'];
  for (const kind of dangers.filter((one) => stage !== undefined || !ofStages.includes(one)))
    print(`! ${dangerWords[kind].replace('SLUG', after.slug)}`);
  const languages = stage === undefined ? target.languages : languagesDeployed(environment ?? {}, stage);
  for (const line of unspokenLines(after, languages)) print(`! ${line}`);
  const namesOthers = dangers.includes('recipients-of-its-own') || dangers.includes('recipients-changed');
  if (stage === undefined || !namesOthers || after.recipients.length === 0) return;
  for (const line of undeployedLines(after.recipients, deployedIn(environment ?? {}, stage))) print(`! ${line}`);
}
