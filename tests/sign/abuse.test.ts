import { GetItemCommand, type UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Challenge } from 'altcha-lib';
import { expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { MAILS_PER_HOUR, MAILS_PER_HOUR_WITH_PROOF } from '../../functions/core/limits/address.ts';
import { BUSY_FROM } from '../../functions/core/limits/networks.ts';
import { DAY, dayOf, HOUR, MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { signatureKey } from '../../functions/core/signatures/store.ts';
import { TOO_FAST } from '../../functions/sign/admission.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { allowedFrom, attemptOf, campaign, postForm, postJson, SIGN, startSign } from '../support/sign.ts';
import { knownProof } from '../support/solved.ts';

const { app, db, deps, mail, mails, messages, time } = await startSign();
await putCampaign(db.Campaigns, campaign({ slug: 'strict', strict: true }));
const keys = await deps.keys();
const CHALLENGES = '/api/campaigns/free-them/challenges';

/** A proof that was asked for a while ago, as a person's would be. */
const proofFor = (email: string, { slug = 'free-them', age = 5 * SECOND } = {}) =>
  knownProof(keys.proof, { campaign: slug, email, now: time.now - age });

/** An attempt from a network, as a socket shows it. */
const attemptFrom = (address: string, fields: object, slug = 'free-them') =>
  Promise.resolve(
    app.request(
      `/api/campaigns/${slug}/signatures`,
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) },
      { incoming: { socket: { remoteAddress: address } } },
    ),
  );

/** Signals that the link of the one mail that waits carries. */
async function signalsOf(fields: object, slug = 'free-them') {
  expect((await postJson(app, `/api/campaigns/${slug}/signatures`, fields)).status).toBe(202);
  return [...(await openConfirmation(keys.token, (await mail()).confirmToken, time.now)).signals];
}

/** The stored item after an attempt is confirmed. A table keeps the signals in no order. */
async function confirmed(fields: object, slug = 'free-them') {
  await postJson(app, `/api/campaigns/${slug}/signatures`, fields);
  const { confirmToken: token } = await mail();
  const answer = await postJson(app, '/api/confirmations', { token });
  const { signer } = await openConfirmation(keys.token, token, time.now);
  const { Item } = await db.Signatures.client.send(
    new GetItemCommand({ TableName: db.Signatures.table, Key: signatureKey(slug, signer), ConsistentRead: true }),
  );
  return {
    status: Item?.status?.S,
    signals: Item?.signals?.SS?.sort(),
    answer: [answer.status, (await answer.text()).trimEnd()],
  };
}
const COUNTED = [201, '{"status":"counted"}'];

it('accepts a proof of work, made as a browser does it, for one attempt', async () => {
  const email = 'proved@gmx.de';
  const asked = await postJson(app, CHALLENGES, { email });
  expect([asked.status, asked.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const { challenge } = (await asked.json()) as { challenge: Challenge };
  const [{ solveChallenge }, { deriveKey }] = await Promise.all([
    import('altcha-lib'),
    import('altcha-lib/algorithms/web/pbkdf2'),
  ]);
  const solution = await solveChallenge({ challenge, deriveKey });
  const proof = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
  time.now += 2 * SECOND;
  expect(await signalsOf(attemptOf(email, { proof }))).toEqual([]);
  expect(await signalsOf(attemptOf(email, { proof }))).toEqual(['no-proof']);
});

it('answers a challenge alike to an address that has signed and one that has not, and writes nothing of either', async () => {
  await confirmed(attemptOf('signed@gmx.de'));
  const written = new Set<string | undefined>();
  db.Limits.client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        const { Key } = args.input as UpdateItemCommandInput;
        if (commandName !== 'GetItemCommand') written.add(Key?.pk?.S);
        return next(args);
      },
    { step: 'initialize', name: 'writes' },
  );
  const answers = [];
  for (const email of ['signed@gmx.de', 'fresh@gmx.de']) {
    const answer = await postJson(app, CHALLENGES, { email });
    const { challenge } = (await answer.json()) as { challenge: Challenge };
    answers.push([answer.status, Object.keys(challenge.parameters), challenge.parameters.cost]);
  }
  // Enough for the campaign's count to be written.
  for (let i = 0; i < 5; i++) await postJson(app, CHALLENGES, { email: 'fresh@gmx.de' });
  db.Limits.client.middlewareStack.remove('writes');
  expect(answers[1]).toEqual(answers[0]);
  expect([...written]).toEqual(['load#free-them']);
});

it.each([
  [{ email: 'nobody' }, CHALLENGES, 400],
  [{}, CHALLENGES, 400],
  ['[]', CHALLENGES, 400],
  [{ email: 'a@gmx.de' }, '/api/campaigns/none-such/challenges', 404],
  [{ email: 'a@gmx.de' }, '/api/campaigns/upcoming/challenges', 409],
])('refuses a challenge for %j at %s: %i', async (body, path, status) => {
  expect((await postJson(app, path, body)).status).toBe(status);
});

