import { basename } from 'node:path/posix';
import type { Db } from '../aws/db.ts';
import { getGroup } from '../campaigns/group-store.ts';
import { queryPreview } from '../campaigns/preview-store.ts';
import { isPreviewToken, previewId } from '../campaigns/preview-token.ts';
import { getStoredCampaign } from '../campaigns/store.ts';
import { isSlug } from '../campaigns/values.ts';
import type { Clock } from '../running/clock.ts';
import { keptName, logoName, namesOfPictures, typeOfPictureFile } from './address.ts';
import type { PictureStore } from './store.ts';

/**
 * A file that a draft will show, for those who have a link to its preview. A token that works nowhere costs 1 read unit, and one of
 * another form nothing.
 * @returns undefined for a link that has ended, and for every file that this draft does not show.
 */
export async function previewedPicture(
  { campaigns, pictures, clock }: { readonly campaigns: Db; readonly pictures: PictureStore; readonly clock: Clock },
  { slug, token, file }: { readonly slug: string; readonly token: string | undefined; readonly file: string },
): Promise<Uint8Array | undefined> {
  if (!isSlug(slug) || !isPreviewToken(token) || typeOfPictureFile(file) === undefined) return undefined;
  const link = await queryPreview(campaigns, slug, previewId(token));
  if (!link || link.until <= clock()) return undefined;
  const { campaign } = (await getStoredCampaign(campaigns, slug)) ?? {};
  if (campaign?.visibility !== 'draft' || campaign.deletedAt !== undefined) return undefined;
  if ([...namesOfPictures(campaign)].some((name) => basename(name) === file)) return pictures.get(keptName(file));
  const logo = (campaign.group ?? (await getGroup(campaigns)))?.logo?.made;
  if (!logo || basename(logoName(logo)) !== file) return undefined;
  return (await pictures.get(keptName(file))) ?? pictures.get(logoName(logo));
}
