import { DAY } from '../clock.ts';

/** How long a mailed link confirms, in milliseconds. */
export const CONFIRMATION_LIFETIME = 7 * DAY;
