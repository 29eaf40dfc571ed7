import * as z from 'zod/mini';
import { type Actor, requireWaiting } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import { Problem } from '../problem.ts';
import { allChecks, type Checks } from './all-faults.ts';
import { fileOf } from './as-file.ts';
import type { Campaign, ParsedCampaignFile } from './campaign.ts';
import { prisonerCase } from './case.ts';
import { casesChanged } from './case-changes.ts';
import { withCaseIds } from './case-ids.ts';
import { mayBeSigned } from './demands.ts';
import { checkCampaign, FaultyFile, type FileFault, type PlaceOf } from './faults.ts';
import { type Fence, Fenced } from './fence.ts';
import { type Legible, legibleIn } from './legible.ts';
import { mergePatch } from './merge-patch.ts';
import { onNewest } from './on-newest.ts';
import { type OrganiseDeps, OtherRevision } from './organise-deps.ts';
import { checkPastOf } from './past.ts';
import { picturesOfOthers, picturesWanted, type WithPictures } from './pictures-of-others.ts';
import { carryOut, type Plan, planOver, storedCampaign } from './plan.ts';
import { holdsPrivateKey, PRIVATE_KEY_WORDS } from './recipient.ts';
import { checkRelated } from './related.ts';
import { sealedTo } from './sealed-to.ts';
import { withPictures } from './shelf.ts';
import type { Earlier } from './state-changes.ts';
import { ChangedMeanwhile, getStoredCampaign, type StoredCampaign } from './store.ts';
import { changesMoreThanTexts } from './text-fields.ts';
import { checkReady, picturesInFiles } from './unready.ts';
import { queryMadeBy } from './version-store.ts';

/** The members of a JSON object. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * Makes a campaign of the fields of a campaign's file. It is a draft, if they do not say who can see it.
 * @param beside.madeBy names what was sent, if it may be sent twice: then the second call returns the campaign that the first one made.
 * @param beside.fence where the fence stood before the fields were read, if they are those of another campaign.
 * @param beside.placeOf as `checkCampaign` takes it.
 * @param beside.olderDemands the languages whose demand is known to translate an earlier one (`olderTranslations`).
 * @throws {Problem} `not-allowed`, or `slug-taken`: also by a deleted campaign, whose signatures are keyed by it. {Fenced} as `carryOut`.
 * @throws {FaultyFile} with every fault, or with all that it lacks if it is to be seen at once.
 */
export async function createCampaign(
  deps: OrganiseDeps,
  actor: Actor,
  fields: Fields,
  {
    madeBy,
    fence,
    placeOf,
    olderDemands = [],
  }: {
    readonly madeBy?: string | undefined;
    readonly fence?: Fence | undefined;
    readonly placeOf?: PlaceOf | undefined;
    readonly olderDemands?: readonly string[];
  } = {},
): Promise<StoredCampaign> {
  try {
    const plan = await planNew(deps, actor, fields, placeOf);
    const after = { ...plan.after, ...(olderDemands.length > 0 && { olderDemands }) };
    return await write(deps, actor, { ...plan, after, madeBy, fence });
  } catch (error) {
    if (error instanceof Fenced) throw error;
    const isTaken = error instanceof Problem && error.kind === 'slug-taken';
    if (!isTaken && !(error instanceof ChangedMeanwhile)) throw error;
    const made = await campaignMadeBy(deps, fields.slug, madeBy);
    if (!made) throw new Problem('slug-taken');
    // What made it may have stopped before that.
    await deps.relist(made.campaign.slug);
    return made;
  }
}

/**
 * The campaign with a slug, if it was made by what is sent once more. 1 read unit, and those of the campaign. The caller has the right to
 * make campaigns, and so sees all.
 */
export async function campaignMadeBy(
  { campaigns }: Pick<OrganiseDeps, 'campaigns'>,
  slug: unknown,
  madeBy: string | undefined,
): Promise<StoredCampaign | undefined> {
  if (madeBy === undefined || typeof slug !== 'string' || (await queryMadeBy(campaigns, slug)) !== madeBy)
    return undefined;
  return getStoredCampaign(campaigns, slug, { consistent: true });
}

