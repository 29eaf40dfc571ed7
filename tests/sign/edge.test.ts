import { expect, it } from 'vitest';
import { EDGE_HEADER, parseEdgeKeys } from '../../functions/http/edge.ts';
import { attemptOf, NOW, SIGN, startSign } from '../support/sign.ts';
import { testKeys } from '../support/sign-deps.ts';

const OLD = 'a'.repeat(64);
const NEW = 'b'.repeat(64);
const edge = JSON.stringify({ k1: OLD, k2: NEW });
const keys = async () => testKeys(NOW, edge);

const { app, mails } = await startSign({ edgeOnly: true, keys });
const post = (
  headers: Record<string, string>,
  body: string | ReadableStream = JSON.stringify(attemptOf('edge@example.org')),
) =>
  app.request(SIGN, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    duplex: 'half',
  } as RequestInit);

it.each([OLD, NEW])('accepts requests from the edge, with the old key and with the new one', async (key) => {
  expect((await post({ [EDGE_HEADER]: key })).status).toBe(202);
});

it.each([
  ['no key', {}],
  ['an empty key', { [EDGE_HEADER]: '' }],
  ['a part of the key', { [EDGE_HEADER]: OLD.slice(1) }],
  ['another key', { [EDGE_HEADER]: 'c'.repeat(64) }],
])('refuses a request that avoids the edge with %s, and sends no e-mail', async (_, headers) => {
  await mails();
  const refused = await post(headers as Record<string, string>);
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ type: 'urn:amparo:problem:edge-only' });
  expect(refused.headers.get('cache-control')).toBe('no-store');
  expect(await mails()).toEqual([]);
});

it('refuses it before it reads a body', async () => {
  let isRead = false;
  const body = new ReadableStream(
    {
      pull(stream) {
        isRead = true;
        stream.enqueue(new TextEncoder().encode('{}'));
        stream.close();
      },
    },
    { highWaterMark: 0 },
  );
  expect((await post({ 'content-length': '2' }, body)).status).toBe(403);
  expect(isRead).toBe(false);
});

it('refuses pages as well, with a page', async () => {
  for (const path of ['/confirm?token=x', '/withdraw?token=x', '/campaigns/free-them/sent']) {
    const refused = await app.request(path, { headers: { accept: 'text/html' } });
    expect(refused.status, path).toBe(403);
    expect(await refused.text()).toContain('This is not our public web address');
  }
});

it('accepts every request if there is no edge', async () => {
  const without = await startSign();
  const answer = await without.app.request(SIGN, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(attemptOf('edge@example.org')),
  });
  expect(answer.status).toBe(202);
});

it.each(['{}', '[]', 'x', '{"k1":"short"}', `{"k1":{"secret":"${OLD}"}}`])(
  'refuses %s as a secret of the edge, and does not quote it',
  (text) => {
    expect(() => parseEdgeKeys(text)).toThrow(/^The secret of the edge holds no keys$/);
  },
);

it('lets nobody through while the edge has no key', async () => {
  const { app: closed } = await startSign({ edgeOnly: true });
  expect((await closed.request('/confirm?token=x', { headers: { [EDGE_HEADER]: '' } })).status).toBe(403);
});
