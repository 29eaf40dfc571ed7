import { judge } from '../core/abuse/judge.ts';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { wordsOf } from '../core/campaigns/demands.ts';
import { spokenIn } from '../core/campaigns/in-language.ts';
import { sealedTo } from '../core/campaigns/sealed-to.ts';
import { acceptsConfirmations, campaignStatus } from '../core/campaigns/status.ts';
import { isSlug } from '../core/campaigns/values.ts';
import { forThePublic, withItsSigners } from '../core/campaigns/visibility.ts';
import { Problem } from '../core/problem.ts';
import { dayOf, hourOf } from '../core/running/clock.ts';
import {
  type ConfirmationLink,
  openConfirmation,
  openWithdrawal,
  type WithdrawalLink,
} from '../core/signatures/links.ts';
import { type ConfirmedSignature, leaveNews, putSignatureOnce, withdrawSignature } from '../core/signatures/store.ts';
import type { SignDeps } from './deps.ts';

/** @throws {Problem} as `forThePublic`. */
export const knownCampaign = async (deps: SignDeps, slug: string): Promise<CampaignHead> =>
  forThePublic(await campaignWithItsSigners(deps, slug));

/**
 * A campaign in the language of a reader. Its words are no reason to fail: while the table does not answer, it stays as it was
 * written first.
 */
export const inLanguageOf = (deps: SignDeps, campaign: CampaignHead, locale: string): Promise<CampaignHead> =>
  spokenIn(campaign, locale, (language) => deps.translation(campaign.slug, language)).catch(() => campaign);

/** A campaign in the words that the signer of a link was shown, or else in the language in which they read. */
export const inWordsOf = <Campaign extends CampaignHead | undefined>(
  deps: SignDeps,
  campaign: Campaign,
  { words, locale }: Pick<ConfirmationLink, 'words' | 'locale'>,
): Promise<Campaign | CampaignHead> =>
  campaign === undefined ? Promise.resolve(campaign) : inLanguageOf(deps, campaign, wordsOf(words)?.language ?? locale);

/** A campaign that people may have signed, also a deleted one. @throws {Problem} `campaign-unknown`. */
export const campaignWithItsSigners = async (deps: SignDeps, slug: string): Promise<CampaignHead> =>
  // A text that is no slug is not looked up: the table refuses some texts as a key.
  withItsSigners(isSlug(slug) ? await deps.campaign(slug) : undefined);

/** @throws {Problem} if the campaign does not take signatures now. */
export function assertTakesAttempts({ opensAt, closesAt, pausedAt, slug }: CampaignHead, now: number): void {
  const status = campaignStatus({ opensAt, closesAt }, now);
  if (status === 'upcoming') throw new Problem('campaign-not-open', { campaign: slug });
  if (status === 'closed') throw new Problem('campaign-closed', { campaign: slug });
  if (pausedAt !== undefined) throw new Problem('campaign-paused', { campaign: slug });
}

/** @throws {Problem} if the campaign has not opened yet. A closed one still mails links that withdraw. */
export function assertHasOpened(campaign: CampaignHead, now: number): void {
  if (campaignStatus(campaign, now) === 'upcoming') throw new Problem('campaign-not-open', { campaign: campaign.slug });
}

/**
 * Opens a link that confirms. It reads only the campaign.
 * @throws {Problem} if the link is bad or expired, or if its campaign is gone or takes no confirmations now.
 */
export async function openConfirmationLink(
  deps: SignDeps,
  token: string,
): Promise<{ campaign: CampaignHead; link: ConfirmationLink }> {
  const now = deps.clock();
  const link = openConfirmation((await deps.keys()).token, token, now);
  const campaign = await knownCampaign(deps, link.campaign);
  if (!acceptsConfirmations(campaign, now)) {
    const upcoming = campaignStatus(campaign, now) === 'upcoming';
    throw new Problem(upcoming ? 'campaign-not-open' : 'campaign-closed', { campaign: campaign.slug });
  }
  return { campaign, link };
}

