import { wallClock } from '../../core/campaigns/local-time.ts';
import { DAY, MINUTE } from '../../core/running/clock.ts';
import type { Translator } from './messages.ts';

/**
 * Until when a campaign can be signed, in words: a date, and the time if it closes before the end of that day.
 * @param closesAt by the campaign's clocks (`core/campaigns/local-time`).
 */
export const closingWords = (closesAt: string, { date }: Pick<Translator, 'date'>): string =>
  DAY - (wallClock(closesAt) % DAY) <= MINUTE ? date(closesAt) : date(closesAt, 'hour');

/** From when on a campaign can be signed, in words: a date, and the time if it opens after that day has begun. */
export const openingWords = (opensAt: string, { date }: Pick<Translator, 'date'>): string =>
  wallClock(opensAt) % DAY < MINUTE ? date(opensAt) : date(opensAt, 'hour');
