import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { schedule } from '../../functions/core/access/actor.ts';
import type { Db, Item } from '../../functions/core/aws/db.ts';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { parseCampaignFile } from '../../functions/core/campaigns/file.ts';
import { HEADS } from '../../functions/core/campaigns/head-store.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { entryOf } from '../../functions/core/overview/entry.ts';
import { asAnnounced } from '../../functions/core/overview/events.ts';
import { overviewReader, readOverviewOf } from '../../functions/core/overview/reader.ts';
import { refreshOverview } from '../../functions/core/overview/refresh.ts';
import { relistCampaign } from '../../functions/core/overview/relist.ts';
import {
  bucketOf,
  FORM,
  hiddenIn,
  NO_BUCKET,
  putBucket,
  raiseState,
  type StoredEntry,
} from '../../functions/core/overview/store.ts';
import { newState } from '../../functions/core/published/state.ts';
import { DAY, isoTime, MINUTE } from '../../functions/core/running/clock.ts';
import people from '../../infra/local/demo/people.json' with { type: 'json' };
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { usedMemory } from '../fuzz/watch.ts';
import { seededRandom } from '../model/random.ts';
import { campaignOf } from '../support/campaign.ts';
import { startTestDatabase } from '../support/database.ts';
import { unitsOf } from '../support/units.ts';
import { cpuSince } from './cpu.ts';
import { medianRow, quantile, type Row } from './row.ts';

const SIZES = [1, 10_000] as const;
const CASES = 3;
/** Into how many languages each campaign is translated. The tables have campaigns in one language. */
const TRANSLATIONS = [1, 6] as const;
/** Campaigns that one call writes: two items each. */
const AT_ONCE = 12;
const ROUNDS = 15;
/** A moment at which no number may move, and the next hour, when all may. */
export const NOW = Date.parse('2026-06-03T12:30:00Z');
const NEXT_HOUR = NOW + 30 * MINUTE;
/** Fewer than the minutes in which numbers may still be published. */
const ROUNDS_OF_HOUR = 8;

/**
 * What a page over 10,000 campaigns with 3 cases each costs, and what keeps their overview: the first read of all buckets, a
 * page after one campaign has changed and after none has, a run each minute. The texts are drawn from the words of the
 * demonstration, so that they compress like texts.
 */
export async function* benchOverview(): AsyncGenerator<Row> {
  const { endpoint, stop } = await startTestDatabase();
  try {
    const runs: { units: number; ms: number; compared: { units: number; ms: number } }[] = [];
    for (const size of SIZES) {
      const client = localDynamoDbClient(endpoint);
      const tables = await createTables(client, `overview-${size}`);
      const [campaigns, counts] = [tables.Campaigns, tables.Counts].map((table) => ({ client, table })) as [Db, Db];
      const stored = Array.from({ length: size }, (_, i) => someEntry(i));
      const bytes = await putAll({ campaigns, counts }, stored);
      if (size === SIZES.at(-1)) {
        yield { name: 'the largest bucket', unit: 'kB', value: Math.max(...bytes) / 1_000 };
        yield { name: 'a campaign in a bucket, on average', unit: 'B', value: sum(bytes) / size };
        yield* firstReads(campaigns);
        for (const count of TRANSLATIONS) yield* translatedReads(client, count, size);
        yield* laterReads(campaigns);
      }
      let now = NOW;
      const reader = overviewReader(campaigns, { consistent: true });
      const hidden = overviewReader(hiddenIn(campaigns), { consistent: true });
      const deps = {
        campaigns,
        counts,
        reader,
        hidden,
        announce: async () => undefined,
        forget: async () => undefined,
        clock: () => now,
      };
      const run = async () => {
        now += MINUTE;
        await refreshOverview(deps, schedule, { mayGoOn: () => true });
      };
      await run();
      const quiet = { units: await unitsOfRead(campaigns, run), ms: await cpuOf(ROUNDS, run) };
      now = NEXT_HOUR;
      const compared = { units: await unitsOfRead(campaigns, run), ms: await cpuOf(ROUNDS_OF_HOUR, run) };
      runs.push({ ...quiet, compared });
    }
    const [first, last] = [runs[0], runs.at(-1)];
    if (!first || !last) throw new Error('There was no run');
    const others = (SIZES.at(-1) ?? 0) - 1;
    yield { name: 'a run of one campaign: units', unit: 'units', value: first.units };
    yield { name: 'a run of one campaign: our CPU', unit: 'ms', value: first.ms };
    yield { name: 'a run, for each campaign: read units', unit: 'units', value: (last.units - first.units) / others };
    yield { name: 'a run, for each campaign: our CPU', unit: 'ms', value: (last.ms - first.ms) / others };
    const more = (of: 'units' | 'ms') => (last.compared[of] - last[of]) / (others + 1);
    yield { name: 'a run that compares totals, for each more: read units', unit: 'units', value: more('units') };
    yield { name: 'a run that compares totals, for each more: our CPU', unit: 'ms', value: more('ms') };
  } finally {
    await stop();
  }
}

