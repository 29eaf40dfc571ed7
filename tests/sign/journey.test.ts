import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { putGroup } from '../../functions/core/campaigns/group-store.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { HOUR, MINUTE } from '../../functions/core/running/clock.ts';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { consentIn } from '../../functions/ui/consent.ts';
import { groupOf } from '../support/campaign.ts';
import { attemptOf, campaign, open, placeOf, postForm, postJson, SIGN, startSign } from '../support/sign.ts';

const { app, db, deps, mail, mails, time } = await startSign();

const stored = async () => (await db.Signatures.client.send(new ScanCommand({ TableName: db.Signatures.table }))).Items;
const hiddenToken = (page: string) => /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';

it('leads a person without JavaScript from the form to the thanks, and out again', async () => {
  const sent = await postForm(app, SIGN, { ...attemptOf('person@example.org'), locale: 'en' });
  expect([sent.status, placeOf(sent.headers.get('location'))]).toEqual([
    303,
    '/campaigns/free-them/sent?to=SEALED-608',
  ]);
  const lookIntoMailbox = await open(app, sent.headers.get('location')!);
  expect(lookIntoMailbox.status).toBe(200);
  const lookPage = await lookIntoMailbox.text();
  expect(lookPage).toContain('Now check your e-mail');
  expect(lookPage).toContain('person@example.org');

  const { confirmToken, withdrawToken } = await mail();
  const asked = await open(app, `/confirm?token=${confirmToken}`);
  expect(asked.status).toBe(200);
  const askingPage = await asked.text();
  expect(askingPage).toContain('Free them &amp; theirs');
  expect(await stored()).toEqual([]);

  const counted = await postForm(app, '/confirm', { token: hiddenToken(askingPage) });
  expect(counted.status).toBe(200);
  const thanks = (await counted.text()).trimEnd();
  expect(thanks).toContain('Your signature is confirmed');
  expect(thanks).toContain('href="/campaigns/free-them/dashboard"');
  expect(await stored()).toHaveLength(1);

  const pressedAgain = await postForm(app, '/confirm', { token: confirmToken });
  expect(pressedAgain.status).toBe(200);
  expect((await pressedAgain.text()).trimEnd()).toBe(thanks);

  const regrets = await (await open(app, `/withdraw?token=${withdrawToken}`)).text();
  expect(regrets).toContain('Free them &amp; theirs');
  const answers = [];
  for (let i = 0; i < 2; i++) {
    const withdrawn = await postForm(app, '/withdraw', { token: hiddenToken(regrets) });
    answers.push([withdrawn.status, (await withdrawn.text()).trimEnd()]);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toEqual([200, expect.stringContaining('Your signature is withdrawn')]);
  expect(JSON.stringify(await stored())).not.toContain('sealedIdentity');

  const revived = await postForm(app, '/confirm', { token: confirmToken });
  expect([revived.status, await revived.text()]).toEqual([
    410,
    expect.stringContaining('This signature was withdrawn'),
  ]);
});

it.each([
  ['careful', 'In a large campaign this takes minutes or hours, in a small one weeks.'],
  ['live', 'The public number includes a signature within seconds after it counts.'],
] as const)('says when the public number of a %s campaign includes the signature', async (publish, words) => {
  await putCampaign(db.Campaigns, campaign({ slug: publish, publish }));
  await postJson(app, `/api/campaigns/${publish}/signatures`, attemptOf(`${publish}@example.org`));
  const { confirmToken: token } = await mail();
  const thanks = await (await postForm(app, '/confirm', { token })).text();
  expect(thanks).toContain('The organisers may check a signature before it counts.');
  expect(thanks).toContain(words);
});

it('stores the hour of the confirmation, not of the attempt, and which words the signer agreed to', async () => {
  await postJson(app, SIGN, attemptOf('late@example.org', { country: 'NZ' }));
  const { confirmToken: token } = await mail();
  time.now += 26 * HOUR + 20 * MINUTE;
  expect((await postJson(app, '/api/confirmations', { token })).status).toBe(201);
  time.now -= 26 * HOUR + 20 * MINUTE;
  const signature = (await stored())?.find(({ country }) => country?.S === 'NZ');
  // The attempt was made at 12 o'clock on March 1.
  expect(signature).toMatchObject({ confirmedAt: { S: '2096-03-02T14:00:00.000Z' }, consent: { S: consentIn('en') } });
});

it('answers a program as the contract says', async () => {
  const sent = await postJson(app, SIGN, attemptOf('program@example.org'));
  expect([sent.status, await sent.json()]).toEqual([202, { status: 'confirmation-sent' }]);
  const { confirmToken: token, withdrawToken } = await mail();
  const first = await postJson(app, '/api/confirmations', { token });
  expect([first.status, await first.json()]).toEqual([201, { status: 'counted' }]);
  const second = await postJson(app, '/api/confirmations', { token });
  expect([second.status, await second.json()]).toEqual([200, { status: 'already-counted' }]);
  for (let i = 0; i < 2; i++) {
    const withdrawn = await postJson(app, '/api/withdrawals', { token: withdrawToken });
    expect([withdrawn.status, await withdrawn.json()]).toEqual([200, { status: 'withdrawn' }]);
  }
});

it('gives a double click on the form the same answer twice, and no second signature', async () => {
  const fields = attemptOf('double@example.org');
  const [first, second] = await Promise.all([postForm(app, SIGN, fields), postForm(app, SIGN, fields)]);
  const [one, other] = [first, second].map(({ status, headers }) => [status, placeOf(headers.get('location'))]);
  expect(one).toEqual(other);
  const links = (await mails()).flatMap((mail) => (mail.kind === 'confirmation' ? [mail.confirmToken] : []));
  const answers = await Promise.all(links.map((token) => postJson(app, '/api/confirmations', { token })));
  // Each e-mail is answered as the first one, and the signature counts once.
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201]);
});

