import type { KeyObject } from 'node:crypto';
import { addressSignals, ownDomainOf } from '../core/abuse/address-signals.ts';
import { checkProof } from '../core/abuse/proof.ts';
import type { Signal } from '../core/abuse/signals.ts';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { giveBackMailAllowance, takeMailAllowance } from '../core/limits/address.ts';
import { USUAL_OF_DOMAIN } from '../core/limits/domains.ts';
import type { Limits } from '../core/limits/limits.ts';
import { isBusy } from '../core/limits/loads.ts';
import { BUSY_AROUND_FROM, BUSY_FROM, type Sent, WITHOUT_PROOF_PER_HOUR } from '../core/limits/networks.ts';
import { Problem } from '../core/problem.ts';
import { HOUR, SECOND } from '../core/running/clock.ts';
import type { Attempt } from '../core/signatures/attempt.ts';
import { type Network, networksAround } from '../http/network.ts';
import type { SignDeps } from './deps.ts';
import { fractionOf } from './drawn.ts';
import type { SignKeys } from './keys.ts';

/** An attempt, or a request for a link, that is admitted, and what it has spent. */
export interface Admission {
  /** What looks like a robot's about the attempt. */
  readonly signals: readonly Signal[];
  /** Whether the mailbox has a mail left. If it has none, a decoy goes to the queue in place of the mail. */
  readonly isMailAllowed: boolean;
  /** Gives back what the attempt has spent: for a mail that could not be put into the queue. */
  readonly giveBack: () => Promise<void>;
}

/**
 * The page’s own script sends no proof sooner than this after its challenge, which it asks for when the address is typed:
 * a person who fills in a form by one press notices nothing. What is sent sooner comes from another program. The time is
 * signed, so that a program can only wait for it.
 */
export const TOO_FAST = 1 * SECOND;

/**
 * Admits an attempt before anything is sealed. It spends the attempt's proof, and one mail of the mailbox's allowance, by
 * one write to the Limits table.
 *
 * What others did with the mailbox decides whether its mail is sent and which signals its link carries, and nothing that
 * a caller can see. That is why a reused proof is rejected only from this process's memory: the mailbox's item also holds
 * the proofs of others.
 * @throws {Problem} `network-busy` for an attempt without proof from a network that has sent many of them. An attempt with
 * a proof is never refused: whole countries share a network.
 */
export async function admit(
  deps: SignDeps,
  keys: SignKeys,
  campaign: CampaignHead,
  attempt: Pick<Attempt, 'address' | 'proof' | 'isTrapped'>,
  { network, now, isForLink = false }: { network: Network; now: number; isForLink?: boolean },
): Promise<Admission> {
  const { limits } = deps;
  const { normalised: address } = attempt.address;
  const fromForm: Signal[] = [...(attempt.isTrapped ? ['honeypot' as const] : []), ...(await addressSignals(address))];
  if (limits === 'off') return { signals: fromForm, isMailAllowed: true, giveBack: async () => undefined };

  const domain = await ownDomainOf(address);
  const checked = await checkProof(keys.proof, { proof: attempt.proof, campaign: campaign.slug, address, now });
  const proof = checked && limits.spentProofs.spend(checked) ? checked : undefined;
  const giveBackProof = () => (proof ? limits.spentProofs.giveBack(proof) : undefined);
  // Links for lost e-mails spend the part that attempts without proof have: they keep nobody from signing.
  const spent = { key: keys.limit, campaign: campaign.slug, address, now, proof: isForLink ? undefined : proof };
  try {
    const sent = proof ? 'with-proof' : 'without-proof';
    const from = { limits, key: networkKey(keys, now), network, now, campaign };
    const isFromBusyNetwork = await countAttempt(from, sent);
    const [load, ofDomain, { isMailAllowed, otherAddresses }] = await Promise.all([
      limits.loads.count(campaign.slug, sent),
      domain === undefined ? 0 : limits.domains.count(keys.limit, { campaign: campaign.slug, domain }),
      takeMailAllowance(limits.table, spent),
    ]);
    const signals: Signal[] = [
      ...fromForm,
      ...(proof ? [] : ['no-proof' as const]),
      ...(proof && now - proof.issuedAt < TOO_FAST ? ['too-fast' as const] : []),
      ...(isFromBusyNetwork ? ['busy-network' as const] : []),
      ...(!proof && isBusy(load) ? ['busy-campaign' as const] : []),
      ...(otherAddresses > 0 ? ['same-mailbox' as const] : []),
      ...(otherAddresses > 1 ? ['busy-mailbox' as const] : []),
      ...(ofDomain > USUAL_OF_DOMAIN ? ['busy-domain' as const] : []),
    ];
    const giveBack = () => {
      // Always, even if the mail was held back: nothing may show whether it was.
      giveBackProof();
      // Also one write in both cases, so that while the queue does not answer, the time does not show it either.
      return giveBackMailAllowance(limits.table, { ...spent, mails: isMailAllowed ? 1 : 0 });
    };
    return { signals, isMailAllowed, giveBack };
  } catch (error) {
    giveBackProof();
    throw error;
  }
}

interface Counting {
  readonly limits: Limits;
  readonly key: KeyObject;
  readonly network: Network;
  readonly now: number;
  readonly campaign: CampaignHead;
}

/**
 * Counts an attempt of a network, if the caller has one, and of those around it.
 * @returns whether one of them is busy. @throws {Problem} `network-busy`, only for the caller's own.
 */
async function countAttempt({ limits, key, network, now, campaign }: Counting, sent: Sent): Promise<boolean> {
  if (network === undefined) return false;
  const count = (one: string) => limits.networks.count(key, one, sent);
  const [own, around] = await Promise.all([count(network), Promise.all(networksAround(network).map(count))]);
  const { strict } = campaign;
  if (sent === 'without-proof' && own.withoutProof > allowedWithoutProof(key, { network, now, strict })) {
    throw new Problem('network-busy', { campaign: campaign.slug });
  }
  return own.attempts >= BUSY_FROM || around.some(({ attempts }, i) => attempts >= (BUSY_AROUND_FROM[i] ?? 0));
}

/**
 * How many attempts without proof a network may send in this hour. With a known number, a person who counts their own up to
 * the first refusal would see by one fewer that somebody else in their network sent one. Each rule is drawn by itself: two
 * numbers from one draw would show by their difference what was drawn.
 */
export function allowedWithoutProof(
  key: KeyObject,
  { network, now, strict }: { network: string; now: number; strict: boolean },
): number {
  const rule = strict ? 'strict' : 'usual';
  const { least, most } = WITHOUT_PROOF_PER_HOUR[rule];
  const drawn = fractionOf(key, 'without-proof', rule, network, Math.floor(now / HOUR));
  return least + Math.floor(drawn * (most - least + 1));
}

export const networkKey = ({ limit }: SignKeys, now: number): KeyObject => limit.current(now).key;
