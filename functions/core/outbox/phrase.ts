/** A name by RFC 5322: in quotes if it has more than letters and digits, in encoded words (RFC 2047) beyond ASCII. */
export function asPhrase(name: string): string {
  if (/^[a-z0-9 ]+$/i.test(name)) return name;
  if (/^[\x20-\x7e]+$/.test(name)) return `"${name.replace(/["\\]/g, '\\$&')}"`;
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
