import type { Db } from '../aws/db.ts';
import { Problem } from '../problem.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import type { Account } from './account.ts';
import { listAccounts } from './account-store.ts';

/** Campaigns in which one person may have a role. Pages and the trail show all of them. */
export const MOST_ROLES = 200;

/** A token for more campaigns than these is one for all. */
export const MOST_IN_TOKEN = 50;

/** Faults that an answer names. */
const MOST_NAMED = 20;
const AT_ONCE = 8;

/**
 * Refuses roles that nobody should get. Roles that a person has already may stay: their campaign may be gone, or they may be too many. None if
 * no role is given; otherwise about 1 read unit for five accounts, and 1 for each campaign that is new to the person.
 * @param isTheirs finds the account of the person, if there is one.
 * @throws {Problem} `invalid-form` for a campaign that does not exist, and for too many.
 */
export async function checkRoles(
  { organisers, hasCampaign }: { readonly organisers: Db; readonly hasCampaign: (slug: string) => Promise<boolean> },
  campaigns: Account['campaigns'] = {},
  isTheirs: (account: Account) => boolean,
): Promise<void> {
  const slugs = Object.keys(campaigns);
  if (slugs.length === 0) return;
  const held = (await listAccounts(organisers)).accounts.find(isTheirs)?.campaigns ?? {};
  const added = slugs.filter((slug) => !Object.hasOwn(held, slug));
  if (added.length > 0 && slugs.length > MOST_ROLES)
    throw new Problem('invalid-form', { faults: [{ field: 'campaigns', fault: 'too-long' }] });
  const unknown = new Set<string>();
  await eachAtOnce(added, AT_ONCE, async (slug) => {
    if (!(await hasCampaign(slug))) unknown.add(slug);
  });
  if (unknown.size === 0) return;
  const faults = added.filter((slug) => unknown.has(slug)).slice(0, MOST_NAMED);
  throw new Problem('invalid-form', {
    faults: faults.map((slug) => ({ field: `campaigns.${slug}`, fault: 'unknown' })),
  });
}

/**
 * The first campaign of a new token that is not its owner's: in which they have no role, or, if they are an admin, that does not exist.
 * Costs nothing, or 0.5 read units for each campaign that an admin names.
 * @returns its place, or that of the first one too many. Undefined if all are theirs.
 */
export async function campaignNotTheirs(
  { hasCampaign }: { readonly hasCampaign: (slug: string) => Promise<boolean> },
  { isAdmin, campaigns = {} }: { readonly isAdmin: boolean; readonly campaigns?: Account['campaigns'] },
  slugs: readonly string[],
): Promise<number | undefined> {
  if (slugs.length > MOST_IN_TOKEN) return MOST_IN_TOKEN;
  const known = new Set<string>();
  await eachAtOnce(slugs, AT_ONCE, async (slug) => {
    if (isAdmin ? await hasCampaign(slug) : Object.hasOwn(campaigns, slug)) known.add(slug);
  });
  const first = slugs.findIndex((slug) => !known.has(slug));
  return first === -1 ? undefined : first;
}
