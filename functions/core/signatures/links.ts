import * as z from 'zod/mini';
import { type Signal, signalsFromNumber, signalsToNumber } from '../abuse/signals.ts';
import type { Keyring } from '../keys/keyring.ts';
import { padded } from '../keys/padding.ts';
import type { SignerHash } from '../keys/signer-hash.ts';
import { openToken, sealToken } from '../keys/token.ts';
import { Problem } from '../problem.ts';
import { CONFIRMATION_LIFETIME } from './lifetimes.ts';

/**
 * The encrypted content of the two mailed links: lists without field names. The link that confirms carries the whole
 * signature, and should fit into a line of an e-mail (998 characters, RFC 5322). The first word keeps a link from being
 * used for the other purpose. Then come campaign, signer hash, and the time of the attempt, in milliseconds since the epoch.
 */
const confirmClaims = z.tuple([
  z.literal('confirm'),
  z.string(),
  z.string(),
  z.number(),
  // Locale, country, source, consent, signals. Name and reason, if they will be shown.
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.int(),
  z.optional(z.string()),
  z.optional(z.nullable(z.string())),
]);
const withdrawClaims = z.tuple([z.literal('withdraw'), z.string(), z.string(), z.number(), z.string()]);

/**
 * Padded lengths of the claims in bytes. A person who watches the signer's network sees the length of a link: it must
 * reveal neither language nor source. A longer name of the campaign makes the first length longer, for all its signers
 * alike. A shown name and reason need the other two.
 */
const confirmSizes = (campaign: string) => [campaign.length <= 40 ? 176 : 208, 1024, 2304];
const withdrawSizes = (campaign: string) => [campaign.length <= 40 ? 152 : 176];

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
  /** The signals that the attempt had. */
  readonly signals: readonly Signal[];
  readonly sealedIdentity: Uint8Array;
}

export interface WithdrawalLink {
  readonly campaign: string;
  readonly signer: SignerHash;
  /** The language in which the signer reads. */
  readonly locale: string;
}

/**
 * Makes the token that confirms. It contains the whole attempt: until it comes back, we store nothing about the signer.
 */
export const sealConfirmation = (ring: Keyring, link: ConfirmationLink): string =>
  sealToken(
    ring,
    frame(
      [
        'confirm',
        link.campaign,
        link.signer,
        link.attemptedAt,
        link.locale,
        link.country,
        link.source,
        link.consent,
        signalsToNumber(link.signals),
        ...(link.publicName === undefined ? ([] as const) : ([link.publicName, link.publicReason ?? null] as const)),
      ] satisfies z.infer<typeof confirmClaims>,
      confirmSizes(link.campaign),
      link.sealedIdentity,
    ),
    link.attemptedAt,
  );

/** Makes the token that withdraws. It does not expire: a signer may change their mind at any time. */
export const sealWithdrawal = (ring: Keyring, link: WithdrawalLink & { attemptedAt: number }): string =>
  sealToken(
    ring,
    frame(
      ['withdraw', link.campaign, link.signer, link.attemptedAt, link.locale] satisfies z.infer<typeof withdrawClaims>,
      withdrawSizes(link.campaign),
    ),
    link.attemptedAt,
  );

/** @throws {Problem} `token-malformed` or `token-expired`. */
export function openConfirmation(ring: Keyring, token: string, now: number): ConfirmationLink {
  const { claims, sealed } = open(ring, token, confirmClaims);
  const [, campaign, signer, attemptedAt, locale, country, source, consent, signals, name, reason] = claims;
  if (now >= attemptedAt + CONFIRMATION_LIFETIME) throw new Problem('token-expired', { campaign });
  return {
    campaign,
    signer: signer as SignerHash,
    attemptedAt,
    country,
    locale,
    source,
    consent,
    publicName: name,
    publicReason: reason ?? undefined,
    signals: signalsFromNumber(signals),
    sealedIdentity: sealed,
  };
}

/** @throws {Problem} `token-malformed`. */
export function openWithdrawal(ring: Keyring, token: string): WithdrawalLink {
  const [, campaign, signer, , locale] = open(ring, token, withdrawClaims).claims;
  return { campaign, signer: signer as SignerHash, locale };
}

function open<Schema extends z.ZodMiniType>(
  ring: Keyring,
  token: string,
  schema: Schema,
): { claims: z.infer<Schema>; sealed: Uint8Array } {
  const payload = openToken(ring, token) ?? new Uint8Array();
  const end = payload.indexOf(NEWLINE);
  if (end < 0) throw new Problem('token-malformed');
  const claims = z.safeParse(schema, JSON.parse(new TextDecoder().decode(payload.subarray(0, end))));
  if (!claims.success) throw new Problem('token-malformed');
  return { claims: claims.data, sealed: payload.subarray(end + 1) };
}

/** One line of JSON, then the sealed bytes as they are. Base64 inside base64 would make the link half as long again. */
function frame(
  claims: readonly unknown[],
  sizes: readonly number[],
  sealed: Uint8Array = new Uint8Array(),
): Uint8Array {
  return Buffer.concat([padded(JSON.stringify(claims), sizes), Buffer.from([NEWLINE]), sealed]);
}

const NEWLINE = 0x0a;
