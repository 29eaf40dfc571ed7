import type { Actor } from '../access/actor.ts';
import { requireRight, ruleOf } from '../access/rights.ts';
import type { CampaignRole } from '../access/roles.ts';
import type { AuditDeps } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import type { Campaign } from './campaign.ts';
import { getOriginal } from './store.ts';
import { updateIds, updateState } from './updates.ts';

/** An update that appears by itself, and its campaign. */
export interface Scheduled {
  readonly campaign: Pick<Campaign, 'slug' | 'title' | 'language' | 'timeZone' | 'opensAt'>;
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly at: string;
}

/** How many campaigns are looked at. Nobody of a group writes in more at a time. */
const MOST = 100;

/**
 * The updates that may be of a person who leaves, and appear by themselves: in the campaigns where they may write, and in those where
 * they were the last ones to do something. An update does not say who wrote it, and somebody else may have scheduled it. Price as
 * `AuditLog.list`, and of each campaign as its page. @throws {Problem} `not-allowed`
 */
export async function scheduledNear(
  { campaigns, clock, audit }: AuditDeps & { readonly campaigns: Db },
  actor: Actor,
  person: { readonly id: string; readonly campaigns: Readonly<Record<string, CampaignRole>> },
): Promise<Scheduled[]> {
  requireRight(actor, 'organiser.write', { clock });
  const writes = Object.entries(person.campaigns).filter(([, role]) => ruleOf('campaign.write').roles.includes(role));
  const { entries } = await audit.list({ actor: person.id, act: 'campaign', limit: MOST });
  const slugs = new Set([...writes.map(([slug]) => slug), ...entries.map(({ subject }) => subject)]);
  const found = [...slugs].slice(0, MOST).map(async (slug): Promise<Scheduled[]> => {
    const campaign = await getOriginal(campaigns, slug);
    return !campaign || campaign.deletedAt !== undefined ? [] : scheduledIn(campaign, clock());
  });
  return (await Promise.all(found)).flat().sort(byMoment);
}

/** The updates of a campaign that appear by themselves, the next one first. @param now milliseconds since the epoch. */
export function scheduledIn(campaign: Campaign, now: number): Scheduled[] {
  const ids = updateIds(campaign.updates);
  return campaign.updates
    .flatMap((update, i) =>
      updateState(update, now) === 'scheduled'
        ? [{ campaign, id: ids[i] ?? '', title: update.title, at: update.at }]
        : [],
    )
    .sort(byMoment);
}

const byMoment = (one: Scheduled, other: Scheduled): number => Date.parse(one.at) - Date.parse(other.at);