it('accepts a request for a challenge only as JSON, which no foreign page can send', async () => {
  expect((await postForm(app, CHALLENGES, { email: 'a@gmx.de' })).status).toBe(415);
});

it('rejects an expired proof, and one of another address or campaign', async () => {
  const email = 'wrong@gmx.de';
  const proofs = [
    await proofFor(email, { age: 21 * MINUTE }),
    await proofFor('right@gmx.de'),
    await proofFor(email, { slug: 'strict' }),
    'x'.repeat(4_000),
  ];
  for (const [i, proof] of proofs.entries()) {
    time.now += i === 2 ? HOUR : 0;
    expect(await signalsOf(attemptOf(email, { proof }))).toEqual(['no-proof']);
  }
});

it('accepts an attempt across midnight, as one without proof', async () => {
  const before = time.now;
  const email = 'midnight@gmx.de';
  time.now = dayOf(before) + DAY - 2 * SECOND;
  const [early, late] = [await proofFor(email), await proofFor(email)];
  expect(await signalsOf(attemptOf(email, { proof: early }))).toEqual([]);
  time.now += 2 * SECOND;
  expect(await signalsOf(attemptOf(email, { proof: late }))).toEqual(['no-proof']);
  expect(await signalsOf(attemptOf(email, { proof: await proofFor(email, { age: 0 }) }))).toEqual(['too-fast']);
  time.now = before;
});

it('counts a person without JavaScript, and a disposable address with a proof', async () => {
  const plain = await confirmed(attemptOf('plain@gmx.de'));
  expect(plain).toEqual({ status: 'counted', signals: ['no-proof'], answer: COUNTED });
  const email = 'short-lived@mailinator.com';
  const disposable = await confirmed(attemptOf(email, { proof: await proofFor(email) }));
  expect(disposable).toEqual({ status: 'counted', signals: ['disposable-address'], answer: COUNTED });
  const usual = await confirmed(attemptOf('usual@gmx.de', { proof: await proofFor('usual@gmx.de') }));
  expect(usual).toEqual({ status: 'counted', signals: undefined, answer: COUNTED });
});

it('puts a robot’s signature under review, and answers as ever', async () => {
  const trapped = await confirmed(attemptOf('robot@gmx.de', { website: 'https://spam.example' }));
  expect(trapped).toEqual({ status: 'under-review', signals: ['honeypot', 'no-proof'], answer: COUNTED });
  const disposable = await confirmed(attemptOf('robot@any.mailinator.com', { website: '' }));
  expect(disposable).toEqual({
    status: 'under-review',
    signals: ['disposable-address', 'no-proof'],
    answer: COUNTED,
  });
});

it('notices a proof that comes sooner than a page sends one', async () => {
  const email = 'quick@gmx.de';
  const quick = { proof: await proofFor(email, { age: TOO_FAST - 1 }) };
  expect(await signalsOf(attemptOf(email, quick))).toEqual(['too-fast']);
  const patient = { proof: await proofFor(email, { age: TOO_FAST }) };
  expect(await signalsOf(attemptOf(email, patient))).toEqual([]);
});

it('in strict mode, reviews every signature with a signal, and counts those without', async () => {
  const plain = await confirmed(attemptOf('plain@gmx.de'), 'strict');
  expect(plain).toEqual({ status: 'under-review', signals: ['no-proof'], answer: COUNTED });
  const email = 'proved@gmx.de';
  const proved = await confirmed(attemptOf(email, { proof: await proofFor(email, { slug: 'strict' }) }), 'strict');
  expect(proved).toEqual({ status: 'counted', signals: undefined, answer: COUNTED });
});

it('sends an address its e-mails with proofs, after any number without, and answers all the same', async () => {
  const email = 'victim@gmx.de';
  const answers = new Set<string>();
  const post = async (proof: string) => {
    const response = await postJson(app, SIGN, attemptOf(email, { proof }));
    answers.add(JSON.stringify([response.status, (await response.text()).trimEnd(), [...response.headers]]));
  };
  for (let i = 0; i < MAILS_PER_HOUR + 3; i++) await post('');
  expect((await mails()).filter(({ isDecoy }) => !isDecoy)).toHaveLength(MAILS_PER_HOUR);
  for (let i = 0; i < 6; i++) await post(await proofFor(email));
  expect((await mails()).filter(({ isDecoy }) => !isDecoy)).toHaveLength(MAILS_PER_HOUR_WITH_PROOF - MAILS_PER_HOUR);
  expect(answers.size).toBe(1);
});

