import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { sealedTo } from '../core/campaigns/sealed-to.ts';
import type { LinkRequest } from '../core/signatures/attempt.ts';
import { CONFIRMATION_LIFETIME } from '../core/signatures/lifetimes.ts';
import { newLinkId, sealWithdrawal } from '../core/signatures/links.ts';
import type { Network } from '../http/network.ts';
import { inMail, tagsOf } from './attempt-mail.ts';
import { admitSigner, putMail, spokenHere } from './attempting.ts';
import type { SignDeps } from './deps.ts';
import { inLanguageOf } from './signing.ts';

/**
 * Mails a link that withdraws, also before a campaign opens and after it has closed. Like an attempt it reads no signature,
 * spends one mail of the mailbox's allowance, and is answered the same for every address.
 * @throws {Problem} as `admitSigner`.
 */
export async function requestLink(
  deps: SignDeps,
  campaign: CampaignHead,
  request: LinkRequest,
  network?: Network,
): Promise<void> {
  const now = deps.clock();
  const locale = spokenHere(request.locale);
  const { keys, signer, admission } = await admitSigner(
    deps,
    campaign,
    { ...request, isTrapped: false },
    { network, now, isForLink: true },
  );
  const withdrawToken = sealWithdrawal(keys.token, {
    campaign: campaign.slug,
    signer,
    // A new id, which no signature has: the link withdraws, and is told nothing.
    linkId: newLinkId(),
    locale,
    tags: tagsOf(campaign),
    attemptedAt: now,
    recipients: sealedTo(campaign, deps).length,
  });
  await putMail(deps, admission, {
    kind: 'withdrawal',
    to: request.address.deliverTo,
    locale,
    campaign: inMail(await inLanguageOf(deps, campaign, request.locale)),
    withdrawToken,
    validUntil: now + CONFIRMATION_LIFETIME,
    isDecoy: !admission.isMailAllowed,
  });
}
