import { domainToASCII } from 'node:url';

/** A mail address in the form that identifies a mailbox: see docs/decisions/002-normalised-address.md. */
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
 * Parses a mail address (RFC 5321, without address literals), with an internationalised domain if need be (UTS 46).
 * @returns the address, or what is wrong with it. `undeliverable`: SES cannot deliver to a local part outside ASCII.
 */
export function parseAddress(typed: string): EmailAddress | 'malformed' | 'undeliverable' {
  const address = typed.normalize('NFKC').trim();
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = domainToASCII(address.slice(at + 1));
  if (at < 1 || local.length > 64 || !DOMAIN.test(domain)) return 'malformed';
  const mailbox = unquoted(local);
  if (mailbox === undefined) return /[^\x20-\x7e]/.test(local) ? 'undeliverable' : 'malformed';
  return {
    deliverTo: `${local}@${domain}`,
    normalised: `${mailbox.toLowerCase()}@${domain}` as NormalisedAddress,
  };
}

/** `"ada"@…` and `ada@…` are one mailbox. Quotes stay only where they are needed. */
function unquoted(local: string): string | undefined {
  if (DOT_ATOM.test(local)) return local;
  const content = QUOTED.exec(local)?.[1]?.replace(/\\(.)/g, '$1');
  if (content === undefined) return undefined;
  return DOT_ATOM.test(content) ? content : `"${content.replace(/["\\]/g, '\\$&')}"`;
}
