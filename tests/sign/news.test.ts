import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { MINUTE } from '../../functions/core/running/clock.ts';
import { openWithdrawal } from '../../functions/core/signatures/links.ts';
import { signatureKey } from '../../functions/core/signatures/store.ts';
import { attemptOf, campaign, postForm, postJson, SIGN, startSign } from '../support/sign.ts';

const { app, db, deps, time, mail, identityIn } = await startSign();

const itemOf = async (withdrawToken: string) => {
  const { campaign: slug, signer } = openWithdrawal((await deps.keys()).token, withdrawToken);
  const get = { TableName: db.Signatures.table, Key: signatureKey(slug, signer), ConsistentRead: true };
  return (await db.Signatures.client.send(new GetItemCommand(get))).Item;
};

async function signed(email: string) {
  await postJson(app, SIGN, attemptOf(email, { updates: true }));
  const sent = await mail();
  expect((await postJson(app, '/api/confirmations', { token: sent.confirmToken })).status).toBe(201);
  return sent;
}

it('lets a signer leave the news and keep the signature', async () => {
  const { withdrawToken } = await signed('ada@example.org');
  const before = await itemOf(withdrawToken);
  const answer = await postJson(app, '/api/no-news', { token: withdrawToken });
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'no-news' }]);
  expect(await itemOf(withdrawToken)).toEqual({ ...before, newsLeft: { BOOL: true } });
});

it('answers the same, and stores nothing, for an address that never signed or has withdrawn', async () => {
  const { withdrawToken } = await signed('left@example.org');
  await postJson(app, SIGN, attemptOf('never@example.org'));
  const never = await mail();
  const left = await postForm(app, '/no-news', { token: withdrawToken });
  const unknown = await postForm(app, '/no-news', { token: never.withdrawToken });
  expect([unknown.status, (await unknown.text()).trimEnd()]).toEqual([left.status, (await left.text()).trimEnd()]);
  expect(await itemOf(never.withdrawToken)).toBeUndefined();
  await postJson(app, '/api/withdrawals', { token: withdrawToken });
  const note = await itemOf(withdrawToken);
  expect((await postJson(app, '/api/no-news', { token: withdrawToken })).status).toBe(200);
  expect(await itemOf(withdrawToken)).toEqual(note);
});

it('takes nobody off the news by a link that confirms, or by a page that is opened', async () => {
  const { confirmToken, withdrawToken } = await signed('scanned@example.org');
  expect((await postJson(app, '/api/no-news', { token: confirmToken })).status).toBe(400);
  expect((await app.request(`/no-news?token=${withdrawToken}`)).status).toBe(405);
  expect((await itemOf(withdrawToken))?.newsLeft).toBeUndefined();
});

it('asks again who signs again after a withdrawal', async () => {
  const { withdrawToken } = await signed('again@example.org');
  await postJson(app, '/api/no-news', { token: withdrawToken });
  await postJson(app, '/api/withdrawals', { token: withdrawToken });
  time.now += MINUTE;
  const { withdrawToken: second } = await signed('again@example.org');
  expect((await itemOf(second))?.newsLeft).toBeUndefined();
});

it('seals no wish for news where the campaign sends none, whatever an old client says', async () => {
  await putCampaign(db.Campaigns, campaign({ slug: 'no-news', news: false }));
  const path = '/api/campaigns/no-news/signatures';
  expect((await postJson(app, path, attemptOf('old@example.org', { updates: true }))).status).toBe(202);
  expect((await identityIn(await mail())).updates).toBe(false);
  await postJson(app, SIGN, attemptOf('new@example.org', { updates: true }));
  expect((await identityIn(await mail())).updates).toBe(true);
});
