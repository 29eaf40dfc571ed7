import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Signal } from '../../functions/core/abuse/signals.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import {
  ADDRESSES_PER_DAY,
  MAILS_PER_DAY_WITH_PROOF,
  MAILS_PER_HOUR,
  MAILS_PER_HOUR_WITH_PROOF,
} from '../../functions/core/limits/address.ts';
import { DAY, HOUR, SECOND } from '../../functions/core/running/clock.ts';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { signatureKey } from '../../functions/core/signatures/store.ts';
import { decideSelected } from '../support/decide.ts';
import { attemptOf, campaign, postJson, SIGN, startSign } from '../support/sign.ts';
import { knownProof } from '../support/solved.ts';
import { unitsOf } from '../support/units.ts';

const { app, db, deps, mail, mails, time } = await startSign();
for (const slug of ['bulk', 'family', 'other']) await putCampaign(db.Campaigns, campaign({ slug }));
await putCampaign(db.Campaigns, campaign({ slug: 'strict', strict: true }));
const keys = await deps.keys();

async function attempt(email: string, { slug = 'free-them', hasProof = true } = {}): Promise<string> {
  const proof = hasProof
    ? await knownProof(keys.proof, { campaign: slug, email, now: time.now - 5 * SECOND })
    : undefined;
  const answer = await postJson(app, SIGN.replace('free-them', slug), attemptOf(email, { proof }));
  return JSON.stringify([answer.status, (await answer.text()).trimEnd(), [...answer.headers]]);
}
const sent = async () => (await mails()).filter(({ isDecoy }) => !isDecoy).length;

/** Confirms the one mail that waits. @returns what is stored, and the answer. */
async function confirmed(slug: string) {
  const { confirmToken: token, isDecoy } = await mail();
  expect(isDecoy).toBe(false);
  const answer = await postJson(app, '/api/confirmations', { token });
  expect([answer.status, await answer.json()]).toEqual([201, { status: 'counted' }]);
  return stored(slug, token);
}
async function stored(slug: string, token: string) {
  const { signer } = openConfirmation(keys.token, token, time.now);
  const { client, table: TableName } = db.Signatures;
  const { Item } = await client.send(
    new GetItemCommand({ TableName, Key: signatureKey(slug, signer), ConsistentRead: true }),
  );
  return { status: Item?.status?.S, signals: Item?.signals?.SS?.sort() ?? [] };
}
async function signed(email: string, slug: string, hasProof = true) {
  await attempt(email, { slug, hasProof });
  return confirmed(slug);
}

/** 46 addresses that Google delivers to one mailbox. */
const ways = (name: string) =>
  Array.from({ length: 46 }, (_, i) =>
    i < 23 ? `${name}+${i}@gmail.com` : `${name[0]}.${name.slice(1)}+${i}@googlemail.com`,
  );

describe('a mailbox that somebody floods by tags, dots and host names', () => {
  it('gets an hour’s e-mails where any name at its own host leads to it', async () => {
    const answers = new Set<string>();
    for (let i = 0; i < 40; i++) {
      answers.add(await attempt(i % 2 ? `hosted+${i}@fastmail.fm` : `x${i}@hosted.fastmail.fm`));
    }
    expect(answers.size).toBe(1);
    expect(await sent()).toBe(MAILS_PER_HOUR_WITH_PROOF);
  });

  it('gets an hour’s e-mails under any number of addresses, and all answers are the same', async () => {
    const answers = new Set<string>();
    for (const email of ways('victim')) answers.add(await attempt(email));
    expect(answers.size).toBe(1);
    expect(await sent()).toBe(MAILS_PER_HOUR_WITH_PROOF);
    for (const email of ways('careless')) answers.add(await attempt(email, { hasProof: false }));
    expect(answers.size).toBe(1);
    expect(await sent()).toBe(MAILS_PER_HOUR);
  });

  it('gets a day’s e-mails on a day, over all campaigns', async () => {
    const start = time.now;
    for (let hour = 1; hour < 6; hour++) {
      time.now = start + hour * HOUR;
      const slug = hour % 2 ? 'other' : 'free-them';
      for (const email of ways('all-day').slice(0, 20)) await attempt(email, { slug });
    }
    expect(await sent()).toBe(MAILS_PER_DAY_WITH_PROOF);
    time.now = start;
  });

  it('still gets an e-mail with proof after a flood without', async () => {
    for (const email of ways('mobbed')) await attempt(email, { hasProof: false });
    await mails();
    await attempt('mobbed@gmail.com');
    expect(await sent()).toBe(1);
  });
});

