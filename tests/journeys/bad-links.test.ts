import { beforeAll, expect, it } from 'vitest';
import { type Mail, mailboxOf } from './mailbox.ts';
import { campaignPath, newAddress, openAndPress, seesTitle, seesTotal, totalOf, withdrawn } from './signer.ts';
import { phone, refusedWith, serviceUrl, visitor } from './visitor.ts';

let mail: Mail;
beforeAll(async () => {
  const email = newAddress();
  await fetch(`${serviceUrl}/api${campaignPath}/signatures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Arif', email, country: 'AZ' }),
  });
  mail = await mailboxOf(email).next();
});

const tokenOf = (link: string) => new URL(link).searchParams.get('token') ?? '';
const withToken = (path: string, token: string) => `${path}?token=${encodeURIComponent(token)}`;
const confirmToken = () => tokenOf(mail.confirmLink);
const withdrawToken = () => tokenOf(mail.withdrawLink);

const NOT_WORKING = 'This link does not work';
const NO_TOKEN = 'Please open the link in your e-mail';
const badLinks: readonly [string, () => string, string?][] = [
  ['was cut on its way', () => withToken('/confirm', confirmToken().slice(0, -20))],
  ['was cut to nothing', () => '/confirm?token=', NO_TOKEN],
  ['has no token', () => '/confirm', NO_TOKEN],
  ['was forged', () => withToken('/confirm', 'eyJhbGciOiJub25lIn0.e30.')],
  ['was changed in one letter', () => withToken('/confirm', changed(confirmToken()))],
  ['is for withdrawing', () => withToken('/confirm', withdrawToken())],
  ['is for confirming', () => withToken('/withdraw', confirmToken())],
  ['was cut, for withdrawing', () => withToken('/withdraw', withdrawToken().slice(0, 60))],
];

it.each(badLinks)(
  'says in clear words that a link that %s does not work, and the way on',
  async (_, link, title = NOT_WORKING) => {
    const { page } = await visitor({ ...phone, javaScriptEnabled: false }, [refusedWith(400)]);
    const answer = await page.goto(link());
    expect(answer?.status()).toBe(400);
    await seesTitle(page, title);
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
    await page.getByRole('main').getByRole('link').first().tap();
    await page
      .getByRole('link', { name: /Azerbaijan/ })
      .first()
      .waitFor();
  },
);

it('counts nothing for a changed token, or one for the other purpose, from any sender', async () => {
  const { page } = await visitor(phone);
  const before = await totalOf(page);
  for (const token of [changed(confirmToken()), withdrawToken(), confirmToken().slice(1), '']) {
    expect(await post('/api/confirmations', { token })).toMatchObject({
      status: 400,
      type: 'application/problem+json',
    });
  }
  expect(await post('/api/withdrawals', { token: confirmToken() })).toMatchObject({ status: 400 });

  // The count must come from the real one alone.
  expect(await post('/api/confirmations', { token: confirmToken() })).toMatchObject({ status: 201 });
  await seesTotal(page, campaignPath, before + 1);
  await openAndPress(page, mail.withdrawLink);
  await withdrawn(page);
  await seesTotal(page, campaignPath, before);
});

it.each([
  ['a campaign', '/campaigns/no-such-campaign', 'There is no such campaign'],
  ['a dashboard', '/campaigns/no-such-campaign/dashboard', 'There is no such campaign'],
  ['a campaign whose name is none', '/campaigns/..%2f..%2fetc', 'There is no such campaign'],
  ['a page', '/nowhere/to/be/found', 'This page is not here'],
])('helps a person who asks for a missing %s', async (_, path, title) => {
  const { page } = await visitor(phone, [refusedWith(404)]);
  const answer = await page.goto(path);
  expect(answer?.status()).toBe(404);
  await seesTitle(page, title);
  await page.getByRole('link', { name: 'To all campaigns' }).tap();
  await page
    .getByRole('link', { name: /Azerbaijan/ })
    .first()
    .waitFor();
});

async function post(path: string, body: object) {
  const answer = await fetch(serviceUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, type: answer.headers.get('content-type') };
}

/** The same length, one letter in the middle another. */
function changed(token: string): string {
  const middle = Math.floor(token.length / 2);
  return token.slice(0, middle) + (token[middle] === 'A' ? 'B' : 'A') + token.slice(middle + 1);
}
