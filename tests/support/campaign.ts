import { type Campaign, type CampaignFile, campaignFile } from '../../functions/core/campaigns/campaign.ts';
import { type Group, type GroupFile, group } from '../../functions/core/campaigns/group.ts';

/** A campaign's file with nothing that could be left out. */
export const smallFile: CampaignFile = {
  slug: 'free-them',
  title: 'Free them',
  demand: 'The government releases them.',
  summary: 'They are held for what they said.',
  why: 'Because.',
  goal: 100,
  opensAt: '2026-01-01T00:00:00Z',
  targets: [{ name: 'The government' }],
};

/** The same as an organiser writes it. */
export const smallYaml = `slug: free-them
title: Free them
demand: The government releases them.
summary: They are held for what they said.
why: Because.
goal: 100
opensAt: 2026-01-01T00:00:00Z
targets: [{ name: The government }]
`;

/** What a test's campaign says otherwise than `smallFile`, and when it was created. */
export type CampaignChanges = Partial<
  CampaignFile & Pick<Campaign, 'createdAt' | 'pausedAt' | 'archivedAt' | 'hasBeenOpen'>
>;

/** A campaign as it is stored. */
export function campaignOf({
  createdAt = '2026-01-01T00:00:00.000Z',
  pausedAt,
  archivedAt,
  hasBeenOpen,
  ...changes
}: CampaignChanges = {}): Campaign {
  const { $schema, ...campaign } = campaignFile.parse({ ...smallFile, ...changes });
  return {
    ...{ ...campaign, createdAt, ...(pausedAt && { pausedAt }) },
    ...(archivedAt && { archivedAt }),
    ...(hasBeenOpen && { hasBeenOpen }),
  };
}

/** A group as it is stored. */
export function groupOf(changes: Partial<GroupFile> = {}): Group {
  const { $schema, ...stored } = group.parse({ name: 'Free Voices', contact: 'ask@free-voices.example', ...changes });
  return stored;
}
