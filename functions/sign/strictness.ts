import type { Db } from '../core/aws/db.ts';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { HEALTHY, type MailHealth } from '../core/outbox/health.ts';
import { getMailHealth } from '../core/outbox/health-store.ts';
import { type Clock, MINUTE, SECOND } from '../core/running/clock.ts';
import { describeError, type Log } from '../core/running/log.ts';
import { remember } from '../core/running/remember.ts';

/** Whether all campaigns take attempts by strict rules now, because too many e-mails bounced. Never fails. */
export type IsStageStrict = () => Promise<boolean>;

/** Milliseconds for which an answer is used, and for which the last one is used while the table does not answer. */
const REMEMBERED = { forMs: 10 * SECOND, goodFor: 15 * MINUTE };
const PATIENCE = 2 * SECOND;

/** Reads the state of the stage: 0.5 read units every 10 s at most. Without an answer, rules are as usual. */
export function watchStrictness({ counts, clock, log }: { counts: Db; clock: Clock; log: Log }): IsStageStrict {
  const read = remember<MailHealth>(() => getMailHealth(counts, PATIENCE), { clock, ...REMEMBERED });
  return async () => {
    const { strictUntil } = await read('now').catch((error) => {
      log.error('mail-health-not-read', describeError(error));
      return HEALTHY;
    });
    return clock() < strictUntil;
  };
}

/** Whether an attempt is taken by strict rules: its campaign asks for them, or the whole stage. */
export const isStrict = async (
  { isStageStrict }: { isStageStrict?: IsStageStrict },
  { strict }: Pick<CampaignHead, 'strict'>,
): Promise<boolean> => strict || ((await isStageStrict?.()) ?? false);
