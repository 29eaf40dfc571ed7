import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { type Signal, signalsFromNumber, signalsToNumber } from '../abuse/signals.ts';
import { NO_SOURCE } from '../campaigns/values.ts';
import type { Keyring } from '../keys/keyring.ts';
import { packed, unpacked } from '../keys/packing.ts';
import { padded, usualSealedBytes } from '../keys/padding.ts';
import type { SignerHash } from '../keys/signer-hash.ts';
import { openToken, sealToken } from '../keys/token.ts';
import { Problem } from '../problem.ts';
import { CONFIRMATION_LIFETIME } from './lifetimes.ts';

const perhapsPacked = z.union([z.string(), z.object({ deflated: z.string() })]);

/**
 * The encrypted content of the two mailed links: lists without field names. The link that confirms carries the whole
 * signature. A usual one fits into a line of an e-mail (998 characters, RFC 5322). The first word keeps a link from being
 * used for the other purpose. Then come campaign, signer hash, and the time of the attempt, in milliseconds since the epoch.
 */
const confirmClaims = z.tuple([
  z.literal('sign'),
  z.string(),
  z.string(),
  z.number(),
  // Locale, country, source, consent with words (`agreedIn`), signals, id. Name and reason, if they will be shown.
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.int(),
  z.string(),
  z.optional(perhapsPacked),
  z.optional(z.nullable(perhapsPacked)),
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
const confirmationClaims = z.union([confirmClaims, earlierConfirmClaims]);

/** Earlier links have no id, or no copy of what the attempt said (`Said`). They never expire. */
const withdrawClaims = z.tuple([
  z.literal('withdraw'),
  z.string(),
  z.string(),
  z.number(),
  z.string(),
  z.optional(z.string()),
  // Country, source, consent with words. The name, if it will be shown.
  z.optional(z.string()),
  z.optional(z.string()),
  z.optional(z.string()),
  z.optional(z.string()),
]);

/**
 * The most characters that a token may have. With the address of the page a link then has at most 2,000, which every mail
 * program and browser passes on whole.
 */
export const TOKEN_LENGTH = 1_910;

/** The most bytes that a token of `TOKEN_LENGTH` can carry, with a key's id of 16 letters. */
const MOST_BYTES = 1_340;

/**
 * How many bytes a link carries. A person who watches the signer's network sees the length of a link: it must reveal neither language nor
 * source. So nearly all links of a campaign have one length, and all others the longest one: those with a shown name, a very long name or
 * address, or what only a program sends: a reason, or a consent in another language. The link that withdraws is as long as the usual one
 * that confirms: a watcher must not see which of them was opened.
 */
function lengthsFor({ campaign, tags }: Sized, sealed: number): number[] {
  if (sealed > usualSealedBytes(3)) return [MOST_BYTES];
  // A longer name of the campaign, or a longer tag of a language, makes the links of all its signers longer.
  const longestTag = Math.max(...tags.map((tag) => tag.length));
  const said = SAID_BYTES + (campaign.length <= 40 ? 40 : 64) + 2 * longestTag;
  return [said + 1 + sealed, MOST_BYTES];
}

/** What the length of a link depends on. */
interface Sized {
  readonly campaign: string;
  /** The languages of the interface and of the campaign: one is that of the form, and one that of the words. */
  readonly tags: readonly string[];
}

/**
 * Bytes of the longest claims without the name of the campaign and two tags: with a source of 20 letters, all signals, and
 * agreed versions such as `99 az.999`.
 */
const SAID_BYTES = 142;

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
  /** Which words the signer was shown (`wordsShown`). Undefined for links from before there were translations. */
  readonly words?: string | undefined;
  readonly publicName: string | undefined;
  readonly publicReason: string | undefined;
  /** The signals that the attempt had. */
  readonly signals: readonly Signal[];
  readonly sealedIdentity: Uint8Array;
}

/** What an attempt said that is not sealed. The sign function may read no signature, so its link brings this along. */
export type Said = Pick<ConfirmationLink, 'country' | 'source' | 'consent' | 'words' | 'publicName'>;

export interface WithdrawalLink extends MailedLink {
  /** Undefined for links that no attempt made, and for those that were mailed before links had it. */
  readonly said?: Said | undefined;
  /** The language in which the signer reads. */
  readonly locale: string;
  /** When the form was sent, in milliseconds since the epoch. */
  readonly attemptedAt: number;
}

/**
 * Makes the token that confirms. It contains the whole attempt: until it comes back, we store nothing about the signer.
 */
export const sealConfirmation = (ring: Keyring, link: ConfirmationLink & Sized & { linkId: string }): string =>
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
        agreedIn(link, link.locale),
        signalsToNumber(link.signals),
        link.linkId,
        ...shownIn(link),
      ] satisfies z.infer<typeof confirmClaims>,
      link.publicName === undefined ? lengthsFor(link, link.sealedIdentity.length) : [MOST_BYTES],
      link.sealedIdentity,
    ),
    link.attemptedAt,
  );

