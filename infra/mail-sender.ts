/** The sender of mails. */
export interface MailSender {
  /** As it stands in the mail: `Amparo <petition@example.org>`. */
  readonly header: string;
  readonly address: string;
}

/** `petition@example.org`, or a name before it: `Amparo <petition@example.org>`. */
export const senderPattern =
  /^(?:[^<>"\\\r\n]+ <[^\s<>@]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+>|[^\s<>@]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i;

/** Reads a sender that `senderPattern` matches, and writes its name as mail wants it: SES refuses every mail otherwise. */
export function parseSender(typed: string): MailSender {
  const [, name = '', address = typed] = /^(.+) <(.+)>$/.exec(typed) ?? [];
  const header = name ? `${asPhrase(name.trim())} <${address}>` : address;
  return { header, address };
}

/** A name as RFC 5322 has it: quoted where it holds more than letters, and beyond ASCII in encoded words (RFC 2047). */
function asPhrase(name: string): string {
  if (/^[a-z0-9 ]+$/i.test(name)) return name;
  if (/^[\x20-\x7e]+$/.test(name)) return `"${name}"`;
  return chunksOf(name)
    .map((chunk) => `=?UTF-8?B?${Buffer.from(chunk).toString('base64')}?=`)
    .join(' ');
}

/** An encoded word has 75 characters at most, and splits no character: 45 bytes at most of each. */
function chunksOf(name: string): string[] {
  const chunks = [''];
  for (const character of name) {
    const longer = (chunks.at(-1) ?? '') + character;
    if (Buffer.byteLength(longer) <= 45) chunks[chunks.length - 1] = longer;
    else chunks.push(character);
  }
  return chunks;
}
