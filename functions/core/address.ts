import { domainToASCII } from 'node:url';
import { trimPasted } from './pasted.ts';

/** A mail address in the form that identifies a signer: see docs/decisions/002-normalised-address.md. */
export type NormalisedAddress = string & { readonly __brand: 'NormalisedAddress' };

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

/** The domain of an address, in ASCII. */
export const domainOf = (address: NormalisedAddress): string => partsOf(address).domain;

/** What is before the @, without quotes, and the domain. */
export function partsOf(address: NormalisedAddress): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  return { local: contentOf(local) ?? local, domain: address.slice(at + 1) };
}