/** Plans to make a campaign. @throws as `createCampaign`. */
export async function planNew(deps: OrganiseDeps, actor: Actor, fields: Fields, placeOf?: PlaceOf): Promise<Plan> {
  requireRight(actor, 'campaign.create', deps);
  const { slug } = fields;
  const sent = withCaseIds(typeof slug === 'string' ? slug : '', { visibility: 'draft', ...fields }, undefined);
  refusePrivateKeys(sent);
  // The texts of a campaign take long to check.
  requireWaiting(actor);
  const checks = allChecks(placeOf);
  const file = await checks.of(() => checkCampaign(sent, placeOf));
  if (file && file.visibility !== 'draft') requireRight(actor, 'campaign.publish', { ...deps, campaign: file.slug });
  if (file && (await getStoredCampaign(deps.campaigns, file.slug, { consistent: true })))
    throw new Problem('slug-taken');
  return planChecked(deps, actor, checks, { before: undefined, file, read: file ?? legibleIn(sent) });
}

/**
 * Changes fields of a campaign by a JSON merge patch (RFC 7396).
 * @throws {Problem} `not-allowed`, `not-fresh`, `campaign-unknown` or `campaign-deleted`.
 * @throws {OtherRevision} if another one is stored. Nothing is written then. @throws {FaultyFile} with every fault.
 */
export async function changeCampaign(
  deps: OrganiseDeps,
  actor: Actor,
  change: CampaignChange,
): Promise<StoredCampaign> {
  return onNewest(actor, change.seen, async () => {
    const planned = await planChange(deps, actor, change);
    const { act = planned.act, fence } = change;
    const plan = { ...planned, act, fence };
    return plan.before !== undefined && plan.changes.length === 0 ? plan.before : written(deps, actor, plan);
  });
}

/** A change of a campaign: a JSON merge patch of its file. */
export interface CampaignChange {
  readonly slug: string;
  readonly patch: Fields;
  /** The revision that the writer has read. Undefined: any. */
  readonly seen: number | undefined;
  /** What the trail calls it, if the change has a word of its own. */
  readonly act?: Plan['act'];
  /** Where the fence stood before the words of a case were read (`fence.ts`). Undefined: the writer brings them. */
  readonly fence?: Fence | undefined;
}

/** What `changeCampaign` would write. Its refusals are the same. */
export async function planChange(
  deps: OrganiseDeps,
  actor: Actor,
  { slug, patch, seen }: CampaignChange,
): Promise<Plan> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  const before = await seenCampaign(deps, slug, seen);
  return planFile(deps, actor, before, mergePatch(fileOf(before.campaign), patch));
}

/**
 * Plans to put a whole file in place of what its writer has read. Who may do it depends on the fields that it changes. To show a draft
 * takes what `openCampaign` takes.
 * @param beside.placeOf as `checkCampaign` takes it.
 * @throws {Problem} `not-allowed` or `not-fresh`. @throws {InOtherState} as `planOver`. @throws {FaultyFile} with every fault.
 */
export async function planFile(
  deps: OrganiseDeps,
  actor: Actor,
  before: StoredCampaign,
  fields: unknown,
  { earlier, placeOf }: { readonly earlier?: Earlier; readonly placeOf?: PlaceOf | undefined } = {},
): Promise<Plan> {
  const { slug } = before.campaign;
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  const stored = fileOf(before.campaign);
  const sent = withCaseIds(slug, fields, before.campaign);
  refusePrivateKeys(sent);
  // The texts of a campaign take long to check.
  requireWaiting(actor);
  const checks = allChecks(placeOf);
  const file = await checks.of(() => checkCampaign(sent, placeOf));
  const read = file ?? legibleIn(sent);
  if (read.slug !== '' && read.slug !== slug)
    await checks.of(() => {
      throw fault('slug', 'can never change: signatures are keyed by it');
    });
  // What is refused anyway takes no right to publish.
  const isSigned = mayBeSigned(before.campaign, deps.clock());
  const isText = file?.slug !== slug || !changesMoreThanTexts(stored, file, isSigned);
  const right = isText ? 'campaign.write' : 'campaign.publish';
  requireRight(actor, right, { ...deps, campaign: slug });
  // The picture for shared links shows these, and only a command can draw it again.
  const isDrawn = (['title', 'language'] as const).every((field) => file?.[field] === stored[field]);
  const share = isDrawn && read.picture?.made?.id === stored.picture?.made?.id ? undefined : null;
  const plan = await planChecked(deps, actor, checks, { before, file, read: { ...read, slug }, earlier, share });
  return { ...plan, right };
}

/** What is to be written, of what its own checks have seen already. */
interface Checked {
  readonly before: StoredCampaign | undefined;
  /** Undefined if its schema refuses it. */
  readonly file: ParsedCampaignFile | undefined;
  /** The file, or what can be read of it. */
  readonly read: Legible;
  /** What the campaign was, if that is to come back. */
  readonly earlier?: Earlier | undefined;
  /** As `planOver` takes it. */
  readonly share?: null | undefined;
}

