import type { MailDeps } from '../../functions/mail/deps.ts';
import { anyDomainPace } from '../../functions/mail/domain-pace.ts';

/** Sends all at once, and knows of no bounces: for tests that are about neither. */
export const atOnce: Pick<MailDeps, 'account' | 'pace' | 'domainPace' | 'health' | 'patience' | 'putOff' | 'random'> = {
  account: {
    refresh: async () => undefined,
    perSecond: () => 1_000,
    isUsedUp: () => false,
    noteUsedUp: () => undefined,
    note: async () => undefined,
  },
  pace: { turn: async () => true, sent: () => undefined, throttled: () => undefined },
  domainPace: anyDomainPace,
  health: {
    refresh: async () => undefined,
    slowRate: () => undefined,
    isSuppressed: async () => false,
    sent: async () => undefined,
  },
  patience: 0,
  putOff: async () => undefined,
  random: () => 0,
};
