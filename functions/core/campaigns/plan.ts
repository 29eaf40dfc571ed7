import type { Actor } from '../access/actor.ts';
import { requireRightNow } from '../access/right-now.ts';
import type { Right } from '../access/rights.ts';
import type { CampaignAct } from '../audit/acts.ts';
import type { Db } from '../aws/db.ts';
import { Problem } from '../problem.ts';
import { type Clock, isoTime } from '../running/clock.ts';
import { allChecks } from './all-faults.ts';
import { fileOf } from './as-file.ts';
import type { Campaign, CampaignHead, ParsedCampaignFile, SharePicture } from './campaign.ts';
import { casesChanged, keepNameless, mustSpread, putCases } from './case-changes.ts';
import { eraseBegun, eraseUnspoken } from './case-erasure.ts';
import { withCaseIds } from './case-ids.ts';
import { forgetSpeaker } from './case-index.ts';
import { noteAlone, noteSpokenFor } from './case-speakers.ts';
import { type SpreadDeps, spreadCase } from './case-spread.ts';
import { type CaseRecord, noteFormerSpeaker } from './case-store.ts';
import { countCases, uncountCases } from './cases-made.ts';
import { type Change, campaignChanges } from './changes.ts';
import { campaignDangers, type DangerKind } from './dangers.ts';
import { deletedCampaign } from './deleted.ts';
import { type KeptWords, wordsKept } from './demands.ts';
import { checkCampaign, FaultyFile } from './faults.ts';
import { again, type Fence, Fenced, fenceStands, getFence } from './fence.ts';
import { usualTag } from './fields.ts';
import type { Group } from './group.ts';
import { getGroup } from './group-store.ts';
import { listCampaignHeads } from './head-store.ts';
import { localTime } from './local-time.ts';
import { checkPastOf } from './past.ts';
import { checkRelated } from './related.ts';
import { actOf, checkShown, type Marks, marksAfter } from './state-changes.ts';
import { takesStep } from './states.ts';
import { ChangedMeanwhile, getStoredCampaign, type StoredCampaign } from './store.ts';
import { isSlug } from './values.ts';
import { putWrittenFirst } from './written-first.ts';

/**
 * To change a campaign takes two steps: a plan, which shows the changes, and `carryOut`, which writes just them. If a
 * plan has no changes, there is nothing to do.
 */
export interface Plan {
  /** How the audit trail calls it: `campaign.put`, or a word for what it means, such as `campaign.close`. */
  readonly act: CampaignAct;
  /** What an organiser must still be allowed to do when it is written. Left out: `campaign.write`. */
  readonly right?: Right | undefined;
  readonly before: StoredCampaign | undefined;
  readonly after: Campaign;
  readonly changes: readonly Change[];
  readonly dangers: readonly DangerKind[];
  /** Names what was sent to make the campaign, if it may be sent twice. */
  readonly madeBy?: string | undefined;
  /**
   * Where the fence stood before the words of the plan were read (`fence.ts`). Undefined: the writer brings the words, so that they may come
   * after an erasure.
   */
  readonly fence?: Fence | undefined;
  /** The version that it brings back. */
  readonly broughtBack?: number | undefined;
}

/** What a change of campaigns needs. */
export interface CampaignDeps {
  readonly campaigns: Db;
  readonly clock: Clock;
  /** `stageMonths` of `campaignDangers`. */
  readonly keepMonths?: number | undefined;
}

/**
 * Plans to store a campaign under its slug, in place of the one that is there.
 * @param share the picture for shared links. Left out: the one that is there.
 * @throws {FaultyFile} with every fault: if it points to a campaign that does not exist, says what is still to come, or differs from a case
 * of others.
 */
export async function planCampaign(
  deps: CampaignDeps,
  actor: Actor,
  file: ParsedCampaignFile,
  share?: SharePicture | undefined,
): Promise<Plan> {
  const checks = allChecks();
  await checks.of(() => checkRelated(deps, actor, file));
  const [before, group] = await Promise.all([getStoredCampaign(deps.campaigns, file.slug), getGroup(deps.campaigns)]);
  const others = before ? [] : await listCampaignHeads(deps.campaigns);
  const identified = withCaseIds(file.slug, file, before?.campaign);
  const plan = await checks.of(() => planOver(deps, before, identified, { share, others, ofAll: group ?? null }));
  if (plan && !checks.areFaulty) return plan;
  // Otherwise they are compared when they are written.
  await checks.of(() => casesChanged(deps, actor, { before, after: identified }));
  throw checks.faulty();
}

/**
 * Plans to close a campaign, or to change when it closes: a later moment opens a closed one again.
 * @param at a moment such as `2026-10-09T08:00:00Z`. Left out: now, and nothing changes if the campaign is closed
 * already.
 * @throws {Problem} `campaign-unknown` or `campaign-deleted`. @throws {InOtherState} if it would close before it has opened.
 * @throws {FaultyFile} if `at` is not a moment, or is before the opening.
 */
