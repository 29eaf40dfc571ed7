import { BlockList, isIP } from 'node:net';
import type { Context, Next } from 'hono';
import { addressOf, plainAddress } from '../http/network.ts';
import { HttpProblem } from '../http/problems.ts';

/** The networks from which organisers may work. */
export type Networks = Pick<BlockList, 'check'>;

/**
 * Reads networks such as `198.51.100.0/24, 2001:db8:12::/48`. An address without a length stands for itself alone.
 * @throws {Error} that names the first text that is no network.
 */
export function networksIn(text: string): Networks {
  const networks = new BlockList();
  for (const one of text.split(',').map((part) => part.trim())) {
    const [, address = '', length] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(one) ?? [];
    const kind = isIP(address);
    const most = kind === 4 ? 32 : 128;
    const bits = length === undefined ? most : Number(length);
    if (kind === 0 || bits < 1 || bits > most) throw new Error(`must be networks such as 198.51.100.0/24, not ${one}`);
    networks.addSubnet(address, bits, kind === 4 ? 'ipv4' : 'ipv6');
  }
  return networks;
}

const isIn = (networks: Networks, text: string): boolean => {
  const address = plainAddress(text);
  const kind = isIP(address);
  return kind !== 0 && networks.check(address, kind === 4 ? 'ipv4' : 'ipv6');
};

/**
 * Refuses a request from another network, and one whose network is not known. It comes before everything that reads a table, so that the
 * answer says nothing of what is there, or who is asking.
 * @param edgeKeys what the edge sends. Without it, `x-forwarded-for` is what a caller made up.
 * @throws {HttpProblem} `other-network`
 */
export const fromNetworks =
  (networks: Networks, edgeKeys: () => Promise<readonly string[]>) =>
  async (c: Context, next: Next): Promise<void> => {
    const address = addressOf(c, await edgeKeys());
    if (address === undefined || !isIn(networks, address)) throw new HttpProblem('other-network');
    await next();
  };
