import type { Keyring } from '../core/keys/keyring.ts';
import { padded } from '../core/keys/padding.ts';
import { openToken, sealToken } from '../core/keys/token.ts';
import { Problem } from '../core/problem.ts';
import { MINUTE } from '../core/running/clock.ts';
import { meantAddress } from '../core/typed/mistyped.ts';

/**
 * The page after a form shows the address that was typed, so that a slip is noticed. Nothing is stored for it: the address
 * travels sealed in the address of that page, all of one length, and is shown for some minutes.
 */
const SHOWN_FOR = 15 * MINUTE;

/** Bytes of the longest address as JSON, and a moment. */
const SIZE = 384;

export const sealTypedAddress = (ring: Keyring, address: string, now: number): string =>
  sealToken(ring, padded(JSON.stringify([now, address]), [SIZE]), now);

/** @returns undefined if it is none of ours, was changed, or is some minutes old. */
export function openTypedAddress(ring: Keyring, sealed: string, now: number): string | undefined {
  const payload = openToken(ring, sealed);
  if (!payload) return undefined;
  const [at, address] = JSON.parse(new TextDecoder().decode(payload)) as [number, string];
  return now < at + SHOWN_FOR ? address : undefined;
}

/**
 * Asks a person once whether another address was meant. A form that was shown the question has the address in `asTyped`.
 * @throws {Problem} `invalid-form`: the form comes back with the question.
 */
export function askOnceWhatWasMeant({ email, asTyped }: Readonly<Record<string, unknown>>): void {
  if (typeof email !== 'string' || email === asTyped || meantAddress(email) === undefined) return;
  throw new Problem('invalid-form', { faults: [{ field: 'email', fault: 'mistyped' }] });
}
