import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import ses from 'aws-ses-v2-local';
import store from 'aws-ses-v2-local/dist/store.js';
import { type IsOwnHost, refuseForeignHosts } from './hosts.ts';
import { portRefusal } from './ports.ts';

/** Catches every mail (SES by `aws-ses-v2-local`), and shows it: an inbox page at `/`, JSON at `/store`. */
export interface Mailbox {
  /** Where SES's API answers. */
  readonly endpoint: string;
  /** Writes the mails that came since the last call to the disk, so that they are there after a restart. */
  keep(): void;
  /** Forgets the mails that came before a moment, also on the disk. Each of them names a person who signed. */
  forget(before: number): void;
  stop(): Promise<void>;
}

/** The answer of SES's `GetAccount`, for the mailbox to give: a rate, and no limit for a day. */
export const accountOf = (perSecond: number) => ({
  DedicatedIpAutoWarmupEnabled: false,
  Details: {
    AdditionalContactEmailAddresses: [],
    ContactLanguage: 'EN',
    MailType: 'TRANSACTIONAL',
    ReviewDetails: { CaseId: 'local', Status: 'GRANTED' },
    UseCaseDescription: 'One machine',
    WebsiteURL: 'http://localhost',
  },
  EnforcementStatus: 'HEALTHY',
  ProductionAccessEnabled: true,
  SendingEnabled: true,
  SendQuota: { Max24HourSend: -1, MaxSendRate: perSecond, SentLast24Hours: 0 },
  SuppressionAttributes: { SuppressedReasons: [] },
});

/**
 * @param rate the mails a second that it reports as its quota.
 * @param file where mails are kept. Only its owner can read it: it is the mailbox of everybody who signs here.
 * @throws {Refusal} if the port is in use.
 */
export async function startMailbox({
  host,
  port,
  isOwnHost,
  rate,
  file,
}: {
  host: string;
  port: number;
  isOwnHost: IsOwnHost;
  rate: number;
  file: string;
}): Promise<Mailbox> {
  const mails = store.getStoreReadonly();
  if (existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n')) if (line) mails.emails.push(JSON.parse(line));
  } else writeFileSync(file, '', { mode: 0o600 });
  process.env.AWS_SES_ACCOUNT = JSON.stringify(accountOf(rate));
  const server = await ses.default({ host, port });
  // The package also returns a server that could not listen.
  if (!server.listening) throw await portRefusal('MAILBOX_PORT', port, host);
  refuseForeignHosts(server, isOwnHost);
  let kept = { list: mails.emails, length: mails.emails.length };
  return {
    endpoint: `http://${reachableFromHere(host)}:${port}`,
    keep() {
      // The button that clears the inbox begins a new list.
      if (mails.emails !== kept.list) {
        writeFileSync(file, '');
        kept = { list: mails.emails, length: 0 };
      }
      const lines = mails.emails.slice(kept.length).map((mail) => `${JSON.stringify(mail)}\n`);
      kept.length += lines.length;
      if (lines.length > 0) appendFileSync(file, lines.join(''));
    },
    forget(before) {
      // The package has the time in seconds.
      const young = mails.emails.filter(({ at }) => at * 1_000 >= before);
      if (young.length === mails.emails.length) return;
      // In place: the package keeps its list. A copy replaces the file at once, so that a kill leaves no half of a line.
      mails.emails.length = 0;
      for (const mail of young) mails.emails.push(mail);
      writeFileSync(`${file}.new`, young.map((mail) => `${JSON.stringify(mail)}\n`).join(''), { mode: 0o600 });
      renameSync(`${file}.new`, file);
      kept = { list: mails.emails, length: young.length };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const reachableFromHere = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};
