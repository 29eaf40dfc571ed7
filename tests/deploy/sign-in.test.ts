import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminSetUserPasswordCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from 'vitest';
import { accountEnvironment, runScript } from '../../infra/emulated/account.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { SLUG } from '../support/machine.ts';
import { type Visitor, visitor } from '../support/visitor.ts';
import { client, deployed, functionConfigurations } from './account.ts';

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

it('signs the first admin in through Cognito, and lets them pause and open a campaign', async () => {
  const { siteUrl, endpoint } = deployed();
  const scratch = await mkdtemp(join(tmpdir(), 'sign-in-'));
  await runScript('commands/main.ts', ['organisers', 'invite', ADDRESS, '--admin', '--stage', STAGE], {
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

  for (const turn of ['pause', 'open'] as const) {
    const asked = await (await by.ask(`${siteUrl}/organise/campaigns/${SLUG}/${turn}`)).text();
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(asked) ?? [];
    const [, seen = ''] = /name="seen" value="([^"]+)"/.exec(asked) ?? [];
    const taken = await by.ask(`${siteUrl}/organise/campaigns/${SLUG}/${turn}`, { form: { csrf, seen } });
    expect([taken.status, taken.headers.get('location')]).toEqual([303, `/organise/campaigns/${SLUG}?done=${turn}`]);
  }

  // The function tells Cognito who is invited, with its own role.
  const form = await (await by.ask(`${siteUrl}/organise/people/invite`)).text();
  const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(form) ?? [];
  const fields = { csrf, email: 'second@example.org', kind: 'organiser', step: 'send' };
  const invited = await by.ask(`${siteUrl}/organise/people/invite`, { form: fields });
  expect([invited.status, await invited.text()]).toEqual([200, expect.stringContaining('They get an e-mail now')]);
  cognito.destroy();
});
