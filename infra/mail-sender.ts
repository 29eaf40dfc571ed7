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

/** A name by RFC 5322: in quotes if it has more than letters and digits, in encoded words (RFC 2047) beyond ASCII. */
function asPhrase(name: string): string {
  if (/^[a-z0-9 ]+$/i.test(name)) return name;
  if (/^[\x20-\x7e]+$/.test(name)) return `"${name}"`;
  return chunksOf(name)
    .map((chunk) => `=?UTF-8?B?${Buffer.from(chunk).toString('base64')}?=`)
    .join(' ');
}

/** Cuts a name into parts of at most 45 bytes. An encoded word has at most 75 characters, and splits no character. */
function chunksOf(name: string): string[] {
  const chunks = [''];
  for (const character of name) {
    const longer = (chunks.at(-1) ?? '') + character;
    if (Buffer.byteLength(longer) <= 45) chunks[chunks.length - 1] = longer;
    else chunks.push(character);
  }
  return chunks;
}
