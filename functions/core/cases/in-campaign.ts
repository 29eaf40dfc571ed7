import type { Actor } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import { fileOf } from '../campaigns/as-file.ts';
import { speakersOf } from '../campaigns/case-speakers.ts';
import type { CaseRecord } from '../campaigns/case-store.ts';
import { FaultyFile, namedWithin } from '../campaigns/faults.ts';
import { again, type Fence, getFence } from '../campaigns/fence.ts';
import { onNewest } from '../campaigns/on-newest.ts';
import { changeCampaign, planChange } from '../campaigns/organise.ts';
import type { OrganiseDeps } from '../campaigns/organise-deps.ts';
import { storedCampaign } from '../campaigns/plan.ts';
import type { StoredCampaign } from '../campaigns/store.ts';
import { foundCase, requireWrite } from './case.ts';

/** A campaign, and the revision of it that the organiser has read. Undefined: any. */
interface InCampaign {
  readonly slug: string;
  readonly id: string;
  readonly seen: number | undefined;
}

/**
 * Lets a campaign speak for a case. One that speaks for it already stays as it is.
 * @throws {Problem} `case-unknown`; `not-allowed`, also if the actor may not write the other campaigns that speak for it: from then on,
 * those who write these could no longer change the case. @throws as `changeCampaign`.
 */
export async function addCaseToCampaign(
  deps: OrganiseDeps,
  actor: Actor,
  { slug, id, seen }: InCampaign,
): Promise<StoredCampaign> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  return onNewest(actor, seen, () =>
    again(actor, async () => {
      const fence = await getFence(deps.campaigns);
      const found = await foundCase(deps, actor, id);
      requireWrite(actor, found);
      return withCase(deps, actor, found.record, { slug, seen, fence });
    }),
  );
}

/** Finds out whether a campaign takes a further case. @throws as `changeCampaign`, with the faults of the case by its own fields. */
export async function planWithCase(
  deps: OrganiseDeps,
  actor: Actor,
  fields: CaseRecord['fields'],
  slug: string,
): Promise<void> {
  const { campaign } = await storedCampaign(deps, slug);
  try {
    await planChange(deps, actor, { slug, patch: { cases: [...campaign.cases, fields] }, seen: undefined });
  } catch (error) {
    throw error instanceof FaultyFile ? namedWithin(error, `cases[${campaign.cases.length}]`) : error;
  }
}

/** Gives a campaign its copy of a case. @param to.fence where the fence stood before the case was read. @throws as `changeCampaign`. */
export async function withCase(
  deps: OrganiseDeps,
  actor: Actor,
  record: CaseRecord,
  { slug, seen, fence }: Omit<InCampaign, 'id'> & { readonly fence: Fence },
): Promise<StoredCampaign> {
  const { id, fields } = record;
  const stored = await storedCampaign(deps, slug);
  if (stored.campaign.cases.some((one) => one.id === id)) return stored;
  // The new copy shows its picture from a folder of its own.
  if (fields.picture?.made)
    for (const { campaign } of await speakersOf(deps.campaigns, id)) await deps.shelf.keep(campaign, id);
  // A campaign in another language begins with the words of the case, which its organisers then translate.
  const cases = [...stored.campaign.cases, { id, ...fields }];
  return changeCampaign(deps, actor, { slug, patch: { cases }, seen: seen ?? stored.revision, fence });
}

/** Takes a case out of a campaign, with its translations there. @throws as `changeCampaign`. */
export async function removeCaseFromCampaign(
  deps: OrganiseDeps,
  actor: Actor,
  { slug, id, seen }: InCampaign,
): Promise<StoredCampaign> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  return onNewest(actor, seen, async () => {
    const stored = await storedCampaign(deps, slug);
    const { cases, translations = {} } = fileOf(stored.campaign);
    const tags = Object.keys(translations).filter((tag) => Object.hasOwn(Object(translations[tag]?.cases), id));
    const texts = { translations: Object.fromEntries(tags.map((tag) => [tag, { cases: { [id]: null } }])) };
    const patch = { cases: cases.filter((one) => one.id !== id), ...(tags.length > 0 && texts) };
    return changeCampaign(deps, actor, { slug, patch, seen: seen ?? stored.revision });
  });
}
