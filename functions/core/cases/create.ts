import { createHash } from 'node:crypto';
import type { Actor } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import { actorName, audited } from '../audit/audited.ts';
import { allChecks } from '../campaigns/all-faults.ts';
import type { Campaign } from '../campaigns/campaign.ts';
import { sharedOf } from '../campaigns/case.ts';
import { CASE_TAKEN } from '../campaigns/case-changes.ts';
import { differencesOf } from '../campaigns/case-copy.ts';
import { eraseBegun } from '../campaigns/case-erasure.ts';
import { wordsOfName } from '../campaigns/case-ids.ts';
import { indexOnce, storedCase } from '../campaigns/case-speakers.ts';
import { type CaseRecord, getCaseRecord, putCaseRecord } from '../campaigns/case-store.ts';
import { countCases, uncountCases } from '../campaigns/cases-made.ts';
import { checkCase, FaultyFile } from '../campaigns/faults.ts';
import { again, getFence } from '../campaigns/fence.ts';
import { isOfObjects, isTaken, OF_OBJECTS_WORDS, TAKEN_WORDS } from '../campaigns/fields.ts';
import { legibleCase } from '../campaigns/legible.ts';
import { onNewest } from '../campaigns/on-newest.ts';
import type { OrganiseDeps } from '../campaigns/organise-deps.ts';
import { checkPast } from '../campaigns/past.ts';
import { storedCampaign } from '../campaigns/plan.ts';
import { slugFor } from '../campaigns/slug.ts';
import { ChangedMeanwhile } from '../campaigns/store.ts';
import { isSlug, SLUG_LENGTH } from '../campaigns/values.ts';
import { Problem } from '../problem.ts';
import { isoTime } from '../running/clock.ts';
import { caseLeft, mayWrite, type SeenCase } from './case.ts';
import { planWithCase, withCase } from './in-campaign.ts';
import { checkPicture } from './picture.ts';
import { requireWriteNow } from './write-now.ts';

/** Of a case that nobody but an admin may make so. */
export const NO_CAMPAIGN = 'is missing: a case begins in one of yours';

/**
 * Makes a case. If that stops half way, the same call once more does the rest.
 * @param input.id the address of its page. Left out: made from the name.
 * @param input.campaign the slug of the campaign that speaks for it. Only admins may leave it out.
 * @param input.madeBy names what was sent, if it may be sent twice: then the second call returns the case that the first one made.
 * @param input.language of its words, if no campaign is named (BCP 47). Left out: `en`.
 * @throws {Problem} `not-allowed`, `campaign-unknown` or `campaign-deleted`.
 * @throws {FaultyFile} with every fault; of `id` if another case has it, and of `campaign` if it must be named.
 */
export async function createCase(
  deps: OrganiseDeps,
  actor: Actor,
  {
    id: wanted,
    campaign: slug,
    language,
    madeBy,
    ...given
  }: {
    readonly fields: unknown;
    readonly id?: string | undefined;
    readonly campaign?: string | undefined;
    readonly language?: string | undefined;
    readonly madeBy?: string | undefined;
  },
): Promise<SeenCase> {
  requireRight(actor, 'case.write', deps);
  const checks = allChecks();
  const checked = await checks.of(() => sharedOf(checkCase(given.fields)));
  const read = checked ?? legibleCase(given.fields);
  await checks.of(() => checkPast(read, undefined, deps.clock()));
  await checks.of(() => checkPicture(deps, actor, read));
  const isAddress = await checks.of(() => isGoodAddress(wanted));
  await checks.of(() => {
    if (slug === undefined && !mayWrite(actor, [])) throw fault('campaign', NO_CAMPAIGN);
  });
  let campaign: Campaign | undefined;
  if (slug !== undefined)
    try {
      requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
      campaign = (await storedCampaign(deps, slug)).campaign;
      // A case that its campaign refuses is not made.
      if (checked) await checks.of(() => planWithCase(deps, actor, checked, slug));
    } catch (error) {
      throw checks.areFaulty && error instanceof Problem ? checks.faulty() : error;
    }
  if (!checked || checks.areFaulty) {
    if (isAddress && wanted !== undefined) await checks.of(() => refuseTaken(deps, actor, wanted, madeBy));
    throw checks.faulty();
  }
  const fields = checked;
  const record: Omit<CaseRecord, 'id'> = {
    ...{ revision: 1, language: campaign?.language ?? language ?? 'en', fields },
    ...{ at: isoTime(deps.clock()), by: actorName(actor), ...(madeBy !== undefined && { madeBy }) },
  };
  const { id, isOurs } = await putNew(deps, actor, record, { wanted, slug });
  if (slug !== undefined)
    await onNewest(actor, undefined, () =>
      again(actor, async () => {
        const { erased, all } = await getFence(deps.campaigns);
        // Somebody may have erased it just now.
        if (!(await getCaseRecord(deps.campaigns, id))) throw fault('id', CASE_TAKEN);
        // What we have just made, nobody else erases as such.
        const fence = isOurs ? { erased } : { erased, all };
        return withCase(deps, actor, { id, ...record }, { slug, seen: undefined, fence });
      }),
    ).catch(async (error) => {
      if (!isOurs) throw error;
      // A case that its campaign does not take is nobody's. The caller must hear why, whatever becomes of it.
      await eraseBegun(deps, actor, { id, ...record }).catch(() => undefined);
      throw error;
    });
  return caseLeft(deps, actor, { id, ...record });
}

