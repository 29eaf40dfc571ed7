import * as z from 'zod/mini';
import { type Campaign, campaignFile, type ParsedCampaignFile } from './campaign.ts';

/** Makes a campaign file from a stored campaign: fields in their order, without those that the store adds. */
export function fileOf(stored: Campaign): ParsedCampaignFile {
  const { createdAt, deletedAt, pausedAt, archivedAt, translatedTo, originalTitle, share, ...known } = stored;
  const { demands, translatedDemands, formerTranslations, languages, formerLanguages, hasBeenOpen, ...campaign } =
    known;
  const parsed = z.safeParse(campaignFile, campaign);
  // A campaign that was stored under older rules is still shown. It is checked when it is put again.
  return parsed.success ? parsed.data : campaign;
}