it('lets mail scanners open every link without doing anything', async () => {
  await postJson(app, SIGN, attemptOf('scanned@example.org'));
  const { confirmToken, withdrawToken } = await mail();
  const before = await stored();
  for (const link of [`/confirm?token=${confirmToken}`, `/withdraw?token=${withdrawToken}`]) {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const { headers } = await open(app, link, method);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toBe('noindex');
    }
  }
  expect(await stored()).toEqual(before);
  expect((await postJson(app, '/api/confirmations', { token: confirmToken })).status).toBe(201);
});

it('confirms a link that a mail program broke over two lines', async () => {
  await postJson(app, SIGN, attemptOf('broken@example.org'));
  const { confirmToken } = await mail();
  const token = `${confirmToken.slice(0, 70)}\r\n ${confirmToken.slice(70)}\n`;
  expect((await postForm(app, '/confirm', { token })).status).toBe(200);
});

it('accepts a form from its own pages only', async () => {
  const from = (headers: Record<string, string>) =>
    app.request(SIGN, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(attemptOf('forged@example.org')).toString(),
    });
  expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await from({ origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await from({ origin: 'https://amparo.example' })).status).toBe(303);
  expect((await from({ origin: 'null', 'sec-fetch-site': 'same-origin' })).status).toBe(303);
});

it('stores the version of the words that the form showed, also if they changed before it was sent', async () => {
  await mails();
  const storedAfter = async (email: string, more: object) => {
    await postJson(app, SIGN, attemptOf(email, more));
    const { confirmToken } = await mail();
    return openConfirmation((await deps.keys()).token, confirmToken, time.now).consent;
  };
  expect(await storedAfter('earlier@example.org', { consent: '3' })).toBe('3-en');
  expect(await storedAfter('program@example.org', {})).toBe(consentIn('en'));
  expect(await storedAfter('invented@example.org', { consent: '999' })).toBe(consentIn('en'));
});

it('names the group of the campaign in the e-mail, read with the campaign', async () => {
  await postJson(app, SIGN, attemptOf('nobody-asks@example.org'));
  expect((await mail()).campaign.group).toBeNull();
  await putGroup(db.Campaigns, groupOf(), 0);
  await postJson(app, SIGN, attemptOf('asked@example.org'));
  expect((await mail()).campaign.group).toEqual({ name: 'Free Voices', contact: 'ask@free-voices.example' });
});
