import type { Actor } from '../access/actor.ts';
import { hasRight } from '../access/rights.ts';
import type { Db } from '../aws/db.ts';
import { MOST_ITEMS, transact } from '../aws/transact.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import type { PrisonerCase } from './case.ts';
import { giveUpClaim } from './case-claim.ts';
import { recordOf } from './case-copy.ts';
import {
  forgottenAlone,
  getIndexed,
  notedAlone,
  noteSpeaker,
  type Once,
  putIndexed,
  queryRowsOfCase,
  querySpeakers,
} from './case-index.ts';
import { type CaseRecord, type Claim, caseIsWritten, getCase } from './case-store.ts';
import { headIs, listCampaignHeads } from './head-store.ts';
import { getStoredCampaign, type StoredCampaign } from './store.ts';
import { isListed } from './visibility.ts';

/** A campaign that speaks for a case, with its copy. */
export interface Speaker extends StoredCampaign {
  readonly one: PrisonerCase;
}

/** Whether somebody sees a campaign as its organisers do. A token that may write it, and read none, still learns what it has written. */
export const seesCampaign = (actor: Actor, slug: string): boolean =>
  hasRight(actor, 'campaign.read', slug) || hasRight(actor, 'campaign.write', slug);

/**
 * Those campaigns of which somebody may learn that they speak for a case: everybody sees them, or the actor does. That others prepare one
 * for a prisoner is nobody's to know.
 */
export const knownTo = (actor: Actor, speakers: readonly Speaker[]): Speaker[] =>
  speakers.filter(({ campaign }) => isListed(campaign) || seesCampaign(actor, campaign.slug));

const AT_ONCE = 8;

/** The campaigns that speak for a case, as they were written last, by slug. About 2 to 10 read units for each. */
export async function speakersOf(db: Db, id: string): Promise<Speaker[]> {
  await indexOnce(db);
  const found: Speaker[] = [];
  await eachAtOnce(await querySpeakers(db, id), AT_ONCE, async (slug) => {
    const stored = await getStoredCampaign(db, slug, { consistent: true });
    const one = stored?.campaign.cases.find((each) => each.id === id);
    if (stored && one) found.push({ ...stored, one });
  });
  return found.sort((a, b) => (a.campaign.slug < b.campaign.slug ? -1 : 1));
}

/**
 * Whether somebody sees a campaign that may speak for a case, by its rows alone: so a case of others is found as fast as none, and the time of
 * an answer does not tell that they prepare a campaign for this prisoner. 1 read unit.
 */
export async function seesOneOf(db: Db, actor: Actor, id: string): Promise<boolean> {
  await indexOnce(db);
  return (await querySpeakers(db, id)).some((slug) => seesCampaign(actor, slug));
}

/** A case, and the campaigns that speak for it. */
export interface SpokenFor {
  /** Undefined if there is no such case. Its time is undefined if it is not a thing of its own yet. */
  readonly record: CaseRecord | undefined;
  readonly speakers: readonly Speaker[];
  /** Somebody erases it. Then nobody may write it. */
  readonly claim: Claim | undefined;
}

/** A case as a thing of its own, or as its campaigns have it, with these. */
export async function storedCase(db: Db, id: string): Promise<SpokenFor> {
  const [{ record, claim }, speakers] = await Promise.all([getCase(db, id), speakersOf(db, id)]);
  const isSpokenFor = speakers.length > 0;
  // A crash has left it, or it is just being given up.
  const isVoid = claim && !claim.isSettled && isSpokenFor;
  if (isVoid) await giveUpClaim(db, id, claim);
  return {
    record: record ?? (isSpokenFor ? recordOf(id, speakers) : undefined),
    speakers,
    claim: isVoid ? undefined : claim,
  };
}

/** Notes that a campaign has brought in some cases. 2 write units each, and 2. @param revision of the campaign that has them. */
export async function noteSpokenFor(
  db: Db,
  slug: string,
  { ids, revision }: { readonly ids: readonly string[]; readonly revision: number },
): Promise<void> {
  const atOnce = MOST_ITEMS - 1;
  for (let i = 0; i < ids.length; i += atOnce) {
    const notes = ids.slice(i, i + atOnce).map((id) => forgottenAlone(db, id));
    // Somebody may have taken them out again meanwhile. A note too many does no harm.
    await transact(db, [headIs(db, slug, revision), ...notes]);
  }
}

/** Notes which of some cases no campaign has now. 1 read unit for each case, and 4 write units for each that is noted. */
export const noteAlone = (db: Db, ids: readonly string[]): Promise<void> =>
  eachAtOnce(ids, AT_ONCE, async (id) => {
    const rows = await queryRowsOfCase(db, id);
    if (rows.some(({ slug }) => slug !== undefined)) return;
    // One that is erased at this moment leaves no note.
    await transact(db, [notedAlone(db, id), caseIsWritten(db, id)]);
  });

const done = { rows: new WeakSet<Db>(), histories: new WeakSet<Db>() } satisfies Record<Once, WeakSet<Db>>;

/**
 * Does something for each campaign that was stored before this was done with each write: once for an installation. Then 0.5 read units,
 * once for a running function. With thousands of campaigns it takes longer than a request may: the next one goes on where it has ended.
 * @param aWhile campaigns after which it is noted how far it came.
 */
export async function onceForEach(
  db: Db,
  { what, aWhile }: { readonly what: Once; readonly aWhile: number },
  work: (slug: string) => Promise<void>,
): Promise<void> {
  if (done[what].has(db)) return;
  const upTo = await getIndexed(db, what);
  if (upTo !== true) {
    const slugs = (await listCampaignHeads(db, true)).map(({ slug }) => slug).sort();
    const left = slugs.filter((slug) => upTo === undefined || slug > upTo);
    for (let i = 0; i < left.length; i += aWhile) {
      const some = left.slice(i, i + aWhile);
      await eachAtOnce(some, AT_ONCE, work);
      await putIndexed(db, some.at(-1) ?? true, what);
    }
    await putIndexed(db, true, what);
  }
  done[what].add(db);
}

/** Makes the rows of campaigns that were stored before there were rows. */
export const indexOnce = (db: Db): Promise<void> =>
  onceForEach(db, { what: 'rows', aWhile: 200 }, async (slug) => {
    const stored = await getStoredCampaign(db, slug, { consistent: true });
    // Somebody who has written it meanwhile has noted its rows.
    if (stored) await noteSpeaker(db, stored.campaign, stored.revision, [headIs(db, slug, stored.revision)]);
  });
