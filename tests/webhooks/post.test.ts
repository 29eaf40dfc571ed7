import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { createServer as createPlain } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcp, type LookupFunction, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createPost, namesFrom, type Ways } from '../../functions/webhooks/post.ts';
import { isPublicAddress } from '../../functions/webhooks/public-address.ts';
import { selfSigned } from '../support/certificate.ts';

const NAME = 'hooks.example.org';
const { cert, key } = selfSigned(NAME);

/** The one address of this computer that stands for a public one here. All others are judged as in production. */
const STAND_IN = '127.0.0.1';
const isAllowed = (address: string) => address === STAND_IN || isPublicAddress(address);

interface Seen {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const listen = async (server: Server, port = 0, host = STAND_IN): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
};

/** A receiver with TLS. @param answer as `writeHead` takes it. */
async function receiver(status = 204, headers: Record<string, string> = {}, body = '') {
  const seen: Seen[] = [];
  let connections = 0;
  const server = createServer({ cert, key }, async (request, response) => {
    seen.push({ headers: request.headers, body: (await request.toArray()).join('') });
    response.writeHead(status, headers).end(body);
  });
  server.on('secureConnection', () => connections++);
  return { seen, port: await listen(server), connections: () => connections };
}

/** Answers with one of these for each question, as DNS does: all addresses of a name at once. */
function resolver(...answers: (readonly string[])[]) {
  const asked: string[] = [];
  const resolve: LookupFunction = (name, options, done) => {
    asked.push(name);
    const found = answers[Math.min(asked.length, answers.length) - 1] ?? [];
    const all = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all) return done(null, all);
    done(null, all[0]?.address ?? '', all[0]?.family);
  };
  return { resolve, asked };
}

const posting = (port: number, more: Partial<Ways> = {}) =>
  createPost({ ...resolver([STAND_IN]), isAllowed, port, ca: cert, patience: 2_000, ...more });
const URL_ = new URL(`https://${NAME}/hook?secret=1`);

it('sends a body with its headers over TLS, and keeps the status alone', async () => {
  const { seen, port } = await receiver(202, {}, 'x'.repeat(1_000_000));
  expect(await posting(port)(URL_, '{"a":"é"}', { 'webhook-id': 'evt_1' })).toEqual({ status: 202 });
  expect(seen).toMatchObject([
    {
      body: '{"a":"é"}',
      headers: {
        host: `${NAME}:${port}`,
        'content-type': 'application/json',
        'user-agent': 'Amparo-Webhooks/1',
        'webhook-id': 'evt_1',
        'content-length': '10',
      },
    },
  ]);
});

it('follows no redirect', async () => {
  const { seen, port } = await receiver(302, { location: 'http://169.254.169.254/latest/meta-data' });
  expect(await posting(port)(URL_, '{}', {})).toEqual({ status: 302 });
  expect(seen).toHaveLength(1);
});

it.each([
  [['127.0.0.2']],
  [['169.254.169.254']],
  [['10.0.0.1', '::1']],
  [['::ffff:127.0.0.1']],
  [['64:ff9b::7f00:1']],
  [[]],
])('does not connect to a name that leads to %j', async (addresses) => {
  const connected = vi.fn();
  const port = await listen(createTcp(connected), 0, '0.0.0.0');
  const answer = await posting(port, resolver(addresses))(URL_, '{}', {});
  expect(answer).toEqual({ failure: 'address-not-public' });
  expect(connected).not.toHaveBeenCalled();
});

it('connects to the address that it judged, though the name has another a moment later', async () => {
  const { seen, port } = await receiver();
  const inside = vi.fn();
  await listen(createTcp(inside), port, '127.0.0.2');
  // The first answer is judged and used. Nobody asks between the two.
  const dns = resolver([STAND_IN], ['127.0.0.2']);
  const post = posting(port, dns);
  expect(await post(URL_, '{}', {})).toEqual({ status: 204 });
  expect(dns.asked).toEqual([NAME]);
  // Each delivery asks again, and an open connection to the earlier address does not serve it.
  expect(await post(URL_, '{}', {})).toEqual({ failure: 'address-not-public' });
  expect([seen.length, inside.mock.calls.length]).toEqual([1, 0]);
});

