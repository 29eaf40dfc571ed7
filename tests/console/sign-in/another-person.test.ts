import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSignInProvider } from '../../../functions/console/sign-in/provider.ts';
import { operator } from '../../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../../functions/core/access/invite.ts';
import { removeOrganiser } from '../../../functions/core/access/remove.ts';
import { type LocalPerson, localPeople } from '../../../infra/local/provider/people.ts';
import { type LocalProvider, startProvider } from '../../../infra/local/provider/provider.ts';
import { unbuiltAssets } from '../../support/assets.ts';
import { PUBLIC_URL, startConsole } from '../../support/console.ts';
import { type Visitor, visitor } from '../../support/visitor.ts';

/** One browser, in which the person changes: the provider of one computer remembers who signed in last. */

let local: LocalProvider;
let console_: Awaited<ReturnType<typeof startConsole>>;
let people: () => Promise<readonly LocalPerson[]> = async () => [];

beforeAll(async () => {
  local = await startProvider({ publicUrl: PUBLIC_URL, look: unbuiltAssets, clock: Date.now, people: () => people() });
  const settings = { ...local, clientSecret: undefined, acr: [], asksForClaims: false, publicUrl: PUBLIC_URL };
  console_ = await startConsole({ provider: createSignInProvider(settings) });
  console_.time.now = Date.now();
  people = () => localPeople(console_.deps);
  await invite('admin@example.org', { isAdmin: true });
});
afterAll(() => local.stop());

const invite = (address: string, more: { isAdmin?: boolean; days?: number } = {}) =>
  inviteOrganiser(console_.deps, operator, { address, ...more });
const somebody = () => visitor({ [PUBLIC_URL]: (request) => console_.app.fetch(request) });

/** The page that a browser is on. */
interface Place {
  readonly at: URL;
  readonly status: number;
  readonly html: string;
  readonly heading: string | undefined;
}

async function go(by: Visitor, address: string | URL): Promise<Place> {
  const { at, page } = await by.follow(address);
  const html = (await page!.text()).replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  return { at, html, status: page!.status, heading: /<h1>\s*(.*?)\s*<\/h1>/.exec(html)?.[1] };
}

/** Presses a button of the provider. */
async function press(by: Visitor, { at }: Place, form: Record<string, string>): Promise<Place> {
  const answer = await by.ask(at, { form });
  const location = answer.headers.get('location');
  if (location !== null) return go(by, new URL(location, at));
  const html = await answer.text();
  return { at, html, status: answer.status, heading: /<h1>\s*(.*?)\s*<\/h1>/.exec(html)?.[1] };
}

const follow = (by: Visitor, { at, html }: Place, words: string) => {
  const href = new RegExp(`<a [^>]*href="([^"]*)"[^>]*>${words}</a>`).exec(html)?.[1];
  expect(href, `a link “${words}”`).toBeDefined();
  return go(by, new URL(href!, at));
};

const offered = ({ html }: Place) =>
  [...html.matchAll(/<button [^>]*name="(?:person|other)"[^>]*>\s*([^<]*?)\s*</g)].map(([, words]) => words);
const asAdmin = { person: 'admin', factor: 'yes' };

it('lets somebody else sign in, in a browser whose last person was removed', async () => {
  const by = somebody();
  const gone = await invite('gone@example.org');
  const first = await press(by, await go(by, `${PUBLIC_URL}/organise/sign-in`), { person: gone, factor: 'yes' });
  expect([first.status, first.html.includes('gone@example.org')]).toEqual([200, true]);
  await removeOrganiser(console_.deps, operator, { account: gone });

  const removed = await go(by, `${PUBLIC_URL}/organise/tokens`);
  expect([removed.status, removed.heading]).toEqual([401, 'Your account here was removed']);
  const asked = await follow(by, removed, 'Sign in as another person');
  expect([asked.status, asked.heading]).toEqual([200, 'Sign in on this computer']);
  expect(offered(asked)).toEqual(['admin@example.org', 'volunteer@example.org', 'Cancel']);
  const back = await press(by, asked, asAdmin);
  expect([back.at.pathname, back.status]).toEqual(['/organise/tokens', 200]);
});

it('asks who it is also from the first page of the console, and lets a removed person in who is invited again', async () => {
  const by = somebody();
  const gone = await invite('gone@example.org');
  await press(by, await go(by, `${PUBLIC_URL}/organise/sign-in`), { person: gone, factor: 'yes' });
  await removeOrganiser(console_.deps, operator, { account: gone });
  const again = await invite('gone@example.org');
  const asked = await go(by, `${PUBLIC_URL}/organise/sign-in`);
  expect(offered(asked)).toContain('gone@example.org');
  const back = await press(by, asked, { person: again, factor: 'yes' });
  expect([back.at.pathname, back.status]).toEqual(['/organise', 200]);
});

it('asks somebody afresh who was invited again while they were here', async () => {
  const by = somebody();
  const account = await invite('lost-phone@example.org');
  await press(by, await go(by, `${PUBLIC_URL}/organise/sign-in`), { person: account, factor: 'yes' });
  await inviteOrganiser(console_.deps, operator, { address: 'lost-phone@example.org', again: true });
  const page = await go(by, `${PUBLIC_URL}/organise`);
  expect(page.heading).toBe('You were invited again');
  const asked = await follow(by, page, 'Sign in again');
  expect([asked.heading, offered(asked)]).toEqual([
    'Prove again that it is you',
    ['lost-phone@example.org', 'I am somebody else', 'Cancel'],
  ]);
});

it('lets somebody else sign in, where the last person was refused', async () => {
  const by = somebody();
  const late = await invite('late@example.org', { days: -1 });
  const refused = await press(by, await go(by, `${PUBLIC_URL}/organise/sign-in`), { person: late, factor: 'yes' });
  expect(refused.status).toBe(403);
  const asked = await follow(by, refused, 'Sign in as another person');
  expect(offered(asked)).toEqual(['late@example.org', 'I am somebody else', 'Cancel']);
  const all = await press(by, asked, { other: 'yes' });
  expect(offered(all)).toContain('admin@example.org');
  const back = await press(by, all, asAdmin);
  expect([back.at.pathname, back.status]).toEqual(['/organise', 200]);
});
