import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds: at most so much after the first try, and ever. */
const PAUSE = { first: 20, most: 640 } as const;

/**
 * Waits before a further try, for a time that is drawn: so those who have met do not meet again. It doubles with each try, as there may be
 * many of them.
 * @param tries how often it was tried, from 1 on.
 */
export const drawnPause = (tries: number): Promise<void> =>
  sleep(randomInt(Math.min(PAUSE.first * 2 ** (tries - 1), PAUSE.most)));
