import { expect, it, onTestFinished } from 'vitest';
import { MAILS_PER_HOUR } from '../../functions/core/limits/address.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { speak } from '../../functions/ui/messages/speak.ts';
import { readWithPseudo } from '../../infra/messages/choose.ts';
import { attemptOf, postForm, postJson, SIGN, startSign } from '../support/sign.ts';

const { app, deps, identityIn, mail, mails, time } = await startSign();

/** What the link of an attempt carries, in the open and sealed. */
async function carried(fields: object) {
  const { status } = await postJson(app, SIGN, attemptOf(`${Math.random()}@example.org`, fields));
  expect(status).toBe(202);
  const mailed = await mail();
  const link = await openConfirmation((await deps.keys()).token, mailed.confirmToken, time.now);
  return { link, sealed: await identityIn(mailed) };
}

it('carries in the open the name and the reason of a signer who shows them, and seals no reason then', async () => {
  const { link, sealed } = await carried({ publicName: 'Ada', comment: 'Because.' });
  expect([link.publicName, link.publicReason]).toEqual(['Ada', 'Because.']);
  expect(sealed.comment).toBeUndefined();
});

it('shows a name without a reason, if none was given', async () => {
  const { link, sealed } = await carried({ publicName: 'Ada' });
  expect([link.publicName, link.publicReason]).toEqual(['Ada', undefined]);
  expect(sealed.comment).toBeUndefined();
});

it('seals the reason of a signer who shows no name, and carries nothing of it in the open', async () => {
  const { link, sealed } = await carried({ comment: 'Because.' });
  expect([link.publicName, link.publicReason]).toEqual([undefined, undefined]);
  expect(sealed.comment).toBe('Because.');
});

it('says until when its link works: for seven days', async () => {
  await postJson(app, SIGN, attemptOf('until@example.org'));
  expect((await mail()).validUntil).toBe(time.now + 7 * DAY);
});

it('keeps a source that the campaign knows, and calls every other one “other”', async () => {
  expect((await carried({ source: 'newsletter' })).link.source).toBe('newsletter');
  expect((await carried({ source: 'elsewhere' })).link.source).toBe('other');
});

it('sends a person to a page in their language, if the installation speaks it', async () => {
  const sentTo = async (locale: string) =>
    (await postForm(app, SIGN, { ...attemptOf('speaks@example.org'), locale })).headers.get('location');
  for (const locale of ['en', 'az']) expect(await sentTo(locale)).toMatch(/^\/campaigns\/free-them\/sent\?to=[\w.-]+$/);
  onTestFinished(() => speak(['en'], readWithPseudo));
  speak(['en', 'en-XA'], readWithPseudo);
  expect(await sentTo('en')).toMatch(/^\/campaigns\/free-them\/sent\?to=[\w.-]+$/);
  expect(await sentTo('en-XA')).toMatch(/^\/en-XA\/campaigns\/free-them\/sent\?to=[\w.-]+$/);
  await mails();
});

it('gives an address its mails back that the queue did not take: the next ones are no decoys', async () => {
  const put = () => Promise.reject(Object.assign(new Error(), { $metadata: {} }));
  const failing = createSignApp({ ...deps, outbox: { put } });
  for (let i = 0; i < MAILS_PER_HOUR; i++) await postJson(failing, SIGN, attemptOf('tries@example.org'));
  for (let i = 0; i < MAILS_PER_HOUR; i++) await postJson(app, SIGN, attemptOf('tries@example.org'));
  expect((await mails()).map(({ isDecoy }) => isDecoy)).toEqual(Array(MAILS_PER_HOUR).fill(false));
});
