import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { expect, vi } from 'vitest';
import { createSiteApp } from '../../functions/site/app.ts';
import { publicPaths, withQuery } from '../support/public-paths.ts';
import { siteDepsOf } from '../support/site-deps.ts';
import type { Caller } from './caller.ts';
import { type MarkedSigner, marked, QUERY_MARK, SHOWN_NAME } from './marks.ts';

/** The two links that were mailed last to an address. */
export interface Links {
  readonly confirm: string;
  readonly withdraw: string;
}

export interface Service {
  readonly caller: Caller;
  /** Slugs of two campaigns. The second one shows names and seals to several recipients. */
  readonly campaigns: readonly [string, string];
  /** The tokens mailed to an address so far, in their order. */
  mailed(address: string): Promise<readonly Links[]>;
  /** Approves names that wait, as an organiser does. @returns how many. */
  approve(campaign: string): Promise<number>;
  /** Shows approved names, as publishing does at the end of a day. */
  draw(campaign: string): Promise<unknown>;
}

const soon = { timeout: 120_000, interval: 200 };
const signOf = (campaign: string) => `/api/campaigns/${campaign}/signatures`;
const fieldsOf = ({ name, email, comment, country }: MarkedSigner) => ({ name, email, comment, country });

/**
 * Everything that people do, with mistakes, each by marked people.
 * @returns the tokens of their links, which nobody may find elsewhere.
 */
export async function journeys(service: Service): Promise<readonly string[]> {
  const { caller, campaigns } = service;
  const [first, second] = campaigns;
  const { plain, capitals, unicode, tagged, shown, withdrawn, wrong, waiting } = marked;
  await visit(caller, campaigns);

  const byForm = (campaign: string, signer: MarkedSigner, more: object = {}) =>
    caller.form(signOf(campaign), { ...fieldsOf(signer), locale: 'az', source: QUERY_MARK, ...more });
  const byJson = (campaign: string, signer: MarkedSigner, more: object = {}) =>
    caller.json(signOf(campaign), { ...fieldsOf(signer), ...more });

  for (const campaign of campaigns) {
    expect((await byForm(campaign, plain)).status).toBe(303);
    expect((await byJson(campaign, tagged, { updates: true })).status).toBe(202);
  }
  expect((await byJson(second, capitals, { proof: await proofFor(caller, second, capitals.email) })).status).toBe(202);
  expect((await byForm(second, unicode, { website: 'filledtrapmark' })).status).toBe(303);
  expect((await byForm(second, shown, { publicName: SHOWN_NAME })).status).toBe(303);
  expect((await byForm(second, withdrawn, { publicName: 'on' })).status).toBe(303);
  expect((await byForm(first, waiting)).status).toBe(303);
  await wrongTurns(caller, first, wrong);

  const tokens: Links[] = [];
  for (const [signer, mails] of [
    [plain, 2],
    [tagged, 2],
    [capitals, 1],
    [unicode, 1],
    [shown, 1],
    [withdrawn, 1],
    [waiting, 1],
  ] as const) {
    const links = await mailsTo(service, signer.mailbox, mails);
    tokens.push(...links);
    for (const { confirm, withdraw } of links) {
      // The reason is written again beside the button: there it is sealed apart, or shown beside the name.
      if (signer !== waiting) await press(caller, 'confirm', confirm, { comment: signer.comment });
      await askWhatIsHeld(caller, withdraw);
    }
  }
  let approved = 0;
  const approveBoth = async () => (approved += await service.approve(second));
  await vi.waitFor(async () => expect(await approveBoth()).toBe(2), soon);
  await service.draw(second);
  const [links] = await mailsTo(service, withdrawn.mailbox, 1);
  await press(caller, 'withdraw', links!.withdraw);
  expect((await caller.json('/api/confirmations', { token: links!.confirm })).status).toBe(410);
  await askWhatIsHeld(caller, links!.withdraw);

  // A person who lost the e-mail asks for a link that withdraws.
  const { email } = capitals;
  expect((await caller.form(`/api/campaigns/${second}/links`, { email, locale: 'az' })).status).toBe(303);
  expect((await caller.json(`/api/campaigns/${second}/links`, { email })).status).toBe(202);
  for (const { withdraw } of (await mailsTo(service, capitals.mailbox, 3)).slice(1)) {
    expect((await caller.get(`/withdraw?token=${withdraw}`)).status).toBe(200);
    await askWhatIsHeld(caller, withdraw);
    tokens.push({ confirm: withdraw, withdraw });
  }

  // More than an address's allowance: the e-mails over it are decoys.
  for (let i = 0; i < 8; i++) expect((await byForm(first, plain)).status).toBe(303);
  await visit(caller, campaigns);
  return tokens.flatMap(({ confirm, withdraw }) => [confirm, withdraw]);
}

