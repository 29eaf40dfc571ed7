import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';
import { cameThroughEdge } from './edge.ts';

/** A prefix such as `203.0.113.0/24`; undefined has no limits by network. */
export type Network = string | undefined;

/**
 * The network of a caller: the first 24 bits of an IPv4 address, the first 48 of an IPv6 one, which is what one site or
 * provider's customer gets. Less than an address, so that nothing here can name a machine; it is never stored or logged.
 * @returns undefined for a machine of this network, or an address that is none: such a caller has no limits by network.
 */
export function networkOf(c: Context, edgeKeys: readonly string[]): Network {
  const direct = directAddress(c.env);
  const address = direct !== undefined && cameThroughEdge(c, edgeKeys) ? forwardedFor(c, direct) : direct;
  return address === undefined ? undefined : prefixOf(address);
}

/** What the two servers that run Amparo tell of a connection: Lambda's event, and Node's socket. */
interface Told {
  readonly requestContext?: { readonly http?: { readonly sourceIp?: string } };
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

function directAddress(env: unknown): string | undefined {
  const { requestContext, incoming } = (env ?? {}) as Told;
  return requestContext?.http?.sourceIp ?? incoming?.socket?.remoteAddress;
}

/** The last address that is not CloudFront's own: what stands before it, anybody could have written. */
const forwardedFor = (c: Context, direct: string): string | undefined =>
  c.req
    .header('x-forwarded-for')
    ?.split(',')
    .map((address) => address.trim())
    .findLast((address) => address !== direct);

const ownNetworks = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  ownNetworks.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  ownNetworks.addSubnet(network, bits, 'ipv6');
}

/** @returns such as `203.0.113.0/24` or `2001:db8:1::/48`. */
export function prefixOf(told: string): string | undefined {
  // An IPv4 address as a socket for both kinds tells it; and an IPv6 one with the name of an interface.
  const address = told.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  switch (isIP(address)) {
    case 4:
      return ownNetworks.check(address, 'ipv4') ? undefined : `${address.split('.').slice(0, 3).join('.')}.0/24`;
    case 6:
      return ownNetworks.check(address, 'ipv6') ? undefined : `${firstGroups(address).join(':')}::/48`;
    default:
      return undefined;
  }
}

/** The first three of the eight groups, as short as they can be written. */
function firstGroups(address: string): string[] {
  const [before = '', after] = address.split('::');
  const groups = before === '' ? [] : before.split(':');
  const rest = after === undefined || after === '' ? [] : after.split(':');
  // A dotted end stands for two groups.
  const length = groups.length + rest.length + (address.includes('.') ? 1 : 0);
  const zeros = after === undefined ? [] : Array<string>(8 - length).fill('0');
  return [...groups, ...zeros, ...rest].slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16));
}
