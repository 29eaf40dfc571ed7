import { basename } from 'node:path/posix';
import type { Context } from 'hono';
import { isPreviewToken, previewId, previewPath, previewPicture } from '../core/campaigns/preview-token.ts';
import { isSlug } from '../core/campaigns/values.ts';
import { logoName } from '../core/pictures/address.ts';
import { Problem } from '../core/problem.ts';
import { queryOf } from '../http/language.ts';
import type { KnownGroup } from '../ui/group.tsx';
import { inLanguage } from '../ui/messages/addresses.ts';
import { languages } from '../ui/messages/speak.ts';
import type { SiteDeps } from './deps.ts';
import { type Found, readCampaign } from './find.ts';
import { campaignPage } from './pages.tsx';
import type { Preview } from './views.ts';

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
  const preview = {
    at: previewPath(slug, token),
    pictureAt: (file: string) => previewPicture(slug, token, file),
    own: link.isOwn ? { mayShare: link.mayShare === true } : undefined,
  };
  const page = await campaignPage(onThatDay, withLogoAt(found, preview), { lang: asked.lang }, preview);
  return c.html(withoutDeadLinks(page), 200, FOR_FEW);
}

/** The other pages of a draft, and those of its cases, come with its opening. Until then, their names are shown, and lead nowhere. */
const withoutDeadLinks = (page: string): string =>
  page.replace(/(<a(?: [^<>]*)?) href="(?:\/(?!organise\/)[\w-]+)?\/(?:campaigns|cases)\/[^"]*"/g, '$1');

/** The logo of a group of its own is nowhere public, either. */
function withLogoAt({ campaign, ...found }: Found, { pictureAt }: Preview): Found {
  const { group } = campaign;
  const made = group?.logo?.made;
  if (!group || !made) return { ...found, campaign };
  const shown: KnownGroup = { ...group, logoAt: pictureAt(basename(logoName(made))) };
  return { ...found, campaign: { ...campaign, group: shown } };
}
