import type { Actor } from '../access/actor.ts';
import { type AuditDeps, audited } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import { entryAt, type KeyringFile, keyEntries, parseKeyringFile } from '../keys/keyring.ts';
import type { KeyringName } from '../keys/names.ts';
import { type NewKey, type RemovedKey, RingRefused, withNewKey, withoutKey } from '../keys/ring-changes.ts';
import type { RingStore, StoredRing } from '../keys/ring-store.ts';
import { type Clock, isoTime } from '../running/clock.ts';
import type { CampaignHead } from './campaign.ts';
import { listCampaignHeads } from './head-store.ts';
import { acceptsConfirmations, campaignStatus } from './status.ts';

/**
 * To change a keyring takes two steps, as with a campaign: a plan, and `carryOutKeyChange`. This file is in the folder
 * of campaigns, since each campaign belongs to the pepper that was current when the campaign was made.
 */
export interface KeyPlan<Change extends NewKey | RemovedKey> {
  readonly ring: KeyringName;
  readonly before: StoredRing;
  readonly change: Change;
}

/** What a change of keys needs. */
export interface KeyDeps {
  readonly rings: RingStore;
  readonly campaigns: Db;
  readonly clock: Clock;
}

/** Plans to add a key. @param secret 32 characters or more, drawn at random. @throws {RingRefused} */
export async function planNewKey(
  deps: KeyDeps,
  _actor: Actor,
  { ring, secret }: { readonly ring: KeyringName; readonly secret: string },
): Promise<KeyPlan<NewKey>> {
  const campaigns = ring === 'pepper' ? await listCampaignHeads(deps.campaigns) : [];
  const { before, file } = await readRing(deps, ring);
  return { ring, before, change: withNewKey(file, { secret, campaigns, now: storeTime(deps) }) };
}

/**
 * Plans to remove a key.
 * @param endpoints ids of the endpoints of webhooks whose secrets are made from it.
 * @throws {RingRefused}
 */
export async function planKeyRemoval(
  deps: KeyDeps,
  _actor: Actor,
  {
    ring,
    kid,
    endpoints,
  }: { readonly ring: KeyringName; readonly kid: string; readonly endpoints?: readonly string[] },
): Promise<KeyPlan<RemovedKey>> {
  const heads = ring === 'pepper' ? await listCampaignHeads(deps.campaigns) : [];
  const { before, file } = await readRing(deps, ring);
  const now = storeTime(deps);
  const campaigns = campaignsOf(file, kid, heads).map((campaign) => ({
    slug: campaign.slug,
    isNeeded: acceptsConfirmations(campaign, now) || campaignStatus(campaign, now) === 'upcoming',
  }));
  return { ring, before, change: withoutKey(ring, file, { kid, campaigns, endpoints, now }) };
}

/**
 * Writes the plan. The audit trail gets the name of the key, and nothing of its secret.
 * @throws {RingChanged} if somebody else wrote the ring since it was read. Then nothing is written.
 */
export function carryOutKeyChange(
  { rings, audit, clock }: KeyDeps & AuditDeps,
  actor: Actor,
  { ring, before, change }: KeyPlan<NewKey | RemovedKey>,
): Promise<void> {
  const [act, entry] =
    'from' in change
      ? (['keys.add', { after: { key: change.kid, from: isoTime(change.from) } }] as const)
      : (['keys.remove', { before: { key: change.kid, campaigns: change.campaigns } }] as const);
  return audited({ audit, clock }, actor, act, ring, entry, () =>
    rings.replace(ring, before, JSON.stringify(change.file)),
  );
}

/** A ring, with its secrets. @throws {RingRefused} if it is damaged. */
export async function readRing(
  { rings }: Pick<KeyDeps, 'rings'>,
  ring: KeyringName,
): Promise<{ before: StoredRing; file: KeyringFile }> {
  const before = await rings.read(ring);
  try {
    return { before, file: parseKeyringFile(before.text) };
  } catch (error) {
    throw new RingRefused({ kind: 'unreadable', ring, message: error instanceof Error ? error.message : '' });
  }
}

/** The campaigns that belong to a pepper. */
export const campaignsOf = (file: KeyringFile, kid: string, campaigns: readonly CampaignHead[]): CampaignHead[] =>
  campaigns.filter(({ createdAt }) => entryAt(keyEntries(file), Date.parse(createdAt)).kid === kid);

/** The store's time. If this computer's clock is wrong, a new key could begin before functions have read it. */
const storeTime = ({ rings, clock }: KeyDeps): number => clock() + rings.clockOffset();
