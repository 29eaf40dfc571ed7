import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { expect, it } from 'vitest';
import { createApp } from '../../functions/http/app.ts';
import { readBody } from '../../functions/http/body.ts';
import { lambdaHandler } from '../../functions/http/lambda.ts';
import { appDeps } from '../support/app-deps.ts';

const logged: string[] = [];
const deps = {
  ...appDeps,
  log: { info: (event: string) => void logged.push(event), error: (event: string) => void logged.push(event) },
};
const app = createApp(deps)
  .get('/asked', (c) => c.text(c.req.query('token') ?? ''))
  .get('/picture', (c) => c.body(new Uint8Array([0x89, 0xff]), 200, { 'content-type': 'image/png' }))
  .post('/told', async (c) => c.json((await readBody(c)).fields));
const handler = lambdaHandler(app, deps);

const call = (method: string, rawPath: string, more: object = {}) =>
  handler({
    version: '2.0',
    rawPath,
    rawQueryString: '',
    headers: {},
    requestContext: { http: { method, path: rawPath }, domainName: 'abc.execute-api.amazonaws.com' },
    isBase64Encoded: false,
    ...more,
  } as unknown as APIGatewayProxyEventV2);

const isProblem = ({ statusCode, headers, body }: Awaited<ReturnType<typeof handler>>, status: number) => {
  expect([statusCode, headers?.['content-type']]).toEqual([status, 'application/problem+json']);
  expect(headers?.['content-security-policy']).toContain("default-src 'none'");
  return JSON.parse(body ?? '') as { type: string };
};

it('answers a GET with a body like a GET without one', async () => {
  expect(await call('GET', '/asked', { rawQueryString: 'token=x', body: '{}' })).toMatchObject({
    statusCode: 200,
    body: 'x',
  });
});

it('answers methods that no web request may have as any other that nobody answers', async () => {
  for (const method of ['TRACE', 'CONNECT', 'track']) isProblem(await call(method, '/asked'), 405);
});

it('passes on text as text, and other bytes in base64', async () => {
  const picture = await call('GET', '/picture');
  expect([picture.isBase64Encoded, picture.body]).toEqual([true, Buffer.from([0x89, 0xff]).toString('base64')]);
  const told = await call('POST', '/told', {
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('{"name":"نرگس"}').toString('base64'),
    isBase64Encoded: true,
  });
  expect([told.isBase64Encoded, told.body]).toEqual([false, '{"name":"نرگس"}']);
});

it('answers an event that is not a request with a problem, and logs nothing of it', async () => {
  const secret = 'token=secret';
  const events = [
    { rawPath: undefined },
    { requestContext: undefined },
    { requestContext: { http: { method: 'GET', sourceIp: 7 }, domainName: 'a.example' } },
    { requestContext: { http: { method: 'G E T' }, domainName: 'a.example' } },
    { requestContext: { http: { method: 'GET' }, domainName: 'a b' } },
    { headers: { 'bad name': 'x' } },
    { headers: { x: 'a\r\nb' } },
  ];
  for (const event of events) {
    const { type } = isProblem(await call('GET', '/asked', { rawQueryString: secret, ...event }), 400);
    expect(type).toBe('urn:amparo:problem:request-malformed');
  }
  expect(logged).toEqual([]);
});
