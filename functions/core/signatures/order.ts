import { createHmac, type KeyObject, randomBytes } from 'node:crypto';
import type { SignerHash } from '../keys/signer-hash.ts';
import { HOUR, hourOf } from '../running/clock.ts';

/**
 * The note of a withdrawal shows only its hour. It must still order the attempts of that hour, to the millisecond: those
 * before it restore nothing, and those after it count. So it has keyed codes of the part of the hour that had passed.
 *
 * A moment within the hour is a number of 22 bits. All numbers up to another one are those that begin with one of at most
 * 22 groups of leading bits, or are that number itself. The note has a code for each of these beginnings, and random codes
 * up to a fixed number. An attempt was made before the withdrawal if the note has the code of one of its own beginnings.
 * Without the key nobody can tell a code from a random one.
 */
const BITS = 22;
const CODES = BITS + 1;
const CODE_BYTES = 6;

/** A signer of a campaign, and the key of the hour. */
interface Ordered {
  readonly key: KeyObject;
  readonly campaign: string;
  readonly signer: SignerHash;
}

/** The codes of all beginnings of a moment: 22 of 6 bytes. @param moment milliseconds since the epoch. */
export function codesOf(ordered: Ordered, moment: number): Uint8Array[] {
  const bits = bitsOf(moment);
  return Array.from({ length: BITS }, (_, i) => code(ordered, moment, bits.slice(0, i + 1)));
}

/** The codes of all moments of the hour up to this one: always 23 of 6 bytes. */
export function codesUpTo(ordered: Ordered, moment: number): Uint8Array[] {
  const bits = bitsOf(moment);
  const earlier = [...bits].flatMap((bit, i) => (bit === '1' ? [`${bits.slice(0, i)}0`] : []));
  const codes = [...earlier, bits].map((beginning) => code(ordered, moment, beginning));
  return [...codes, ...Array.from({ length: CODES - codes.length }, () => randomBytes(CODE_BYTES))];
}

const bitsOf = (moment: number): string => (moment % HOUR).toString(2).padStart(BITS, '0');

const code = ({ key, campaign, signer }: Ordered, moment: number, beginning: string): Uint8Array =>
  createHmac('sha256', key)
    .update(`${campaign}\0${signer}\0${hourOf(moment)}\0${beginning}`)
    .digest()
    .subarray(0, CODE_BYTES);
