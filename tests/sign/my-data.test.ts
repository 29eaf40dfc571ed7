import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { hourOf, isoTime } from '../../functions/core/running/clock.ts';
import { anonymiseSignature } from '../../functions/core/signatures/anonymise.ts';
import { linkCode } from '../../functions/core/signatures/link-code.ts';
import { newLinkId, sealConfirmation, sealWithdrawal } from '../../functions/core/signatures/links.ts';
import {
  type ConfirmedSignature,
  leaveNews,
  putSignatureOnce,
  signatureKey,
  withdrawSignature,
} from '../../functions/core/signatures/store.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { myData } from '../../functions/sign/contract.ts';
import { CONSENT_VERSION } from '../../functions/ui/consent.ts';
import { NOW, open, postForm, postJson, startSign } from '../support/sign.ts';
import { orderKey, signatureOf, signerIn } from '../support/signature.ts';
import { changeCount } from '../support/stream.ts';

const { app, db, deps, logged } = await startSign();
const answerSchema = z.strictObject(myData.answers[200].schema.shape);

const someSignature = (more: Partial<ConfirmedSignature> = {}) => ({
  ...signatureOf('free-them', signerIn(7), NOW, { attemptedAt: NOW - 1, consent: '2', words: 'en.1', ...more }),
  linkId: newLinkId(),
});

const linkOf = async ({ campaign, signer, linkId, locale }: ReturnType<typeof someSignature>): Promise<string> =>
  sealWithdrawal((await deps.keys()).token, {
    ...{ campaign, signer, linkId, locale, tags: ['en'] },
    attemptedAt: NOW - 1,
    recipients: 1,
  });

async function signed(more: Partial<ConfirmedSignature> = {}) {
  const signature = someSignature(more);
  await putSignatureOnce(db.Signatures, signature);
  return { signature, token: await linkOf(signature) };
}

const setStatus = ({ campaign, signer }: ConfirmedSignature, status: string) =>
  db.Signatures.client.send(
    new UpdateItemCommand({
      TableName: db.Signatures.table,
      Key: signatureKey(campaign, signer),
      UpdateExpression: 'SET #status = :status',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': { S: status } },
    }),
  );

const anonymise = ({ campaign, signer, confirmedAt }: ConfirmedSignature) =>
  anonymiseSignature(db.Signatures, {
    ...{ campaign, signer, shard: 7, now: NOW },
    confirmedAt: isoTime(hourOf(confirmedAt)),
  });

const itemOf = async ({ campaign, signer }: ConfirmedSignature) =>
  (
    await db.Signatures.client.send(
      new GetItemCommand({
        TableName: db.Signatures.table,
        Key: signatureKey(campaign, signer),
        ConsistentRead: true,
      }),
    )
  ).Item;

const ask = async (token: string) => {
  const answer = await postJson(app, '/api/my-data', { token });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return answerSchema.parse(await answer.json());
};

it('shows the stored data, the number of keys, and until when it is kept', async () => {
  const { token } = await signed();
  expect(await ask(token)).toEqual({
    campaign: 'free-them',
    signature: 'held',
    demand: 'The government releases them.',
    open: [
      'signer-code',
      'link-code',
      'status',
      'hour',
      'country',
      'language',
      'source',
      'consent',
      'words',
      'news',
      'checks',
    ],
    shown: [],
    values: {},
    sealed: ['name', 'email', 'comment', 'updates'],
    sealedTo: 1,
    keptUntil: '2096-12-01T00:00:00.000Z',
    keepMonths: 6,
    backupDays: 14,
  });
});

it('shows the values of what is not sealed, as its own e-mail brought them along', async () => {
  const said = { country: 'AZ', source: 'newsletter', consent: '2', publicName: 'Ada' };
  const signature = someSignature(said);
  await putSignatureOnce(db.Signatures, signature);
  const { campaign, signer, linkId, locale } = signature;
  const token = sealWithdrawal((await deps.keys()).token, {
    ...{ campaign, signer, linkId, locale, said, tags: ['en'] },
    attemptedAt: NOW - 1,
    recipients: 1,
  });
  expect(token).toHaveLength((await linkOf(signature)).length);
  expect((await ask(token)).values).toEqual({
    ...{ country: 'AZ', language: locale, source: 'newsletter', consent: '2', 'public-name': 'Ada' },
  });
  const page = await (await postForm(app, '/my-data', { token })).text();
  expect(locale).toBe('en');
  for (const value of ['Azerbaijan', 'English', 'newsletter', '2', 'Ada'])
    expect(page).toContain(`<strong class="value">${value}<`);
  // Once the identity is erased, the link still knows the name. The page shows only what is still stored.
  await anonymise(signature);
  expect(Object.keys((await ask(token)).values)).toEqual(['country', 'source']);
  await withdrawSignature(db.Signatures, { orderKey, ...signature, now: NOW });
  expect((await ask(token)).values).toEqual({});
});

