import type { MailDeps } from '../../functions/mail/deps.ts';

/** Sends all at once: for tests that are not about the pace of e-mails. */
export const atOnce: Pick<MailDeps, 'account' | 'pace' | 'patience' | 'putOff' | 'random'> = {
  account: {
    refresh: async () => undefined,
    perSecond: () => 1_000,
    isUsedUp: () => false,
    noteUsedUp: () => undefined,
    note: async () => undefined,
  },
  pace: { turn: async () => true, sent: () => undefined, throttled: () => undefined },
  patience: 0,
  putOff: async () => undefined,
  random: () => 0,
};
