import { isIP } from 'node:net';

/** Why an address is refused as an endpoint. */
export type AddressFault =
  | 'malformed'
  | 'too-long'
  | 'not-https'
  | 'has-credentials'
  | 'has-fragment'
  | 'not-port-443'
  | 'is-ip-address'
  | 'not-public-name';

/** The longest address of an endpoint, in characters. */
const LONGEST = 1_000;

/** Names that no public DNS answers (RFC 6761, 6762, 7686, 8375, 9476 and ICANN's `internal`). */
const NOT_PUBLIC =
  /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid|example|onion|alt)$/;

/** Where webhooks may go. */
export interface AddressRules {
  /** Also `http://127.0.0.1:PORT`. Only for Amparo on one machine: there is no way to say so on AWS. */
  readonly thisMachine?: boolean | undefined;
}

/**
 * Judges the address of an endpoint, by its text alone. Addresses behind its name are judged at each connection
 * (`functions/webhooks/public-address.ts`).
 */
export function endpointAddress(text: string, { thisMachine = false }: AddressRules = {}): URL | AddressFault {
  if (text.length > LONGEST) return 'too-long';
  if (!URL.canParse(text)) return 'malformed';
  const url = new URL(text);
  if (url.username || url.password) return 'has-credentials';
  if (url.hash) return 'has-fragment';
  if (thisMachine && isThisMachine(url)) return url;
  if (url.protocol !== 'https:') return 'not-https';
  if (url.port !== '') return 'not-port-443';
  const name = url.hostname.replace(/(?<!\.)\.+$/, '');
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return 'is-ip-address';
  if (!name.includes('.') || NOT_PUBLIC.test(name)) return 'not-public-name';
  return url;
}

/**
 * An address as organisers see it in the console: by it they recognise the receiver. The rest may be a password of the receiver, and a
 * picture of the page must not give it away.
 */
export function shownAddress(address: string): string {
  const { origin, pathname, search } = new URL(address);
  return pathname === '/' && search === '' ? origin : `${origin}/…`;
}

/** Whether an address is of a program on this computer: `http://127.0.0.1:8080/hook`. */
export const isThisMachine = ({ protocol, hostname }: URL): boolean => protocol === 'http:' && hostname === '127.0.0.1';
