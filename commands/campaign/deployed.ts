import * as z from 'zod/mini';
import { campaignPublicKeys, type DeployedKeys, publicKeys } from '../../functions/core/campaigns/sealed-to.ts';
import { withPresentNames } from '../../infra/former-names.ts';
import { CommandError } from '../terminal/errors.ts';

/**
 * The keys that a stage seals to, as far as the environment of the person who deploys it says.
 * @returns undefined if it names none, or is about another stage (AMPARO_STAGE).
 * @throws {CommandError} if it names two different lists for the same thing.
 */
export function deployedIn(
  environment: Readonly<Record<string, string | undefined>>,
  stage: string,
): DeployedKeys | undefined {
  const { variables, faults } = withPresentNames(environment);
  const { AMPARO_STAGE, AMPARO_PUBLIC_KEYS, AMPARO_CAMPAIGN_PUBLIC_KEYS } = variables;
  if (AMPARO_STAGE && AMPARO_STAGE !== stage) return undefined;
  if (!AMPARO_PUBLIC_KEYS && !AMPARO_CAMPAIGN_PUBLIC_KEYS) return undefined;
  if (faults.length > 0) throw new CommandError(...faults.map((fault) => `${fault}.`));
  return {
    publicKeys: z.parse(publicKeys, AMPARO_PUBLIC_KEYS),
    campaignPublicKeys: z.parse(campaignPublicKeys, AMPARO_CAMPAIGN_PUBLIC_KEYS),
  };
}
