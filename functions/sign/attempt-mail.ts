import type { CampaignHead } from '../core/campaigns/campaign.ts';
import type { SignerHash } from '../core/keys/signer-hash.ts';
import type { QueuedMail } from '../core/outbox/queued-mail.ts';
import type { Attempt } from '../core/signatures/attempt.ts';
import { confirmsUntil } from '../core/signatures/lifetimes.ts';
import { newLinkId, sealConfirmation, sealWithdrawal } from '../core/signatures/links.ts';
import { CONSENT_VERSION } from '../ui/consent.ts';
import type { Admission } from './admission.ts';
import type { SignKeys } from './keys.ts';

/**
 * The mail that answers an attempt, with its two links. A decoy is made in full, too, so that the time of an attempt does
 * not show which of them it is.
 */
export async function mailFor({
  keys,
  campaign,
  attempt,
  signer,
  recipients,
  admission,
  now,
}: {
  keys: SignKeys;
  campaign: CampaignHead;
  attempt: Attempt;
  signer: SignerHash;
  recipients: readonly string[];
  admission: Admission;
  now: number;
}): Promise<QueuedMail> {
  const shown = campaign.showNames ? attempt.publicName : undefined;
  const { sealIdentity } = await import('../core/keys/seal.ts');
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
  const common = {
    campaign: campaign.slug,
    signer,
    linkId: newLinkId(),
    attemptedAt: now,
    locale: attempt.locale,
  };
  const confirmToken = sealConfirmation(keys.token, {
    ...common,
    country: attempt.country,
    source: campaign.sources.includes(attempt.source) ? attempt.source : 'other',
    consent: CONSENT_VERSION,
    publicName: shown,
    publicReason: (shown && attempt.comment) || undefined,
    signals: admission.signals,
    sealedIdentity,
  });
  return {
    kind: 'confirmation',
    to: attempt.address.deliverTo,
    locale: attempt.locale,
    campaign: inMail(campaign),
    confirmToken,
    withdrawToken: sealWithdrawal(keys.token, { ...common, recipients: recipients.length }),
    validUntil: confirmsUntil(campaign, now),
    isDecoy: !admission.isMailAllowed,
  };
}

/** What a mail says of its campaign. */
export const inMail = ({ title, demand, language, neutralSubject }: CampaignHead): QueuedMail['campaign'] => ({
  title,
  demand,
  language,
  hasNeutralSubject: neutralSubject,
});
