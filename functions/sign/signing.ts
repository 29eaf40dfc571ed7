import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { isSlug } from '../core/campaigns/slug.ts';
import { acceptsConfirmations, campaignStatus } from '../core/campaigns/status.ts';
import { giveBackMailAllowance, takeMailAllowance } from '../core/limits/store.ts';
import type { QueuedMail } from '../core/outbox/queued-mail.ts';
import { signerHash } from '../core/privacy/signer-hash.ts';
import { Problem } from '../core/problem.ts';
import type { NormalisedAddress } from '../core/signatures/address.ts';
import type { Attempt } from '../core/signatures/attempt.ts';
import { CONFIRMATION_LIFETIME } from '../core/signatures/lifetimes.ts';
import {
  type ConfirmationLink,
  openConfirmation,
  openWithdrawal,
  sealConfirmation,
  sealWithdrawal,
  type WithdrawalLink,
} from '../core/signatures/links.ts';
import { putSignatureOnce, withdrawSignature } from '../core/signatures/store.ts';
import type { SignDeps } from './deps.ts';
import { pepperOf, type SignKeys } from './keys.ts';

/** The text that a signer agreed to (`privacy.*` in the catalogue of messages). Raise it when that text changes. */
const CONSENT_VERSION = '1';

/** @throws {Problem} `campaign-unknown`. */
export async function knownCampaign(deps: SignDeps, slug: string): Promise<CampaignHead> {
  // What cannot be a slug is not looked up: a key of the table has limits of its own.
  const campaign = isSlug(slug) ? await deps.campaign(slug) : undefined;
  if (!campaign) throw new Problem('campaign-unknown');
  return campaign;
}

/**
 * Mails the two links, and stores nothing about the signer. Reads no signature, so that the answer and its time are the
 * same whether or not this address has signed; a limit that holds the mail back changes neither.
 * @throws {Problem} if the campaign does not take signatures now.
 */
export async function requestConfirmation(deps: SignDeps, campaign: CampaignHead, attempt: Attempt): Promise<void> {
  const now = deps.clock();
  const status = campaignStatus(campaign, now);
  const about = { campaign: campaign.slug };
  if (status === 'upcoming') throw new Problem('campaign-not-open', about);
  if (status === 'closed') throw new Problem('campaign-closed', about);
  const recipients = campaign.recipients.length > 0 ? campaign.recipients : deps.recipients;
  if (recipients.length === 0) throw new Problem('campaign-without-recipient', about);

  const keys = await deps.keys();
  const signer = signerHash(pepperOf(keys, campaign, now), campaign.slug, attempt.address.normalised);
  const shown = campaign.showNames ? attempt.publicName : undefined;
  const { sealIdentity } = await import('../core/privacy/seal.ts');
  const sealedIdentity = await sealIdentity(
    {
      name: attempt.name,
      email: attempt.address.deliverTo,
      // What the page shows need not be sealed, and would be carried twice in the link.
      comment: (!shown && attempt.comment) || undefined,
      updates: attempt.updates,
    },
    recipients,
  );
  const [confirmToken, withdrawToken] = await Promise.all([
    sealConfirmation(keys.links, {
      campaign: campaign.slug,
      signer,
      attemptedAt: now,
      country: attempt.country,
      locale: attempt.locale,
      source: campaign.sources.includes(attempt.source) ? attempt.source : 'other',
      consent: CONSENT_VERSION,
      publicName: shown,
      publicReason: (shown && attempt.comment) || undefined,
      sealedIdentity,
    }),
    sealWithdrawal(keys.links, { campaign: campaign.slug, signer, attemptedAt: now, locale: attempt.locale }),
  ]);
  await putWithinAllowance(deps, keys, attempt.address.normalised, now, {
    kind: 'confirmation',
    to: attempt.address.deliverTo,
    locale: attempt.locale,
    campaign: { title: campaign.title, demand: campaign.demand, language: campaign.language },
    confirmToken,
    withdrawToken,
    validUntil: now + CONFIRMATION_LIFETIME,
  });
}

/** Both calls are made whether or not the allowance is used up, so that an answer and its time do not tell. */
async function putWithinAllowance(
  { limits, outbox }: SignDeps,
  keys: SignKeys,
  address: NormalisedAddress,
  now: number,
  mail: QueuedMail,
): Promise<void> {
  if (limits === 'off') return outbox.put(mail);
  const taken = { key: keys.limit.current(now).key, address, now };
  const allowed = await takeMailAllowance(limits, taken);
  try {
    await outbox.put(allowed ? mail : { kind: 'none' });
  } catch (error) {
    // Who tries again while the queue does not answer must not run out of mails by that.
    if (allowed) await giveBackMailAllowance(limits, taken).catch(() => undefined);
    throw error;
  }
}

/**
 * What a link would confirm. Reads only the campaign.
 * @throws {Problem} if the link is bad or expired, or of a campaign that has closed.
 */
export async function openConfirmationLink(
  deps: SignDeps,
  token: string,
): Promise<{ campaign: CampaignHead; link: ConfirmationLink }> {
  const now = deps.clock();
  const link = await openConfirmation((await deps.keys()).links, token, now);
  const campaign = await knownCampaign(deps, link.campaign);
  if (!acceptsConfirmations(campaign, now)) {
    const upcoming = campaignStatus(campaign, now) === 'upcoming';
    throw new Problem(upcoming ? 'campaign-not-open' : 'campaign-closed', { campaign: campaign.slug });
  }
  return { campaign, link };
}

/**
 * Counts the signature that a link carries.
 * @returns the campaign, the link, and whether this was the first time.
 * @throws {Problem} as `openConfirmationLink`, or if the link is from before a withdrawal.
 */
export async function confirm(
  deps: SignDeps,
  token: string,
): Promise<{ campaign: CampaignHead; link: ConfirmationLink; status: 'counted' | 'already-counted' }> {
  const { campaign, link } = await openConfirmationLink(deps, token);
  const status = await putSignatureOnce(deps.signatures, { ...link, confirmedAt: deps.clock() });
  if (status === 'withdrawn') throw new Problem('signature-withdrawn', { campaign: campaign.slug });
  return { campaign, link, status };
}

/** What a link would withdraw. The campaign may be gone: its signers may withdraw still. @throws {Problem} `token-malformed`. */
export async function openWithdrawalLink(
  deps: SignDeps,
  token: string,
): Promise<{ campaign: CampaignHead | undefined; link: WithdrawalLink }> {
  const link = await openWithdrawal((await deps.keys()).links, token);
  return { campaign: await deps.campaign(link.campaign), link };
}

/** Erases the signature of a link, if there is one. @throws {Problem} `token-malformed`. */
export async function withdraw(
  deps: SignDeps,
  token: string,
): Promise<{ campaign: CampaignHead | undefined; link: WithdrawalLink }> {
  const { campaign, link } = await openWithdrawalLink(deps, token);
  await withdrawSignature(deps.signatures, { ...link, now: deps.clock() });
  return { campaign, link };
}
