import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';
import { cameThroughEdge } from './edge.ts';

/** A prefix such as `198.51.100.0/24`. For undefined there are no limits by network. */
export type Network = string | undefined;

/**
 * The network of a caller: the first 24 bits of an IPv4 address, or the first 48 of an IPv6 address, which is what a
 * provider gives to one customer. It names no single device, and it is never stored or logged.
 * @returns undefined for a caller in our own network, and for a text that is no address.
 */
export function networkOf(c: Context, edgeKeys: readonly string[]): Network {
  const address = addressOf(c, edgeKeys);
  return address === undefined ? undefined : prefixOf(address);
}

/** The address of a caller, as it was written. It is never stored or logged. */
export function addressOf(c: Context, edgeKeys: readonly string[]): string | undefined {
  const direct = directAddress(c.env);
  return direct !== undefined && cameThroughEdge(c, edgeKeys) ? forwardedFor(c, direct) : direct;
}

/** Where the two servers that run Amparo put the address of a caller: Lambda's event, and Node's socket. */
interface Connection {
  readonly requestContext?: { readonly http?: { readonly sourceIp?: string } };
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

function directAddress(env: unknown): string | undefined {
  const { requestContext, incoming } = (env ?? {}) as Connection;
  return requestContext?.http?.sourceIp ?? incoming?.socket?.remoteAddress;
}

/** The last address that is not CloudFront's own. Any caller can write the addresses before it. */
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

/** A socket for both kinds writes IPv4 as `::ffff:203.0.113.7`, and IPv6 with the name of an interface. */
export const plainAddress = (text: string): string => text.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*/s, '');

/** @returns such as `198.51.100.0/24` or `2001:db8:1::/48`. */
export function prefixOf(text: string): string | undefined {
  const address = plainAddress(text);
  switch (isIP(address)) {
    case 4:
      return ownNetworks.check(address, 'ipv4') ? undefined : `${address.split('.').slice(0, 3).join('.')}.0/24`;
    case 6:
      return ownNetworks.check(address, 'ipv6') ? undefined : `${firstGroups(address).join(':')}::/48`;
    default:
      return undefined;
  }
}

/**
 * The networks around one of IPv6, smallest first: `2001:db8:100::/40` and `2001:db8::/32`. Who rents one of these has 256 or
 * 65,536 of ours. None for IPv4.
 */
export function networksAround(network: string): string[] {
  const [first, second, third] = /^(\w+):(\w+):(\w+)::\/48$/.exec(network)?.slice(1) ?? [];
  if (third === undefined) return [];
  const high = (Number.parseInt(third, 16) & 0xff00).toString(16);
  return [`${first}:${second}:${high}::/40`, `${first}:${second}::/32`];
}

/** The first three of the eight groups, without leading zeros. */
function firstGroups(address: string): string[] {
  const [before = '', after] = address.split('::');
  const groups = before === '' ? [] : before.split(':');
  const rest = after === undefined || after === '' ? [] : after.split(':');
  // An end with dots, such as `::192.0.2.1`, stands for two groups.
  const length = groups.length + rest.length + (address.includes('.') ? 1 : 0);
  const zeros = after === undefined ? [] : Array<string>(8 - length).fill('0');
  return [...groups, ...zeros, ...rest].slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16));
}
