import type { Organiser } from '../../core/access/people.ts';
import { fileOf } from '../../core/campaigns/as-file.ts';
import type { StoredHead } from '../../core/campaigns/head-store.ts';
import { organisedStatus } from '../../core/campaigns/states.ts';
import type { StoredCampaign } from '../../core/campaigns/store.ts';
import type { SeenCase } from '../../core/cases/case.ts';
import type { Waiting } from '../../core/counts/waiting.ts';
import { isoTime } from '../../core/running/clock.ts';

/** A campaign in a list of organisers. @param waiting as `publish` noted it. @param now milliseconds since the epoch. */
export const headFields = ({ head, revision }: StoredHead, waiting: Waiting | undefined, now: number) => ({
  slug: head.slug,
  title: head.title,
  language: head.language,
  status: organisedStatus(head, now),
  visibility: head.visibility ?? 'public',
  goal: head.goal,
  opensAt: head.opensAt,
  closesAt: head.closesAt ?? null,
  won: head.won ?? null,
  waits: waiting ? { signatures: waiting.signatures, since: waiting.since ?? null } : null,
  revision,
});

/** A campaign as organisers see it: the fields of its file, and what the service adds. A change may send any of the first. */
export function campaignFields(
  { campaign, revision }: StoredCampaign,
  { now, publicUrl, signatures }: { readonly now: number; readonly publicUrl: string; readonly signatures: number },
) {
  const { $schema, ...fields } = fileOf(campaign);
  return {
    ...fields,
    status: organisedStatus(campaign, now),
    ...(campaign.pausedAt !== undefined && { pausedAt: campaign.pausedAt }),
    ...(campaign.archivedAt !== undefined && { archivedAt: campaign.archivedAt }),
    createdAt: campaign.createdAt,
    revision,
    signatures,
    url: `${publicUrl}/campaigns/${campaign.slug}`,
  };
}

/** A case as organisers see it: what campaigns share of it, and what the service adds. A change may send any of the first. */
export const caseFields = ({ record, campaigns, others, behind, mayWrite }: SeenCase) => ({
  id: record.id,
  ...record.fields,
  language: record.language,
  revision: record.revision,
  ...(record.at !== undefined && { changedAt: record.at, changedBy: record.by }),
  campaigns: campaigns.map(({ campaign }) => campaign.slug),
  otherCampaigns: others,
  behind,
  mayChange: mayWrite,
});

/** An organiser, with the moment as ISO 8601. */
export const organiserFields = ({ invitedUntil, ...organiser }: Organiser) => ({
  ...organiser,
  ...(invitedUntil !== undefined && { invitedUntil: isoTime(invitedUntil) }),
});
