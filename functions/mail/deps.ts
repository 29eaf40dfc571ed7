import { SESv2Client } from '@aws-sdk/client-sesv2';
import { type Clock, systemClock } from '../core/clock.ts';
import { keepFresh } from '../core/keep-fresh.ts';
import { jsonLog, type Log } from '../core/log.ts';
import { type Keyring, parseKeyring } from '../core/privacy/keyring.ts';
import type { MailSettings } from '../core/settings.ts';

/** What the mail function works with. A test hands in its own. */
export interface MailDeps {
  readonly ses: SESv2Client;
  readonly from: string;
  readonly configurationSet?: string | undefined;
  readonly keys: () => Promise<Keyring>;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** @param secrets reads the keyring that opens what waits in the queue; called at once, and again every few minutes. */
export const mailDeps = (settings: MailSettings, secrets: () => Promise<{ mailKeys: string }>): MailDeps => ({
  ses: new SESv2Client({
    // The queue tries again, later and counted; trying at once would double a mail whose answer was lost.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  }),
  from: settings.MAIL_FROM,
  configurationSet: settings.MAIL_CONFIGURATION_SET,
  keys: keepFresh(async () => parseKeyring((await secrets()).mailKeys, 'queued-mail'), {
    clock: systemClock,
    log: jsonLog,
  }),
  publicUrl: settings.PUBLIC_URL,
  clock: systemClock,
  log: jsonLog,
});
