import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { expect, it } from 'vitest';
import { lambdaHandler } from '../../functions/http/lambda.ts';
import { attemptOf, placeOf, SIGN, startSign } from '../support/sign.ts';

const { app, deps, identityIn, mail, mails } = await startSign();
const handler = lambdaHandler(app, deps);

/** An event of an HTTP API, payload version 2.0. */
const call = (
  method: string,
  path: string,
  { query = '', body = '', type = 'application/json', base64 = false } = {},
) =>
  handler({
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: { 'content-type': type, 'content-length': String(body.length), host: 'abc.execute-api.amazonaws.com' },
    requestContext: { http: { method, path }, domainName: 'abc.execute-api.amazonaws.com', stage: '$default' },
    ...(body && { body: base64 ? Buffer.from(body).toString('base64') : body }),
    isBase64Encoded: base64,
  } as unknown as APIGatewayProxyEventV2);
const FORM = 'application/x-www-form-urlencoded';

it('accepts a form whose body comes in base64, as HTTP APIs pass it on', async () => {
  const body = new URLSearchParams(attemptOf('lambda@example.org', { name: 'نرگس محمدی' })).toString();
  const { statusCode, headers } = await call('POST', SIGN, { body, type: FORM, base64: true });
  expect([statusCode, placeOf(String(headers?.location))]).toEqual([303, '/campaigns/free-them/sent?to=SEALED-608']);
  const mailed = await mail();
  expect(await identityIn(mailed)).toMatchObject({ name: 'نرگس محمدی' });
  const { confirmToken } = mailed;
  const asked = await call('GET', '/confirm', { query: `token=${confirmToken}` });
  expect([asked.statusCode, asked.isBase64Encoded]).toEqual([200, false]);
  expect(asked.body).toContain(confirmToken);
  const counted = await call('POST', '/api/confirmations', { body: JSON.stringify({ token: confirmToken }) });
  expect([counted.statusCode, counted.body?.trimEnd()]).toEqual([201, '{"status":"counted"}']);
});

it('refuses a body over 16 kB, in base64 or not, even if it claims a smaller length', async () => {
  const body = JSON.stringify(attemptOf('big@example.org', { comment: 'x'.repeat(17_000) }));
  for (const base64 of [true, false]) {
    expect((await call('POST', SIGN, { body, base64 })).statusCode).toBe(413);
  }
});

it('answers events that no HTTP client would send with 4xx', async () => {
  const statuses = await Promise.all([
    call('POST', SIGN),
    call('POST', SIGN, { body: '\u0000\ufffd' }),
    call('PROPFIND', SIGN),
    call('GET', '/confirm', { query: 'token=%' }),
    call('GET', '/campaigns/\u0000/sent'),
    call('GET', '/%/'),
    call('POST', '//api/campaigns//signatures', { body: '{}' }),
  ]);
  for (const { statusCode } of statuses) expect([400, 404, 405]).toContain(statusCode);
  expect(await mails()).toEqual([]);
});
