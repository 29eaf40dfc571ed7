import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, hourOf, isoTime, MINUTE } from '../../functions/core/running/clock.ts';
import { anonymiseSignature } from '../../functions/core/signatures/anonymise.ts';
import { openWithdrawal } from '../../functions/core/signatures/links.ts';
import { signatureKey } from '../../functions/core/signatures/store.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { attemptOf, NOW, postForm, postJson, SIGN, startSign } from '../support/sign.ts';

/**
 * A person opens somebody's mailbox, after the mail with which they signed is gone. They have new mails sent to it, press
 * what they like, as often as they like, and compare with what an address that never signed would answer.
 */
const service = await startSign({ limits: 'off' });
const { app, db, deps, time } = service;
/** Asks for no mail: the two tokens of an attempt. */
async function mailedTo(email: string, more: object = {}) {
  expect((await postJson(app, SIGN, attemptOf(email, more))).status).toBe(202);
  return service.mail();
}
type Mail = Awaited<ReturnType<typeof mailedTo>>;

const confirm = (mail: Mail) => postJson(app, '/api/confirmations', { token: mail.confirmToken });
const withdraw = (mail: Mail) => postJson(app, '/api/withdrawals', { token: mail.withdrawToken });
const ask = (mail: Mail) => postJson(app, '/api/my-data', { token: mail.withdrawToken });
const itemKeyOf = async ({ withdrawToken }: Mail) => {
  const link = openWithdrawal((await deps.keys()).token, withdrawToken);
  return { link, key: signatureKey(link.campaign, link.signer) };
};

/** What may have happened at an address before. */
const pasts: Readonly<Record<string, (email: string) => Promise<unknown>>> = {
  signed: async (email) => confirm(await mailedTo(email)),
  'signed with a name': async (email) => confirm(await mailedTo(email, { publicName: true, comment: 'Because.' })),
  'put under review': async (email) => confirm(await mailedTo(email, { website: 'x' })),
  voided: async (email) => {
    const mail = await mailedTo(email, { website: 'x' });
    await confirm(mail);
    await db.Signatures.client.send(
      new UpdateItemCommand({
        TableName: db.Signatures.table,
        Key: (await itemKeyOf(mail)).key,
        UpdateExpression: 'SET #status = :voided',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':voided': { S: 'voided' } },
      }),
    );
  },
  'signed twice': async (email) => {
    await confirm(await mailedTo(email));
    await confirm(await mailedTo(email, { publicName: true }));
  },
  withdrawn: async (email) => {
    const mail = await mailedTo(email);
    await confirm(mail);
    time.now += MINUTE;
    await withdraw(mail);
  },
  'withdrawn by another link': async (email) => {
    await confirm(await mailedTo(email));
    time.now += MINUTE;
    await withdraw(await mailedTo(email));
  },
};

/** The mail of the form for a person who lost the first one. It has no link that confirms. */
async function lostMailTo(email: string): Promise<Mail> {
  expect((await postJson(app, '/api/campaigns/free-them/links', { email })).status).toBe(202);
  const [mail] = await service.queued();
  return { ...(mail as Mail), confirmToken: 'none' };
}

/** What they can do with each of their mails. */
const acts = ['confirm', 'ask', 'withdraw', 'leave', 'press', 'look', 'open'] as const;
const steps = fc.array(fc.tuple(fc.constantFrom(...acts), fc.integer({ min: 0, max: 3 })), {
  minLength: 1,
  maxLength: 8,
});
const doIt = {
  confirm,
  ask,
  withdraw,
  leave: ({ withdrawToken }: Mail) => postForm(app, '/no-news', { token: withdrawToken }),
  press: ({ confirmToken }: Mail) => postForm(app, '/confirm', { token: confirmToken }),
  look: ({ withdrawToken }: Mail) => postForm(app, '/my-data', { token: withdrawToken }),
  open: async ({ confirmToken }: Mail) => app.request(`/confirm?token=${confirmToken}`),
};

/** All that an answer shows, without its random parts. */
async function shown(answer: Response, mail: Mail): Promise<unknown> {
  const body = await answer.text();
  const words = body.replaceAll(mail.confirmToken, 'C').replaceAll(mail.withdrawToken, 'W').trimEnd();
  return { status: answer.status, headers: [...answer.headers], length: body.length, words };
}

async function play(email: string, plan: readonly (readonly [(typeof acts)[number], number])[]) {
  const mails = [
    await mailedTo(email),
    await mailedTo(email),
    await mailedTo(email, { publicName: true }),
    await lostMailTo(email),
  ];
  const seen: unknown[] = [];
  for (const [act, which] of plan) {
    time.now += 1_000;
    const mail = mails[which]!;
    seen.push([act, which, await shown(await doIt[act](mail), mail)]);
  }
  return seen;
}

