import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { ADDRESSES_PER_DAY, MAILS_PER_HOUR } from '../../functions/core/limits/address.ts';
import { createLimits } from '../../functions/core/limits/limits.ts';
import { type QueuedMail, sealMail } from '../../functions/core/outbox/queued-mail.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { createTables } from '../../infra/local/dynamodb.ts';
import { campaignOf } from '../support/campaign.ts';
import { signDepsOf, testKeys } from '../support/sign-deps.ts';
import { type Interval, medianInterval } from './interval.ts';

/** The past of an address. `slower` is as fresh as `fresh`, but answered a millisecond later. */
export type Past = 'fresh' | 'signed' | 'withdrawn' | 'blocked' | 'crowded' | 'slower';
const PASTS: readonly Past[] = ['fresh', 'signed', 'withdrawn', 'blocked', 'crowded', 'slower'];

export interface Oracle {
  readonly rounds: number;
  /** Milliseconds that an attempt takes longer than one on a fresh address, by past. */
  readonly longer: Readonly<Record<Past, Interval>>;
  /** Mails of the measured attempts, by past: how many, and how many of them may be sent. */
  readonly mails: Readonly<Record<Past, { all: number; sent: number }>>;
  /** Lengths of all queue messages. */
  readonly lengths: ReadonlySet<number>;
}

export interface Patience {
  /** Milliseconds of measuring at most. */
  readonly within: number;
  /** Milliseconds: sooner, when every interval is narrower to both sides. */
  readonly until: number;
}

/** Addresses that signed, and as many that withdrew. */
const POOL = 60;
const BLOCKED = 5;
/** Addresses of mailboxes that were asked for by as many other addresses as a day remembers. */
const CROWDED = 5;

/**
 * Measures like a stranger who asks about an address by trying to sign with it. Each round asks once for every past, in a
 * random order. Only differences within a round count, so that a slow machine slows all of them. This runs on the app and
 * its tables. It leaves out the work after the answer, which is the same sealed message for all.
 */
export async function measureOracle(
  client: DynamoDBClient,
  prefix: string,
  { within, until }: Patience,
): Promise<Oracle> {
  const service = await startService(client, prefix);
  const pools = await service.makePools();
  const differences = new Map(PASTS.map((past) => [past, [] as number[]]));
  const mails = Object.fromEntries(PASTS.map((past) => [past, { all: 0, sent: 0 }])) as Record<Past, Count>;
  const oracle = () => ({
    rounds: differences.get('fresh')?.length ?? 0,
    longer: Object.fromEntries([...differences].map(([past, all]) => [past, medianInterval(all)])) as Oracle['longer'],
    mails,
    lengths: service.lengths,
  });
  const began = performance.now();
  for (let round = -WARM_UP; performance.now() - began < within; round++) {
    // A new day, before an address has used up its allowance.
    if (round % (POOL * 2) === 0) await service.newDay();
    const took = new Map<Past, number>();
    for (const past of shuffled(PASTS)) {
      const address = pools[past](round);
      const start = performance.now();
      const mail = await service.ask(address, past === 'slower' ? 1 : 0);
      took.set(past, performance.now() - start);
      if (round < 0) continue;
      mails[past].all++;
      if (!mail.isDecoy) mails[past].sent++;
    }
    if (round < 0) continue;
    const fresh = took.get('fresh') ?? Number.NaN;
    for (const [past, ms] of took) differences.get(past)?.push(ms - fresh);
    if (round % 50 === 49 && isNarrow(oracle(), until)) break;
  }
  return oracle();
}

/** The past of an address to which a mail is sent later. `slower` is as fresh as `fresh`, but answered a millisecond later. */
export type LinkPast = 'fresh' | 'signed' | 'withdrawn' | 'slower';
const LINK_PASTS: readonly LinkPast[] = ['fresh', 'signed', 'withdrawn', 'slower'];

/** Milliseconds of a step in which links are answered here, if a computer is not slower than that. */
const LEAST_STEP = 30;

/**
 * Measures like a person who opened somebody's mailbox later: they have a mail sent to it, ask by its link what is stored,
 * and confirm. Returns how many milliseconds longer both take together than for an address that never signed.
 */
export async function measureLinks(
  client: DynamoDBClient,
  prefix: string,
  { within, until }: Patience,
): Promise<{ rounds: number; longer: Readonly<Record<LinkPast, Interval>> }> {
  const service = await startService(client, prefix);
  const addresses = await service.makeLinkPools();
  const differences = new Map(LINK_PASTS.map((past) => [past, [] as number[]]));
  const measured = () => ({
    rounds: differences.get('fresh')?.length ?? 0,
    longer: Object.fromEntries([...differences].map(([past, all]) => [past, medianInterval(all)])) as Record<
      LinkPast,
      Interval
    >,
  });
  const began = performance.now();
  /** Milliseconds. In the first rounds nothing waits for the end of a step, so that a step can be as long as two answers need. */
  let [step, longest] = [0, 0];
  for (let round = -LINK_WARM_UP; performance.now() - began < within; round++) {
    if (round === 0) step = Math.max(LEAST_STEP, Math.ceil(longest));
    const took = new Map<LinkPast, number>();
    for (const past of shuffled(LINK_PASTS)) {
      const use = await service.mailedTo(await addresses[past](round), past === 'slower' ? step + 1 : step);
      const start = performance.now();
      await use();
      took.set(past, performance.now() - start);
    }
    // Code is compiled in the first round.
    if (round > -LINK_WARM_UP && round < 0) longest = Math.max(longest, ...took.values());
    if (round < 0) continue;
    const fresh = took.get('fresh') ?? Number.NaN;
    for (const [past, ms] of took) differences.get(past)?.push(ms - fresh);
    if (round % 10 === 9 && isNarrow(measured(), until)) break;
  }
  return measured();
}