export async function planClosing(
  deps: CampaignDeps,
  _actor: Actor,
  { slug, at }: { readonly slug: string; readonly at?: string | undefined },
): Promise<Plan> {
  return planClosingOver(deps, await storedCampaign(deps, slug), at);
}

/** The same, of a campaign that was read. @throws as `planClosing`. */
export function planClosingOver(
  deps: Pick<CampaignDeps, 'clock' | 'keepMonths'>,
  before: StoredCampaign,
  at?: string | undefined,
): Plan {
  const now = deps.clock();
  const isNow = at === undefined || Date.parse(at) <= now;
  const isChange = !isNow || takesStep('close', before.campaign, now);
  // Mailed links stay valid for a day after the closing. To close again would give them another day.
  if (at === undefined && !isChange) return changesNothing(before);
  const stored = fileOf(before.campaign);
  // Older rules let a language be written in several ways, and no campaign may stay open for that.
  const language = usualTag(stored.language);
  const closesAt = at ?? localTime(before.campaign, now);
  const file = checkCampaign({ ...stored, language, closesAt });
  return planOver(deps, before, file);
}

/** Plans to put a campaign under strict rules, or to end that. @throws {Problem} `campaign-unknown`. */
export async function planStrictness(
  deps: CampaignDeps,
  _actor: Actor,
  { slug, strict }: { readonly slug: string; readonly strict: boolean },
): Promise<Plan> {
  const before = await storedCampaign(deps, slug);
  const file = fileOf(before.campaign);
  if (file.strict === strict) return changesNothing(before);
  const plan = await planOver(deps, before, { ...file, strict });
  return { ...plan, act: strict ? 'campaign.strict' : 'campaign.relax' };
}

/**
 * Plans to delete a campaign. Its texts and cases go at once. Its head stays: retention erases the identities by it, and its
 * signers can still withdraw. `planCampaign` with the campaign's file takes it back.
 * @throws {Problem} `campaign-unknown` or `campaign-deleted`.
 */
export async function planDeletion(
  deps: CampaignDeps,
  _actor: Actor,
  { slug }: { readonly slug: string },
): Promise<Plan> {
  const before = await storedCampaign(deps, slug);
  const after = deletedCampaign(before.campaign, deps.clock());
  return { act: 'campaign.delete', before, after, changes: [], dangers: [] };
}

/**
 * Writes the plan, and with it the version of the campaign's history. The audit trail gets the fields that change, in full. What it
 * changes of a case goes to all campaigns that speak for it (docs/decisions/055).
 * @throws {ChangedMeanwhile} if somebody else wrote the campaign since it was read. Then it is not written. {Fenced} if it would get a case
 * with words that were read before an erasure. {Problem} `not-allowed` if the actor has lost the right since their request began.
 * @throws {FaultyFile} as `casesChanged`.
 */
export const carryOut = (deps: SpreadDeps, actor: Actor, plan: Plan): Promise<void> =>
  plan.fence === undefined ? again(actor, () => carryOutOnce(deps, actor, plan)) : carryOutOnce(deps, actor, plan);

async function carryOutOnce(deps: SpreadDeps, actor: Actor, plan: Plan): Promise<void> {
  const { before, after, right = 'campaign.write' } = plan;
  const known = new Set(idsOf(before?.campaign));
  const isSame = idsOf(after).every((id) => known.has(id));
  const read = isSame ? undefined : (plan.fence ?? (await getFence(deps.campaigns)));
  const cases = await casesChanged(deps, actor, plan);
  const made = cases.filter((one) => one.before === undefined).length;
  await countCases(deps, actor, made, 'cases');
  // The person who has just made such a case may erase it, as long as nobody has changed it.
  const adopts = cases.some(
    ({ before: old, after: { id } }) => !known.has(id) && old?.at !== undefined && old.revision === 1,
  );
  const fence = read && (adopts ? read : { erased: read.erased });
  const begun: CaseRecord[] = [];
  try {
    const step = { ...plan, fence, begun };
    // An entry may have waited for others, and the right was asked for at the beginning of the request.
    const still = async () => {
      if (deps.organisers) await requireRightNow(deps, actor, right, after.slug);
    };
    await putWrittenFirst(deps, actor, step, async () => {
      await putCases(deps, actor, cases, { ...step, still });
      await still();
    });
  } catch (error) {
    const isFenced =
      error instanceof ChangedMeanwhile && fence !== undefined && !(await fenceStands(deps.campaigns, fence));
    // The caller must hear why it was refused, whatever becomes of cases that nobody speaks for.
    for (const one of begun) await eraseBegun(deps, actor, one).catch(() => undefined);
    // What was begun counts: it left entries in the trail. If it is tried again, it counts then.
    await uncountCases(deps, actor, isFenced ? made : made - begun.length).catch(() => undefined);
    // A case that was written before the campaign was refused stands in every campaign.
    if (error instanceof ChangedMeanwhile || error instanceof Problem)
      for (const one of cases) await spreadCase(deps, actor, one.after.id);
    throw isFenced ? new Fenced() : error;
  }
  const revision = (before?.revision ?? 0) + 1;
  const ids = idsOf(after).filter((id) => !known.has(id));
  await noteSpokenFor(deps.campaigns, after.slug, { ids, revision });
  for (const one of cases) if (mustSpread(one, after)) await spreadCase(deps, actor, one.after.id);
  const [had, has] = [idsOf(before?.campaign), idsOf(after)];
  const gone = had.filter((id) => !has.includes(id));
  // Their histories have the cases still, until these are erased. A deleted campaign has no history.
  if (after.deletedAt === undefined) {
    await noteFormerSpeaker(deps.campaigns, after.slug, gone);
    await keepNameless(deps, actor, plan);
  }
  await forgetSpeaker(deps.campaigns, after.slug, { ids: gone, revision });
  await noteAlone(deps.campaigns, gone);
  // A campaign that is deleted leaves no word about its prisoners, and no picture.
  if (after.deletedAt === undefined) return;
  for (const id of gone) await eraseUnspoken(deps, id);
  // A case that has never been written as a thing of its own had its picture nowhere else.
  const pictures = before?.campaign.cases.flatMap(({ picture }) => picture?.made ?? []) ?? [];
  if (pictures.length > 0) await deps.shelf?.forget(pictures);
}