let addresses = 0;
const newAddress = () => `ada-${String(++addresses).padStart(6, '0')}@example.org`;

describe.each(Object.entries(pasts))('an address that was %s before', (_past, happen) => {
  it('answers any use of mails that were sent later as one that never signed', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        time.now = NOW;
        const [fresh, used] = [newAddress(), newAddress()];
        await happen(used);
        time.now = NOW + 10 * MINUTE;
        const asFresh = await play(fresh, plan);
        time.now = NOW + 10 * MINUTE;
        expect(await play(used, plan)).toEqual(asFresh);
      }),
      { numRuns: 15 },
    );
  });
});

it('answers the first press of each mail with 201, and each later one with 200', async () => {
  const email = newAddress();
  const [first, second] = [await mailedTo(email), await mailedTo(email)];
  const statuses: number[] = [];
  for (const mail of [first, second, first, second, second]) statuses.push((await confirm(mail)).status);
  expect(statuses).toEqual([201, 201, 200, 200, 200]);
});

it('keeps what the first mail made, and counts nothing twice', async () => {
  const email = newAddress();
  const [first, second] = [await mailedTo(email), await mailedTo(email, { country: 'DE', publicName: 'Another' })];
  await confirm(first);
  await confirm(second);
  const { link } = await itemKeyOf(first);
  const { Item } = await db.Signatures.client.send(
    new (await import('@aws-sdk/client-dynamodb')).GetItemCommand({
      TableName: db.Signatures.table,
      Key: signatureKey(link.campaign, link.signer),
      ConsistentRead: true,
    }),
  );
  expect(Item).toMatchObject({
    status: { S: 'counted' },
    country: { S: 'AZ' },
    otherLinks: { BS: [expect.anything()] },
  });
  expect(Item).not.toHaveProperty('publicName');
});

it('still answers the mail that made the signature about it, whatever others ask', async () => {
  const email = newAddress();
  const own = await mailedTo(email, { publicName: true });
  await confirm(own);
  const later = await mailedTo(email);
  expect(await (await ask(later)).json()).toMatchObject({ signature: 'none' });
  await confirm(later);
  expect(await (await ask(own)).json()).toMatchObject({
    signature: 'held',
    shown: ['public-name', 'public-reason'],
  });
  expect(await (await ask(later)).json()).toMatchObject({ signature: 'held', shown: [] });
  await withdraw(later);
  expect(await (await ask(later)).json()).toMatchObject({ signature: 'withdrawn' });
  expect(await (await ask(own)).json()).toMatchObject({ signature: 'none' });
});

it('still knows the mail after the identity was erased', async () => {
  const email = newAddress();
  const own = await mailedTo(email);
  await confirm(own);
  const { link, key } = await itemKeyOf(own);
  const shard = Number.parseInt(key.pk.S.slice(-2), 16);
  const confirmedAt = isoTime(hourOf(time.now));
  await anonymiseSignature(db.Signatures, { ...link, shard, confirmedAt, now: time.now });
  expect(await (await ask(own)).json()).toMatchObject({ signature: 'anonymised' });
  expect(await (await ask(await mailedTo(email))).json()).toMatchObject({ signature: 'none' });
});

it('withdraws by any mail, also one that knows nothing of the signature', async () => {
  const email = newAddress();
  const own = await mailedTo(email);
  await confirm(own);
  await withdraw(await mailedTo(email));
  expect((await confirm(own)).status).toBe(410);
});

it('counts an attempt of the same hour that was made after a withdrawal, and none that was made before', async () => {
  time.now = NOW + HOUR;
  const email = newAddress();
  const [own, before] = [await mailedTo(email), await mailedTo(email)];
  await confirm(own);
  time.now += MINUTE;
  await withdraw(own);
  time.now += 1;
  const after = await mailedTo(email);
  expect((await confirm(before)).status).toBe(410);
  expect((await confirm(after)).status).toBe(201);
  expect((await confirm(after)).status).toBe(200);
  expect((await confirm(before)).status).toBe(201);
});

it('holds each answer to a link until the end of a step, and an error, too', async () => {
  const held = createSignApp({ ...deps, answersEvery: 60 });
  const own = await mailedTo(newAddress());
  const took = async (path: string, token: string) => {
    const start = performance.now();
    await postJson(held, path, { token });
    return performance.now() - start;
  };
  for (const [path, token] of [
    ['/api/confirmations', own.confirmToken],
    ['/api/confirmations', own.confirmToken],
    ['/api/my-data', own.withdrawToken],
    ['/api/no-news', own.withdrawToken],
    ['/api/withdrawals', own.withdrawToken],
    ['/api/confirmations', own.confirmToken],
    ['/api/confirmations', 'cut'],
  ] as const) {
    expect(await took(path, token), path).toBeGreaterThan(58);
  }
});
