import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, describe, expect, it } from 'vitest';
import { ADDRESSES_PER_DAY, MAILS_PER_HOUR } from '../../functions/core/limits/address.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { attemptOf, postJson, SIGN, startSign } from '../support/sign.ts';

const service = await startSign();
const { app, deps, mail, mails } = service;
const server = createAdaptorServer({ fetch: app.fetch });
const failing = createAdaptorServer({
  fetch: createSignApp({
    ...deps,
    outbox: { put: () => Promise.reject(Object.assign(new Error(), { $metadata: {} })) },
  }).fetch,
});
const crowded = createAdaptorServer({
  fetch: createSignApp({ ...deps, mailWait: { refresh: () => undefined, latest: () => 600_000 } }).fetch,
});
for (const one of [server, failing, crowded]) await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  server.close();
  failing.close();
  crowded.close();
});

/** Addresses of one length, so that nothing which quotes them could differ by it. */
const addresses = {
  fresh: 'never@example.org',
  signed: 'yeah1@example.org',
  withdrawn: 'gone1@example.org',
  blocked: 'many1@example.org',
  crowded: 'mob+1@example.org',
};
for (const past of ['signed', 'withdrawn'] as const) {
  await postJson(app, SIGN, attemptOf(addresses[past]));
  const { confirmToken, withdrawToken } = await mail();
  await postJson(app, '/api/confirmations', { token: confirmToken });
  if (past === 'withdrawn') await postJson(app, '/api/withdrawals', { token: withdrawToken });
}
for (let i = 0; i < MAILS_PER_HOUR; i++) await postJson(app, SIGN, attemptOf(addresses.blocked));
// Its mailbox was asked for by as many other addresses as a day remembers.
for (let i = 0; i < ADDRESSES_PER_DAY; i++) await postJson(app, SIGN, attemptOf(`mob+${i + 2}@example.org`));
await mails();

const asJson = (fields: object) => ({ type: 'application/json', body: JSON.stringify(fields) });
const asForm = (fields: object) => ({
  type: 'application/x-www-form-urlencoded\r\naccept: text/html',
  body: new URLSearchParams(fields as Record<string, string>).toString(),
});

/** Every byte that comes back over a connection of its own, but the moment, and of the random padding its length. */
function rawAnswer(to: typeof server, path: string, { type, body }: { type: string; body: string }): Promise<string> {
  const { port } = to.address() as AddressInfo;
  const head = `POST ${path} HTTP/1.1\r\nhost: amparo.example\r\nconnection: close\r\ncontent-type: ${type}`;
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1')
      .on('data', (chunk) => {
        answer += chunk;
      })
      .on('close', () => {
        const padded = answer.replace(/^date: .*\r\n/im, '').replace(/\s+$/, ({ length }) => `+${length}`);
        // The address of the next page has the typed one, sealed.
        resolve(padded.replace(/(?<=[?&]to=)[\w.-]+/, ({ length }) => `SEALED-${length}`));
      })
      .on('error', reject);
    socket.write(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  });
}

async function answersTo(to: typeof server, path: string, request: (email: string) => { type: string; body: string }) {
  const answers: string[] = [];
  for (const email of Object.values(addresses)) {
    answers.push((await rawAnswer(to, path, request(email))).replaceAll(email, 'ADDRESS'));
  }
  await mails();
  return answers;
}

describe('answers a fresh, a signed, a withdrawn and a blocked address alike to the last byte', () => {
  it.each([
    ['a program', 202, (email: string) => asJson(attemptOf(email))],
    ['a form', 303, (email: string) => asForm(attemptOf(email))],
    ['a form whose trap is filled in', 303, (email: string) => asForm(attemptOf(email, { website: 'x' }))],
    ['a proof that is none', 202, (email: string) => asJson(attemptOf(email, { proof: 'eyJ9' }))],
    ['a form that is filled in wrong', 400, (email: string) => asForm(attemptOf(email, { country: 'XX' }))],
    ['a public name', 202, (email: string) => asJson(attemptOf(email, { publicName: true, comment: 'Because' }))],
  ])('for %s', async (_what, status, request) => {
    const answers = await answersTo(server, SIGN, request);
    expect(answers[0]).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(new Set(answers).size).toBe(1);
  });

  it('for a signature of OSDI', async () => {
    const answers = await answersTo(server, '/api/osdi/petitions/free-them/record_signature_helper', (email) =>
      asJson({
        person: {
          given_name: 'Ada',
          email_addresses: [{ address: email }],
          postal_addresses: [{ country: 'AZ' }],
        },
      }),
    );
    expect(answers[0]).toMatch(/^HTTP\/1\.1 200 [\s\S]*\{\}/);
    expect(new Set(answers).size).toBe(1);
  });

  it.each([asJson, asForm])('when the queue does not answer', async (as) => {
    const answers = await answersTo(failing, SIGN, (email) => as(attemptOf(email)));
    expect(answers[0]).toMatch(/^HTTP\/1\.1 503 /);
    expect(new Set(answers).size).toBe(1);
  });

  it.each([asJson, asForm])('when mails wait, and it says for how long', async (as) => {
    const answers = await answersTo(crowded, SIGN, (email) => as(attemptOf(email)));
    expect(answers[0]).toMatch(/^HTTP\/1\.1 202 [\s\S]*"mailWithinSeconds":600|^HTTP\/1\.1 303 /);
    expect(new Set(answers).size).toBe(1);
  });

  it('for a challenge, except for its random part', async () => {
    const answers = await answersTo(server, '/api/campaigns/free-them/challenges', (email) => asJson({ email }));
    expect(answers[0]).toMatch(/^HTTP\/1\.1 200 /);
    const shape = (answer: string) => {
      const [head = '', body = ''] = answer.replace(/\+\d+$/, '').split('\r\n\r\n');
      const drawn = (_key: string, value: unknown) =>
        typeof value === 'string' && value.length >= 8 ? value.length : value;
      return { head: head.replace(/[\da-f]{8,}/g, ''), body: JSON.parse(body, drawn) };
    };
    const [first, ...others] = answers.map(shape);
    for (const other of others) expect(other).toEqual(first);
  });
});

it('queues one message for each of them, all of one length', async () => {
  const lengths = new Set<number>();
  for (const email of Object.values(addresses)) {
    await postJson(app, SIGN, attemptOf(email));
    const waiting = await service.messages();
    expect(waiting).toHaveLength(1);
    lengths.add(waiting[0]!.length);
  }
  expect(lengths.size).toBe(1);
});