/**
 * The consent version and the words, in one text, since a link has no room for more: `4 .2`. Each is nearly always in the
 * language of the form, which the link has already.
 */
function agreedIn({ consent, words }: Pick<Said, 'consent' | 'words'>, locale: string): string {
  if (words === undefined) return consent;
  const own = consent.endsWith(`-${locale}`) ? consent.slice(0, -locale.length - 1) : consent;
  return `${own} ${words.startsWith(`${locale}.`) ? words.slice(locale.length) : words}`;
}

function agreed(text: string, locale: string): Pick<Said, 'consent' | 'words'> {
  const [consent = '', words] = text.split(' ');
  if (words === undefined) return { consent };
  return {
    consent: consent.includes('-') ? consent : `${consent}-${locale}`,
    words: words.startsWith('.') ? locale + words : words,
  };
}

const shownIn = ({ publicName: name, publicReason: reason }: ConfirmationLink) =>
  name === undefined
    ? ([] as const)
    : ([packed(name, 'name'), reason === undefined ? null : packed(reason, 'reason')] as const);

/**
 * Makes the token that withdraws. It does not expire: a signer may change their mind at any time.
 * @param link with the number of recipients that the campaign seals to. It decides the length.
 */
export const sealWithdrawal = (
  ring: Keyring,
  link: WithdrawalLink & Sized & { linkId: string; recipients: number },
): string =>
  sealToken(
    ring,
    frame(
      [
        'withdraw',
        link.campaign,
        link.signer,
        link.attemptedAt,
        link.locale,
        link.linkId,
        ...saidIn(link),
      ] satisfies z.infer<typeof withdrawClaims>,
      lengthsFor(link, usualSealedBytes(link.recipients)),
    ),
    link.attemptedAt,
  );

const saidIn = ({ said, locale }: WithdrawalLink) => {
  if (!said) return [] as const;
  const { country, source, publicName } = said;
  return [
    country,
    source,
    agreedIn(said, locale),
    ...(publicName === undefined ? ([] as const) : ([publicName] as const)),
  ] as const;
};

/** @throws {Problem} `token-malformed` or `token-expired`. */
export function openConfirmation(ring: Keyring, token: string, now: number): ConfirmationLink {
  const { claims, sealed } = open(ring, token, confirmationClaims);
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
    ...agreed(consent, locale),
    publicName: name ? unpacked(name) : undefined,
    publicReason: reason ? unpacked(reason) : undefined,
    signals: signalsFromNumber(signals),
    sealedIdentity: sealed,
  };
}

/** @throws {Problem} `token-malformed`. */
export function openWithdrawal(ring: Keyring, token: string): WithdrawalLink {
  const { claims } = open(ring, token, withdrawClaims);
  const [, campaign, signer, attemptedAt, locale, linkId, country, source = NO_SOURCE, consent = '', publicName] =
    claims;
  const said = country === undefined ? undefined : { country, source, ...agreed(consent, locale), publicName };
  return { campaign, signer: signer as SignerHash, linkId, locale, attemptedAt, ...(said && { said }) };
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

/**
 * One line of JSON, then the sealed bytes as they are. Base64 inside base64 would make the link half as long again.
 * @param lengths of the whole, in bytes, ascending.
 */
function frame(
  claims: readonly unknown[],
  lengths: readonly number[],
  sealed: Uint8Array = new Uint8Array(),
): Uint8Array {
  const sizes = lengths.map((length) => length - 1 - sealed.length);
  return Buffer.concat([padded(JSON.stringify(claims), sizes), Buffer.from([NEWLINE]), sealed]);
}

const NEWLINE = 0x0a;
