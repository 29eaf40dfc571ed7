import { randomInt } from 'node:crypto';
import type { Challenge } from 'altcha-lib';
import { levelFor } from '../core/abuse/level.ts';
import { issueChallenge } from '../core/abuse/proof.ts';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { NormalisedAddress } from '../core/signatures/address.ts';
import type { SignDeps } from './deps.ts';
import type { Network } from './network.ts';
import { networkKey } from './weighing.ts';

/** Makes the challenge for an address: harder while its campaign or the caller's network sends many. Writes nothing. */
export async function challengeFor(
  deps: SignDeps,
  campaign: CampaignHead,
  address: NormalisedAddress,
  network: Network,
): Promise<Challenge> {
  const { limits } = deps;
  const keys = await deps.keys();
  const now = deps.clock();
  const [load, fromNetwork] =
    limits === 'off'
      ? [undefined, undefined]
      : await Promise.all([
          limits.loads.of(campaign.slug),
          network && limits.networks.of(networkKey(keys, now), network),
        ]);
  const level = levelFor({
    perMinute: load?.perMinute ?? 0,
    fromNetwork: fromNetwork ? fromNetwork.all : 0,
    strict: campaign.strict && limits !== 'off',
  });
  return issueChallenge(keys.proof, { level, now, campaign: campaign.slug, address }, (below) => randomInt(below));
}
