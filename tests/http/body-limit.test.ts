import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, expect, it } from 'vitest';
import { createApp } from '../../functions/http/app.ts';
import { readBody } from '../../functions/http/body.ts';
import { appDeps } from '../support/app-deps.ts';

const app = createApp(appDeps).post('/echo', async (c) => c.json((await readBody(c)).fields));

const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
await new Promise((resolve) => server.once('listening', resolve));
afterAll(() => void server.close());

/** Posts over a real connection, as `write` likes. */
async function post(headers: Record<string, string>, write: (outgoing: ClientRequest) => void) {
  const { port } = server.address() as AddressInfo;
  const outgoing = request({ port, host: '127.0.0.1', method: 'POST', path: '/echo', headers });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve).once('error', reject);
  });
  write(outgoing);
  const incoming = await answered;
  return { status: incoming.statusCode, body: (await incoming.toArray()).join('') };
}

const json = { 'content-type': 'application/json' };

it('reads a body in pieces without a length', async () => {
  const { status, body } = await post(json, (outgoing) => {
    outgoing.write('{"name":');
    outgoing.end('"Ada"}');
  });
  expect([status, body]).toEqual([200, '{"name":"Ada"}']);
});

it('refuses a body over 16 kB, with or without a length', async () => {
  const large = JSON.stringify({ name: 'x'.repeat(16 * 1024) });
  const chunked = await post(json, (outgoing) => {
    for (let i = 0; i < large.length; i += 4_096) outgoing.write(large.slice(i, i + 4_096));
    outgoing.end();
  });
  const told = await post({ ...json, 'content-length': String(large.length) }, (outgoing) => outgoing.end(large));
  for (const { status, body } of [chunked, told]) {
    expect(status).toBe(413);
    expect(JSON.parse(body)).toMatchObject({ type: 'urn:amparo:problem:body-too-large', status: 413 });
  }
});
