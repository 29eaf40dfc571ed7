import { newAccountId, sealPerson } from '../../functions/core/access/account.ts';
import { changeAccounts, listAccounts } from '../../functions/core/access/account-store.ts';
import type { CampaignRole } from '../../functions/core/access/roles.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { campaignOf } from './campaign.ts';
import type { startConsole } from './console.ts';

type Site = Pick<Awaited<ReturnType<typeof startConsole>>, 'db' | 'deps' | 'time'>;

/** Puts a campaign for each title. @returns their slugs. */
export async function putTitled({ db }: Site, titles: readonly string[]): Promise<string[]> {
  const all = titles.map((title, i) => campaignOf({ slug: `campaign-of-many-${i}`, title }));
  for (const campaign of all) await putCampaign(db.Campaigns, campaign, 0);
  return all.map(({ slug }) => slug);
}

/** Puts people who are here, with the same roles, the oldest first. @returns their ids. An invitation of each would read all others. */
export async function putPeople(
  { db, deps, time }: Site,
  people: readonly { readonly address: string; readonly name: string }[],
  campaigns: Readonly<Record<string, CampaignRole>>,
): Promise<string[]> {
  const keys = await deps.keys();
  let { changes } = await listAccounts(db.Organisers);
  const ids: string[] = [];
  for (const [i, { address, name }] of people.entries()) {
    const id = newAccountId();
    const sealed = sealPerson(keys, { address, name }, time.now);
    const account = { id, sealed, addressHash: `hash-${id}`, isAdmin: false, campaigns, generation: 1, revision: 1 };
    await changeAccounts(db.Organisers, { put: { ...account, createdAt: isoTime(time.now + 1 + i) } }, changes++);
    ids.push(id);
  }
  return ids;
}