it('uses only the public ones of several addresses', async () => {
  const { port } = await receiver();
  const inside = vi.fn();
  await listen(createTcp(inside), port, '127.0.0.2');
  expect(await posting(port, resolver(['127.0.0.2', STAND_IN, '::1']))(URL_, '{}', {})).toEqual({ status: 204 });
  expect(inside).not.toHaveBeenCalled();
});

it('opens a connection for each webhook', async () => {
  const { port, connections } = await receiver(200, { connection: 'keep-alive' });
  const post = posting(port);
  for (let i = 0; i < 3; i++) await post(URL_, '{}', {});
  expect(connections()).toBe(3);
});

it('judges by itself as in production: this computer is not public', async () => {
  const { seen, port } = await receiver();
  const post = createPost({ ...resolver([STAND_IN]), port, ca: cert });
  expect(await post(URL_, '{}', {})).toEqual({ failure: 'address-not-public' });
  expect(seen).toEqual([]);
});

it('sends nothing where the certificate is unknown or of another name, whatever the environment says', async () => {
  const { seen, port } = await receiver();
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  onTestFinished(() => void vi.unstubAllEnvs());
  const unknown = createPost({ ...resolver([STAND_IN]), isAllowed, port });
  expect(await unknown(URL_, '{}', {})).toEqual({ failure: 'tls' });
  expect(await posting(port)(new URL('https://other.example.org/'), '{}', {})).toEqual({ failure: 'tls' });
  expect(seen).toEqual([]);
});

it('gives up on a receiver that does not answer in time', async () => {
  const silent = await listen(createTcp());
  const answer = posting(silent, { patience: 300 })(URL_, '{}', {});
  expect(await answer).toEqual({ failure: 'timeout' });
});

it.each([
  ['switches protocols', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\nmore'],
  ['is no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ['has headers without an end', `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`],
])('keeps nothing of an answer that %s', async (_, answer) => {
  const server = createTlsServer({ cert, key }, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(answer));
  });
  const port = await listen(server);
  expect(await posting(port)(URL_, '{}', {})).toEqual({ failure: 'no-connection' });
});

it('says why there was no answer', async () => {
  const closed = await listen(createTcp((socket) => socket.destroy()));
  expect(await posting(closed)(URL_, '{}', {})).toEqual({ failure: expect.stringMatching(/^(tls|no-connection)$/) });
  expect(await posting(1)(URL_, '{}', {})).toEqual({ failure: 'no-connection' });
  const unknown: LookupFunction = (_name, _options, done) =>
    done(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), []);
  expect(await posting(1, { resolve: unknown })(URL_, '{}', {})).toEqual({ failure: 'name-not-found' });
});

it('reaches a program on this computer in plain HTTP, by its literal address alone', async () => {
  const seen: string[] = [];
  const server = createPlain((request, response) => {
    seen.push(request.url ?? '');
    response.writeHead(204).end();
  });
  const port = await listen(server);
  const post = createPost({ patience: 2_000 });
  expect(await post(new URL(`http://127.0.0.1:${port}/hook`), '{}', {})).toEqual({ status: 204 });
  expect(seen).toEqual(['/hook']);
});

it('is not held up by the name servers of others, which never answer', async () => {
  const silent = createSocket('udp4');
  await new Promise<void>((resolve) => silent.bind(0, STAND_IN, resolve));
  onTestFinished(() => void silent.close());
  const post = createPost({ resolve: namesFrom([`${STAND_IN}:${silent.address().port}`]), patience: 3_000 });
  const ended: string[] = [];
  // Node looks up four names at once at most.
  const slow = Array.from({ length: 8 }, async (_, i) => {
    const answer = await post(new URL(`https://slow-${i}.example.org/`), '{}', {});
    ended.push('slow');
    return answer;
  });
  await lookup('localhost');
  ended.push('another name');
  expect(await Promise.all(slow)).toEqual(Array(8).fill({ failure: 'timeout' }));
  expect(ended[0]).toBe('another name');
});