const idsOf = (campaign: Pick<Campaign, 'cases'> | undefined): string[] =>
  campaign?.cases.flatMap(({ id }) => id ?? []) ?? [];

/** A campaign as it was written last. @throws {Problem} `campaign-unknown` or `campaign-deleted`. */
export async function storedCampaign(
  { campaigns }: Pick<CampaignDeps, 'campaigns'>,
  slug: string,
): Promise<StoredCampaign> {
  const stored = isSlug(slug) ? await getStoredCampaign(campaigns, slug, { consistent: true }) : undefined;
  if (!stored) throw new Problem('campaign-unknown', { campaign: slug });
  if (stored.campaign.deletedAt !== undefined) throw new Problem('campaign-deleted', { campaign: slug });
  return stored;
}

/** An item of DynamoDB has 400 KB at most. The words of 20 languages with the longest texts take about 250. */
const MOST_FORMER_BYTES = 300_000;

/** @throws {FaultyFile} if so many languages were removed that their words have no room. */
function checkRoom({ formerTranslations = {} }: KeptWords): void {
  if (Buffer.byteLength(JSON.stringify(formerTranslations)) <= MOST_FORMER_BYTES) return;
  const tags = Object.keys(formerTranslations).join(', ');
  const message = `must keep one of the languages that were removed, since the words that people signed have no more room (${tags})`;
  throw new FaultyFile([{ field: 'translations', label: 'translations', message }]);
}

/** A plan for a campaign that is as it should be. */
export const changesNothing = (before: StoredCampaign): Plan => ({
  ...{ act: 'campaign.put', before, after: before.campaign, changes: [], dangers: [] },
});

/** What a step changes that is none of the campaign's file: it asks nothing. */
export const planStep = (act: Plan['act'], before: StoredCampaign, after: Campaign): Plan => ({
  ...{ act, before, after, changes: campaignChanges(before.campaign, after), dangers: [] },
});

/**
 * Plans to write a campaign that was read, as a checked file says it.
 * @param beside.share the picture for shared links, null for none. Left out: the one that is there.
 * @param beside.others all other campaigns, and `ofAll` the group of the installation, for the warnings about both.
 * @param beside.marks as `marksAfter` takes them.
 * @throws {InOtherState} as `checkShown`. @throws {FaultyFile}
 */
export function planOver(
  { clock, keepMonths }: Pick<CampaignDeps, 'clock' | 'keepMonths'>,
  before: StoredCampaign | undefined,
  { $schema, ...file }: ParsedCampaignFile,
  {
    share = before?.campaign.share,
    others = [],
    ofAll,
    marks,
  }: {
    readonly share?: SharePicture | null | undefined;
    readonly others?: readonly CampaignHead[];
    readonly ofAll?: Group | null;
    readonly marks?: Marks | undefined;
  } = {},
): Plan {
  const now = clock();
  checkShown(before?.campaign, file, now);
  checkPastOf(before?.campaign, file, now);
  const words = wordsKept(before?.campaign, file, now);
  checkRoom(words);
  const written = { ...file, createdAt: before?.campaign.createdAt ?? isoTime(now), ...words };
  const after = { ...written, ...marksAfter(before?.campaign, written, now, marks), ...(share && { share }) };
  return {
    act: actOf(before?.campaign, after, now),
    before,
    after,
    changes: campaignChanges(before?.campaign, after),
    dangers: campaignDangers(before?.campaign, after, others, now, keepMonths, ofAll),
  };
}