/** Whether an address may be that of a case. Left out, one is made. @throws {FaultyFile} */
function isGoodAddress(wanted: string | undefined): true {
  if (wanted !== undefined && !isSlug(wanted)) throw fault('id', 'must be small letters, digits and single hyphens');
  if (wanted !== undefined && isTaken(wanted)) throw fault('id', TAKEN_WORDS);
  if (wanted !== undefined && isOfObjects(wanted)) throw fault('id', OF_OBJECTS_WORDS);
  return true;
}

/** Beside other faults: otherwise it shows when the case is written. @throws {FaultyFile} if another case has the address. */
async function refuseTaken(
  { campaigns }: OrganiseDeps,
  actor: Actor,
  id: string,
  madeBy: string | undefined,
): Promise<void> {
  const { record, speakers } = await storedCase(campaigns, id);
  if (!record || (madeBy !== undefined && record.madeBy === madeBy)) return;
  const mayBeBegun = record.by === actorName(actor) && speakers.length === 0;
  if (!mayBeBegun) throw fault('id', CASE_TAKEN);
}

/** @returns the id, and whether this call has made the case: another one may have begun the same. */
async function putNew(
  deps: OrganiseDeps,
  actor: Actor,
  record: Omit<CaseRecord, 'id'>,
  { wanted, slug }: { readonly wanted: string | undefined; readonly slug: string | undefined },
): Promise<{ readonly id: string; readonly isOurs: boolean }> {
  await indexOnce(deps.campaigns);
  const isSame = (other?: CaseRecord): boolean => record.madeBy !== undefined && other?.madeBy === record.madeBy;
  for (let n = 1; ; n++) {
    const id = wanted ?? idFor(record, n);
    const { record: other, speakers, claim } = await storedCase(deps.campaigns, id);
    // What the same person began, and a crash stopped.
    const isBegun =
      other?.by === record.by &&
      speakers.length === 0 &&
      differencesOf(record.fields, other?.fields ?? record.fields).length === 0;
    if (other && !claim && (isSame(other) || isBegun)) return { id, isOurs: false };
    try {
      if (other) throw new ChangedMeanwhile();
      await asCounted(deps, actor, () =>
        audited(deps, actor, 'case.create', id, { after: record.fields }, async () => {
          await requireWriteNow(deps, actor, slug === undefined ? [] : [slug]);
          await putCaseRecord(deps.campaigns, { id, ...record }, undefined);
        }),
      );
      return { id, isOurs: true };
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      // The same was sent twice, and the other one was faster.
      if (isSame(await getCaseRecord(deps.campaigns, id))) return { id, isOurs: false };
      if (wanted !== undefined || n === MOST_NAMESAKES) throw fault('id', CASE_TAKEN);
    }
  }
}

/** Makes a case that counts, unless it is not made after all. @throws {FaultyFile} as `countCases`. */
async function asCounted(deps: OrganiseDeps, actor: Actor, make: () => Promise<void>): Promise<void> {
  await countCases(deps, actor, 1, 'campaign');
  try {
    await make();
  } catch (error) {
    await uncountCases(deps, actor, 1).catch(() => undefined);
    throw error;
  }
}

const MOST_NAMESAKES = 100;

/**
 * An address from a name in any script. If that is taken, letters follow that say nothing: a number would count the cases of this name,
 * also those in drafts of others. The same call gets the same letters.
 * @param n the try, from 1 on.
 */
function idFor({ fields: { name }, by }: Omit<CaseRecord, 'id'>, n: number): string {
  // A name that is too short for an address of its own is a part of one.
  const words = slugFor(name) ?? wordsOfName(name).replace(/-$/, '');
  const isFree = words.length >= SLUG_LENGTH.min && !isTaken(words) && !isOfObjects(words);
  const id = isFree ? words : ['case', words].filter(Boolean).join('-');
  const letters = createHash('sha256').update(`${by}\n${name}\n${n}`).digest('hex').slice(0, 6);
  return n === 1 ? id : `${id}-${letters}`;
}

const fault = (field: string, message: string) => new FaultyFile([{ field, label: field, message }]);
