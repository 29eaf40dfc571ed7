import { HOUR } from '../running/clock.ts';

/** What SES reports about an e-mail: the mailbox does not exist, or its owner marked the e-mail as spam. */
export const reportKinds = ['bounce', 'complaint'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** What became of the e-mails of one hour. */
export interface MailHour {
  /** The beginning of the hour, in milliseconds since the epoch. */
  readonly at: number;
  readonly sent: number;
  readonly bounces: number;
  readonly complaints: number;
}

/** Moments in milliseconds since the epoch. 0 if there was none yet. */
export interface MailHealth {
  /** Until then, all campaigns take attempts by strict rules. */
  readonly strictUntil: number;
  /** Until then, e-mails go slowly. */
  readonly slowUntil: number;
}

export const HEALTHY: MailHealth = { strictUntil: 0, slowUntil: 0 };

/** A state begins anew with each report that finds too many. So it ends when an hour has passed without one. */
export const STATE_LASTS = HOUR;

interface Threshold {
  /** The share of the sent e-mails. */
  readonly share: number;
  /** Fewer reports than this say nothing. */
  readonly least: number;
  /** Clock hours that count, with the present one. */
  readonly hours: number;
}

/**
 * AWS reviews an account from 5 % bounces and 0.1 % complaints, and stops it from 10 % and 0.5 %. Bounces come within
 * seconds, so the last hours show an attack. Complaints come hours later, so they count for a day.
 */
export const THRESHOLDS = {
  bounces: { share: 0.03, least: 10, hours: 2 },
  complaints: { share: 0.0005, least: 3, hours: 24 },
  /** No honest campaign has so many mistyped addresses: somebody invents them. */
  attack: { share: 0.1, least: 50, hours: 2 },
} as const satisfies Record<string, Threshold>;

/** How many e-mails a second the whole stage sends while they go slowly: one a minute. */
export const SLOW_RATE = 1 / 60;

/** What is too much. */
export interface HealthVerdict {
  readonly bounces: boolean;
  readonly complaints: boolean;
  readonly attack: boolean;
}

/** @param hours of the last day, in any order. */
export function verdictOf(hours: readonly MailHour[], now: number): HealthVerdict {
  const isAbove = (of: 'bounces' | 'complaints', { share, least, hours: count }: Threshold): boolean => {
    const from = Math.floor(now / HOUR - (count - 1)) * HOUR;
    const counted = hours.filter(({ at }) => at >= from && at <= now);
    const sum = (name: 'sent' | 'bounces' | 'complaints') => counted.reduce((all, hour) => all + hour[name], 0);
    const reports = sum(of);
    return reports >= least && reports > share * sum('sent');
  };
  return {
    bounces: isAbove('bounces', THRESHOLDS.bounces),
    complaints: isAbove('complaints', THRESHOLDS.complaints),
    attack: isAbove('bounces', THRESHOLDS.attack),
  };
}
