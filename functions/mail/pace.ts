import { type Clock, SECOND } from '../core/running/clock.ts';

/** Gives turns to mails, so that they go no faster than SES allows. */
export interface Pace {
  /**
   * Waits for a turn, behind the mails that wait already.
   * @param within milliseconds.
   * @returns false as soon as it is sure that the turn would come later than that. Then another mail may take it.
   */
  turn(within: number): Promise<boolean>;
  /** SES has taken a mail. */
  sent(): void;
  /** SES has refused a mail that came too fast: then somebody else also sends from this account. */
  throttled(): void;
}

/** Our share of the rate. The rest is for others who send from the account, and for clocks that differ. */
const SHARE = 0.9;

/**
 * How many mails a second all running functions send together.
 * @param granted mails a second that SES accepts from the account.
 * @param most mails a second that this stage is made for.
 */
export const paceOf = (granted: number, most: number): number => Math.min(SHARE * granted, most);

/** How many of these each running function sends. So all together keep the rate, and need not know of each other. */
export const paceOfPlace = (granted: number, { most, places }: { most: number; places: number }): number =>
  paceOf(granted, most) / places;

/** For so many milliseconds, missed turns are made up for: between two batches SES takes a moment to answer. */
const CATCH_UP = 300;
/** The pause after a mail that came too fast, in milliseconds. It doubles, up to the longest, until SES takes one again. */
const PAUSE = { first: 1 * SECOND, longest: 30 * SECOND };

/**
 * The pace of one running function.
 * @param perSecond turns a second. It is called at each turn.
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
      // After the sleep, look again: a mail that was sent meanwhile may have come too fast.
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
