import { createHmac, randomBytes } from 'node:crypto';
import type { Actor } from '../access/actor.ts';
import type { OrganisersDb } from '../access/deps.ts';
import { requireRightNow } from '../access/right-now.ts';
import { hasRight, type Right, requireRight } from '../access/rights.ts';
import { type AuditDeps, actorName, audited } from '../audit/audited.ts';
import { Problem } from '../problem.ts';
import { DAY, isoTime, MINUTE } from '../running/clock.ts';
import { type CampaignDeps, storedCampaign } from './plan.ts';
import { deletePreview, type PreviewLink, putPreview, queryPreviews, queryPreviewsBy } from './preview-store.ts';
import { previewId } from './preview-token.ts';
import { InOtherState } from './states.ts';

/** For how long a link shows a draft. */
export const PREVIEW_DAYS = 7;
/** For how long a link works that somebody makes to look at the draft themselves. */
export const LOOK_MINUTES = 10;
/** For how long they get the same link again: so nobody fills the trail by looking. */
const SAME_MINUTES = 2;
/** Far more than anybody needs at once. */
export const MOST_PREVIEWS = 20;
/** How often a link is stored again, if others of its campaign are stored at the same moment. Each time, there is room for fewer. */
const TRIES = 2 * MOST_PREVIEWS;

type PreviewDeps = Pick<CampaignDeps, 'campaigns' | 'clock'> & AuditDeps;
/** Without the table of organisers, no organiser makes a link, or ends one. */
type MakingDeps = PreviewDeps & Partial<Pick<OrganisersDb, 'organisers'>>;

/**
 * Makes a link that shows a draft, as the public would see it, to anybody who has it. Links that have expired are removed with it.
 * @param input.madeBy names what was sent, if it may be sent twice.
 * @returns the token, which is nowhere afterwards.
 * @throws {LinkMadeBefore} if that was sent before.
 * @throws {Problem} `not-allowed`, also if the actor has lost the right meanwhile; `campaign-unknown`, `campaign-deleted`;
 * `too-many-previews` if it has as many as it can have. @throws {InOtherState} if it is no draft.
 */
export async function makePreview(
  deps: MakingDeps,
  actor: Actor,
  { slug, random = randomBytes, madeBy }: Wanted & { readonly madeBy?: string | undefined },
): Promise<{ link: PreviewLink; token: string }> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  return made(deps, actor, { slug, random, madeBy, right: 'campaign.write', lasts: PREVIEW_DAYS * DAY });
}

/** The same was sent twice. The link that the first one made works, and only the first answer has its token. */
export class LinkMadeBefore extends Error {
  override readonly name = 'LinkMadeBefore';
}

interface Wanted {
  readonly slug: string;
  readonly random?: (bytes: number) => Buffer;
}

/**
 * Lets an organiser look at a draft themselves, as the public would see it. The link is for their browser alone: it works for ten minutes,
 * no list has it, and their next one ends it. It shows nothing that their right to read the draft does not. Who looks again within two
 * minutes gets the same link, without a further entry in the trail.
 * @param input.secret what only their session knows: the link is made of it, since the table does not have its token. Left out: it is drawn.
 * @returns the token. @throws {Problem} as `makePreview`.
 */
export async function lookAtDraft(
  deps: MakingDeps,
  actor: Actor,
  {
    slug,
    secret,
    random = secret === undefined ? randomBytes : sameFor(secret, slug, deps.clock()),
  }: Wanted & {
    readonly secret?: string | undefined;
  },
): Promise<string> {
  requireRight(actor, 'campaign.read', { ...deps, campaign: slug });
  const mayShare = hasRight(actor, 'campaign.write', slug);
  // Otherwise two sessions of one person could end the link of the other one in turn, with an entry each time.
  const keeps = secret === undefined ? 0 : SAME_MINUTES * MINUTE;
  const own = { right: 'campaign.read', lasts: LOOK_MINUTES * MINUTE, isOwn: true, keeps, mayShare } as const;
  return (await made(deps, actor, { slug, random, ...own })).token;
}

/** The same bytes for a session, a campaign and some minutes. */
const sameFor = (secret: string, slug: string, now: number) => (bytes: number) =>
  createHmac('sha256', secret)
    .update(`look ${slug} ${Math.floor(now / (SAME_MINUTES * MINUTE))}`)
    .digest()
    .subarray(0, bytes);

/** What a kind of link takes, and how long it works, in milliseconds. */
interface Kind {
  readonly right: Right;
  readonly lasts: number;
  readonly isOwn?: boolean;
  /** An own link that was made since then stays, beside those of other sessions. Milliseconds. */
  readonly keeps?: number;
  readonly mayShare?: boolean;
  readonly madeBy?: string | undefined;
}

