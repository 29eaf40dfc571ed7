import { basename } from 'node:path/posix';
import { type Actor, operator } from '../../functions/core/access/actor.ts';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { casesChanged } from '../../functions/core/campaigns/case-changes.ts';
import { written } from '../../functions/core/campaigns/organise.ts';
import type { OrganiseDeps } from '../../functions/core/campaigns/organise-deps.ts';
import { carryOut, type Plan } from '../../functions/core/campaigns/plan.ts';
import { keptName, namesOfPictures } from '../../functions/core/pictures/address.ts';
import { keepPictures } from '../../functions/core/pictures/shelf.ts';
import {
  groupShown,
  type PictureFiles,
  putPictures,
  removeLogo,
  removePictures,
} from '../../functions/core/pictures/store.ts';
import { changeLines } from '../changes.ts';
import type { CommonOptions } from '../command.ts';
import { onTarget, type Target } from '../target.ts';
import { agreed, type Terminal } from '../terminal/terminal.ts';
import { deployedIn, languagesDeployed } from './deployed.ts';
import { organiseDepsOn } from './deps.ts';
import { caseLines, dangerWords, undeployedLines, unspokenLines } from './print.ts';
import { refuse } from './refuse.ts';

/** A change to a campaign, and the text if nothing changes. */
interface Planned {
  readonly plan: (deps: OrganiseDeps, actor: Actor, target: Target) => Promise<Plan>;
  readonly unchanged: (campaign: Campaign) => string;
  /** Lines to print before the question, beside what changes. */
  readonly notes?: (campaign: Campaign) => readonly string[];
  /** Lines to print when the campaign is as it should be. */
  readonly after?: (campaign: Campaign, target: Target) => readonly string[] | Promise<readonly string[]>;
}

interface Change extends Planned {
  /** Files of pictures that the campaign will show. */
  readonly files?: PictureFiles;
}

/** Shows what a file, or a setting, changes. Writes it only after a clear yes. */
export const change = (
  options: CommonOptions,
  terminal: Terminal,
  { files = new Map(), ...planned }: Change,
): Promise<void> =>
  confirmed(options, terminal, planned, async (deps, plan, target) => {
    const { after } = plan;
    // Everybody who knows the address of a file sees it. Those of a draft wait where only organisers see them.
    const isDraft = after.visibility === 'draft';
    const named = [...files].map(([name, content]) => [isDraft ? keptName(basename(name)) : name, content] as const);
    await putPictures({ ...deps, pictures: target.pictures }, operator, new Map(named), after.slug);
    await carryOut(deps, operator, plan).catch(async (error) => {
      // Nobody sees the pictures of a campaign that was refused.
      await deps.shelf.hide(plan.before?.campaign, after).catch(() => undefined);
      throw error;
    });
    await deps.relist(after.slug);
    await removeUnshown(plan, target);
    return isDraft && namesOfPictures({ ...after, share: undefined }).size > 0
      ? ['A draft has no pictures online. They are stored, and go online with the campaign.']
      : [];
  });

/** The same for an act of the console. Pictures move between the public and the organisers, as there. */
export const act = (options: CommonOptions, terminal: Terminal, planned: Planned): Promise<void> =>
  confirmed(options, terminal, planned, async (deps, plan) => {
    await written(deps, operator, plan);
    return plan.before?.campaign.share && !plan.after.share ? [NOT_DRAWN] : [];
  });

const NOT_DRAWN =
  'The picture for shared links had the title or picture of before, and is gone. To draw it again, put the file that `npm run campaign -- show SLUG --out FILE` writes.';

const confirmed = (
  options: CommonOptions,
  terminal: Terminal,
  { plan: planned, unchanged, notes = () => [], after = () => [] }: Planned,
  write: (deps: OrganiseDeps, plan: Plan, target: Target) => Promise<readonly string[]>,
): Promise<void> =>
  onTarget(options, terminal, async (target) => {
    const { print } = terminal;
    const deps = organiseDepsOn(target, terminal);
    const plan = await planned(deps, operator, target).catch((error) => refuse(error, target));
    const { slug } = plan.after;
    const printAfter = async () => (await after(plan.after, target)).forEach(print);
    if (plan.before && plan.changes.length === 0) {
      print(`No change: ${slug} on ${target.name} ${unchanged(plan.before.campaign)}.`);
      return printAfter();
    }
    const cases = await casesChanged(deps, operator, plan).catch((error) => refuse(error, target));
    show(plan, target, terminal);
    for (const line of caseLines(cases, plan.after)) print(`! ${line}`);
    notes(plan.after).forEach(print);
    if (!(await agreed('Write this?', options, terminal, 'Nothing written'))) return;
    const lines = await write(deps, plan, target).catch((error) => refuse(error, target));
    print(`Written: ${slug} on ${target.name}.`);
    lines.forEach(print);
    await printAfter();
  });

/** Removes the pictures that a change leaves without a page. Comes after the change is written. */
export async function removeUnshown({ before, after }: Plan, { db, pictures }: Target): Promise<void> {
  const deps = { pictures, campaigns: db };
  // They go online again with it.
  if (before && after.visibility === 'draft' && after.deletedAt === undefined)
    await keepPictures(pictures, before.campaign);
  await removePictures(deps, operator, { before: before?.campaign, after });
  await removeLogo(deps, operator, { before: before?.campaign.group, after: groupShown(after) });
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
