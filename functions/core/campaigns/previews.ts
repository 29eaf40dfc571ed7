import { randomBytes } from 'node:crypto';
import type { Actor } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import { type AuditDeps, actorName, audited } from '../audit/audited.ts';
import { Problem } from '../problem.ts';
import { DAY, isoTime } from '../running/clock.ts';
import { type CampaignDeps, storedCampaign } from './plan.ts';
import { deletePreview, type PreviewLink, putPreview, queryPreviews } from './preview-store.ts';
import { previewId } from './preview-token.ts';

/** For how long a link shows a draft. */
export const PREVIEW_DAYS = 7;
/** Far more than anybody needs at once. */
export const MOST_PREVIEWS = 20;
/** How often a link is stored again, if others of its campaign are stored at the same moment. Each time, there is room for fewer. */
const TRIES = 2 * MOST_PREVIEWS;

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
  const { expired } = campaign.visibility === 'draft' ? await withRoom(deps, slug) : noRoom(slug);
  const token = random(16).toString('base64url');
  const link = {
    ...{ id: previewId(token), createdAt: isoTime(now), by: actorName(actor) },
    until: now + PREVIEW_DAYS * DAY,
  };
  await audited(
    deps,
    actor,
    'campaign.preview',
    slug,
    { after: { link: link.id, until: isoTime(link.until) } },
    async () => {
      for (let tries = 1; ; tries++) {
        const { made } = await withRoom(deps, slug);
        if (await putPreview(deps.campaigns, slug, link, made)) return;
        if (tries === TRIES) noRoom(slug);
      }
    },
  );
  for (const { id } of expired) await deletePreview(deps.campaigns, slug, id);
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
  if (!(await links(deps, slug)).open.some((one) => one.id === id)) return;
  await audited(deps, actor, 'campaign.preview-end', slug, { before: { link: id } }, () =>
    deletePreview(deps.campaigns, slug, id),
  );
}

async function links({ campaigns, clock }: PreviewDeps, slug: string) {
  const [{ links: all, made }, now] = [await queryPreviews(campaigns, slug), clock()];
  return { made, open: all.filter(({ until }) => now < until), expired: all.filter(({ until }) => until <= now) };
}

/** The links of a campaign that may have one more. @throws {Problem} `campaign-in-other-state` */
async function withRoom(deps: PreviewDeps, slug: string) {
  const found = await links(deps, slug);
  return found.open.length < MOST_PREVIEWS ? found : noRoom(slug);
}

function noRoom(slug: string): never {
  throw new Problem('campaign-in-other-state', { campaign: slug });
}
