import * as z from 'zod/mini';
import type { Db } from '../core/aws/db.ts';
import { isMailboxTag } from '../core/limits/suppressed.ts';
import { reportKinds, verdictOf } from '../core/outbox/health.ts';
import { countReport, putStrict, queryMailHours } from '../core/outbox/health-store.ts';
import type { Clock } from '../core/running/clock.ts';
import type { Log } from '../core/running/log.ts';

/** What the feedback function works with. Tests pass their own. */
export interface FeedbackDeps {
  readonly limits: Db;
  readonly counts: Db;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * A report of SES, as the rule in front of this function passes it on (`infra/parts/feedback`). The rule leaves out the
 * address, and all else of the event. An e-mail has one receiver, and so one tag.
 */
export const report = z.object({
  kind: z.enum(reportKinds),
  mailbox: z.catch(z.array(z.string()), []),
});
export type Report = z.infer<typeof report>;

/**
 * Takes a report of SES: counts it, suppresses its mailbox for two days, and makes the stage strict if there are too many.
 * @throws {Error} if the input is no report, or a table does not answer. AWS then calls twice more.
 */
export async function takeReport({ limits, counts, clock, log }: FeedbackDeps, input: unknown): Promise<void> {
  const { kind, mailbox } = z.parse(report, input);
  const now = clock();
  await countReport(limits, { kind, mailbox: mailbox.find(isMailboxTag), now });
  // Also for a report that is counted already: the call that counted it may have failed after that.
  const { bounces, complaints, attack } = verdictOf(await queryMailHours(limits, now), now);
  if (!bounces && !complaints) return;
  await putStrict(counts, { now, isSlow: attack });
  if (bounces) log.error('mail-bounces-high');
  if (complaints) log.error('mail-complaints-high');
  if (attack) log.error('mail-goes-slowly');
}
