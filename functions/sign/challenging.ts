import { randomInt } from 'node:crypto';
import type { Challenge } from 'altcha-lib';
import { type Level, levelFor } from '../core/abuse/level.ts';
import { issueChallenge } from '../core/abuse/proof.ts';
import type { NormalisedAddress } from '../core/address.ts';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { HOUR, MINUTE } from '../core/running/clock.ts';
import type { Network } from '../http/network.ts';
import { networkKey } from './admission.ts';
import type { SignDeps } from './deps.ts';
import { fractionOf } from './drawn.ts';
import { isStrict } from './strictness.ts';

/** Makes the challenge for an address: harder while its campaign or the caller's network sends many. It stores nothing. */
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
 * Counts a request for a challenge. So the challenges also get harder for a robot that collects many before it sends any.
 * @returns how hard the challenge is.
 */
export async function countChallenge(deps: SignDeps, campaign: CampaignHead, network: Network): Promise<Level> {
  const { limits } = deps;
  if (limits === 'off') return 1;
  const now = deps.clock();
  const key = networkKey(await deps.keys(), now);
  const [load, strict, seen] = await Promise.all([
    limits.loads.count(campaign.slug, 'challenge'),
    isStrict(deps, campaign),
    network === undefined ? undefined : limits.networks.count(key, network, 'challenge'),
  ]);
  // A browser asks for one challenge and sends one attempt: together they count once.
  const fromNetwork = seen ? Math.max(seen.challenges, seen.attempts) : 0;
  const drawn = (of: 'campaign' | 'network', level: Level) =>
    of === 'campaign'
      ? fractionOf(key, 'level', of, campaign.slug, Math.floor(now / MINUTE), level)
      : fractionOf(key, 'level', of, network ?? '', Math.floor(now / HOUR), level);
  return levelFor({ perMinute: load.perMinute, fromNetwork, strict, drawn });
}
