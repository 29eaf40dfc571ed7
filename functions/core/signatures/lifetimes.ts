import { DAY } from '../running/clock.ts';

/** How long a mailed link confirms, in milliseconds. */
export const CONFIRMATION_LIFETIME = 7 * DAY;

/** For how many days a withdrawal leaves its trace: until no link that was mailed before it can still be valid. */
export const TRACE_DAYS = CONFIRMATION_LIFETIME / DAY + 1;

/** For how many days what was erased could be restored from a backup. Long enough to notice a fault over holidays. */
export const RECOVERY_DAYS = 14;
