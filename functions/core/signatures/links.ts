import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { type Signal, signalsFromNumber, signalsToNumber } from '../abuse/signals.ts';
import type { Keyring } from '../keys/keyring.ts';
import { padded, usualSealedBytes } from '../keys/padding.ts';
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
  z.literal('sign'),
  z.string(),
  z.string(),
  z.number(),
  // Locale, country, source, consent, signals, id. Name and reason, if they will be shown.
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.int(),
  z.string(),
  z.optional(z.string()),
  z.optional(z.nullable(z.string())),
]);
/** Links that were mailed before links had ids. Those that confirm are gone after seven days. */
const earlierConfirmClaims = z.tuple([
  z.literal('confirm'),
  z.string(),
  z.string(),
  z.number(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.int(),
  z.optional(z.string()),
  z.optional(z.nullable(z.string())),
]);
/** Earlier links have no id. They never expire. */
const withdrawClaims = z.tuple([
  z.literal('withdraw'),
  z.string(),
  z.string(),
  z.number(),
  z.string(),
  z.optional(z.string()),
]);

/**
 * Padded lengths of the claims in bytes. A person who watches the signer's network sees the length of a link: it must
 * reveal neither language nor source. A longer name of the campaign makes the first length longer, for all its signers
 * alike. A shown name and reason need the other two.
 */
const confirmSizes = (campaign: string, isNameShown: boolean) => [
  ...(isNameShown ? [] : [usualSize(campaign)]),
  1024,
  2304,
];
const usualSize = (campaign: string) => (campaign.length <= 40 ? 186 : 218);

/**
 * The link that withdraws is as long as the usual one that confirms: a watcher must not see which of them was opened.
 */
const withdrawSizes = (campaign: string, recipients: number) => [usualSize(campaign) + usualSealedBytes(recipients)];

/** What both links of an e-mail have in common. */
export interface MailedLink {
  readonly campaign: string;
  readonly signer: SignerHash;
  /** The id of the e-mail (`newLinkId`). Undefined for links that were mailed before there were ids. */
  readonly linkId?: string | undefined;
}

/** An id for the two links of an e-mail: 16 random bytes, as base64url. */
export const newLinkId = (): string => randomBytes(16).toString('base64url');

export interface ConfirmationLink extends MailedLink {
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

export interface WithdrawalLink extends MailedLink {
  /** The language in which the signer reads. */
  readonly locale: string;
}

/**
 * Makes the token that confirms. It contains the whole attempt: until it comes back, we store nothing about the signer.
 */
export const sealConfirmation = (ring: Keyring, link: ConfirmationLink & { linkId: string }): string =>
  sealToken(
    ring,
    frame(
      [
        'sign',
        link.campaign,
        link.signer,
        link.attemptedAt,
        link.locale,
        link.country,
        link.source,
        link.consent,
        signalsToNumber(link.signals),
        link.linkId,
        ...(link.publicName === undefined ? ([] as const) : ([link.publicName, link.publicReason ?? null] as const)),
      ] satisfies z.infer<typeof confirmClaims>,
      confirmSizes(link.campaign, link.publicName !== undefined),
      link.sealedIdentity,
    ),
    link.attemptedAt,
  );

/**
 * Makes the token that withdraws. It does not expire: a signer may change their mind at any time.
 * @param link with the number of recipients that the campaign seals to. It decides the length.
 */
export const sealWithdrawal = (
  ring: Keyring,
  link: WithdrawalLink & { linkId: string; attemptedAt: number; recipients: number },
): string =>
  sealToken(
    ring,
    frame(
      ['withdraw', link.campaign, link.signer, link.attemptedAt, link.locale, link.linkId] satisfies z.infer<
        typeof withdrawClaims
      >,
      withdrawSizes(link.campaign, link.recipients),
    ),
    link.attemptedAt,
  );

/** @throws {Problem} `token-malformed` or `token-expired`. */
export function openConfirmation(ring: Keyring, token: string, now: number): ConfirmationLink {
  const { claims, sealed } = open(ring, token, z.union([confirmClaims, earlierConfirmClaims]));
  const [, campaign, signer, attemptedAt, locale, country, source, consent, signals, ...more] = claims;
  const [linkId, name, reason] = claims[0] === 'sign' ? more : [undefined, ...more];
  if (now >= attemptedAt + CONFIRMATION_LIFETIME) throw new Problem('token-expired', { campaign });
  return {
    campaign,
    signer: signer as SignerHash,
    linkId: linkId ?? undefined,
    attemptedAt,
    country,
    locale,
    source,
    consent,
    publicName: name ?? undefined,
    publicReason: reason ?? undefined,
    signals: signalsFromNumber(signals),
    sealedIdentity: sealed,
  };
}

/** @throws {Problem} `token-malformed`. */
export function openWithdrawal(ring: Keyring, token: string): WithdrawalLink {
  const [, campaign, signer, , locale, linkId] = open(ring, token, withdrawClaims).claims;
  return { campaign, signer: signer as SignerHash, linkId, locale };
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