/**
 * Counts the signature that a link carries.
 * @param comment the reason that the signer wrote beside the button, checked. Empty if there is none.
 * @returns the campaign, the link, and whether the link was used now or before: nothing shows that the address had signed.
 * @throws {Problem} as `openConfirmationLink`, or if the signer has withdrawn since the link was mailed, or if there is a
 * reason and no key to seal it to.
 */
export async function confirm(
  deps: SignDeps,
  token: string,
  comment = '',
): Promise<{ campaign: CampaignHead; link: ConfirmationLink; status: 'counted' | 'already-counted' }> {
  const { campaign, link } = await openConfirmationLink(deps, token);
  const { order } = await deps.keys();
  const confirmedAt = deps.clock();
  // Allowances and counts of domains end with a day. A link that is used later hides nobody. It is no reason to review.
  const isLate = dayOf(confirmedAt) !== dayOf(link.attemptedAt);
  const signals = isLate ? [...link.signals, 'late-link' as const] : link.signals;
  const reason = comment === '' ? {} : await reasonOf(deps, campaign, link, comment);
  const signature = { ...link, ...reason, signals, status: judge(link.signals, campaign), confirmedAt };
  const status = await putSignatureOnce(deps.signatures, signature, order.keyAt(hourOf(link.attemptedAt)));
  if (status === 'withdrawn') throw new Problem('signature-withdrawn', { campaign: campaign.slug });
  return { campaign, link, status };
}

/** A reason as it is stored: beside the name that is shown, or sealed. What seals is loaded only for a reason. */
async function reasonOf(
  deps: SignDeps,
  campaign: CampaignHead,
  { publicName }: ConfirmationLink,
  comment: string,
): Promise<Pick<ConfirmedSignature, 'publicReason' | 'sealedReason'>> {
  if (publicName !== undefined) return { publicReason: comment };
  const { sealReason } = await import('../core/keys/seal.ts');
  return { sealedReason: await sealReason(comment, recipientsOf(deps, campaign)) };
}

/**
 * The keys to which a campaign's identities are sealed: one at least.
 * @throws {Problem} `campaign-without-recipient`.
 */
export function recipientsOf(deps: SignDeps, campaign: CampaignHead): readonly string[] {
  const recipients = sealedTo(campaign, deps);
  if (recipients.length > 0) return recipients;
  deps.log.error('no-trusted-recipient', { campaign: campaign.slug });
  throw new Problem('campaign-without-recipient', { campaign: campaign.slug });
}

/** Opens a link that withdraws. If the campaign is gone, its signers may still withdraw. @throws {Problem} `token-malformed`. */
export async function openWithdrawalLink(
  deps: SignDeps,
  token: string,
): Promise<{ campaign: CampaignHead | undefined; link: WithdrawalLink }> {
  const link = openWithdrawal((await deps.keys()).token, token);
  return { campaign: await deps.campaign(link.campaign), link };
}

/** Erases the signature of a link, if there is one. @throws {Problem} `token-malformed`. */
export async function withdraw(
  deps: SignDeps,
  token: string,
): Promise<{ campaign: CampaignHead | undefined; link: WithdrawalLink }> {
  const { campaign, link } = await openWithdrawalLink(deps, token);
  const now = deps.clock();
  const { order } = await deps.keys();
  const orderKey = order.keyAt(hourOf(now)) ?? order.current(now).key;
  await withdrawSignature(deps.signatures, { ...link, now, orderKey });
  return { campaign, link };
}

/** Takes the signer of a link off the news. It says nothing about a signature. @throws {Problem} `token-malformed`. */
export async function stopNews(
  deps: SignDeps,
  token: string,
): Promise<{ campaign: CampaignHead | undefined; link: WithdrawalLink }> {
  const { campaign, link } = await openWithdrawalLink(deps, token);
  await leaveNews(deps.signatures, link);
  return { campaign, link };
}
