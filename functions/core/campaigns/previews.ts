import { randomBytes } from 'node:crypto';
import type { Actor } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import { type AuditDeps, actorName, audited } from '../audit/audited.ts';
import { Problem } from '../problem.ts';
import { DAY, isoTime } from '../running/clock.ts';
import { type CampaignDeps, storedCampaign } from './plan.ts';
import { deletePreview, type PreviewLink, putPreview, queryPreviews, queryPreviewsBy } from './preview-store.ts';
import { previewId } from './preview-token.ts';

/** For how long a link shows a draft. */
export const PREVIEW_DAYS = 7;
/** Far more than anybody needs at once. */
export const MOST_PREVIEWS = 20;

type PreviewDeps = Pick<CampaignDeps, 'campaigns' | 'clock'> & AuditDeps;

/**
 * Makes a link that shows a draft, as the public would see it, to anybody who has it. Links that have expired are removed with it.
 * @returns the token, which is nowhere afterwards.
 * @throws {Problem} `not-allowed`; `campaign-unknown`, `campaign-deleted`; `campaign-in-other-state` if it is no draft, or has too many links.
 */
export async function makePreview(
  deps: PreviewDeps,
  actor: Actor,
  { slug, random = randomBytes }: { readonly slug: string; readonly random?: (bytes: number) => Buffer },
): Promise<{ link: PreviewLink; token: string }> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  const { campaign } = await storedCampaign(deps, slug);
  const now = deps.clock();
  const { open, expired } = await links(deps, slug);
  if (campaign.visibility !== 'draft' || open.length >= MOST_PREVIEWS)
    throw new Problem('campaign-in-other-state', { campaign: slug });
  const token = random(16).toString('base64url');
  const link = {
    ...{ id: previewId(token), createdAt: isoTime(now), by: actorName(actor) },
    until: now + PREVIEW_DAYS * DAY,
  };
  await audited(deps, actor, 'campaign.preview', slug, { after: { link: link.id, until: isoTime(link.until) } }, () =>
    putPreview(deps.campaigns, slug, link),
  );
  for (const one of expired) await deletePreview(deps.campaigns, slug, one);
  return { link, token };
}

/** The links that work now, the newest first. @throws {Problem} `not-allowed`; `campaign-unknown`, `campaign-deleted`. */
export async function previewsSeen(deps: PreviewDeps, actor: Actor, slug: string): Promise<PreviewLink[]> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  await storedCampaign(deps, slug);
  return (await links(deps, slug)).open;
}

/** Ends a link at once. One that has ended stays so. @throws {Problem} as `previewsSeen`. */
export async function endPreview(
  deps: PreviewDeps,
  actor: Actor,
  { slug, id }: { readonly slug: string; readonly id: string },
): Promise<void> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  await storedCampaign(deps, slug);
  const link = (await links(deps, slug)).open.find((one) => one.id === id);
  if (link) await end(deps, actor, slug, link);
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

const end = (deps: PreviewDeps, actor: Actor, slug: string, link: Pick<PreviewLink, 'id' | 'by'>): Promise<boolean> =>
  audited(deps, actor, 'campaign.preview-end', slug, { before: { link: link.id } }, () =>
    deletePreview(deps.campaigns, slug, link),
  );

async function links({ campaigns, clock }: PreviewDeps, slug: string) {
  const [all, now] = [await queryPreviews(campaigns, slug), clock()];
  return { open: all.filter(({ until }) => now < until), expired: all.filter(({ until }) => until <= now) };
}
