import { expect, it } from 'vitest';
import { createSignApp } from '../../functions/sign/app.ts';
import { attemptOf, campaign, open, postForm, postJson, SIGN, startSign } from '../support/sign.ts';

const { app, db, deps, mail } = await startSign();
const HOME = 'href="/campaigns/free-them"';

/** The same service, after organisers changed the campaign. */
const after = (changes: Parameters<typeof campaign>[0]) =>
  createSignApp({ ...deps, campaign: async () => campaign(changes) });
const mailed = async (email: string) => {
  await postJson(app, SIGN, attemptOf(email));
  return mail();
};
const failing = createSignApp({ ...deps, signatures: { ...db.Signatures, table: 'none-of-that-name' } });

it.each([
  ['upcoming', 409],
  ['closed', 410],
  ['keyless', 409],
])(
  'leads from an attempt on a campaign that is %s back to the campaign, and gives no form back',
  async (slug, status) => {
    const answer = await postForm(app, `/api/campaigns/${slug}/signatures`, attemptOf('a@example.org'));
    const page = await answer.text();
    expect(answer.status).toBe(status);
    expect(page).toContain(`href="/campaigns/${slug}"`);
    expect(page).not.toMatch(/<form|Ada Lovelace/);
  },
);

it('refuses a link of a campaign that has not opened yet, or has closed, and leads back to it', async () => {
  const { confirmToken } = await mailed('early@example.org');
  const link = `/confirm?token=${confirmToken}`;
  const upcoming = await open(after({ opensAt: '2096-04-01T00:00:00Z' }), link);
  expect(upcoming.status).toBe(409);
  expect(await upcoming.text()).toContain(HOME);
  const closed = await open(after({ closesAt: '2096-02-01T00:00:00Z' }), link);
  expect(closed.status).toBe(410);
  expect(await closed.text()).toContain(HOME);
});

it('leads from a link that was withdrawn back to the campaign, where one may sign again', async () => {
  const { confirmToken, withdrawToken } = await mailed('regrets@example.org');
  await postForm(app, '/confirm', { token: confirmToken });
  await postForm(app, '/withdraw', { token: withdrawToken });
  const revived = await postForm(app, '/confirm', { token: confirmToken });
  expect(revived.status).toBe(410);
  const page = await revived.text();
  expect(page).toContain(HOME);
  // To press once more would change nothing.
  expect(page).not.toContain('<button');
});

it('gives no button back for a link that is no link', async () => {
  for (const action of ['/confirm', '/withdraw', '/my-data']) {
    const answer = await postForm(app, action, { token: 'nonsense' });
    expect(answer.status).toBe(400);
    expect(await answer.text(), action).not.toContain('<button');
  }
});

it('answers a program as a program while the table does not answer, and a person with the button', async () => {
  const { confirmToken, withdrawToken } = await mailed('unlucky@example.org');
  for (const [api, action, token] of [
    ['/api/confirmations', '/confirm', confirmToken],
    ['/api/withdrawals', '/withdraw', withdrawToken],
    ['/api/my-data', '/my-data', withdrawToken],
  ] as const) {
    const told = await postJson(failing, api, { token });
    expect([told.status, told.headers.get('content-type')], api).toEqual([503, 'application/problem+json']);
    const shown = await postForm(failing, action, { token });
    expect(await shown.text(), action).toContain(`action="${action}"`);
  }
});

it('names the field of a token that is missing', async () => {
  const answer = await postJson(app, '/api/confirmations', {});
  expect(await answer.json()).toMatchObject({ errors: [{ field: 'token' }] });
});
