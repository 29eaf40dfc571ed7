/** The factor by which a proof needs more work than usual. */
export type Level = 1 | 2 | 4 | 8;

/**
 * Each level begins at this number of challenges or of attempts, whichever is larger: per minute on a campaign, or per
 * hour from a network.
 */
const CAMPAIGN_STEPS = [
  { from: 1_200, level: 8 },
  { from: 480, level: 4 },
  { from: 120, level: 2 },
] as const;
const NETWORK_STEPS = [
  { from: 240, level: 4 },
  { from: 60, level: 2 },
] as const;

/**
 * Decides how hard a challenge is. On a campaign that many people sign or attack, everybody waits a little longer. If a
 * network sends many attempts, its people wait longer. Whole countries share networks, so a network is slowed down and
 * never shut out.
 */
export function levelFor({ perMinute, fromNetwork, strict }: LevelFactors): Level {
  const byCampaign = CAMPAIGN_STEPS.find(({ from }) => perMinute >= from)?.level ?? 1;
  const byNetwork = NETWORK_STEPS.find(({ from }) => fromNetwork >= from)?.level ?? 1;
  const level = (strict ? Math.max(byCampaign, 4) : byCampaign) * byNetwork;
  return level >= 8 ? 8 : (level as Level);
}

interface LevelFactors {
  /** Challenges or attempts on the campaign in a minute, whichever is the larger number. */
  readonly perMinute: number;
  /** The same from the caller's network within the hour. 0 if the caller has no network. */
  readonly fromNetwork: number;
  readonly strict: boolean;
}
