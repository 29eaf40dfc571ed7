import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { localTarget } from '../../../commands/target.ts';
import { putCampaign } from '../../../functions/core/campaigns/store.ts';
import { queryCounts } from '../../../functions/core/counts/store.ts';
import { HOUR, SECOND } from '../../../functions/core/running/clock.ts';
import { campaignOf } from '../../support/campaign.ts';
import { mailedTokens } from '../../support/machine.ts';
import { startedMachine } from '../../support/started-machine.ts';

/** An observer who sees that people visit, and reads every public answer of the running service again and again. */

const { place, machine } = await startedMachine();

const addressesOf = (slug: string): string[] => [
  '/',
  `/campaigns/${slug}`,
  `/campaigns/${slug}/dashboard`,
  `/campaigns/${slug}/my-signature`,
  `/campaigns/${slug}/counts.csv`,
  '/api/campaigns',
  `/api/campaigns/${slug}`,
  `/api/campaigns/${slug}/counts`,
  '/sitemap.xml',
  '/robots.txt',
  '/openapi.json',
];

/** These headers follow the clock, or the connection. */
const OF_THE_CLOCK = new Set(['date', 'age', 'connection', 'keep-alive', 'transfer-encoding']);

/** An answer without what the clock alone changes: how long it may be kept. */
async function lookAt(address: string): Promise<string> {
  const answer = await fetch(machine.site + address);
  const headers = [...answer.headers].filter(([name]) => !OF_THE_CLOCK.has(name));
  const seen = `${answer.status}\n${headers.map((header) => header.join(': ')).join('\n')}\n${await answer.text()}`;
  return seen.replace(/(max-age|s-maxage|stale-while-revalidate|stale-if-error)=\d+/g, '$1=…');
}

/** Watches until it is told to stop. @returns how many different answers each address gave. */
function watch(slug: string): { stop(): Promise<Record<string, number>> } {
  const seen = new Map(addressesOf(slug).map((address) => [address, new Set<string>()]));
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      for (const [address, answers] of seen) answers.add(await lookAt(address));
      await sleep(300);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await watching;
      return Object.fromEntries([...seen].map(([address, answers]) => [address, answers.size]));
    },
  };
}

const post = (path: string, body: object) =>
  fetch(machine.site + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** People sign, one shows a name, and one withdraws. Resolves when their signatures are counted. */
async function peopleSign(slug: string): Promise<void> {
  const emails = Array.from({ length: 6 }, (_, i) => `signer-${i}@${slug}.example.org`);
  for (const email of emails) {
    const form = { name: 'Ada', email, country: 'AZ', publicName: true, comment: 'They are my friends.' };
    expect((await post(`/api/campaigns/${slug}/signatures`, form)).status).toBe(202);
  }
  const tokens = await vi.waitFor(
    async () => {
      const mailed = await mailedTokens(machine);
      expect(emails.every((email) => mailed.has(email))).toBe(true);
      return emails.map((email) => mailed.get(email) ?? '');
    },
    { timeout: 20_000, interval: 200 },
  );
  for (const token of tokens) expect((await post('/api/confirmations', { token })).status).toBe(201);
  const { table, db } = await localTarget(place.dataDir);
  try {
    await vi.waitFor(async () => expect((await queryCounts(table('Counts'), slug)).total).toBe(6), {
      timeout: 20_000,
      interval: 200,
    });
  } finally {
    db.client.destroy();
  }
}

const putNew = async (slug: string, publish: 'careful' | 'live') => {
  const { db } = await localTarget(place.dataDir);
  await putCampaign(db, campaignOf({ slug, publish, showNames: true }));
  db.client.destroy();
  // Until the service has read it: it remembers its list for some seconds.
  await vi.waitFor(async () => expect(await lookAt('/')).toContain(`/campaigns/${slug}"`), {
    timeout: 20_000,
    interval: 200,
  });
  await sleep(2_100);
};

it('sees no byte of any public answer change while people sign, one after the other', async () => {
  await putNew('careful-one', 'careful');
  // At a mark, answers name the next one.
  const untilMark = HOUR - (Date.now() % HOUR);
  if (untilMark < 25 * SECOND) await sleep(untilMark + SECOND);
  const watching = watch('careful-one');
  await peopleSign('careful-one');
  // Longer than any answer is remembered.
  await sleep(3_000);
  const answers = await watching.stop();
  expect(answers).toEqual(Object.fromEntries(addressesOf('careful-one').map((address) => [address, 1])));
});

it('would see it: the numbers of a live campaign move', async () => {
  await putNew('live-one', 'live');
  const watching = watch('live-one');
  await peopleSign('live-one');
  await sleep(3_000);
  const answers = await watching.stop();
  for (const address of ['/', '/campaigns/live-one', '/api/campaigns/live-one/counts'])
    expect(answers[address], address).toBeGreaterThan(1);
});
