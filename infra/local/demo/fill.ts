import type { KeyObject } from 'node:crypto';
import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { operator } from '../../../functions/core/access/actor.ts';
import type { AuditLog } from '../../../functions/core/audit/log.ts';
import type { Db } from '../../../functions/core/aws/db.ts';
import type { Campaign } from '../../../functions/core/campaigns/campaign.ts';
import { sealedTo } from '../../../functions/core/campaigns/sealed-to.ts';
import { carryOutNameDecision, proposeNameDecision } from '../../../functions/core/counts/name-decisions.ts';
import { queryCounts } from '../../../functions/core/counts/store.ts';
import { sealIdentity } from '../../../functions/core/keys/seal.ts';
import { relistCampaign } from '../../../functions/core/overview/relist.ts';
import type { PictureStore } from '../../../functions/core/pictures/store.ts';
import { showTotal } from '../../../functions/core/published/live.ts';
import { markAfter } from '../../../functions/core/published/marks.ts';
import { drawNames } from '../../../functions/core/published/names.ts';
import { look } from '../../../functions/core/published/rules.ts';
import { newState, type State } from '../../../functions/core/published/state.ts';
import { putState, queryState } from '../../../functions/core/published/store.ts';
import { DAY, HOUR, systemClock } from '../../../functions/core/running/clock.ts';
import { putSignatureOnce, signatureKey } from '../../../functions/core/signatures/store.ts';
import { putFileOnce } from '../sample.ts';
import type { DemoCampaign, Signing } from './campaigns.ts';
import { madeUpSignatures, type Unsealed } from './people.ts';

/** Signatures that are written at once. */
const AT_ONCE = 32;

export interface DemoDeps {
  /** The sample campaign. */
  readonly campaign: Campaign;
  readonly recipient: string;
  readonly campaigns: Db;
  readonly signatures: Db;
  readonly counts: Db;
  readonly pictures: PictureStore;
  readonly audit: AuditLog;
  /** The pepper of a campaign. */
  readonly pepper: (campaign: Campaign) => KeyObject;
  readonly say: (line: string) => void;
}

/**
 * Puts the campaigns of the demonstration, and fills them with made-up signatures, sealed and stored like real ones. Then waits
 * until tally has counted them. The people are the same each time, so a second run adds nobody.
 */
export async function fillDemo(deps: DemoDeps, demo: readonly DemoCampaign[]): Promise<void> {
  const { say } = deps;
  // All campaigns are there at once. Their signatures follow.
  const put: { campaign: Campaign; signing: Signing | undefined }[] = [];
  for (const { file, dates, signing } of demo)
    put.push({ campaign: file ? await putFileOnce(deps, file, dates) : deps.campaign, signing });
  for (const { campaign } of put) await relist(deps, campaign);
  const signed = put.flatMap(({ campaign, signing }) => (signing ? [{ campaign, signing }] : []));
  for (const { campaign, signing } of signed) await fillCampaign({ ...deps, campaign }, signing);
  const all = signed.reduce((sum, { signing }) => sum + signing.signatures, 0).toLocaleString('en');
  say(
    `The ${put.length} campaigns have their ${all} made-up signatures. Their dashboards show those that are published; the last ones wait for a crowd.`,
  );
}

async function fillCampaign(deps: DemoDeps, signing: Signing): Promise<void> {
  const { campaign, counts } = deps;
  const wanted = madeUpSignatures({ campaign, pepper: deps.pepper(campaign) }, signing);
  const missing = await withoutStored(deps.signatures, wanted);
  if (missing.length === 0) return;
  const recipients = sealedTo(campaign, { publicKeys: [deps.recipient], campaignPublicKeys: 'any' });
  const before = (await queryCounts(counts, campaign.slug)).total;
  for (let done = 0; done < missing.length; done += AT_ONCE) {
    await Promise.all(
      missing.slice(done, done + AT_ONCE).map(async ({ identity, ...signature }) => {
        const sealedIdentity = await sealIdentity(identity, recipients);
        await putSignatureOnce(deps.signatures, { ...signature, sealedIdentity });
      }),
    );
    const thousands = Math.floor((done + AT_ONCE) / 1_000);
    if (Math.floor(done / 1_000) < thousands)
      deps.say(`Filling “${campaign.title}”: ${thousands * 1_000} of ${wanted.length} signatures`);
  }
  while ((await queryCounts(counts, campaign.slug)).total < before + missing.length) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  if (campaign.showNames) await approveNames(deps, wanted);
  await publishPast(deps, wanted, signing);
  await relist(deps, campaign);
}

