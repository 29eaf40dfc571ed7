import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { operator, schedule } from '../../../functions/core/access/actor.ts';
import type { Db } from '../../../functions/core/aws/db.ts';
import { putCampaign } from '../../../functions/core/campaigns/store.ts';
import type { Past, PublicEvent } from '../../../functions/core/overview/events.ts';
import { overviewReader, readOverviewOf } from '../../../functions/core/overview/reader.ts';
import { refreshOverview } from '../../../functions/core/overview/refresh.ts';
import { relistCampaign } from '../../../functions/core/overview/relist.ts';
import { bucketOf, hiddenIn } from '../../../functions/core/overview/store.ts';
import { type CampaignChanges, campaignOf } from '../../support/campaign.ts';
import { type Numbers, publishNumbers } from '../../support/published.ts';
import { freshTables } from '../../support/tables.ts';

export const NOW = Date.parse('2026-03-10T12:30:00Z');
/** For `meanwhile`: whether a command writes an item. */
export const isPutOf = (sk: string) => (command: object) =>
  command instanceof PutItemCommand && command.input.Item?.sk?.S === sk;
export const isPut = (command: object) => command instanceof PutItemCommand;
/** The sort key of a campaign's bucket. */
export const bucketKey = (slug: string) => String(bucketOf(slug)).padStart(3, '0');

/** An installation, and the function that keeps its overview. */
export async function installation() {
  const { Campaigns: campaigns, Counts: counts } = await freshTables();
  const time = { now: NOW };
  const announced: PublicEvent[] = [];
  const forgotten: Past[] = [];
  const forget = async (past: readonly Past[]) => void forgotten.push(...past);
  const announce = async (events: readonly PublicEvent[]) => void announced.push(...events);
  /** @param faulty tables in which something happens. @returns a function with a memory of its own. */
  const start = (faulty: { campaigns?: Db; counts?: Db } = {}) => {
    const tables = { campaigns, counts, ...faulty };
    const reader = overviewReader(tables.campaigns, { consistent: true });
    const hidden = overviewReader(hiddenIn(tables.campaigns), { consistent: true });
    const deps = { ...tables, reader, hidden, announce, forget, clock: () => time.now };
    return (mayGoOn = () => true) => refreshOverview(deps, schedule, { mayGoOn });
  };
  const read = readOverviewOf(campaigns);
  return {
    ...{ campaigns, counts, time, announced, forgotten, start },
    run: start(),
    put: (slug: string, changes: CampaignChanges = {}) => putCampaign(campaigns, campaignOf({ slug, ...changes })),
    relist: (slug: string, db = campaigns) =>
      relistCampaign({ campaigns: db, clock: () => time.now }, operator, { slug }),
    publish: (slug: string, numbers: Numbers) => publishNumbers(counts, slug, { asOf: time.now, ...numbers }),
    /** Each listed campaign with its title and its total. */
    lists: async () => {
      const entries = (await read())?.entries;
      return entries?.map(({ slug, title, numbers }) => `${slug}: ${title}, ${numbers.total}`).sort();
    },
    entry: async (slug: string) => (await read())?.entries.find((one) => one.slug === slug),
    types: () => announced.splice(0).map(({ type, data }) => `${type} ${data.slug}`),
  };
}
