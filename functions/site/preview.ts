import type { Context } from 'hono';
import { isPreviewToken, previewId, previewPath } from '../core/campaigns/preview-token.ts';
import { isSlug } from '../core/campaigns/values.ts';
import { Problem } from '../core/problem.ts';
import { queryOf } from '../http/language.ts';
import { inLanguage } from '../ui/messages/addresses.ts';
import { languages } from '../ui/messages/speak.ts';
import type { SiteDeps } from './deps.ts';
import { readCampaign } from './find.ts';
import { campaignPage } from './pages.tsx';

/** For those who have the link, and for this moment. */
const FOR_FEW = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' };

/**
 * A draft as the public will see it on the day on which it opens, for people who have a link. Once it is public, the link leads to its
 * page. 1 read unit more than that page.
 * @throws {Problem} `preview-ended`, also if there never was such a link: the answer does not reveal which drafts exist.
 */
export async function previewAnswer(c: Context, deps: SiteDeps): Promise<Response> {
  const slug = c.req.param('slug') ?? '';
  const { token, ...asked } = queryOf(c);
  if (!isSlug(slug) || !isPreviewToken(token)) throw new Problem('preview-ended');
  const link = await deps.preview(slug, previewId(token));
  if (!link || link.until <= deps.clock()) throw new Problem('preview-ended');
  const found = await readCampaign(deps, slug);
  if (!found || found.campaign.deletedAt !== undefined) throw new Problem('preview-ended');
  const { visibility, opensAt } = found.campaign;
  if (visibility !== 'draft') {
    const page = `/campaigns/${slug}`;
    const location = asked.lang === undefined ? page : inLanguage(asked.lang, page, languages);
    return c.body(null, 302, { ...FOR_FEW, location });
  }
  const onThatDay = { ...deps, clock: () => Math.max(deps.clock(), Date.parse(opensAt)) };
  const page = await campaignPage(onThatDay, found, { lang: asked.lang }, previewPath(slug, token));
  return c.html(page, 200, FOR_FEW);
}
