import { BlockList, isIP } from 'node:net';

/**
 * All blocks of IPv4 that are not for the public (IANA's special-purpose registry), multicast, and what is reserved. Clouds
 * answer with credentials at 169.254.169.254.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const NOT_PUBLIC_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/**
 * IPv6 gives out only this block. Everything outside of it is refused: loopback, mapped and translated IPv4 (`::ffff:`,
 * `64:ff9b::`), unique local (`fd00:ec2::254`), link-local and multicast addresses.
 */
const GIVEN_OUT_6 = ['2000::', 3] as const;
/**
 * The special blocks inside of it: protocols such as Teredo, 6to4, examples, and AS112.
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const NOT_PUBLIC_6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const;

const refused = new BlockList();
for (const [block, bits] of NOT_PUBLIC_4) refused.addSubnet(block, bits, 'ipv4');
for (const [block, bits] of NOT_PUBLIC_6) refused.addSubnet(block, bits, 'ipv6');
const givenOut = new BlockList();
givenOut.addSubnet(...GIVEN_OUT_6, 'ipv6');

/** Whether an IP address belongs to the public internet, so that nothing inside of a network is reached by it. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !refused.check(address, 'ipv4');
  // An address with a zone (`fe80::1%eth0`) is of one network.
  if (version !== 6 || address.includes('%')) return false;
  return givenOut.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}
