import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Db } from '../../functions/core/aws/db.ts';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { shownItem } from '../../functions/core/counts/names.ts';
import { newState } from '../../functions/core/published/state.ts';
import { putState } from '../../functions/core/published/store.ts';
import { systemClock } from '../../functions/core/running/clock.ts';
import { type LambdaHandler, lambdaHandler } from '../../functions/http/lambda.ts';
import { createSiteApp } from '../../functions/site/app.ts';
import { siteReads } from '../../functions/site/deps.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { startTestDatabase } from '../support/database.ts';
import { unitsOf } from '../support/units.ts';
import { apiEvent } from './api-event.ts';
import { benchAssets } from './assets.ts';
import { cpuSince } from './cpu.ts';
import { busyNumbers, sampleCampaign } from './page-sizes.ts';
import { medianRow, quantile, type Row } from './row.ts';

const WARM = 3;
const ROUNDS = 12;
const PER_ROUND = 150;
/** Reading takes long. */
const READ_PER_ROUND = 40;
const NOW = Date.parse('2026-03-01T12:00:00Z');
/** Longer than anything is remembered. */
const LATER = 3_000;
const NAMES = 12;

/**
 * Pages and open data of a campaign that was signed in 200 countries for a month, from the event of an HTTP API to its
 * answer, on one DynamoDB Local: as a crowd meets them, where what was read is remembered for two seconds; where each
 * answer reads the tables; and where the visitor has the page already (304). First, the read units of a page.
 */
export async function* benchPages(): AsyncGenerator<Row> {
  const dynamoDb = await startTestDatabase();
  try {
    const client = localDynamoDbClient(dynamoDb.endpoint);
    const tables = await createTables(client, 'bench');
    const counts = { client, table: tables.Counts };
    const campaigns = { client, table: tables.Campaigns };
    const campaign = await sampleCampaign();
    await putCampaign(campaigns, campaign);
    await putBusyNumbers(counts, campaign.slug);
    yield* readUnits(siteReads({ campaigns, counts }, systemClock), campaign.slug, counts);
    // The forgetting app has a clock of its own: pages show the time, and must stay the same.
    const memory = { now: NOW };
    const deps = {
      ...siteReads({ campaigns, counts }, () => memory.now),
      keepMonths: 6,
      publicUrl: 'https://petition.example.org',
      assets: benchAssets,
      clock: () => NOW,
      log: { info: () => undefined, error: () => undefined },
    };
    const handler = lambdaHandler(createSiteApp(deps), deps);
    const page = `/campaigns/${campaign.slug}`;
    for (const [name, path] of [
      ['campaign page', page],
      ['dashboard', `${page}/dashboard`],
      ['counts as JSON', `/api${page}/counts`],
    ] as const) {
      yield* measure(name, await visitorOf(handler, path, campaign), () => {
        memory.now += LATER;
      });
    }
  } finally {
    await dynamoDb.stop();
  }
}

/** Read units of a page that remembers nothing. */
async function* readUnits(reads: ReturnType<typeof siteReads>, slug: string, table: Db): AsyncGenerator<Row> {
  for (const [name, read] of [
    ['the campaign', reads.campaign],
    ['its published numbers', reads.published],
    ['its shown names', reads.names],
  ] as const) {
    const units = await unitsOf(table, () => read(slug));
    yield { name: `read units of ${name}`, value: units.reduce((sum, unit) => sum + unit, 0), unit: '' };
  }
}

interface Visitor {
  /** Asks for the page and checks the answer. */
  ask(): Promise<void>;
  /** Asks whether the page has changed since. */
  askAgain(): Promise<void>;
}

async function* measure(name: string, { ask, askAgain }: Visitor, forget: () => void): AsyncGenerator<Row> {
  const remembered: Run[] = [];
  const unchanged: Run[] = [];
  const read: Run[] = [];
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const runs = [
      await run(PER_ROUND, ask),
      await run(PER_ROUND, askAgain),
      await run(READ_PER_ROUND, () => {
        forget();
        return ask();
      }),
    ] as const;
    if (round < WARM) continue;
    for (const [i, into] of [remembered, unchanged, read].entries()) into.push(runs[i] as Run);
  }
  const at = (share: number, runs: readonly Run[]) => runs.map(({ ms }) => quantile(ms, share));
  const cpu = (runs: readonly Run[]) => runs.map(({ cpuMs }) => cpuMs);
  const perSecond = (runs: readonly Run[]) => cpu(runs).map((ms) => 1_000 / ms);
  yield medianRow(`${name}: answers per second of a core`, '/s', perSecond(remembered));
  yield medianRow(`${name}: own CPU of an answer`, 'ms', cpu(remembered));
  yield medianRow(`${name}: time to an answer, p50`, 'ms', at(0.5, remembered));
  yield medianRow(`${name}: time to an answer, p99`, 'ms', at(0.99, remembered));
  yield medianRow(`${name}: the same reading the tables, p50`, 'ms', at(0.5, read));
  yield medianRow(`${name}: the same reading the tables, p99`, 'ms', at(0.99, read));
  yield medianRow(`${name}: own CPU reading the tables`, 'ms', cpu(read));
  const ratios = cpu(unchanged).map((ms, i) => ms / (cpu(remembered)[i] ?? Number.NaN));
  yield medianRow(`${name}: time to a 304, p50`, 'ms', at(0.5, unchanged));
  yield medianRow(`${name}: time to a 304, p99`, 'ms', at(0.99, unchanged));
  yield medianRow(`${name}: own CPU of a 304 / of a 200`, 'x', ratios);
}

interface Run {
  /** Of each answer. */
  readonly ms: readonly number[];
  /** Our own, in the mean. */
  readonly cpuMs: number;
}

async function run(times: number, call: () => Promise<void>): Promise<Run> {
  const ms: number[] = [];
  const cpu = process.cpuUsage();
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await call();
    ms.push(performance.now() - began);
  }
  return { ms, cpuMs: cpuSince(cpu) / times };
}

/** @throws {Error} at an answer that is not the page, or that has no ETag. */
async function visitorOf(handler: LambdaHandler, path: string, { slug, title }: Campaign): Promise<Visitor> {
  const first = await handler(apiEvent('GET', path));
  const etag = String(first.headers?.etag);
  if (!/^(W\/)?"/.test(etag)) throw new Error(`${path} has no ETag`);
  const { total } = busyNumbers();
  const expected = path.startsWith('/api/')
    ? `"total":${total}`
    : path.endsWith(slug)
      ? title
      : total.toLocaleString('en');
  const check = async (event: APIGatewayProxyEventV2, status: number) => {
    const { statusCode, body = '' } = await handler(event);
    if (statusCode !== status) throw new Error(`${path} answered ${statusCode}`);
    if (status === 200 ? !body.includes(expected) : body !== '') throw new Error(`${path} is not what it should be`);
  };
  return {
    ask: () => check(apiEvent('GET', path), 200),
    askAgain: () => check(apiEvent('GET', path, { headers: { 'if-none-match': etag } }), 304),
  };
}

/** The numbers of a month, as publishing leaves them, and some names. */
async function putBusyNumbers(counts: Db, campaign: string): Promise<void> {
  const state = newState(NOW);
  await putState(counts, campaign, { ...state, version: 0, drawnAt: NOW }, { ...state, published: busyNumbers() });
  for (let i = 0; i < NAMES; i++) {
    const name = { key: `name-${i}`, id: `id-${i}`, name: `Signer ${i}`, reason: 'They are my colleagues.' };
    await counts.client.send(new PutItemCommand({ TableName: counts.table, Item: shownItem(campaign, name, i) }));
  }
}