/** Lets lists show a campaign and its numbers at once. */
const relist = ({ campaigns, counts }: DemoDeps, { slug }: Campaign): Promise<void> =>
  relistCampaign({ campaigns, counts, clock: systemClock }, operator, { slug });

/** Approves the made-up names, as an organiser would, and no other name that waits. */
async function approveNames({ campaign: { slug }, campaigns, counts, audit }: DemoDeps, people: readonly Unsealed[]) {
  const madeUp = new Set(people.map(({ publicName }) => publicName));
  const deps = { campaigns, counts, audit, clock: systemClock };
  const waiting = await proposeNameDecision(deps, operator, { campaign: slug, verdict: 'approve', ids: 'waiting' });
  const proposal = { ...waiting, names: waiting.names.filter(({ name }) => madeUp.has(name)) };
  const decided = { changed: 0, overtaken: 0 };
  await carryOutNameDecision(deps, operator, { proposal, decided, checkpoint: () => undefined });
}

/** Publishes the numbers and names of the time before now, as they would have been published then. */
async function publishPast(
  { campaign, counts }: DemoDeps,
  people: readonly Unsealed[],
  signing: Signing,
): Promise<void> {
  const isLive = campaign.publish === 'live';
  const state = publishedBy(people, signing, { now: systemClock(), isLive });
  // The total of a live campaign is shown already, as tally has counted it.
  await putState(counts, campaign.slug, await queryState(counts, campaign.slug, signing.from), state, { isLive });
  if (campaign.showNames) await drawNames(counts, { campaign: campaign.slug, at: state.memory.namesAt });
  if (isLive) await showTotal({ counts, clock: systemClock }, campaign.slug);
}

/** What is published now, if a look each hour has followed these people from the beginning. */
export function publishedBy(
  people: readonly Pick<Unsealed, 'confirmedAt' | 'country'>[],
  { from: launch, until }: Pick<Signing, 'from' | 'until'>,
  { now, isLive }: { readonly now: number; readonly isLive: boolean },
): State {
  const end = Math.min(now, until + DAY);
  let state: State = newState(launch);
  const byCountry = new Map<string, number>();
  let total = 0;
  for (let at = markAfter(launch, HOUR); at <= end; at += HOUR) {
    for (; (people[total]?.confirmedAt ?? at) < at; total++) {
      const country = people[total]?.country ?? '';
      byCountry.set(country, (byCountry.get(country) ?? 0) + 1);
    }
    const exact = { total, byCountry: new Map(byCountry), cheapByCountry: new Map() };
    state = look(state, { exact, since: at - HOUR, now: at, isLive, drawOffset: () => 0 }) ?? state;
  }
  return state;
}

async function withoutStored({ client, table }: Db, wanted: readonly Unsealed[]): Promise<Unsealed[]> {
  const stored = new Set<string>();
  for (let from = 0; from < wanted.length; from += 100) {
    const Keys = wanted.slice(from, from + 100).map(({ campaign, signer }) => signatureKey(campaign, signer));
    const { Responses } = await client.send(
      new BatchGetItemCommand({
        RequestItems: { [table]: { Keys, ProjectionExpression: 'sk', ConsistentRead: true } },
      }),
    );
    for (const { sk } of Responses?.[table] ?? []) if (sk?.S) stored.add(sk.S);
  }
  return wanted.filter(({ signer }) => !stored.has(signer));
}