async function mailsTo({ mailed }: Service, address: string, atLeast: number): Promise<readonly Links[]> {
  return vi.waitFor(async () => {
    const links = await mailed(address);
    expect(links.length, `mails to ${address}`).toBeGreaterThanOrEqual(atLeast);
    return links;
  }, soon);
}

/** Every public page, with the parameters that a link may have. */
async function visit({ get }: Caller, campaigns: readonly string[]): Promise<void> {
  for (const path of ['/', '/dashboard', '/cases', '/cases/nobody', '/feed.atom', '/sitemap.xml'])
    await get(`${path}?q=${QUERY_MARK}&status=${QUERY_MARK}`);
  const app = createSiteApp(siteDepsOf({}));
  for (const slug of campaigns) {
    const ofSign = ['/link-sent', '/sent'].map((path) => `/campaigns/${slug}${path}`);
    for (const path of ['/no-such-page', ...publicPaths(app, slug), ...ofSign])
      await get(withQuery(path, `source=${QUERY_MARK}`));
    await get(`/embed/campaigns/${slug}?show=form&source=${QUERY_MARK}`);
    await get(`/oembed?url=${QUERY_MARK}`);
  }
}

/** Opens a mailed link, presses its button as a browser does, then again as a program does. */
async function press(
  { get, form, json }: Caller,
  what: 'confirm' | 'withdraw',
  token: string,
  more: Record<string, string> = {},
): Promise<void> {
  expect((await get(`/${what}?token=${token}`)).status).toBe(200);
  expect((await form(`/${what}`, { token, ...more })).status).toBeLessThan(300);
  expect((await json(what === 'confirm' ? '/api/confirmations' : '/api/withdrawals', { token })).status).toBe(200);
}

async function askWhatIsHeld({ form, json }: Caller, token: string): Promise<void> {
  expect((await form('/my-data', { token })).status).toBe(200);
  expect((await json('/api/my-data', { token })).status).toBe(200);
  expect((await form('/no-news', { token })).status).toBe(200);
  expect((await json('/api/no-news', { token })).status).toBe(200);
}

async function wrongTurns(caller: Caller, campaign: string, wrong: MarkedSigner): Promise<void> {
  const fields = fieldsOf(wrong);
  const { plain } = marked;
  const text = JSON.stringify(fieldsOf(plain));
  const asked = [
    () => caller.form(signOf(campaign), fields),
    () => caller.json(signOf(campaign), fields),
    () =>
      caller.json(signOf(campaign), { ...fieldsOf(plain), __proto__: null, locale: plain.name, proof: plain.email }),
    () => caller.json(signOf(campaign), { ...fieldsOf(plain), email: 'Лев-Quixwother@plainmark.example' }),
    () => caller.json(signOf('no-such-campaign'), fieldsOf(plain)),
    () => caller.json(signOf(encodeURIComponent(plain.name)), fieldsOf(plain)),
    () => caller.send('POST', signOf(campaign), text, 'text/plain'),
    () => caller.send('POST', signOf(campaign), text.slice(0, -4), 'application/json'),
    () => caller.send('POST', signOf(campaign), text.repeat(200), 'application/json'),
    () => caller.form(`/api/campaigns/${campaign}/links`, fields),
    () => caller.json(`/api/campaigns/${campaign}/links`, fields),
    () => caller.send('PUT', signOf(campaign), text, 'application/json'),
    () => caller.send('GET', `${signOf(campaign)}?email=${encodeURIComponent(plain.email)}`),
    () => caller.get(`/confirm?token=${encodeURIComponent(plain.email)}`),
    () => caller.get(`/withdraw?token=${encodeURIComponent(plain.name)}`),
    () => caller.json('/api/confirmations', { token: plain.email }),
    () => caller.json('/api/withdrawals', { token: plain.name }),
    () => caller.form('/confirm', { token: plain.email, email: plain.email }),
    () => caller.get(`/${encodeURIComponent(plain.email)}`),
    () => caller.get(`/campaigns/${encodeURIComponent(plain.name)}`),
  ];
  for (const ask of asked) {
    const answer = await ask();
    expect(answer.status, answer.asked).toBeGreaterThanOrEqual(400);
    expect(answer.status, answer.asked).toBeLessThan(500);
  }
}

/** Asks for a challenge, and solves it. */
async function proofFor({ json }: Caller, campaign: string, email: string): Promise<string> {
  const { body } = await json(`/api/campaigns/${campaign}/challenges`, { email });
  const { challenge } = JSON.parse(body.toString());
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}