it('says of a reason beside a shown name that this page cannot show it, and does not promise it with the name', async () => {
  const { token } = await signed({ publicName: 'Ada', publicReason: 'Because.' });
  expect((await ask(token)).shown).toEqual(['public-name', 'public-reason']);
  const page = await (await postForm(app, '/my-data', { token })).text();
  expect(page).toContain('<li>Your reason, if you gave one. This page cannot read it, so only the group can show it');
  expect(page).not.toContain('Because.');
});

it('shows a signer without a country that they named none', async () => {
  const signature = someSignature({ country: 'ZZ' });
  await putSignatureOnce(db.Signatures, signature);
  const { campaign, signer, linkId, locale } = signature;
  const said = { country: 'ZZ', source: 'other', consent: CONSENT_VERSION, publicName: undefined };
  const link = { campaign, signer, linkId, locale, said, tags: ['en'], attemptedAt: NOW - 1, recipients: 1 };
  const token = sealWithdrawal((await deps.keys()).token, link);
  const page = await (await postForm(app, '/my-data', { token })).text();
  expect(page).toContain('<strong class="value">Not given<');
});

it('shows every attribute that a signature stores in plain text', async () => {
  const { signature, token } = await signed({ publicName: 'Ada', publicReason: 'Because.', signals: ['no-proof'] });
  const askOpen = async () => {
    const { open, shown } = await ask(token);
    return [...open, ...shown];
  };
  await leaveNews(db.Signatures, signature);
  const told = await askOpen();
  expect(told).toContain('public-name');
  const kinds: Record<string, (typeof told)[number]> = {
    ...{
      pk: 'signer-code',
      sk: 'signer-code',
      link: 'link-code',
      status: 'status',
      confirmedAt: 'hour',
      country: 'country',
    },
    ...{
      locale: 'language',
      source: 'source',
      consent: 'consent',
      words: 'words',
      newsLeft: 'news',
      signals: 'checks',
    },
    ...{ publicName: 'public-name', publicReason: 'public-reason' },
    ...{
      anonymisedAt: 'time-of-erasure',
      withdrawnAt: 'time-of-withdrawal',
      passed: 'time-of-withdrawal',
      expiresAt: 'time-of-withdrawal',
    },
  };
  const kindsOf = async () =>
    new Set(
      Object.keys((await itemOf(signature)) ?? {}).flatMap((name) => (name === 'sealedIdentity' ? [] : kinds[name])),
    );
  expect(await kindsOf()).toEqual(new Set(told));

  await anonymise(signature);
  const after = new Set(await askOpen());
  expect(await kindsOf()).toEqual(after);

  await withdrawSignature(db.Signatures, { orderKey, ...signature, now: NOW });
  expect(await kindsOf()).toEqual(new Set(await askOpen()));
});

it('shows a signature that is under review, or voided, like one that counts', async () => {
  const counted = await signed();
  const reviewed = await signed({ status: 'under-review', signals: ['honeypot'] });
  const voided = await signed({ status: 'under-review', signals: ['honeypot'] });
  await setStatus(voided.signature, 'voided');
  const page = async ({ token }: { token: string }) =>
    (await (await postForm(app, '/my-data', { token })).text()).replaceAll(token, '').trimEnd();
  for (const one of [reviewed, voided]) {
    expect(await ask(one.token)).toEqual(await ask(counted.token));
    expect(await page(one)).toBe(await page(counted));
  }
});

it.each(['counted', 'under-review', 'voided', 'anonymised'])(
  'leaves nothing of a signature that was %s but key, status and times, once it is withdrawn, and says so',
  async (before) => {
    const { signature, token } = await signed({
      ...{ publicName: 'Ada', publicReason: 'Because.' },
      ...(before === 'under-review' && { status: before, signals: ['honeypot'] }),
    });
    if (before === 'voided') await setStatus(signature, before);
    if (before === 'anonymised') {
      await anonymise(signature);
      expect((await ask(token)).signature).toBe('anonymised');
    }
    expect((await postJson(app, '/api/withdrawals', { token })).status).toBe(200);
    expect(await itemOf(signature)).toEqual({
      pk: { S: 'free-them#07' },
      sk: { S: signature.signer },
      status: { S: 'withdrawn' },
      withdrawnAt: { S: isoTime(hourOf(NOW)) },
      passed: { BS: expect.any(Array) },
      link: { B: Uint8Array.from(linkCode(signature.linkId)) },
      expiresAt: { N: expect.stringMatching(/^\d+$/) },
    });
    expect(await ask(token)).toMatchObject({ signature: 'withdrawn', sealed: [], shown: [] });
  },
);

