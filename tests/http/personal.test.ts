import { expect, it } from 'vitest';
import { signRoutes } from '../../functions/http/routes.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { attemptOf, postJson, SIGN, startSign } from '../support/sign.ts';

const sign = await startSign();
const broken = createSignApp({ ...sign.deps, campaign: async () => Promise.reject(new Error('of our own')) });
await postJson(sign.app, SIGN, attemptOf('personal@example.org'));
const { confirmToken, withdrawToken } = await sign.mail();

const paths = signRoutes.map((route) => route.replace('{slug}', 'free-them'));
const tokens = [confirmToken, withdrawToken, 'cut', ''];
const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

it.each(paths)(
  'lets no cache, no history of referrers and no search engine keep what %s answers, in error, too',
  async (path) => {
    for (const app of [sign.app, broken]) {
      const answers: Response[] = [];
      for (const token of tokens) {
        const fields = { ...attemptOf('personal@example.org'), token };
        for (const method of ['GET', 'HEAD', 'OPTIONS', 'DELETE', 'PUT']) {
          answers.push(await app.request(`${path}?token=${token}`, { method, headers: { accept: 'text/html' } }));
        }
        const bodies = {
          [FORM]: new URLSearchParams(fields).toString(),
          [JSON_TYPE]: JSON.stringify(fields),
          'text/xml': '<a/>',
        };
        for (const [type, body] of Object.entries(bodies)) {
          answers.push(await app.request(path, { method: 'POST', headers: { 'content-type': type }, body }));
        }
      }
      for (const { status, headers } of answers) {
        expect([status, headers.get('cache-control')]).toEqual([status, 'no-store']);
        expect(headers.get('x-robots-tag')).toBe('noindex');
        expect(headers.get('referrer-policy')).toBe('no-referrer');
        expect(headers.get('set-cookie')).toBe(null);
        expect(headers.get('access-control-allow-origin')).toBe(null);
        expect(headers.get('location') ?? '').not.toContain('token');
      }
    }
    await sign.mails();
  },
);

it.each(paths)('accepts no form for %s from another site, by any header that names the origin', async (path) => {
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://amparo.example' },
    { origin: 'https://elsewhere.example' },
    { origin: 'http://amparo.example' },
    { origin: 'https://amparo.example.elsewhere.example' },
  ];
  const fields = new URLSearchParams({ ...attemptOf('forged@example.org'), token: confirmToken }).toString();
  for (const headers of foreign) {
    for (const type of [FORM, `${FORM};charset=utf-8`, FORM.toUpperCase()]) {
      const answer = await sign.app.request(path, {
        method: 'POST',
        headers: { ...headers, 'content-type': type },
        body: fields,
      });
      expect([403, 405]).toContain(answer.status);
    }
  }
  expect(await sign.mails()).toEqual([]);
});

it.each(paths)('accepts for %s no request that a foreign page can send without a preflight', async (path) => {
  for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'text/plain; a=application/json', undefined]) {
    const answer = await sign.app.request(path, {
      method: 'POST',
      headers: {
        origin: 'https://elsewhere.example',
        'sec-fetch-site': 'cross-site',
        ...(type && { 'content-type': type }),
      },
      body: new TextEncoder().encode(JSON.stringify({ ...attemptOf('forged@example.org'), token: confirmToken })),
    });
    expect([403, 405, 415]).toContain(answer.status);
  }
  expect(await sign.mails()).toEqual([]);
});

it('accepts a form of its own page, which sends no referrer', async () => {
  const own: Record<string, string>[] = [
    { 'sec-fetch-site': 'same-origin', origin: 'null' },
    { origin: 'https://amparo.example' },
    {},
  ];
  await postJson(sign.app, SIGN, attemptOf('own@example.org'));
  const { confirmToken } = await sign.mail();
  for (const headers of own) {
    const answer = await sign.app.request('/confirm', {
      method: 'POST',
      headers: { ...headers, 'content-type': FORM },
      body: new URLSearchParams({ token: confirmToken }).toString(),
    });
    expect(answer.status).toBeLessThan(300);
  }
});
