/** A flat-rate plan of CloudFront. It includes the firewall. */
export interface EdgePlan {
  readonly tier: Tier;
  /** What AWS calls a larger allowance of the same tier. */
  readonly usageLevel?: string;
  /** What a month includes. More costs nothing more, but AWS may then deliver pages from fewer or more distant places. */
  readonly requests: number;
  readonly gb: number;
}

export const tiers = ['FREE', 'PRO', 'BUSINESS', 'PREMIUM'] as const;
export type Tier = (typeof tiers)[number];

const premium = (level: number, requests: number, gb: number): EdgePlan => ({
  tier: 'PREMIUM',
  usageLevel: `CF_PREMIUM_L${level}`,
  requests,
  gb,
});

/**
 * Each plan by the name that `AMPARO_EDGE_PLAN` gives it.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html
 * @see https://docs.aws.amazon.com/PricingPlanManager/latest/UserGuide/plans.html for the usage levels
 */
export const edgePlans = {
  free: { tier: 'FREE', requests: 1e6, gb: 100 },
  pro: { tier: 'PRO', requests: 10e6, gb: 50_000 },
  business: { tier: 'BUSINESS', requests: 125e6, gb: 50_000 },
  premium: { tier: 'PREMIUM', requests: 500e6, gb: 50_000 },
  'premium-2': premium(2, 750e6, 75_000),
  'premium-3': premium(3, 1_250e6, 125_000),
  'premium-4': premium(4, 2_000e6, 200_000),
  'premium-5': premium(5, 3_500e6, 350_000),
  'premium-6': premium(6, 6_000e6, 600_000),
} as const satisfies Record<string, EdgePlan>;

export type EdgePlanName = keyof typeof edgePlans;
export const edgePlanNames = Object.keys(edgePlans) as [EdgePlanName, ...EdgePlanName[]];

/** The plans that allow what the edge of Amparo needs (`parts/flat-rate.ts`), smallest first. */
export const usableEdgePlans = [
  'business',
  'premium',
  'premium-2',
  'premium-3',
  'premium-4',
  'premium-5',
  'premium-6',
] as const satisfies readonly EdgePlanName[];
