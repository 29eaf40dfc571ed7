import { type Clock, SECOND } from '../core/running/clock.ts';

/** Gives turns, so that mails go no faster than they may. */
export interface Pace {
  /**
   * Waits for a turn, behind those who wait already. @returns false if it would come later than in so many milliseconds, as
   * soon as that is sure: somebody else may take it.
   */
  turn(within: number): Promise<boolean>;
  /** A mail was taken. */
  sent(): void;
  /** A mail came too fast: somebody else sends by this account, too. */
  throttled(): void;
}

/** What we take of the rate: some is left to mails that others send by the account, and for clocks that do not agree. */
const SHARE = 0.9;

/**
 * What is sent in all places together.
 * @param granted mails a second that SES takes from the account.
 * @param most mails a second that this stage is made for.
 */
export const paceOf = (granted: number, most: number): number => Math.min(SHARE * granted, most);

/** What each place takes of it: so all together stay below it without talking. */
export const paceOfPlace = (granted: number, { most, places }: { most: number; places: number }): number =>
  paceOf(granted, most) / places;

/** Turns that were not taken may be made up for, of so many milliseconds: SES takes a moment to answer the last of a batch. */
const CATCH_UP = 300;
/** How long nothing is sent after a mail that came too fast, and the most that this grows to when the next one does, too. */
const PAUSE = { first: 1 * SECOND, longest: 30 * SECOND };

/**
 * The pace of one place.
 * @param perSecond turns a second, asked at each turn.
 */
export function createPace({
  perSecond,
  clock,
  sleep,
}: {
  perSecond: () => number;
  clock: Clock;
  sleep: (ms: number) => Promise<unknown>;
}): Pace {
  let next = Number.NEGATIVE_INFINITY;
  let pause: number = PAUSE.first;
  let line: Promise<unknown> = Promise.resolve();

  async function take(until: number): Promise<boolean> {
    for (;;) {
      const now = clock();
      const at = Math.max(next, now - CATCH_UP);
      if (at <= now) {
        next = at + SECOND / perSecond();
        return true;
      }
      if (at > until) return false;
      // And then again: what was sent meanwhile may have come too fast.
      await sleep(at - now);
    }
  }
  return {
    turn(within) {
      const until = clock() + within;
      const mine = line.then(() => take(until));
      line = mine;
      return mine;
    },
    sent() {
      pause = PAUSE.first;
    },
    throttled() {
      next = Math.max(next, clock() + pause);
      pause = Math.min(2 * pause, PAUSE.longest);
    },
  };
}
