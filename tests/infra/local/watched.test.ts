import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it, vi } from 'vitest';
import { localTarget } from '../../../commands/target.ts';
import type { Db } from '../../../functions/core/aws/db.ts';
import { putCampaign } from '../../../functions/core/campaigns/store.ts';
import { queryCounts } from '../../../functions/core/counts/store.ts';
import { getRun } from '../../../functions/core/published/run.ts';
import { DAY, dayOf, HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import { createSiteApp } from '../../../functions/site/app.ts';
import { campaignOf } from '../../support/campaign.ts';
import { approveAll } from '../../support/names.ts';
import { publicPaths } from '../../support/public-paths.ts';
import { siteDepsOf } from '../../support/site-deps.ts';
import { startedMachine } from '../../support/started-machine.ts';

/** An observer who sees that people visit, and reads every public answer of the running service again and again. */

const CAMPAIGNS = { 'careful-one': 'careful', 'live-one': 'live' } as const;
/** Addresses of one person are asked for by this id. */
const prisoner = { id: 'some', name: 'Ada', status: 'detained' } as const;
const soon = { timeout: 120_000, interval: 200 };
/** Longer than any answer is remembered, in milliseconds. */
const REMEMBERED = 2_100;
const MIDDAY = dayOf(Date.now()) + 1.5 * DAY + 10 * MINUTE;
const MIDNIGHT = dayOf(Date.now()) + 2 * DAY;

const { place, machine } = await startedMachine({}, ['--import', './tests/infra/local/other-time.ts']);

beforeAll(async () => {
  // Some minutes after a mark, so that the clock alone passes none. At a mark, answers name the next one.
  moveClockTo(MIDDAY);
  const { db } = await localTarget(place.dataDir);
  for (const [slug, publish] of Object.entries(CAMPAIGNS))
    await putCampaign(db, campaignOf({ slug, publish, showNames: true, cases: [prisoner] }));
  db.client.destroy();
  // Until the service has read them: it remembers its list for some seconds.
  for (const slug of Object.keys(CAMPAIGNS))
    await vi.waitFor(async () => expect(await lookAt('/')).toContain(`/campaigns/${slug}"`), soon);
  await sleep(REMEMBERED);
});

const moveClockTo = (moment: number) => void machine.process.send(moment);

/** All of them, as the site itself says, and what some are asked for. */
const publicUrl = `http://localhost:${new URL(machine.site).port}`;
const siteApp = createSiteApp(siteDepsOf({}));
const addressesOf = (slug: string): string[] => [
  ...publicPaths(siteApp, slug).map((path) => path.replace('https://amparo.example', publicUrl)),
  ...['/?q=free', '/?sort=signatures', `/embed/campaigns/${slug}?show=form`],
];

/** These headers follow the clock, or the connection. */
const OF_THE_CLOCK = new Set(['date', 'age', 'connection', 'keep-alive', 'transfer-encoding']);

/** An answer without what the clock alone changes: how long it may be kept. */
async function lookAt(address: string): Promise<string> {
  const answer = await fetch(machine.site + address);
  const headers = [...answer.headers].filter(([name]) => !OF_THE_CLOCK.has(name));
  const seen = `${answer.status}\n${headers.map((header) => header.join(': ')).join('\n')}\n${await answer.text()}`;
  // The status says to the minute when all numbers were last compared.
  return seen
    .replace(/"checkedAt":"[^"]*"/, '')
    .replace(/(max-age|s-maxage|stale-while-revalidate|stale-if-error)=\d+/g, '$1=…');
}

interface Watching {
  /** How many different answers each address gave. */
  seen(): Record<string, number>;
  stop(): Promise<Record<string, number>>;
}

/** Looks at all addresses once, and then watches until it is told to stop. */
async function watch(slug: string): Promise<Watching> {
  const seen = new Map(addressesOf(slug).map((address) => [address, new Set<string>()]));
  let isOver = false;
  const lookAtAll = async () => {
    for (const [address, answers] of seen) answers.add(await lookAt(address));
  };
  // On a busy machine, this takes as long as a few people need to sign.
  await lookAtAll();
  const watching = (async () => {
    while (!isOver) {
      await lookAtAll();
      await sleep(300);
    }
    // Once more: on a busy machine, the last look at some address may be older.
    await lookAtAll();
  })();
  const counted = () => Object.fromEntries([...seen].map(([address, answers]) => [address, answers.size]));
  return {
    seen: counted,
    async stop() {
      isOver = true;
      await watching;
      return counted();
    },
  };
}

const post = (path: string, body: object) =>
  fetch(machine.site + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The tables, as the group's commands reach them. */
async function withTables<Result>(work: (tables: { campaigns: Db; counts: Db }) => Promise<Result>): Promise<Result> {
  const { table, db } = await localTarget(place.dataDir);
  try {
    return await work({ campaigns: table('Campaigns'), counts: table('Counts') });
  } finally {
    db.client.destroy();
  }
}
const untilCounted = (slug: string, total: number) =>
  withTables(({ counts }) => vi.waitFor(async () => expect((await queryCounts(counts, slug)).total).toBe(total), soon));

/** The two links of each e-mail that was sent, by its address. */
async function linksOf(emails: readonly string[]): Promise<{ confirm: string; withdraw: string }[]> {
  const linkIn = (text: string, kind: string) => new RegExp(`^\\S+/${kind}\\?token=(\\S+)$`, 'm').exec(text)?.[1] ?? '';
  return vi.waitFor(async () => {
    const { emails: mails } = (await (await fetch(`${machine.mailbox}/store`)).json()) as {
      emails: { destination: { to: string[] }; body: { text: string } }[];
    };
    const texts = new Map(mails.map(({ destination, body }) => [destination.to[0], body.text]));
    return emails.map((email) => {
      const text = texts.get(email) ?? '';
      expect(text, email).toContain('/withdraw?token=');
      return { confirm: linkIn(text, 'confirm'), withdraw: linkIn(text, 'withdraw') };
    });
  }, soon);
}

/**
 * So many sign, and ask to show a name. The first of them withdraws.
 * @returns how many signatures are left.
 */
async function sign(slug: string, who: string, many: number): Promise<number> {
  const emails = Array.from({ length: many }, (_, i) => `${who}-${i}-of-${slug}@gmail.com`);
  await Promise.all(
    emails.map(async (email, i) => {
      const form = { name: `${who} ${i}`, email, country: 'AZ', publicName: true, comment: 'They are my friends.' };
      expect((await post(`/api/campaigns/${slug}/signatures`, form)).status).toBe(202);
    }),
  );
  const links = await linksOf(emails);
  for (const answer of await Promise.all(links.map(({ confirm: token }) => post('/api/confirmations', { token }))))
    expect(answer.status).toBe(201);
  expect((await post('/api/withdrawals', { token: links[0]?.withdraw })).status).toBe(200);
  return many - 1;
}

/** What the public is shown of a campaign: its numbers, and the names on its page. */
async function shown(slug: string) {
  const answer = await fetch(`${machine.site}/api/campaigns/${slug}/counts`);
  const counts = (await answer.json()) as { total: number; asOf: string; nextAt: string };
  const page = await (await fetch(`${machine.site}/campaigns/${slug}`)).text();
  return { ...counts, names: [...page.matchAll(/<bdi>(\w+ \d+)<\/bdi>/g)].map(([, name]) => name) };
}

/** Moves the clock to a mark, and waits until the machine has published by it. */
async function cross(mark: number): Promise<void> {
  moveClockTo(mark);
  await withTables(({ counts }) =>
    vi.waitFor(async () => expect((await getRun(counts))?.at).toBeGreaterThanOrEqual(mark), soon),
  );
  await sleep(REMEMBERED);
}

it('has something to look at: every address answers', async () => {
  for (const address of addressesOf('careful-one')) {
    const [status] = (await lookAt(address)).split('\n');
    // Nothing is drawn before the first day is over, and a preview needs a link. The console asks who it is.
    const expected = address === '/organise/' ? '401' : '200';
    expect(status, address).toBe(/\/charts\/|^\/preview\//.test(address) ? '404' : expected);
  }
});

it('sees nothing but the end of an hour while people sign and withdraw, and names are approved', async () => {
  const slug = 'careful-one';
  const watching = await watch(slug);
  // People, and an attacker who adds and withdraws own signatures.
  const few = (await sign(slug, 'Ada', 6)) + (await sign(slug, 'Eve', 10));
  await untilCounted(slug, few);
  expect(await withTables((tables) => approveAll(tables, slug))).toBe(few);
  await sleep(REMEMBERED);
  expect(await watching.stop()).toEqual(Object.fromEntries(addressesOf(slug).map((address) => [address, 1])));

  // At the end of the hour there are too few: an answer names the next mark, and nothing else.
  const before = await shown(slug);
  await cross(MIDDAY + HOUR);
  const after = await shown(slug);
  expect(after).toEqual({ ...before, nextAt: after.nextAt });
  expect(after).toMatchObject({ total: 0, names: [] });

  // With a crowd, all that has changed is shown at a mark, and only then.
  const again = await watch(slug);
  const all = few + (await sign(slug, 'Bob', 31));
  await untilCounted(slug, all);
  await sleep(REMEMBERED);
  expect(await again.stop()).toEqual(Object.fromEntries(addressesOf(slug).map((address) => [address, 1])));
  await cross(MIDNIGHT);
  const atLast = await shown(slug);
  expect(atLast).toMatchObject({ total: all, asOf: new Date(MIDNIGHT).toISOString() });
  // Of those who were approved, and not the one who withdrew.
  expect(atLast.names).toHaveLength(12);
  for (const name of atLast.names) expect(name).toMatch(/^(Ada|Eve) [1-9]$/);
});

it('would see it: the numbers of a live campaign move', async () => {
  const watching = await watch('live-one');
  await untilCounted('live-one', await sign('live-one', 'Ada', 6));
  const ofOne = ['', '/dashboard', '/wall', '/badge.svg', '/counts.csv'];
  const moving = [
    ...['/', '/data/v1/campaigns.csv', '/data/v1/amparo.zip', '/data/v1/status.json', '/api/osdi/petitions'],
    ...['/embed/campaigns/live-one', '/api/campaigns/live-one/counts', '/data/v1/campaigns/live-one/counts.json'],
    ...ofOne.map((page) => `/campaigns/live-one${page}`),
  ];
  const still = () => moving.filter((address) => (watching.seen()[address] ?? 0) < 2);
  await vi.waitFor(() => expect(still()).toEqual([]), soon);
  await watching.stop();
});
