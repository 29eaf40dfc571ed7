import { type Actor, requireWaiting } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import { casesChanged } from './case-changes.ts';
import { FaultyFile } from './faults.ts';
import { campaignYaml, fieldsSaid, parseSaid } from './file.ts';
import { onNewest } from './on-newest.ts';
import { createCampaign, planFile, planNew, seenCampaign, written } from './organise.ts';
import type { OrganiseDeps } from './organise-deps.ts';
import { type CampaignDeps, type Plan, storedCampaign } from './plan.ts';
import type { StoredCampaign } from './store.ts';

/** Campaigns as organisers send and take them as a whole: in the YAML of a campaign's file. */

/** A campaign as the YAML of its file. @throws {Problem} as `requireRight`; `campaign-unknown`, `campaign-deleted`. */
export async function campaignFileSeen(
  deps: Pick<CampaignDeps, 'campaigns' | 'clock'>,
  actor: Actor,
  slug: string,
): Promise<{ yaml: string; revision: number }> {
  requireRight(actor, 'campaign.read', { ...deps, campaign: slug });
  const { campaign, revision } = await storedCampaign(deps, slug);
  return { yaml: campaignYaml(campaign), revision };
}

/** A file for a campaign that is there, and the revision that its sender has read. Undefined: any. */
interface SentFile {
  readonly slug: string;
  readonly bytes: Uint8Array;
  readonly seen: number | undefined;
}

/**
 * Plans to put a file in place of a campaign. A file that does not say who sees it leaves that as it is.
 * @throws {Problem} as `planFile`; `campaign-unknown`, `campaign-deleted`. @throws {OtherRevision}
 * @throws {FaultyFile} with the lines of all faults.
 */
export async function planSentFile(deps: OrganiseDeps, actor: Actor, { slug, bytes, seen }: SentFile): Promise<Plan> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  const before = await seenCampaign(deps, slug, seen);
  requireWaiting(actor);
  const { fields, placeOf } = fieldsSaid(bytes);
  return planFile(deps, actor, before, { visibility: before.campaign.visibility, ...fields }, { placeOf });
}

/** Puts a file in place of a campaign. If nothing changes, nothing is written. @throws as `planSentFile`. */
export async function putSentFile(deps: OrganiseDeps, actor: Actor, sent: SentFile): Promise<StoredCampaign> {
  return onNewest(actor, sent.seen, async () => {
    const plan = await planSentFile(deps, actor, sent);
    return plan.changes.length === 0 && plan.before ? plan.before : written(deps, actor, plan);
  });
}

/** Plans to make a campaign of a file, and checks its cases. It is a draft, if the file does not say who sees it. @throws as `createCampaign`. */
export async function planNewFile(deps: OrganiseDeps, actor: Actor, bytes: Uint8Array): Promise<Plan> {
  requireRight(actor, 'campaign.create', deps);
  const { fields, placeOf } = fieldsSaid(bytes);
  const plan = await planNew(deps, actor, fields, placeOf);
  await casesChanged(deps, actor, plan);
  return plan;
}

/** Makes a campaign of a file. @param madeBy as `createCampaign` takes it. @throws as `createCampaign`. */
export async function createFromFile(
  deps: OrganiseDeps,
  actor: Actor,
  bytes: Uint8Array,
  madeBy?: string,
): Promise<StoredCampaign> {
  requireRight(actor, 'campaign.create', deps);
  const { fields, placeOf } = fieldsSaid(bytes);
  return createCampaign(deps, actor, fields, { madeBy, placeOf });
}

/** The fields that a file names. Undefined if it is faulty. */
export function fieldsIn(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const { file, said } = parseSaid(bytes);
    return Object.fromEntries(Object.entries(file).filter(([name]) => said.has(name)));
  } catch (error) {
    if (error instanceof FaultyFile) return undefined;
    throw error;
  }
}
