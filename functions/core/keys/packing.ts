import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A long text as it is carried where there is little room: raw DEFLATE (RFC 1951), in base64. */
export interface Packed {
  readonly deflated: string;
}

/** A text that needs no more bytes of JSON stays as it is: the standard `age` tool shows it then. */
const ENOUGH_ROOM = { reason: 160, name: 302 } as const;

/** The most bytes that a packed text may have once it is unpacked, so that a forged one takes little memory, too. */
const MOST_UNPACKED = 8_192;

/** @returns a long text packed, or the text itself if it is short or packing does not shorten it. */
export function packed(text: string, kind: keyof typeof ENOUGH_ROOM): string | Packed {
  const plain = Buffer.byteLength(JSON.stringify(text));
  if (plain <= ENOUGH_ROOM[kind]) return text;
  const shorter = { deflated: deflateRawSync(text, { level: 9 }).toString('base64') };
  return JSON.stringify(shorter).length < plain ? shorter : text;
}

/** The text that `packed` packed. @throws {Error} if that is not what it is. */
export const unpacked = (text: string | Packed): string =>
  typeof text === 'string'
    ? text
    : inflateRawSync(Buffer.from(text.deflated, 'base64'), { maxOutputLength: MOST_UNPACKED }).toString();
