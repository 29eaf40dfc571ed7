import { DAY } from '../running/clock.ts';

/** How long a mailed link can confirm, in milliseconds. */
export const CONFIRMATION_LIFETIME = 7 * DAY;

/** Days for which we keep a note of a withdrawal. After them, no link that was mailed before it can still be valid. */
export const TRACE_DAYS = CONFIRMATION_LIFETIME / DAY + 1;

/** Days for which erased data can be restored from a backup. Long enough to notice a fault over holidays. */
export const RECOVERY_DAYS = 14;
