/** The factor by which a proof needs more work than usual. */
export type Level = 1 | 2 | 4 | 8;

/**
 * Each level begins at about this number of challenges or of attempts, whichever is larger: per minute on a campaign, or
 * per hour from a network.
 */
const CAMPAIGN_STEPS = [
  { from: 1_200, level: 8 },
  { from: 480, level: 4 },
  { from: 120, level: 2 },
] as const;
/** A step begins between this share of its number and one and a half times as much. */
const LEAST = 0.5;
const NETWORK_STEPS = [
  { from: 240, level: 4 },
  { from: 60, level: 2 },
] as const;

/**
 * Decides how hard a challenge is. On a campaign that many people sign or attack, everybody waits a little longer. If a
 * network sends many attempts, its people wait longer. Whole countries share networks, so a network is slowed down and
 * never shut out.
 *
 * Each step begins at a number that is drawn anew for each minute, or each hour of a network. With a known number, a
 * person who asks for that many challenges themselves would see by one more or less whether somebody else asks, too.
 */
export function levelFor({ perMinute, fromNetwork, strict, drawn }: LevelFactors): Level {
  const levelAt = (n: number, steps: typeof CAMPAIGN_STEPS | typeof NETWORK_STEPS, of: 'campaign' | 'network') =>
    steps.find(({ from, level }) => n >= from * LEAST && n >= from * (LEAST + drawn(of, level)))?.level ?? 1;
  const byCampaign = levelAt(perMinute, CAMPAIGN_STEPS, 'campaign');
  const byNetwork = levelAt(fromNetwork, NETWORK_STEPS, 'network');
  const level = (strict ? Math.max(byCampaign, 4) : byCampaign) * byNetwork;
  return level >= 8 ? 8 : (level as Level);
}

interface LevelFactors {
  /** Challenges or attempts on the campaign in a minute, whichever is the larger number. */
  readonly perMinute: number;
  /** The same from the caller's network within the hour. 0 if the caller has no network. */
  readonly fromNetwork: number;
  readonly strict: boolean;
  /** Draws a number from 0 to 1 for a step: a secret one, the same for each call in its minute or hour. */
  readonly drawn: (of: 'campaign' | 'network', level: Level) => number;
}
