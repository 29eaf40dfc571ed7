import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../functions/http/app.ts';
import { lambdaHandler } from '../../functions/http/lambda.ts';
import { appDeps } from '../support/app-deps.ts';

/** The request that an app gets from an event. */
async function seen(event: Record<string, unknown>, method = 'POST') {
  const app = createApp(appDeps).all('/echo', async (c) =>
    c.json({
      method: c.req.method,
      url: c.req.url,
      headers: c.req.header(),
      body: await c.req.text(),
      environment: Object.keys(c.env as object).sort(),
    }),
  );
  const { statusCode, body = '' } = await lambdaHandler(
    app,
    appDeps,
  )({
    rawPath: '/echo',
    rawQueryString: '',
    headers: {},
    requestContext: { http: { method }, domainName: 'abc.example' },
    isBase64Encoded: false,
    ...event,
  } as unknown as APIGatewayProxyEventV2);
  return { statusCode, ...JSON.parse(body) };
}

describe('a request of an HTTP API', () => {
  it('has the address of its request, with a query if there is one', async () => {
    expect((await seen({})).url).toBe('https://abc.example/echo');
    expect((await seen({ rawQueryString: 'token=a%2Fb&x=' })).url).toBe('https://abc.example/echo?token=a%2Fb&x=');
  });

  it('has its method, its event and its context', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) expect((await seen({}, method)).method).toBe(method);
    expect((await seen({})).environment).toEqual(['event', 'lambdaContext', 'requestContext']);
  });

  it('has its headers, without empty ones, and letters beyond ASCII as a browser would write them', async () => {
    const { headers } = await seen({ headers: { 'x-plain': 'a b', 'x-empty': '', 'x-name': 'نرگس é' } });
    expect(headers).toMatchObject({ 'x-plain': 'a b', 'x-name': encodeURIComponent('نرگس é') });
    expect(headers).not.toHaveProperty('x-empty');
  });

  it('has its cookies in one header, or no header without cookies', async () => {
    expect((await seen({ cookies: ['a=1', 'b=2'] })).headers.cookie).toBe('a=1; b=2');
    for (const cookies of [[], undefined]) expect((await seen({ cookies })).headers).not.toHaveProperty('cookie');
  });

  it('has its body, as text or unpacked, with its length in bytes', async () => {
    const text = await seen({ body: 'é' });
    expect([text.body, text.headers['content-length']]).toEqual(['é', '2']);
    const packed = await seen({ body: Buffer.from('é').toString('base64'), isBase64Encoded: true });
    expect([packed.body, packed.headers['content-length']]).toEqual(['é', '2']);
    const none = await seen({});
    expect([none.body, none.headers['content-length']]).toEqual(['', '0']);
  });

  it('keeps the body of a method that only begins or ends like GET or HEAD', async () => {
    for (const method of ['GETALL', 'BUDGET']) expect((await seen({ body: 'abc' }, method)).body).toBe('abc');
    for (const method of ['GET', 'get']) expect((await seen({ body: 'abc' }, method)).body).toBe('');
  });

  it('gets its true length alone, since a limit on bodies uses it, however an event writes the name of the header', async () => {
    for (const name of ['content-length', 'Content-Length', 'CONTENT-LENGTH'])
      expect((await seen({ body: 'abc', headers: { [name]: '999999' } })).headers['content-length'], name).toBe('3');
  });

  it('is refused if its path would name another host', async () => {
    expect(await seen({ rawPath: '.evil.example/echo' })).toMatchObject({ statusCode: 400 });
    expect(await seen({ rawPath: '' })).toMatchObject({ statusCode: 400 });
  });

  it('may have no source, or one in words', async () => {
    const from = (sourceIp: unknown) =>
      seen({ requestContext: { http: { method: 'POST', sourceIp }, domainName: 'abc.example' } });
    expect((await from(undefined)).statusCode).toBe(200);
    expect((await from('192.0.2.1')).statusCode).toBe(200);
    expect((await from(['192.0.2.1'])).statusCode).toBe(400);
  });
});

describe('an answer', () => {
  it.each([
    ['text/html; charset=UTF-8', false],
    ['application/json', false],
    ['application/xml', false],
    ['application/problem+json', false],
    ['image/svg+xml', false],
    ['image/png', true],
    ['font/woff2', true],
    ['application/octet-stream', true],
    ['model/text/html', true],
    ['model/application/json', true],
    ['model/image/svg+xml', true],
  ])('of the type %s is packed in base64: %s', async (type, isPacked) => {
    const app = createApp(appDeps).get('/it', (c) => c.body('<é>', 201, { 'content-type': type, 'x-own': 'yes' }));
    const event = { rawPath: '/it', headers: {}, requestContext: { http: { method: 'GET' }, domainName: 'a.example' } };
    const { statusCode, headers, body, isBase64Encoded } = await lambdaHandler(
      app,
      appDeps,
    )(event as unknown as APIGatewayProxyEventV2);
    expect([statusCode, headers?.['x-own'], isBase64Encoded]).toEqual([201, 'yes', isPacked]);
    expect(Buffer.from(body ?? '', isPacked ? 'base64' : 'utf8').toString()).toBe('<é>');
  });

  it('without a type is text', async () => {
    const app = createApp(appDeps).get('/it', () => new Response(null, { status: 204 }));
    const event = { rawPath: '/it', headers: {}, requestContext: { http: { method: 'GET' }, domainName: 'a.example' } };
    const { statusCode, isBase64Encoded } = await lambdaHandler(
      app,
      appDeps,
    )(event as unknown as APIGatewayProxyEventV2);
    expect([statusCode, isBase64Encoded]).toEqual([204, false]);
  });
});