/** Plans to write a campaign, after all further checks. @throws {FaultyFile} with the faults of all. */
async function planChecked(
  deps: OrganiseDeps,
  actor: Actor,
  checks: Checks,
  { before, file, read, earlier, share }: Checked,
): Promise<Plan> {
  const [stored, marks] = [before?.campaign, earlier?.marks];
  const its = [stored ?? [], earlier?.file ?? []].flat();
  await checks.of(() => checkOrganised(deps, actor, stored, read, its));
  await checks.of(() => checkRelated(deps, actor, read, stored));
  await checks.of(() => checkReady(deps, stored, read, marks !== undefined));
  if (!file) await checks.of(() => checkPastOf(stored, read, deps.clock()));
  const plan = await checks.of(() => file && planOver(deps, before, file, { share, marks }));
  if (plan && !checks.areFaulty) return plan;
  // Cases of others are compared when they are written. A case whose words are wrong differs from anything.
  const cases = read.cases.map((one) => (z.safeParse(prisonerCase, one).success ? one : { ...one, id: undefined }));
  await checks.of(() => casesChanged(deps, actor, { before, after: { ...read, cases } }));
  throw checks.faulty();
}

/** Writes a plan. @throws {OtherRevision} if somebody else wrote the campaign meanwhile. {Fenced} as `carryOut`. */
export async function written(deps: OrganiseDeps, actor: Actor, plan: Plan): Promise<StoredCampaign> {
  try {
    return await write(deps, actor, plan);
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile) || error instanceof Fenced) throw error;
    throw new OtherRevision(plan.before?.revision ?? 0, await storedCampaign(deps, plan.after.slug));
  }
}

/** The one place where an organiser's change is written. */
async function write(deps: OrganiseDeps, actor: Actor, plan: Plan): Promise<StoredCampaign> {
  await withPictures(deps.shelf, { before: plan.before?.campaign, after: plan.after }, async () => {
    await carryOut(deps, actor, plan);
    await deps.relist(plan.after.slug);
  });
  return { campaign: plan.after, revision: (plan.before?.revision ?? 0) + 1 };
}

/** A campaign as its writer has read it. @throws {OtherRevision} if another revision is stored. */
export async function seenCampaign(
  deps: Pick<OrganiseDeps, 'campaigns'>,
  slug: string,
  seen: number | undefined,
): Promise<StoredCampaign> {
  const before = await storedCampaign(deps, slug);
  if (seen !== undefined && seen !== before.revision) throw new OtherRevision(seen, before);
  return before;
}

/** Comes before all other checks, and ends them: their messages repeat values. @throws {FaultyFile} */
function refusePrivateKeys(file: unknown): void {
  if (holdsPrivateKey(JSON.stringify(file))) throw fault('recipients', PRIVATE_KEY_WORDS);
}

/** Of a picture. */
export const NOT_STORED = 'is no picture that was uploaded here: upload it again';
export const ON_A_COMPUTER = 'is on a computer: upload the picture, and name it as `made`';

/** What the schema of a file cannot know. @param its what the campaign is, or was: it may keep its pictures. @throws {FaultyFile} */
async function checkOrganised(
  deps: OrganiseDeps,
  actor: Actor,
  before: Campaign | undefined,
  file: Legible,
  its: readonly WithPictures[],
): Promise<void> {
  const faults: FileFault[] = [];
  const add = (field: string, message: string) => faults.push({ field, label: field, message });
  // A person who could name a key of their own could read from then on who signs.
  if (file.recipients.length > 0 && sealedTo(file, deps.deployed).length === 0)
    add('recipients', 'names a key that is not deployed here');
  for (const path of picturesInFiles(file)) add(`${path}.file`, ON_A_COMPUTER);
  const own = its.flatMap(picturesWanted).map(({ made }) => made);
  const others = (await picturesOfOthers(deps, actor, picturesWanted(file), own)).map(({ field }) => field);
  // One fault for both: nobody learns whether there is a picture that they may not take.
  for (const path of new Set([...others, ...(await deps.shelf.missing(before, file))])) add(`${path}.made`, NOT_STORED);
  if (faults.length > 0) throw new FaultyFile(faults);
}

const fault = (field: string, message: string) => new FaultyFile([{ field, label: field, message }]);
