import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { padded } from '../../functions/sign/unobserved.ts';

const JSON_TYPE = 'application/json';
const HTML = 'text/html; charset=UTF-8';
const answerOf = (body: string | null, status: number, headers: Record<string, string>) =>
  new Hono()
    .use(padded)
    .get('/', () => new Response(body, { status, headers }))
    .request('/');
const lengthOf = async (answer: Response) => (await answer.arrayBuffer()).byteLength;

it.each([
  [JSON_TYPE, 4_096],
  ['application/problem+json', 4_096],
  [HTML, 40_960],
])('pads an answer of the type %s to a multiple of %i bytes, and leaves its text as it was', async (type, step) => {
  for (const body of ['{"a":1}', 'x'.repeat(step - 1), 'x'.repeat(step)]) {
    const answer = await answerOf(body, 200, { 'content-type': type, 'x-own': 'yes' });
    expect([answer.headers.get('content-type'), answer.headers.get('x-own')]).toEqual([type, 'yes']);
    const text = await answer.text();
    expect([text.length, text.trimEnd()]).toEqual([body.length < step ? step : 2 * step, body]);
  }
});

it('drops a length that was counted before the padding', async () => {
  const answer = await answerOf('{"a":1}', 200, { 'content-type': JSON_TYPE, 'content-length': '7' });
  expect(answer.headers.get('content-length')).toBeNull();
  expect(await lengthOf(answer)).toBe(4_096);
});

it.each([204, 205, 304])('leaves an answer alone that may have no body: %i', async (status) => {
  for (const type of [JSON_TYPE, HTML]) {
    const answer = await answerOf(null, status, { 'content-type': type, etag: '"1"' });
    expect([answer.status, answer.headers.get('etag'), await lengthOf(answer)]).toEqual([status, '"1"', 0]);
  }
});

it('leaves other types alone', async () => {
  const answer = await answerOf('x', 200, { 'content-type': 'text/plain', 'content-length': '1' });
  expect([answer.headers.get('content-length'), await lengthOf(answer)]).toEqual(['1', 1]);
});
