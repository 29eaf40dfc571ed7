import { asPhrase } from '../functions/core/outbox/phrase.ts';

/** The sender of e-mails. */
export interface MailSender {
  /** As in an e-mail: `Amparo <petition@example.org>`. */
  readonly header: string;
  readonly address: string;
}

/** `petition@example.org`, or a name before it: `Amparo <petition@example.org>`. */
export const senderPattern =
  /^(?:[^<>"\\\r\n]+ <[^\s<>@]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+>|[^\s<>@]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i;

/** Reads a sender that `senderPattern` matches. Encodes its name for e-mail: otherwise SES refuses every e-mail. */
export function parseSender(typed: string): MailSender {
  const [, name = '', address = typed] = /^(.+) <(.+)>$/.exec(typed) ?? [];
  const header = name ? `${asPhrase(name.trim())} <${address}>` : address;
  return { header, address };
}
