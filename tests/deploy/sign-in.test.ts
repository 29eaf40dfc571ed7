import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminSetUserPasswordCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from 'vitest';
import { accountEnvironment, runScript } from '../../infra/emulated/account.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { mailboxOf } from '../journeys/mailbox.ts';
import { type Visitor, visitor } from '../support/visitor.ts';
import { client, deployed, functionConfigurations } from './account.ts';
import { ask, call, confirmLinkToken, newSigner, withdrawLinkToken } from './signer.ts';

const ADDRESS = 'first-admin@example.org';
const PASSWORD = 'A-long-password-1';

/** The hidden fields of the one form on a page of the emulator. */
const hiddenIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&amp;', '&'),
    ]),
  );

/** Signs in at the pages of the emulated Cognito. @returns the address that it leads back to. */
async function signInAt(by: Visitor, at: URL): Promise<URL> {
  let answer = await by.ask(at);
  for (let step = 0; step < 5 && answer.status === 200; step++) {
    const html = await answer.text();
    const typed = {
      ...(html.includes('name="username"') && { username: ADDRESS }),
      ...(html.includes('name="password"') && { password: PASSWORD }),
      ...(html.includes('value="PASSWORD"') && { challenge: 'PASSWORD' }),
    };
    answer = await by.ask(new URL('/login', at), { form: { ...hiddenIn(html), ...typed } });
  }
  return new URL(answer.headers.get('location') ?? '', at);
}

/** What the one field of a form has that a page has filled in. */
const valueIn = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

/** Makes a draft by the form. @returns its slug. */
async function draftMade(by: Visitor): Promise<string> {
  const at = `${deployed().siteUrl}/organise/campaigns/new`;
  const csrf = valueIn(await (await by.ask(at)).text(), 'csrf');
  const slug = `made-in-the-console-${Date.now()}`;
  const form = {
    ...{ csrf, slug, title: 'Free Leyla', demand: 'The court releases Leyla.', summary: 'She is held.' },
    ...{ why: 'She wrote what she saw.', 'targets.0.name': 'The court', goal: '100', language: 'English' },
    ...{ 'opensAt.day': '1', 'opensAt.month': '1', 'opensAt.year': '2026', timeZone: '' },
  };
  const made = await by.ask(at, { form });
  expect([made.status, made.headers.get('location')]).toEqual([303, `/organise/campaigns/${slug}?done=made`]);
  return slug;
}

/** Opens or pauses a campaign by its page. */
async function take(by: Visitor, slug: string, turn: 'open' | 'pause'): Promise<void> {
  const page = `/organise/campaigns/${slug}`;
  const at = `${deployed().siteUrl}${page}/${turn}`;
  const asked = await (await by.ask(at)).text();
  const taken = await by.ask(at, { form: { csrf: valueIn(asked, 'csrf'), seen: valueIn(asked, 'seen') } });
  expect([taken.status, taken.headers.get('location')]).toEqual([303, `${page}?done=${turn}`]);
}

it('signs the first admin in through Cognito, and lets them make and open a campaign, which people then sign', async () => {
  const { siteUrl, endpoint } = deployed();
  const scratch = await mkdtemp(join(tmpdir(), 'sign-in-'));
  await runScript('commands/main.ts', ['organisers', 'invite', ADDRESS, '--admin', '--yes', '--stage', STAGE], {
    ...accountEnvironment(endpoint, scratch),
  });
  const { Environment } = (await functionConfigurations()).get('console') ?? {};
  const UserPoolId = Environment?.Variables.ORGANISERS_POOL;
  const cognito = new CognitoIdentityProviderClient(client());
  // The command has told Cognito: without that, there is nobody whose password could be set.
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: ADDRESS, Password: PASSWORD, Permanent: true }),
  );

  const by = visitor();
  const { at } = await by.follow(`${siteUrl}/organise/sign-in?to=/organise/people`, endpoint);
  const back = await signInAt(by, at);
  expect(back.origin + back.pathname).toBe(`${siteUrl}/organise/signed-in`);
  const { at: end, page } = await by.follow(back);
  const html = (await page?.text()) ?? '';
  expect([end.pathname, page?.status, /<h1>(.*?)<\/h1>/.exec(html)?.[1]]).toEqual(['/organise/people', 200, 'People']);
  expect(html).toContain(ADDRESS);

  const slug = await draftMade(by);
  const draft = await ask(newSigner(), slug);
  expect(draft.status, 'a draft takes no signature').toBe(404);
  for (const turn of ['open', 'pause', 'open'] as const) await take(by, slug, turn);

  const signer = newSigner();
  // `sign` remembers for some seconds that it was a draft.
  await expect.poll(() => ask(signer, slug), { interval: 1_000 }).toMatchObject({ status: 202 });
  const mail = await mailboxOf(signer.email).next();
  const confirmed = await call('POST', '/api/confirmations', { token: confirmLinkToken(mail) });
  expect(confirmed).toEqual({ status: 201, body: { status: 'counted' } });
  const inside = async () => (await by.ask(`${siteUrl}/api/organise/campaigns/${slug}`)).json();
  await expect.poll(inside).toMatchObject({ status: 'open', signatures: 1 });
  await call('POST', '/api/withdrawals', { token: withdrawLinkToken(mail) });
  await expect.poll(inside).toMatchObject({ signatures: 0 });

  // The function tells Cognito who is invited, with its own role.
  const form = await (await by.ask(`${siteUrl}/organise/people/invite`)).text();
  const fields = { csrf: valueIn(form, 'csrf'), email: 'second@example.org', kind: 'organiser', step: 'send' };
  const invited = await by.ask(`${siteUrl}/organise/people/invite`, { form: fields });
  expect([invited.status, await invited.text()]).toEqual([200, expect.stringContaining('They get an e-mail now')]);
  cognito.destroy();
});
