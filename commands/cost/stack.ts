/** What the stack of a protected stage holds, as `tests/commands/cost-figures.test.ts` finds it in the templates. */
export const deployed = {
  memoryMb: { sign: 1_024, site: 1_024, mail: 512, tally: 512 },
  alarms: 20,
  /** Four of the service, and a copy of one where the edge is. */
  secrets: 5,
  keys: 2,
  firewallRules: 3,
} as const;

/** Answers that CloudFront keeps, in seconds (`functions/site/app.ts`). */
export const keptSeconds = { page: 10, counts: 2 } as const;
/** What a running function remembers of tables, in seconds (`functions/site/deps.ts`). */
export const REMEMBERED_SECONDS = 2;

/** A campaign on which nothing happens is recounted after so many days, any other each day (`functions/core/counts/recount/recount.ts`). */
export const RECOUNTED_DAYS = 30;

/** When a page in view asks for the counts: first after some seconds, then after longer ones (`functions/ui/browser/live-count.ts`). */
export const asksAgain = {
  firstSeconds: 4,
  growth: 2,
  slowestSeconds: 60,
  slowestAtFirst: 10,
  firstMinute: 60,
} as const;
