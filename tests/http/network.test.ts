import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { networkOf, networksAround, prefixOf } from '../../functions/http/network.ts';

it.each([
  ['203.0.113.7', '203.0.113.0/24'],
  ['203.0.113.250', '203.0.113.0/24'],
  ['::ffff:203.0.113.7', '203.0.113.0/24'],
  ['2001:db8:1:2::7', '2001:db8:1::/48'],
  ['2001:0DB8:0001:ffff:1:2:3:4', '2001:db8:1::/48'],
  ['2001:db8::7', '2001:db8:0::/48'],
  ['2001:db8::', '2001:db8:0::/48'],
  ['64:ff9b::203.0.113.7', '64:ff9b:0::/48'],
  // Only at its beginning is it the mark of an IPv4 address.
  ['64::ffff:203.0.113.7', '64:0:0::/48'],
  // Few zeros are left out here.
  ['::2:3:4:5:6:7:8', '0:2:3::/48'],
  ['::2:3:4:5:6:192.0.2.1', '0:2:3::/48'],
  // The name of an interface may have a dot.
  ['2001:db8::4:5:6:7:8%eth0.100', '2001:db8:0::/48'],
])('reads %s as an address of the network %s', (address, network) => {
  expect(prefixOf(address)).toBe(network);
});

it.each([
  '127.0.0.1',
  '::1',
  '::ffff:127.0.0.1',
  '10.1.2.3',
  '192.168.1.7',
  '100.64.0.9',
  'fe80::1%eth0',
  'fd00::1',
  'unknown',
  '',
  '1.2.3',
])('has no network for %j', (address) => {
  expect(prefixOf(address)).toBeUndefined();
});

const SECRET = 's'.repeat(40);

/** The network that an app finds for a request over Lambda, or over a socket of one machine. */
async function seenFrom(
  env: object,
  headers: Record<string, string> = {},
  edgeKeys: string[] = ['o'.repeat(40), SECRET],
) {
  let seen: string | undefined;
  const app = new Hono().get('/', (c) => {
    seen = networkOf(c, edgeKeys);
    return c.text('ok');
  });
  await app.request('/', { headers }, env);
  return seen;
}
const lambda = (sourceIp: string) => ({ requestContext: { http: { sourceIp } } });
const socket = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

it('reads the caller of a function and of one machine', async () => {
  expect(await seenFrom(lambda('203.0.113.7'))).toBe('203.0.113.0/24');
  expect(await seenFrom(socket('203.0.113.7'))).toBe('203.0.113.0/24');
  expect(await seenFrom(socket('127.0.0.1'))).toBeUndefined();
  expect(await seenFrom({})).toBeUndefined();
});

it('trusts the forwarded address of a request only if it came through the edge', async () => {
  const edge = lambda('198.51.100.1');
  const way = { 'x-forwarded-for': '192.0.2.66, 203.0.113.7, 198.51.100.1' };
  expect(await seenFrom(edge, { ...way, 'x-amparo-edge': SECRET })).toBe('203.0.113.0/24');
  for (const headers of [way, { ...way, 'x-amparo-edge': `${SECRET}x` }, { ...way, 'x-amparo-edge': '' }]) {
    expect(await seenFrom(edge, headers)).toBe('198.51.100.0/24');
  }
  expect(await seenFrom(edge, { ...way, 'x-amparo-edge': SECRET }, [])).toBe('198.51.100.0/24');
});

it('believes nothing of a request whose connection shows no address, and needs no word of the way', async () => {
  expect(await seenFrom({}, { 'x-forwarded-for': '203.0.113.7', 'x-amparo-edge': SECRET })).toBeUndefined();
  expect(await seenFrom(lambda('198.51.100.1'), { 'x-amparo-edge': SECRET })).toBeUndefined();
});

it.each([
  ['2001:db8:1234::/48', ['2001:db8:1200::/40', '2001:db8::/32']],
  ['2001:db8:12::/48', ['2001:db8:0::/40', '2001:db8::/32']],
  ['203.0.113.0/24', []],
])('finds the networks around %s', (network, around) => {
  expect(networksAround(network)).toEqual(around);
});
