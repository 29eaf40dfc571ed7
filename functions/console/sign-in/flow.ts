import * as z from 'zod/mini';
import type { Keyring } from '../../core/keys/keyring.ts';
import { openToken, sealToken } from '../../core/keys/token.ts';
import { MINUTE } from '../../core/running/clock.ts';
import { returnAddress } from './return-address.ts';

/** How long a person may take at the provider, in milliseconds. */
export const FLOW_LIFETIME = 10 * MINUTE;

const flow = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Where they go on. */
  to: z.pipe(z.unknown(), z.transform(returnAddress)),
  /** A fresh second factor for the session of this browser, or a new session. */
  isStepUp: z.boolean(),
  /** When it began, in milliseconds. */
  at: z.number(),
});

/** A sign-in under way. It is in a cookie of the browser that began it, sealed. Nothing is stored for it. */
export type Flow = z.infer<typeof flow>;

export const sealFlow = (ring: Keyring, begun: Flow): string =>
  sealToken(ring, Buffer.from(JSON.stringify(begun)), begun.at);

/** @returns undefined if it is none of ours, was changed, or is older than ten minutes. */
export function openFlow(ring: Keyring, sealed: string | undefined, now: number): Flow | undefined {
  const payload = sealed === undefined ? undefined : openToken(ring, sealed);
  if (!payload) return undefined;
  const parsed = z.safeParse(flow, JSON.parse(new TextDecoder().decode(payload)));
  return parsed.success && now < parsed.data.at + FLOW_LIFETIME ? parsed.data : undefined;
}
