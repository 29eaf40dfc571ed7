import * as z from 'zod/mini';
import { type Signal, signalsFromNumber, signalsToNumber } from '../abuse/signals.ts';
import type { Keyring } from '../privacy/keyring.ts';
import { padded } from '../privacy/padding.ts';
import type { SignerHash } from '../privacy/signer-hash.ts';
import { openToken, sealToken } from '../privacy/token.ts';
import { Problem } from '../problem.ts';
import { CONFIRMATION_LIFETIME } from './lifetimes.ts';

/**
 * What the two mailed links carry, encrypted. Short names, because the confirmation link carries the whole signature.
 * `p` keeps a link from being used for the other purpose; times are milliseconds since the epoch.
 */
const common = { c: z.string(), s: z.string(), at: z.number(), lo: z.string() };
const confirmClaims = z.object({
  p: z.literal('confirm'),
  ...common,
  exp: z.number(),
  co: z.string(),
  so: z.string(),
  cv: z.string(),
  pn: z.optional(z.string()),
  pr: z.optional(z.string()),
  sg: z.optional(z.int()),
});
const withdrawClaims = z.object({ p: z.literal('withdraw'), ...common });

/**
 * Padded lengths of the claims in bytes. The first holds whatever is not shown in public, so that a link's length, which
 * whoever watches the signer's network sees, tells neither language nor source. A shown name and reason take the others.
 */
const CONFIRM_SIZES = [384, 1024, 2304];
const WITHDRAW_SIZES = [208];

export interface ConfirmationLink {
  readonly campaign: string;
  readonly signer: SignerHash;
  readonly attemptedAt: number;
  readonly country: string;
  readonly locale: string;
  readonly source: string;
  readonly consent: string;
  readonly publicName: string | undefined;
  readonly publicReason: string | undefined;
  /** What was held against the attempt. */
  readonly signals: readonly Signal[];
  readonly sealedIdentity: Uint8Array;
}

export interface WithdrawalLink {
  readonly campaign: string;
  readonly signer: SignerHash;
  /** The language in which the signer reads. */
  readonly locale: string;
}

/** Makes the token that confirms. It is the whole attempt: until it comes back, nothing about the signer is stored. */
export const sealConfirmation = (ring: Keyring, link: ConfirmationLink): Promise<string> =>
  sealToken(
    ring,
    frame(
      {
        p: 'confirm',
        c: link.campaign,
        s: link.signer,
        at: link.attemptedAt,
        exp: link.attemptedAt + CONFIRMATION_LIFETIME,
        co: link.country,
        lo: link.locale,
        so: link.source,
        cv: link.consent,
        pn: link.publicName,
        pr: link.publicReason,
        sg: signalsToNumber(link.signals),
      } satisfies z.infer<typeof confirmClaims>,
      CONFIRM_SIZES,
      link.sealedIdentity,
    ),
    link.attemptedAt,
  );

/** Makes the token that withdraws. It does not expire: a signer may change their mind at any time. */
export const sealWithdrawal = (ring: Keyring, link: WithdrawalLink & { attemptedAt: number }): Promise<string> =>
  sealToken(
    ring,
    frame(
      {
        p: 'withdraw',
        c: link.campaign,
        s: link.signer,
        at: link.attemptedAt,
        lo: link.locale,
      } satisfies z.infer<typeof withdrawClaims>,
      WITHDRAW_SIZES,
    ),
    link.attemptedAt,
  );

/** @throws {Problem} `token-malformed` or `token-expired`. */
export async function openConfirmation(ring: Keyring, token: string, now: number): Promise<ConfirmationLink> {
  const { claims, sealed } = await open(ring, token, confirmClaims);
  if (now >= claims.exp) throw new Problem('token-expired', { campaign: claims.c });
  return {
    campaign: claims.c,
    signer: claims.s as SignerHash,
    attemptedAt: claims.at,
    country: claims.co,
    locale: claims.lo,
    source: claims.so,
    consent: claims.cv,
    publicName: claims.pn,
    publicReason: claims.pr,
    signals: signalsFromNumber(claims.sg ?? 0),
    sealedIdentity: sealed,
  };
}

/** @throws {Problem} `token-malformed`. */
export async function openWithdrawal(ring: Keyring, token: string): Promise<WithdrawalLink> {
  const { claims } = await open(ring, token, withdrawClaims);
  return { campaign: claims.c, signer: claims.s as SignerHash, locale: claims.lo };
}

async function open<Schema extends z.ZodMiniType>(
  ring: Keyring,
  token: string,
  schema: Schema,
): Promise<{ claims: z.infer<Schema>; sealed: Uint8Array }> {
  const payload = await openToken(ring, token);
  const end = payload?.indexOf(NEWLINE) ?? -1;
  if (!payload || end < 0) throw new Problem('token-malformed');
  const claims = z.safeParse(schema, JSON.parse(new TextDecoder().decode(payload.subarray(0, end))));
  if (!claims.success) throw new Problem('token-malformed');
  return { claims: claims.data, sealed: payload.slice(end + 1) };
}

/** One line of JSON, then the sealed bytes as they are: base64 inside base64 would make the link half as long again. */
function frame(claims: object, sizes: readonly number[], sealed: Uint8Array = new Uint8Array()): Uint8Array {
  return Buffer.concat([padded(JSON.stringify(claims), sizes), Buffer.from([NEWLINE]), sealed]);
}

const NEWLINE = 0x0a;
