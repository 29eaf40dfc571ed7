import type { TrustedRecipients } from '../../functions/core/campaigns/sealed-to.ts';

/**
 * The keys that a stage seals to, as far as the environment of whoever deploys it tells.
 * @returns undefined if it names none, or is about another stage (AMPARO_STAGE).
 */
export function deployedIn(
  { AMPARO_STAGE, AMPARO_RECIPIENTS = '', AMPARO_CAMPAIGN_RECIPIENTS = '' }: Record<string, string | undefined>,
  stage: string,
): TrustedRecipients | undefined {
  if (AMPARO_STAGE && AMPARO_STAGE !== stage) return undefined;
  if (!AMPARO_RECIPIENTS && !AMPARO_CAMPAIGN_RECIPIENTS) return undefined;
  return {
    recipients: keysOf(AMPARO_RECIPIENTS),
    campaignRecipients: AMPARO_CAMPAIGN_RECIPIENTS === 'any' ? 'any' : keysOf(AMPARO_CAMPAIGN_RECIPIENTS),
  };
}

const keysOf = (text: string): string[] => text.split(',').map((key) => key.trim());