const LINK_WARM_UP = 10;

interface Count {
  all: number;
  sent: number;
}

/** Rounds that are not counted, in which code is compiled. */
const WARM_UP = 100;

const isNarrow = ({ longer }: { longer: Readonly<Record<string, Interval>> }, until: number): boolean =>
  Object.values(longer).every(({ low, median, high }) => high - median <= until && median - low <= until);

function shuffled<T>(list: readonly T[]): T[] {
  const order = list.map((entry) => [Math.random(), entry] as const);
  return order.sort(([a], [b]) => a - b).map(([, entry]) => entry);
}

/** The sign function on tables of its own, and a queue that takes every message at once. */
async function startService(client: DynamoDBClient, prefix: string) {
  const tables = await createTables(client, prefix);
  const time = { now: Date.parse('2096-03-01T12:00:00Z') };
  const keys = testKeys(time.now);
  const campaign = campaignOf({ recipients: [await identityToRecipient(await generateIdentity())] });
  const lengths = new Set<number>();
  let last: QueuedMail | undefined;
  let later = 0;
  const deps = signDepsOf({
    campaign: async () => campaign,
    signatures: { client, table: tables.Signatures },
    keys: async () => keys,
    limits: createLimits({ client, table: tables.Limits }, () => time.now),
    clock: () => time.now,
    outbox: {
      async put(mail) {
        lengths.add((await sealMail(keys.mail, mail, time.now)).length);
        for (const start = performance.now(); performance.now() - start < later; );
        last = mail;
      },
    },
  });
  const app = createSignApp(deps);
  const post = async (path: string, body: object, expected: number, to = app) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const { status } = await to.request(path, init);
    if (status !== expected) throw new Error(`${path} answers ${status}`);
  };
  /** @param ms how much later the answer comes, in milliseconds. */
  const ask = async (email: string, ms = 0): Promise<QueuedMail> => {
    later = ms;
    await post(`/api/campaigns/${campaign.slug}/signatures`, { name: 'Ada Lovelace', email, country: 'AZ' }, 202);
    if (!last) throw new Error('No mail was queued');
    return last;
  };
  const blocked = Array.from({ length: BLOCKED }, (_, i) => `blocked${i}@example.org`);
  const crowded = Array.from({ length: CROWDED }, (_, i) => `crowded${i}@example.org`);
  let fresh = 0;
  const nextFresh = () => `fresh${fresh++}@example.org`;
  const inSteps = new Map<number, typeof app>();
  const tokensOf = async (email: string) => {
    time.now += 1;
    const mail = await ask(email);
    if (mail.kind !== 'confirmation') throw new Error('Not a mail with two links');
    return mail;
  };
  const sign = async (email: string) => {
    const mail = await tokensOf(email);
    await post('/api/confirmations', { token: mail.confirmToken }, 201);
    return mail;
  };
  return {
    ask,
    lengths,
    /** Has a mail sent. @returns what asks by its link, and confirms, at an app that answers in such steps. */
    async mailedTo(email: string, step: number): Promise<() => Promise<void>> {
      const { confirmToken, withdrawToken } = await tokensOf(email);
      const to = inSteps.get(step) ?? createSignApp({ ...deps, answersEvery: step });
      inSteps.set(step, to);
      return async () => {
        await post('/api/my-data', { token: withdrawToken }, 200, to);
        await post('/api/confirmations', { token: confirmToken }, 201, to);
      };
    },
    async makeLinkPools(): Promise<Record<LinkPast, (round: number) => Promise<string>>> {
      const of = (name: string, round: number) => `${name}${(round + POOL * 2) % POOL}@example.org`;
      for (let i = 0; i < POOL; i++) await sign(`signed${i}@example.org`);
      return {
        fresh: async () => nextFresh(),
        slower: async () => nextFresh(),
        signed: async (round) => of('signed', round),
        async withdrawn(round) {
          const email = of('withdrawn', round);
          const { withdrawToken } = await tokensOf(email);
          await post('/api/withdrawals', { token: withdrawToken }, 200);
          return email;
        },
      };
    },
    async makePools(): Promise<Record<Past, (round: number) => string>> {
      const pool = Array.from({ length: POOL }, (_, i) => i);
      for (const i of pool) {
        await sign(`signed${i}@example.org`);
        const withdrawn = await sign(`withdrawn${i}@example.org`);
        await post('/api/withdrawals', { token: withdrawn.withdrawToken }, 200);
      }
      const of = (name: string, size: number) => (round: number) => `${name}${(round + POOL * 2) % size}@example.org`;
      return {
        fresh: nextFresh,
        slower: nextFresh,
        signed: of('signed', POOL),
        withdrawn: of('withdrawn', POOL),
        blocked: of('blocked', BLOCKED),
        crowded: of('crowded', CROWDED),
      };
    },
    /** Gives every address its allowance again, and uses up that of those that are blocked. */
    async newDay(): Promise<void> {
      time.now += DAY;
      for (const address of blocked) for (let i = 0; i < MAILS_PER_HOUR; i++) await ask(address);
      for (const address of crowded) {
        for (let i = 0; i < ADDRESSES_PER_DAY; i++) await ask(address.replace('@', `+${i}@`));
      }
    },
  };
}
