import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { sealedTo } from '../core/campaigns/sealed-to.ts';
import { signerHash } from '../core/keys/signer-hash.ts';
import type { LinkRequest } from '../core/signatures/attempt.ts';
import { CONFIRMATION_LIFETIME } from '../core/signatures/lifetimes.ts';
import { newLinkId, sealWithdrawal } from '../core/signatures/links.ts';
import { admit } from './admission.ts';
import { inMail } from './attempt-mail.ts';
import { assertReceivesMail, putMail } from './attempting.ts';
import type { SignDeps } from './deps.ts';
import { pepperOf } from './keys.ts';
import type { Network } from './network.ts';
import { isStrict } from './strictness.ts';

/**
 * Mails a link that withdraws, also before a campaign opens and after it has closed. Like an attempt it reads no signature,
 * spends one mail of the mailbox's allowance, and is answered the same for every address.
 * @throws {Problem} if the domain of the address receives no mail, as `admit`, or `campaign-closed` if the pepper of the campaign is gone.
 */
export async function requestLink(
  deps: SignDeps,
  campaign: CampaignHead,
  request: LinkRequest,
  network?: Network,
): Promise<void> {
  const now = deps.clock();
  const [strict] = await Promise.all([isStrict(deps, campaign), assertReceivesMail(deps, request)]);
  const keys = await deps.keys();
  const signer = signerHash(pepperOf(keys, campaign, now), campaign.slug, request.address.normalised);
  const admission = await admit(
    deps,
    keys,
    { ...campaign, strict },
    { ...request, isTrapped: false },
    { network, now, isForLink: true },
  );
  const withdrawToken = sealWithdrawal(keys.token, {
    campaign: campaign.slug,
    signer,
    // A new id, which no signature has: the link withdraws, and is told nothing.
    linkId: newLinkId(),
    locale: request.locale,
    attemptedAt: now,
    recipients: sealedTo(campaign, deps).length,
  });
  await putMail(deps, admission, {
    kind: 'withdrawal',
    to: request.address.deliverTo,
    locale: request.locale,
    campaign: inMail(campaign),
    withdrawToken,
    validUntil: now + CONFIRMATION_LIFETIME,
    isDecoy: !admission.isMailAllowed,
  });
}
