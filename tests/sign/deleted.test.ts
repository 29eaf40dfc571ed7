import { expect, it } from 'vitest';
import { operator } from '../../functions/core/access/actor.ts';
import { carryOut, planCampaign, planDeletion } from '../../functions/core/campaigns/plan.ts';
import { groupOf } from '../support/campaign.ts';
import { anyTrail } from '../support/records.ts';
import { attemptOf, campaign, open, postJson, SIGN, startSign } from '../support/sign.ts';

const { app, db, deps, mail, time } = await startSign();
const changing = { campaigns: db.Campaigns, audit: anyTrail(), clock: deps.clock };

const mailTo = async (email: string) => {
  expect((await postJson(app, SIGN, attemptOf(email))).status).toBe(202);
  return mail();
};
const confirmed = async (email: string) => {
  const received = await mailTo(email);
  expect((await postJson(app, '/api/confirmations', { token: received.confirmToken })).status).toBe(201);
  return received;
};
const put = async (changes: object) => {
  const { createdAt, ...file } = campaign(changes);
  await carryOut(changing, operator, await planCampaign(changing, operator, file));
};

it('shows each signer the words that they signed, after the demand has changed', async () => {
  const { withdrawToken } = await confirmed('ada@example.org');
  const unconfirmed = await mailTo('bo@example.org');
  const words = campaign().demand;
  time.now += 1_000;
  await put({ demand: 'Free every one of them.' });
  const data = await (await postJson(app, '/api/my-data', { token: withdrawToken })).json();
  expect(data).toMatchObject({ signature: 'held', demand: words });
  expect(await (await open(app, `/confirm?token=${unconfirmed.confirmToken}`)).text()).toContain(words);
});

it('takes nothing for a deleted campaign, and lets its signers withdraw', async () => {
  await put({ group: groupOf() });
  time.now += 10_000;
  const signed = await confirmed('cy@example.org');
  const unconfirmed = await mailTo('di@example.org');
  await carryOut(changing, operator, await planDeletion(changing, operator, { slug: 'free-them' }));
  time.now += 10_000;
  const kindOf = async (answer: Response) => ((await answer.json()) as { type: string }).type;
  for (const [path, body] of [
    [SIGN, attemptOf('eve@example.org')],
    ['/api/confirmations', { token: unconfirmed.confirmToken }],
  ] as const) {
    const answer = await postJson(app, path, body);
    expect(answer.status).toBe(410);
    expect(await kindOf(answer)).toBe('urn:amparo:problem:campaign-deleted');
  }
  const page = await (await open(app, `/confirm?token=${unconfirmed.confirmToken}`)).text();
  expect(page.split('<footer')[1]).toContain('Responsible: Free Voices');
  expect((await postJson(app, '/api/campaigns/free-them/links', { email: 'cy@example.org' })).status).toBe(202);
  expect((await postJson(app, '/api/my-data', { token: signed.withdrawToken })).status).toBe(200);
  expect((await postJson(app, '/api/withdrawals', { token: signed.withdrawToken })).status).toBe(200);
});

it('takes nothing for a draft', async () => {
  await put({ slug: 'a-draft', visibility: 'draft' });
  const answer = await postJson(app, '/api/campaigns/a-draft/signatures', attemptOf('flo@example.org'));
  expect(answer.status).toBe(404);
});
