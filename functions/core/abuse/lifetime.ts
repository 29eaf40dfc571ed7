import { MINUTE } from '../running/clock.ts';

/** For how long a challenge may be solved. Apart from what solves and checks it, which few need. */
export const CHALLENGE_LIFETIME = 20 * MINUTE;
