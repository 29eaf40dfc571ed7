import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { wordsShown } from '../core/campaigns/demands.ts';
import { languagesOf } from '../core/campaigns/in-language.ts';
import { localTime, zoneOf } from '../core/campaigns/local-time.ts';
import { NO_SOURCE } from '../core/campaigns/values.ts';
import type { SignerHash } from '../core/keys/signer-hash.ts';
import type { QueuedMail } from '../core/outbox/queued-mail.ts';
import { type FieldFault, Problem } from '../core/problem.ts';
import type { Attempt } from '../core/signatures/attempt.ts';
import { confirmsUntil } from '../core/signatures/lifetimes.ts';
import { newLinkId, sealConfirmation, sealWithdrawal, TOKEN_LENGTH } from '../core/signatures/links.ts';
import { shownVersion } from '../ui/consent.ts';
import { languages } from '../ui/messages/speak.ts';
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
      // What the page shows need not be sealed, and would be carried twice in the link.
      name: shown === attempt.name ? undefined : attempt.name,
      email: attempt.address.deliverTo,
      comment: (!shown && attempt.comment) || undefined,
      // Where the group sends no news, a box that is ticked all the same asks for nothing.
      updates: campaign.news && attempt.updates,
    },
    recipients,
  );
  const common = {
    campaign: campaign.slug,
    signer,
    linkId: newLinkId(),
    attemptedAt: now,
    locale: attempt.locale,
    tags: tagsOf(campaign),
  };
  const said = {
    country: attempt.country,
    source: campaign.sources.includes(attempt.source) ? attempt.source : NO_SOURCE,
    consent: shownVersion(attempt.consent, attempt.locale),
    words: wordsShown(campaign),
    publicName: shown,
  };
  const confirmToken = sealConfirmation(keys.token, {
    ...common,
    ...said,
    publicReason: (shown && attempt.comment) || undefined,
    signals: admission.signals,
    sealedIdentity,
  });
  if (confirmToken.length > TOKEN_LENGTH) throw new Problem('invalid-form', { faults: [tooMuchIn(attempt)] });
  return {
    kind: 'confirmation',
    to: attempt.address.deliverTo,
    locale: attempt.locale,
    campaign: inMail(campaign),
    confirmToken,
    withdrawToken: sealWithdrawal(keys.token, { ...common, said, recipients: recipients.length }),
    validUntil: confirmsUntil(campaign, now),
    isDecoy: !admission.isMailAllowed,
  };
}

/** The languages that a link about a campaign may name. */
export const tagsOf = (campaign: CampaignHead): readonly string[] => [...languages, ...languagesOf(campaign)];

/**
 * The field that makes a link too long. It is the reason, or a shown name that is not the signer's own one: both come from
 * programs alone. Any other attempt fits, with up to three keys (`core/keys/padding`).
 */
const tooMuchIn = ({ name, comment, publicName }: Attempt): FieldFault => ({
  field: comment ? 'comment' : publicName && publicName !== name ? 'publicName' : 'name',
  fault: 'no-room',
});

/** What a mail says of its campaign. @param campaign in the language of the mail, as far as it is translated. */
export const inMail = (campaign: CampaignHead): QueuedMail['campaign'] => ({
  slug: campaign.slug,
  title: campaign.title,
  demand: campaign.demand,
  language: campaign.translatedTo ?? campaign.language,
  hasNeutralSubject: campaign.neutralSubject,
  zone: zoneOf(campaign),
  closesAt: campaign.closesAt && localTime(campaign, campaign.closesAt),
  group: campaign.group ? { name: campaign.group.name, contact: campaign.group.contact } : null,
});
