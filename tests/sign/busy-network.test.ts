import { expect, it } from 'vitest';
import { allowedFrom, attemptOf, postForm, postJson, SIGN, startSign } from '../support/sign.ts';

const network = '198.51.100.0/24';
const { app, mails } = await startSign({ networkOf: () => network });

it('gives a form back as it was typed when its network has sent too many without proof, and says how to go on', async () => {
  for (let i = 0; i < allowedFrom(network); i++) {
    expect((await postJson(app, SIGN, attemptOf(`busy-${i}@example.org`))).status).toBe(202);
  }
  await mails();
  const typed = { ...attemptOf('late@example.org'), comment: 'For my\nbrother.', updates: 'on', source: 'newsletter' };
  const answer = await postForm(app, SIGN, { ...typed, proof: 'c3BlbnQ=' });
  const html = await answer.text();
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '3600']);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(html).toContain('<h1>Too many forms from your network just now</h1>');
  expect(html).toContain('If JavaScript is on already, try again in an hour.');
  expect(html).not.toMatch(/program|proof of work/);
  expect(html).toMatch(/name="name"[^>]* value="Ada Lovelace"/);
  expect(html).toMatch(/name="email"[^>]* value="late@example.org"/);
  expect(html).toContain('<option value=AZ selected');
  expect(html).toContain('>For my\nbrother.</textarea>');
  expect(html).toMatch(/name="updates" checked/);
  expect(html).toMatch(/name="source" value="newsletter"/);
  expect(html).not.toContain('c3BlbnQ=');
  expect(html).not.toMatch(/role="alert"|aria-invalid/);

  const told = await postJson(app, SIGN, attemptOf('late@example.org'));
  expect([told.status, told.headers.get('content-type')]).toEqual([429, 'application/problem+json']);
  expect(await told.json()).toMatchObject({
    detail: expect.stringMatching(/in an hour\. A program sends a proof of work/),
  });
  expect(await mails()).toEqual([]);
});