describe('signatures from one mailbox', () => {
  it('wait for review from the third address on, and are voided in bulk', async () => {
    const start = time.now;
    const seen: { status: string | undefined; signals: string[] }[] = [];
    for (let i = 0; i < 12; i++) {
      // As fast as the allowance lets them.
      time.now = start + Math.floor(i / MAILS_PER_HOUR_WITH_PROOF) * HOUR + (i < 10 ? 0 : DAY);
      seen.push(await signed(i % 2 ? `one+${i}@gmx.de` : `one+x${i}@gmx.de`, 'bulk'));
    }
    const tag = 'tagged-address';
    const first = { status: 'counted', signals: [tag] };
    const second = { status: 'counted', signals: ['same-mailbox', tag] };
    const others = { status: 'under-review', signals: ['busy-mailbox', 'same-mailbox', tag] };
    // The table remembers a day.
    expect(seen).toEqual([first, second, ...Array(8).fill(others), first, second]);

    const decided = { changed: 0, overtaken: 0 };
    const selection = { verdict: 'void', signals: ['same-mailbox'] } as const;
    await decideSelected(db.Signatures, 'bulk', selection, decided);
    expect(decided).toEqual({ changed: 8, overtaken: 0 });
    // And those that counted: one of each day stays, as for any mailbox.
    await decideSelected(db.Signatures, 'bulk', { ...selection, again: true }, decided);
    expect(decided).toEqual({ changed: 10, overtaken: 0 });
    time.now = start;
  });

  it('count if they are a family’s, with proof or without, by dots or by tags', async () => {
    expect(await signed('mother@gmx.de', 'family')).toEqual({ status: 'counted', signals: [] });
    expect(await signed('mother+son@gmx.de', 'family')).toEqual({
      status: 'counted',
      signals: ['same-mailbox', 'tagged-address'],
    });
    expect((await signed('fa.ther@gmail.com', 'family', false)).status).toBe('counted');
    expect(await signed('father@gmail.com', 'family', false)).toEqual({
      status: 'counted',
      signals: ['no-proof', 'same-mailbox'],
    });
  });

  it('have no signal because one person asks again, or signs another campaign', async () => {
    for (let i = 0; i < 2; i++) await attempt('again@gmx.de', { slug: 'family' });
    await mails();
    expect(await signed('again@gmx.de', 'family')).toEqual({ status: 'counted', signals: [] });
    expect(await signed('again+x@gmx.de', 'other')).toEqual({ status: 'counted', signals: ['tagged-address'] });
  });

  it('wait in strict mode from the second address on, and with a tag', async () => {
    expect((await signed('strict@gmail.com', 'strict')).status).toBe('counted');
    expect((await signed('s.trict@gmail.com', 'strict')).status).toBe('under-review');
    expect((await signed('tagged+x@gmx.de', 'strict')).status).toBe('under-review');
  });

  it('cost one write for the attempt and one for confirming, with every signal and without', async () => {
    const costs = [];
    for (let i = 0; i < ADDRESSES_PER_DAY / 2; i++) {
      const email = `cost+${i}@gmx.de`;
      costs.push(...(await unitsOf(db.Limits, () => attempt(email))));
      if (i >= MAILS_PER_HOUR_WITH_PROOF) continue;
      const { confirmToken: token } = await mail();
      costs.push(...(await unitsOf(db.Signatures, () => postJson(app, '/api/confirmations', { token }))));
    }
    await mails();
    // The campaign's load is read, or written, some seconds apart, whoever attempts.
    expect(costs.filter((units) => units !== 0.5).every((units) => units === 1)).toBe(true);
  });
});

it('shows a caller nothing of it: neither the answer nor the link’s length', async () => {
  const tokens: string[] = [];
  const found: (readonly Signal[])[] = [];
  for (const email of ['shown@gmx.de', 'shown+1@gmx.de', 'shown+2@gmx.de']) {
    await attempt(email);
    const { confirmToken } = await mail();
    tokens.push(confirmToken);
    found.push(openConfirmation(keys.token, confirmToken, time.now).signals);
  }
  expect(found).toEqual([[], ['tagged-address', 'same-mailbox'], ['tagged-address', 'same-mailbox', 'busy-mailbox']]);
  expect(new Set(tokens.map(({ length }) => length)).size).toBe(1);
});
