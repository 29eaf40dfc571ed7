import * as z from 'zod/mini';
import { campaignPublicKeys, type DeployedKeys, publicKeys } from '../../functions/core/campaigns/sealed-to.ts';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { withPresentNames } from '../../infra/former-names.ts';
import { tagsOf } from '../../infra/messages/choose.ts';
import { CommandError } from '../terminal/errors.ts';

/**
 * Reads the keys that a stage seals to from the environment of a deploy.
 * @returns undefined if it names no keys, or another stage (AMPARO_STAGE).
 * @throws {CommandError} if the old and the new name of one setting have different values.
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

/**
 * Reads the languages of a stage's pages from the environment of a deploy.
 * @returns undefined if it is no environment of a deploy, or that of another stage (AMPARO_STAGE).
 */
export function languagesDeployed(
  { AMPARO_STAGE, AMPARO_DOMAIN, AMPARO_LANGUAGES }: Readonly<Record<string, string | undefined>>,
  stage: string,
): readonly string[] | undefined {
  if (AMPARO_STAGE && AMPARO_STAGE !== stage) return undefined;
  if (AMPARO_LANGUAGES) return tagsOf(AMPARO_LANGUAGES);
  // A deploy that chooses no languages has the usual ones.
  return AMPARO_DOMAIN ? USUAL_LANGUAGES : undefined;
}
