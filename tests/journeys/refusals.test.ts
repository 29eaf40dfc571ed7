import { expect, it } from 'vitest';
import { campaignPath, newAddress } from './signer.ts';
import { serviceUrl } from './visitor.ts';

const signatures = `/api${campaignPath}/signatures`;
const signer = () => ({ name: 'Vidadi', email: newAddress(), country: 'AZ' });
const json = (body: unknown, type = 'application/json') => ({
  method: 'POST',
  headers: { 'content-type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

const refusals: readonly { what: string; path: string; request: RequestInit; status: number; says: RegExp }[] = [
  { what: 'JSON that is none', path: signatures, request: json('{"name":'), status: 400, says: /not a JSON object/ },
  {
    what: 'a list in place of an object',
    path: signatures,
    request: json('[]'),
    status: 400,
    says: /not a JSON object/,
  },
  {
    what: 'a content type that it does not take',
    path: signatures,
    request: json('<a/>', 'text/xml'),
    status: 415,
    says: /application\/json/,
  },
  {
    what: 'a body over 16 kB',
    path: signatures,
    request: json({ ...signer(), comment: 'x'.repeat(17_000) }),
    status: 413,
    says: /16 kB/,
  },
  {
    what: 'a name of 10 kB',
    path: signatures,
    request: json({ ...signer(), name: 'x'.repeat(10_000) }),
    status: 400,
    says: /at most 100 characters/,
  },
  {
    what: 'control characters in a name',
    path: signatures,
    request: json({ ...signer(), name: 'a\u0000\u202eb' }),
    status: 400,
    says: /cannot be shown/,
  },
  {
    what: 'a country that is none',
    path: signatures,
    request: json({ ...signer(), country: 'XX' }),
    status: 400,
    says: /country from the list/,
  },
  {
    what: 'an address that is none',
    path: signatures,
    request: json({ ...signer(), email: 'a@b@c' }),
    status: 400,
    says: /name@example\.org/,
  },
  {
    what: 'an unknown campaign',
    path: '/api/campaigns/no-such-campaign/signatures',
    request: json(signer()),
    status: 404,
    says: /no such campaign/i,
  },
  {
    what: 'the counts of an unknown campaign',
    path: '/api/campaigns/no-such-campaign/counts',
    request: {},
    status: 404,
    says: /no such campaign/i,
  },
  { what: 'an unknown address', path: '/api/nothing', request: {}, status: 404, says: /not here/ },
];

it.each(refusals)('answers $what with $status, in words that help', async ({ path, request, status, says }) => {
  const answer = await fetch(serviceUrl + path, request);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({ status, type: expect.stringMatching(/^urn:amparo:problem:/) });
  expect(text).toMatch(says);
  expect(text).not.toMatch(/node_modules|\bat .+:\d+|Exception|stack/);
});

it('names every wrong field', async () => {
  const answer = await fetch(serviceUrl + signatures, json({ name: '', email: 'nobody' }));
  const { errors } = (await answer.json()) as { errors: { field: string; message: string }[] };
  expect(errors.map(({ field }) => field)).toEqual(['name', 'email', 'country']);
  expect(errors.every(({ message }) => message.length > 10)).toBe(true);
});

it.each([
  ['PUT', signatures, 'POST'],
  ['GET', '/api/confirmations', 'POST'],
  ['DELETE', '/confirm', 'GET, POST'],
  ['POST', campaignPath, 'GET'],
  ['POST', `/api${campaignPath}/counts`, 'GET'],
])('answers %s %s with 405 and the allowed methods', async (method, path, allowed) => {
  const answer = await fetch(serviceUrl + path, { method });
  expect(answer.status).toBe(405);
  const allow = answer.headers.get('allow')?.split(/,\s*/) ?? [];
  expect(allow).toEqual(expect.arrayContaining(allowed.split(', ')));
  expect(allow).not.toContain(method);
});

it('accepts no form from another site', async () => {
  const answer = await fetch(serviceUrl + signatures, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
    body: new URLSearchParams(signer()),
  });
  expect(answer.status).toBe(403);
});
