import { randomInt } from 'node:crypto';
import type { Challenge } from 'altcha-lib';
import { type Level, levelFor } from '../core/abuse/level.ts';
import { issueChallenge } from '../core/abuse/proof.ts';
import type { NormalisedAddress } from '../core/address.ts';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { networkKey } from './admission.ts';
import type { SignDeps } from './deps.ts';
import type { Network } from './network.ts';

/** Makes the challenge for an address: harder while its campaign or the caller's network sends many. Writes nothing of it. */
export async function challengeFor(
  deps: SignDeps,
  campaign: CampaignHead,
  address: NormalisedAddress,
  network: Network,
): Promise<Challenge> {
  const level = await countChallenge(deps, campaign, network);
  const { proof } = await deps.keys();
  const bound = { campaign: campaign.slug, address };
  return issueChallenge(proof, { ...bound, level, now: deps.clock() }, (below) => randomInt(below));
}

/**
 * Counts a challenge that is asked for: whoever asks for many before they send anything finds them harder, too.
 * @returns how hard it is to be.
 */
export async function countChallenge(deps: SignDeps, campaign: CampaignHead, network: Network): Promise<Level> {
  const { limits } = deps;
  if (limits === 'off') return 1;
  const key = networkKey(await deps.keys(), deps.clock());
  const [load, seen] = await Promise.all([
    limits.loads.count(campaign.slug, 'challenge'),
    network === undefined ? undefined : limits.networks.count(key, network, 'challenge'),
  ]);
  // Each browser asks for one and sends one: it is counted once.
  const fromNetwork = seen ? Math.max(seen.challenges, seen.attempts) : 0;
  return levelFor({ perMinute: load.perMinute, fromNetwork, strict: campaign.strict });
}