it('knows of nothing where nobody confirmed, and makes nothing by being asked', async () => {
  const never = someSignature();
  expect(await ask(await linkOf(never))).toMatchObject({ signature: 'none', open: [], sealed: [], shown: [] });
  expect(await itemOf(never)).toBeUndefined();
});

it('changes nothing by being asked: no item, and no record in the stream', async () => {
  const held = await signed({ publicName: 'Ada' });
  const anonymised = await signed();
  await anonymise(anonymised.signature);
  const withdrawn = await signed();
  await withdrawSignature(db.Signatures, { orderKey, ...withdrawn.signature, now: NOW });
  const all = [held, anonymised, withdrawn];
  const items = () => Promise.all(all.map(({ signature }) => itemOf(signature)));
  const [before, changes] = [await items(), await changeCount(db.Signatures)];
  for (const { token } of all) await Promise.all([ask(token), postForm(app, '/my-data', { token })]);
  expect(await items()).toEqual(before);
  expect(await changeCount(db.Signatures)).toBe(changes);
});

it('says that a campaign without an end keeps sealed data as long as it is open, and answers if the campaign is gone', async () => {
  const { token } = await signed({ campaign: 'keyless' });
  const gone = await signed({ campaign: 'gone' });
  expect(await ask(gone.token)).toMatchObject({ signature: 'held', campaign: 'gone' });
  expect(await ask(gone.token)).not.toHaveProperty('sealedTo');
  const endless = createSignApp({
    ...deps,
    campaign: async (slug) => {
      const head = await deps.campaign(slug);
      return head && { ...head, closesAt: undefined, keepMonths: 2 };
    },
  });
  const page = await (await postForm(endless, '/my-data', { token })).text();
  expect(page).toContain('as long as the campaign is open. We delete them 2 months after');
});

it('shows a person the stored data, from the link in the e-mail, and lets them withdraw there', async () => {
  const { token } = await signed({ publicName: 'Ada' });
  const linked = await (await open(app, `/withdraw?token=${token}`)).text();
  expect(linked).toMatch(/<form method="post" action="\/my-data"/);
  const answer = await postForm(app, '/my-data', { token });
  expect([answer.status, answer.headers.get('referrer-policy')]).toEqual([200, 'no-referrer']);
  const page = await answer.text();
  expect(page).toContain('<h1>What we store about you</h1>');
  expect(page).toContain('encrypted to one key of the group');
  expect(page).toContain('Day of deletion: 1 December 2096');
  expect(page).toContain('up to 14 more days');
  expect(page).toMatch(/<form method="post" action="\/withdraw"/);
});

it('shows public names in a list of their own, and after a withdrawal why a note stays, and until when', async () => {
  const { signature, token } = await signed({ publicName: 'Ada' });
  const page = async () => (await postForm(app, '/my-data', { token })).text();
  const listsOf = (html: string) => [...html.matchAll(/<h2>([^<]+)<\/h2><p>[^<]*<\/p><ul>/g)].map(([, title]) => title);
  const before = await page();
  expect(listsOf(before)).toEqual(['Encrypted', 'Public', 'Readable']);
  expect(before).toMatch(/On the same day, we delete your language and the version of the privacy text/);

  await withdrawSignature(db.Signatures, { orderKey, ...signature, now: NOW });
  const after = await page();
  expect(listsOf(after)).toEqual(['Readable']);
  expect(after).not.toContain('so that it can be counted');
  expect(after).toContain('links from before you withdrew cannot bring your signature back');
  const days = (Number((await itemOf(signature))?.expiresAt?.N) - NOW / 1_000) / 86_400;
  expect(after).toContain(`The note expires ${days} days after you withdrew`);
});

it('refuses every other link, and keeps no token in an address', async () => {
  const { signature } = await signed();
  const confirmToken = await sealConfirmation((await deps.keys()).token, {
    ...signature,
    tags: ['en'],
    publicName: undefined,
    publicReason: undefined,
    signals: [],
  });
  for (const token of ['nonsense', confirmToken, `${await linkOf(signature)}x`]) {
    expect((await postJson(app, '/api/my-data', { token })).status).toBe(400);
    expect((await postForm(app, '/my-data', { token })).status).toBe(400);
  }
  expect((await postJson(app, '/api/my-data', {})).status).toBe(400);
  expect((await open(app, `/my-data?token=${await linkOf(signature)}`)).status).toBe(405);
  expect(JSON.stringify(logged)).not.toContain(signature.signer);
});

it('gives the button back while the table does not answer', async () => {
  const { token } = await signed();
  const failing = await startSign({ signatures: { ...db.Signatures, table: 'none-of-that-name' } });
  const page = await postForm(failing.app, '/my-data', { token });
  expect(page.status).toBe(503);
  expect(await page.text()).toMatch(/<form method="post" action="\/my-data"/);
  expect((await postJson(failing.app, '/api/my-data', { token })).status).toBe(503);
});