it('puts a decoy into the queue at the same length', async () => {
  for (let i = 0; i < MAILS_PER_HOUR + 1; i++) await postJson(app, SIGN, attemptOf('length@gmx.de'));
  const lengths = (await messages()).map((body) => body.length);
  expect(lengths).toHaveLength(MAILS_PER_HOUR + 1);
  expect(new Set(lengths).size).toBe(1);
});

it('gives a proof back when the queue does not accept the e-mail', async () => {
  const email = 'again@gmx.de';
  const proof = await proofFor(email);
  const failing = createSignApp({
    ...deps,
    outbox: { put: () => Promise.reject(Object.assign(new Error(), { $metadata: {} })) },
  });
  expect((await postJson(failing, SIGN, attemptOf(email, { proof }))).status).toBe(503);
  expect(await signalsOf(attemptOf(email, { proof }))).toEqual([]);
});

it('refuses a network that sends too many without proof, in words, and never one with a proof', async () => {
  const statuses = [];
  const allowed = allowedFrom('203.0.113.0/24', { now: time.now });
  for (let i = 0; i < allowed + 1; i++) {
    statuses.push((await attemptFrom('203.0.113.7', attemptOf(`many-${i}@gmx.de`))).status);
  }
  expect(statuses).toEqual([...Array(allowed).fill(202), 429]);
  const neighbour = await attemptFrom('203.0.113.99', attemptOf('neighbour@gmx.de'));
  expect([neighbour.status, neighbour.headers.get('retry-after')]).toEqual([429, '3600']);
  expect(await neighbour.json()).toMatchObject({
    type: 'urn:amparo:problem:network-busy',
    detail: expect.stringContaining('JavaScript'),
  });
  const email = 'proved-neighbour@gmx.de';
  const proof = await proofFor(email);
  expect((await attemptFrom('203.0.113.99', attemptOf(email, { proof }))).status).toBe(202);
  expect((await attemptFrom('203.0.113.99', attemptOf(email, { proof }))).status).toBe(429);
  expect((await attemptFrom('198.51.100.7', attemptOf('elsewhere@gmx.de'))).status).toBe(202);
  time.now += HOUR;
  expect((await attemptFrom('203.0.113.7', attemptOf('later@gmx.de'))).status).toBe(202);
  await mails();
});

it('gives the form back, as it was typed, to a person whose network is refused', async () => {
  const form = new URLSearchParams(attemptOf('typed@gmx.de', { name: 'Typed Name' }) as Record<string, string>);
  const post = () =>
    app.request(
      SIGN,
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
        body: form.toString(),
      },
      { incoming: { socket: { remoteAddress: '192.0.2.7' } } },
    );
  const allowed = allowedFrom('192.0.2.0/24', { now: time.now });
  for (let i = 0; i < allowed; i++) expect((await post()).status).toBe(303);
  const refused = await post();
  const page = await refused.text();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3600']);
  expect(page).toContain('value="Typed Name"');
  expect(page).toMatch(/Allow JavaScript .+ try again in an hour/);
  await mails();
});

it('refuses sooner in strict mode', async () => {
  const statuses = [];
  const allowed = allowedFrom('2001:db8:7::/48', { strict: true, now: time.now });
  for (let i = 0; i < allowed + 1; i++) {
    statuses.push((await attemptFrom('2001:db8:7::1', attemptOf(`strict-${i}@gmx.de`), 'strict')).status);
  }
  expect(statuses).toEqual([...Array(allowed).fill(202), 429]);
  await mails();
});

it('notices an attempt from a busy network, and accepts it', async () => {
  const busy = '2001:db8:8::1';
  for (let i = 0; i < BUSY_FROM; i++) {
    const email = `busy-${i}@gmx.de`;
    await attemptFrom(busy, attemptOf(email, { proof: await proofFor(email) }));
  }
  const sent = await mails();
  const signals = await Promise.all(
    sent.map(async ({ confirmToken }) => (await openConfirmation(keys.token, confirmToken, time.now)).signals),
  );
  expect(signals.filter((found) => found.includes('busy-network'))).toHaveLength(1);
});

it('asks for nothing, counts nothing and shows nothing if limits are off', async () => {
  const unlimited = createSignApp({ ...deps, limits: 'off' });
  for (let i = 0; i < MAILS_PER_HOUR_WITH_PROOF + 1; i++) {
    expect((await postJson(unlimited, SIGN, attemptOf('load@gmx.de'))).status).toBe(202);
  }
  const sent = await mails();
  expect(sent.filter(({ isDecoy }) => !isDecoy)).toHaveLength(MAILS_PER_HOUR_WITH_PROOF + 1);
  const { signals } = await openConfirmation(keys.token, sent[0]!.confirmToken, time.now);
  expect(signals).toEqual([]);
});