async function made(
  deps: MakingDeps,
  actor: Actor,
  { slug, random, right, lasts, isOwn = false, keeps = 0, mayShare = false, madeBy }: Required<Wanted> & Kind,
): Promise<{ link: PreviewLink; token: string }> {
  const { campaign } = await storedCampaign(deps, slug);
  const [now, by] = [deps.clock(), actorName(actor)];
  if (campaign.visibility !== 'draft') throw new InOtherState('preview', 'no-draft', campaign, now);
  const { own, expired } = await withRoom(deps, slug, { isOwn, madeBy });
  const token = random(16).toString('base64url');
  const id = previewId(token);
  const same = own.find((one) => one.id === id && one.by === by);
  if (same) return { link: same, token };
  const link: PreviewLink = {
    ...{ id, createdAt: isoTime(now), by, until: now + lasts },
    ...(isOwn && { isOwn, mayShare }),
    ...(madeBy !== undefined && { madeBy }),
  };
  const put = async () => {
    for (let tries = 1; ; tries++) {
      const { made } = await withRoom(deps, slug, { isOwn, madeBy });
      if (await putPreview(deps.campaigns, slug, link, made)) break;
      if (tries === TRIES) noRoom(slug);
    }
    try {
      await requireRightNow(deps, actor, right, slug);
    } catch (error) {
      await deletePreview(deps.campaigns, slug, link);
      throw error;
    }
  };
  await audited(
    ...([deps, actor, 'campaign.preview', slug, { after: { link: link.id, until: isoTime(link.until) } }] as const),
    put,
  );
  const earlier = isOwn ? own.filter((one) => one.by === by && one.until + keeps <= link.until) : [];
  for (const one of [...expired, ...earlier]) await deletePreview(deps.campaigns, slug, one);
  return { link, token };
}

/** The links for others that work now, the newest first. @throws {Problem} `not-allowed`; `campaign-unknown`, `campaign-deleted`. */
export async function previewsSeen(deps: PreviewDeps, actor: Actor, slug: string): Promise<PreviewLink[]> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  await storedCampaign(deps, slug);
  return (await links(deps, slug)).open;
}

/**
 * How many links for others show a draft now. Who reads the draft may know it, and not the links. 1 read unit for about 30.
 * @throws {Problem} `not-allowed`
 */
export async function previewsThatWork(deps: PreviewDeps, actor: Actor, slug: string): Promise<number> {
  requireRight(actor, 'campaign.read', { ...deps, campaign: slug });
  return (await links(deps, slug)).open.length;
}

/** Ends a link at once. One that has ended stays so. @throws {Problem} as `previewsSeen`, also if the actor has lost the right meanwhile. */
export async function endPreview(
  deps: MakingDeps,
  actor: Actor,
  { slug, id }: { readonly slug: string; readonly id: string },
): Promise<void> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  await storedCampaign(deps, slug);
  const link = (await links(deps, slug)).open.find((one) => one.id === id);
  if (link) await end(deps, actor, slug, link, () => requireRightNow(deps, actor, 'campaign.write', slug));
}

/**
 * Ends the links that a person has made: they may not make any now. The right of the actor is checked before. 1 read unit for about 30, and
 * 2 write units for each. @param input.keeps whether those of a campaign stay.
 */
export async function endPreviewsOf(
  deps: PreviewDeps,
  actor: Actor,
  { account, keeps }: { readonly account: string; readonly keeps: (slug: string) => boolean },
): Promise<void> {
  for (const link of await queryPreviewsBy(deps.campaigns, account)) {
    if (keeps(link.slug)) continue;
    if (deps.clock() < link.until) await end(deps, actor, link.slug, link);
    else await deletePreview(deps.campaigns, link.slug, link);
  }
}

/** @param still refuses an actor who has lost the right while the entry of the trail waited. */
const end = (
  deps: PreviewDeps,
  actor: Actor,
  slug: string,
  link: Pick<PreviewLink, 'id' | 'by'>,
  still: () => Promise<void> = async () => undefined,
): Promise<boolean> =>
  audited(deps, actor, 'campaign.preview-end', slug, { before: { link: link.id } }, async () => {
    await still();
    return deletePreview(deps.campaigns, slug, link);
  });

async function links({ campaigns, clock }: PreviewDeps, slug: string) {
  const [{ links: all, made }, now] = [await queryPreviews(campaigns, slug), clock()];
  const works = all.filter(({ until }) => now < until);
  return {
    made,
    open: works.filter(({ isOwn }) => !isOwn),
    own: works.filter(({ isOwn }) => isOwn),
    expired: all.filter(({ until }) => until <= now),
  };
}

/** The links of a campaign that may have one more. @throws {Problem} `too-many-previews` @throws {LinkMadeBefore} */
async function withRoom(
  deps: PreviewDeps,
  slug: string,
  { isOwn, madeBy }: { readonly isOwn: boolean; readonly madeBy: string | undefined },
) {
  const found = await links(deps, slug);
  if (madeBy !== undefined && found.open.some((one) => one.madeBy === madeBy)) throw new LinkMadeBefore();
  return isOwn || found.open.length < MOST_PREVIEWS ? found : noRoom(slug);
}

function noRoom(slug: string): never {
  throw new Problem('too-many-previews', { campaign: slug });
}
