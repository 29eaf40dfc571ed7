import type { KeyObject } from 'node:crypto';
import { addressSignals } from '../core/abuse/address-signals.ts';
import { checkProof } from '../core/abuse/proof.ts';
import type { Signal } from '../core/abuse/signals.ts';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { giveBackMailAllowance, takeMailAllowance } from '../core/limits/address.ts';
import type { Limits } from '../core/limits/limits.ts';
import { isBusy } from '../core/limits/loads.ts';
import { BUSY_FROM, type NetworkCount, type Sent, WITHOUT_PROOF_PER_HOUR } from '../core/limits/networks.ts';
import { Problem } from '../core/problem.ts';
import { SECOND } from '../core/running/clock.ts';
import type { Attempt } from '../core/signatures/attempt.ts';
import type { SignDeps } from './deps.ts';
import type { SignKeys } from './keys.ts';
import type { Network } from './network.ts';

/** What is held against an attempt. */
export interface Weighed {
  readonly signals: readonly Signal[];
  /** Whether its mail may be sent. */
  readonly isAllowed: boolean;
  /** Gives its allowance back: for a mail that could not be put into the queue. */
  readonly giveBack: () => Promise<void>;
}

/**
 * The page’s own script sends no proof sooner than this after its challenge, which it asks for when the address is there:
 * a person who fills in a form by one press notices nothing. Whoever sends sooner is another program. The time is signed,
 * so that it cannot be made up, only waited for.
 */
export const TOO_FAST = 1 * SECOND;

/**
 * Weighs an attempt before anything is sealed: cheap checks first, and one write for its address. What others did with
 * the address decides on its mail, and on nothing that a caller can see: a proof that was used before is refused as none
 * by what this process remembers itself, never by what the address's item tells.
 * @throws {Problem} `network-busy` for one without proof, from a network that has sent many such. One with a proof is
 * never refused: whole countries share a network.
 */
export async function weigh(
  deps: SignDeps,
  keys: SignKeys,
  campaign: CampaignHead,
  attempt: Attempt,
  { network, now }: { network: Network; now: number },
): Promise<Weighed> {
  const { limits } = deps;
  const { normalised: address } = attempt.address;
  const told: Signal[] = [...(attempt.isTrapped ? ['honeypot' as const] : []), ...(await addressSignals(address))];
  if (limits === 'off') return { signals: told, isAllowed: true, giveBack: async () => undefined };

  const checked = await checkProof(keys.proof, { proof: attempt.proof, campaign: campaign.slug, address, now });
  const proof = checked && limits.spentProofs.spend(checked) ? checked : undefined;
  const taken = { key: keys.limit, address, now, proof };
  const forget = () => (proof ? limits.spentProofs.giveBack(proof) : undefined);
  try {
    const sent = proof ? 'with-proof' : 'without-proof';
    const seen = await countAttempt({ limits, key: networkKey(keys, now), network, campaign }, sent);
    const load = await limits.loads.count(campaign.slug, sent);
    const isAllowed = await takeMailAllowance(limits.table, taken);
    const signals: Signal[] = [
      ...told,
      ...(proof ? [] : ['no-proof' as const]),
      ...(proof && now - proof.issuedAt < TOO_FAST ? ['too-fast' as const] : []),
      ...(seen && seen.attempts >= BUSY_FROM ? ['busy-network' as const] : []),
      ...(!proof && isBusy(load) ? ['busy-campaign' as const] : []),
    ];
    const giveBack = () => {
      // Whether or not the mail was held, which nothing may tell.
      forget();
      // One write either way, so that time does not tell which while the queue does not answer.
      return giveBackMailAllowance(limits.table, { ...taken, mails: isAllowed ? 1 : 0 });
    };
    return { signals, isAllowed, giveBack };
  } catch (error) {
    forget();
    throw error;
  }
}

/** Counts an attempt of a network, if it has one. @throws {Problem} `network-busy`. */
async function countAttempt(
  { limits, key, network, campaign }: { limits: Limits; key: KeyObject; network: Network; campaign: CampaignHead },
  sent: Sent,
): Promise<NetworkCount | undefined> {
  if (network === undefined) return undefined;
  const seen = await limits.networks.count(key, network, sent);
  const most = WITHOUT_PROOF_PER_HOUR[campaign.strict ? 'strict' : 'usual'];
  if (sent === 'without-proof' && seen.withoutProof > most) {
    throw new Problem('network-busy', { campaign: campaign.slug });
  }
  return seen;
}

export const networkKey = ({ limit }: SignKeys, now: number): KeyObject => limit.current(now).key;
