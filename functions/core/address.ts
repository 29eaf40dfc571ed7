import { domainToASCII } from 'node:url';
import { trimPasted } from './pasted.ts';

/** A mail address in the form that identifies a signer: see docs/decisions/002-normalised-address.md. */
export type NormalisedAddress = string & { readonly __brand: 'NormalisedAddress' };

/**
 * The mailbox that an address leads to, as far as its letters show: many addresses may lead to one. It limits e-mails,
 * and never tells signers apart: see docs/decisions/023-one-mailbox-many-addresses.md.
 */
export type Mailbox = string & { readonly __brand: 'Mailbox' };

export interface EmailAddress {
  /** Where mail is sent: as typed, with the domain in ASCII. */
  readonly deliverTo: string;
  /** The form that makes a signer unique. */
  readonly normalised: NormalisedAddress;
}

const DOT_ATOM = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const QUOTED = /^"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])+)"$/;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/**
 * Nothing that separates, and nothing unseen. Joiners are letters of some languages: `domainToASCII` refuses them in
 * other places.
 */
const NOT_IN_ADDRESS = /[\p{Cc}\p{White_Space}]|(?![\u200c\u200d])[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** `domainToASCII` reads the host of a URL: it would cut the rest off after `/`, `?`, `#` or `\`, and decode `%41`. */
const NOT_IN_DOMAIN = /[!-,/:-@[-`{-~]/;

/** Between quotes an address may hold these. Some programs would split a list of addresses there. */
const SEPARATOR = /[@,;:<> ]/;

/**
 * Parses a mail address (RFC 5321, without address literals), with an internationalised domain if need be (UTS 46).
 * @returns the address, or what is wrong with it. `undeliverable`: SES cannot deliver to a local part outside ASCII.
 */
export function parseAddress(typed: string): EmailAddress | 'malformed' | 'undeliverable' {
  const address = trimPasted(trimPasted(typed).normalize('NFKC'));
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  if (at < 1 || local.length > 64 || NOT_IN_ADDRESS.test(address)) return 'malformed';
  const domain = asciiDomain(address.slice(at + 1));
  if (domain === undefined) return 'malformed';
  const mailbox = unquoted(local);
  if (mailbox === undefined) return /[^\x20-\x7e]/.test(local) ? 'undeliverable' : 'malformed';
  return {
    deliverTo: `${local}@${domain}`,
    normalised: `${mailbox.toLowerCase()}@${domain}` as NormalisedAddress,
  };
}

function asciiDomain(typed: string): string | undefined {
  if (NOT_IN_DOMAIN.test(typed)) return undefined;
  const domain = domainToASCII(typed);
  return DOMAIN.test(domain) ? domain : undefined;
}

/** `"ada"@…` and `ada@…` are one mailbox. Quotes stay only where they are needed. */
function unquoted(local: string): string | undefined {
  if (DOT_ATOM.test(local)) return local;
  const content = contentOf(local);
  if (content === undefined || SEPARATOR.test(content)) return undefined;
  return DOT_ATOM.test(content) ? content : `"${content.replace(/["\\]/g, '\\$&')}"`;
}

/** What is between the quotes. Undefined without quotes. */
const contentOf = (local: string): string | undefined => QUOTED.exec(local)?.[1]?.replace(/\\(.)/g, '$1');

/** How a large provider reads addresses. Others have rules of their own, which nobody can list. */
interface Provider {
  /** All lead to the same mailboxes. The first one stands for all. */
  readonly domains: readonly [string, ...string[]];
  /** Letters that it does not read. */
  readonly unread?: RegExp;
}

const PROVIDERS: readonly Provider[] = [
  // https://support.google.com/mail/answer/7436150
  { domains: ['gmail.com', 'googlemail.com'], unread: /\./g },
  // https://proton.me/support/addresses-and-aliases
  { domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'], unread: /[._-]/g },
  { domains: ['yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'ya.ru'], unread: /[.-]/g },
  { domains: ['icloud.com', 'me.com', 'mac.com'] },
];
const providerOf = (domain: string): Provider | undefined => PROVIDERS.find(({ domains }) => domains.includes(domain));

/** Yahoo's disposable addresses: a name, `-`, and a keyword. Its other names have no `-`. */
const YAHOO = /^(yahoo\.(com|[a-z]{2}|com?\.[a-z]{2})|ymail\.com|rocketmail\.com)$/;

/**
 * The mailbox of an address: without its tag, and without what its provider does not read. Elsewhere a `-` stays: it is a
 * usual part of names.
 */
export function mailboxOf(address: NormalisedAddress): Mailbox {
  const { local, domain } = partsOf(address);
  const untagged = tagged({ local, domain }) ?? local;
  const { domains: [first] = [domain], unread } = providerOf(domain) ?? {};
  return `${unread ? untagged.replace(unread, '') : untagged}@${first}` as Mailbox;
}

/** Whether an address has a tag, such as `ada+petitions@example.org`. */
export const hasTag = (address: NormalisedAddress): boolean => tagged(partsOf(address)) !== undefined;

/** The part before a tag, if there are both. */
const tagged = ({ local, domain }: { local: string; domain: string }): string | undefined =>
  (YAHOO.test(domain) ? /^([^+-]+)[+-]/ : /^([^+]+)\+/).exec(local)?.[1];

/** The domain of an address, in ASCII. */
export const domainOf = (address: NormalisedAddress): string => partsOf(address).domain;

function partsOf(address: NormalisedAddress): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  return { local: contentOf(local) ?? local, domain: address.slice(at + 1) };
}
