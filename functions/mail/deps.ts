import { SESv2Client } from '@aws-sdk/client-sesv2';
import { type Clock, systemClock } from '../core/clock.ts';
import { jsonLog, type Log } from '../core/log.ts';
import { type Keyring, parseKeyring } from '../core/privacy/keyring.ts';
import type { MailSettings } from '../core/settings.ts';

/** What the mail function works with. A test hands in its own. */
export interface MailDeps {
  readonly ses: SESv2Client;
  readonly from: string;
  readonly keys: Keyring;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** @param secrets the keyring that opens what waits in the queue. */
export const mailDeps = (settings: MailSettings, secrets: { mailKeys: string }): MailDeps => ({
  ses: new SESv2Client({ requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000 } }),
  from: settings.MAIL_FROM,
  keys: parseKeyring(secrets.mailKeys, 'queued-mail'),
  publicUrl: settings.PUBLIC_URL,
  clock: systemClock,
  log: jsonLog,
});