/** What a process reads that knows nothing. */
async function* firstReads(db: Db): AsyncGenerator<Row> {
  const all = await timesOf(ROUNDS, () => readOverviewOf(db)());
  yield medianRow('the first read of all: time', 'ms', all.time);
  yield medianRow('the first read of all: our CPU', 'ms', all.cpu);
  yield { name: 'the first read of all: read units', unit: 'units', value: await unitsOfRead(db, readOverviewOf(db)) };
  const before = usedMemory();
  const read = readOverviewOf(db);
  const found = await read();
  yield { name: 'memory that it keeps', unit: 'MB', value: usedMemory() - before };
  if (found?.entries.length !== SIZES.at(-1)) throw new Error(`${found?.entries.length} campaigns are listed`);
}

/** The same overview, of campaigns that each have some translations. */
async function* translatedReads(client: Db['client'], count: number, size: number): AsyncGenerator<Row> {
  const { Campaigns: table } = await createTables(client, `overview-translated-${count}`);
  const stored = Array.from({ length: size }, (_, i) => someEntry(i, count));
  const bytes = await putBuckets({ client, table }, stored);
  const named = (name: string) => `with ${count} ${count === 1 ? 'translation' : 'translations'} each: ${name}`;
  yield { name: named('a campaign in a bucket, on average'), unit: 'B', value: sum(bytes) / size };
  yield { name: named('the largest bucket'), unit: 'kB', value: Math.max(...bytes) / 1_000 };
  // What this frees meanwhile would count against the memory of the read.
  for await (const row of firstReads({ client, table })) if (row.unit !== 'MB') yield { ...row, name: named(row.name) };
}

/** What a page reads in a process that has read all before. */
async function* laterReads(db: Db): AsyncGenerator<Row> {
  const read = readOverviewOf(db);
  await read();
  const unchanged = await timesOf(4 * ROUNDS, read);
  yield medianRow('a page while nothing changes: time', 'ms', unchanged.time);
  yield medianRow('a page while nothing changes: our CPU', 'ms', unchanged.cpu);
  yield { name: 'a page while nothing changes: read units', unit: 'units', value: await unitsOfRead(db, read) };
  const change = (i: number) => relistCampaign({ campaigns: db, clock: () => NOW }, schedule, { slug: slugOf(i) });
  // Only this campaign is whole: of the others, the heads and entries are enough.
  for (let i = 0; i < ROUNDS + 1; i++) await putCampaign(db, someCampaign(i), 1);
  const changed = await timesOf(ROUNDS, read, change);
  yield medianRow('a page after one campaign has changed: time', 'ms', changed.time);
  yield medianRow('a page after one campaign has changed: our CPU', 'ms', changed.cpu);
  await change(ROUNDS);
  const units = await unitsOfRead(db, read);
  yield { name: 'a page after one campaign has changed: read units', unit: 'units', value: units };
}

/** Time and our CPU of some rounds of work, in milliseconds. @param before runs before each, and is not measured. */
async function timesOf(
  rounds: number,
  work: () => Promise<unknown>,
  before: (round: number) => Promise<unknown> = async () => undefined,
) {
  const [time, cpu]: [number[], number[]] = [[], []];
  for (let i = 0; i < rounds; i++) {
    await before(i);
    const [began, used] = [performance.now(), process.cpuUsage()];
    await work();
    time.push(performance.now() - began);
    cpu.push(cpuSince(used));
  }
  return { time, cpu };
}

const cpuOf = async (rounds: number, work: () => Promise<unknown>): Promise<number> =>
  quantile((await timesOf(rounds, work)).cpu, 0.5);

/** The units of all calls, as the table reports them. */
async function unitsOfRead(db: Db, read: () => Promise<unknown>): Promise<number> {
  return sum(await unitsOf(db, read));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);
const slugOf = (i: number): string => `campaign-${String(i).padStart(5, '0')}`;

const demo = new URL('../../infra/local/demo/', import.meta.url);
const texts = readdirSync(demo).filter((name) => name.endsWith('.yaml'));
const words = texts.flatMap((name) => readFileSync(new URL(name, demo), 'utf8').match(/\p{L}+/gu) ?? []);

