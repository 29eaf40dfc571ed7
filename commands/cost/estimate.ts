import { type Design, ours } from './design.ts';
import { monthlyParts } from './monthly.ts';
import { naive } from './naive.ts';
import { type Part, partsOf } from './parts.ts';
import { PRICES_READ, type PricedRegion, pricesIn, type Service } from './prices-2026-11.ts';
import type { Scenario } from './traffic.ts';

/** What a petition costs in US dollars, before tax. */
export interface Estimate {
  readonly scenario: Scenario;
  readonly region: PricedRegion;
  readonly pricesRead: string;
  readonly ours: Sum;
  readonly naive: Sum;
  /** Of a stage `prod…`, whoever comes. */
  readonly monthly: Sum;
}

export interface Sum {
  readonly usd: number;
  readonly lines: ReadonlyMap<Service, number>;
  readonly parts: readonly Part[];
}

export function estimateOf(scenario: Scenario, region: PricedRegion): Estimate {
  const prices = pricesIn(region);
  const of = (design: Design) => sumOf(partsOf(scenario, design, prices));
  return {
    scenario,
    region,
    pricesRead: PRICES_READ,
    ours: of(ours),
    naive: of(naive),
    monthly: sumOf(monthlyParts(prices)),
  };
}

function sumOf(parts: readonly Part[]): Sum {
  const lines = new Map<Service, number>();
  for (const { service, usd } of parts) lines.set(service, (lines.get(service) ?? 0) + usd);
  return { usd: parts.reduce((sum, { usd }) => sum + usd, 0), lines, parts };
}