/** Words of each language, from the translations of the sample campaign. */
const wordsOf = Object.entries(
  parseCampaignFile(readFileSync(new URL('../sample/azerbaijan-prisoners-of-conscience.yaml', demo))).translations ??
    {},
).map(([language, { why }]) => [language, String(why).match(/\p{L}+/gu) ?? []] as const);

function someTitles(i: number, count: number): Campaign['translations'] {
  const { pick } = seededRandom(i + 1_000_000);
  const texts = (from: readonly string[]) => ({
    title: Array.from({ length: 6 }, () => pick(from)).join(' '),
    demand: '.',
  });
  return Object.fromEntries(wordsOf.slice(0, count).map(([language, from]) => [language, texts(from)]));
}

/** A campaign whose texts nobody else has, of usual length. */
function someCampaign(i: number, translations = 0): Campaign {
  const { below, pick } = seededRandom(i);
  const text = (length: number) => Array.from({ length }, () => pick(words)).join(' ');
  const cases = Array.from({ length: CASES }, () => ({
    ...{ name: `${pick(people.givenNames)} ${pick(people.familyNames)}`, status: 'detained' as const, people: 1 },
    ...{ work: text(3), detainedOn: isoTime(NOW - (60 + below(3_000)) * DAY).slice(0, 10), charge: text(8) },
    ...{ sentence: text(6), history: [{ status: 'detained' as const, on: '2026-06', note: text(6) }] },
  }));
  const opensAt = isoTime(NOW - below(300) * DAY);
  const said = { title: text(6), summary: text(25).slice(0, 290), targets: [{ name: text(4), country: 'AZ' }] };
  const campaign = campaignOf({ slug: slugOf(i), ...said, cases, opensAt, createdAt: opensAt, country: 'AZ' });
  return translations === 0 ? campaign : { ...campaign, translations: someTitles(i, translations) };
}

/** @param translations into how many languages its campaign is translated. */
export function someEntry(i: number, translations = 0): StoredEntry {
  const { below } = seededRandom(-i - 1);
  const every = newState(NOW).published.every;
  const total = below(20_000);
  const published = { total, every, asOf: NOW - below(48) * every, byCountry: new Map(), byDay: new Map() };
  const byDay = Array.from({ length: 40 }, (_, day) => [isoTime(NOW - day * DAY).slice(0, 10), below(90)] as const);
  const entry = entryOf(someCampaign(i, translations), { ...published, byDay: new Map(byDay) }, NOW);
  return { entry, form: FORM, revision: 1, daysAt: NOW, announced: asAnnounced(entry, NOW) };
}

/**
 * Writes the heads and totals of many campaigns, and the overview of them as a run would have left it. To put each campaign would take
 * minutes. @returns the size of each bucket in bytes.
 */
export async function putAll(
  { campaigns: db, counts }: { campaigns: Db; counts: Db },
  stored: readonly StoredEntry[],
): Promise<number[]> {
  for (let i = 0; i < stored.length; i += AT_ONCE) {
    const heads = stored
      .slice(i, i + AT_ONCE)
      .map(({ entry: { numbers, targets, cases, handedOver, ...head } }): Item => {
        const kept = { ...head, demand: head.summary, sources: [], related: [], recipients: [], goal: head.goal };
        return marshall({ ...kept, pk: HEADS, sk: head.slug, revision: 1, parts: 0 }, { removeUndefinedValues: true });
      });
    const totals = stored.slice(i, i + AT_ONCE).map(({ entry: { slug, numbers } }): Item => {
      const { total, asOf, every } = numbers;
      return marshall({ pk: `published#${slug}`, sk: 'total', total, asOf: isoTime(asOf), every });
    });
    const puts = (items: readonly Item[]) => items.map((Item) => ({ PutRequest: { Item } }));
    await db.client.send(
      new BatchWriteItemCommand({ RequestItems: { [db.table]: puts(heads), [counts.table]: puts(totals) } }),
    );
  }
  return putBuckets(db, stored);
}

/** Writes an overview as a run would have left it. @returns the size of each bucket in bytes. */
async function putBuckets(db: Db, stored: readonly StoredEntry[]): Promise<number[]> {
  const buckets = Map.groupBy(stored, ({ entry }) => bucketOf(entry.slug));
  const bytes: number[] = [];
  for (const [index, entries] of buckets) {
    const bucket = new Map(entries.map((one) => [one.entry.slug, one]));
    await putBucket(db, index, NO_BUCKET, { entries: bucket, gone: new Set() });
    bytes.push(gzipSync(JSON.stringify(entries)).length);
  }
  await raiseState(db, { versions: new Map([...buckets.keys()].map((index) => [index, 1])), checkedAt: NOW });
  return bytes;
}
