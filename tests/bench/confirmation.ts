import { setTimeout as sleep } from 'node:timers/promises';
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoDb } from '../../functions/core/aws/db.ts';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { toItem } from '../../functions/core/signatures/store.ts';
import { type LambdaHandler, lambdaHandler } from '../../functions/http/lambda.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { pointSdkHere } from '../../infra/local/environment.ts';
import { startTestDatabase } from '../support/database.ts';
import { apiEvent } from './api-event.ts';
import { cpuSince } from './cpu.ts';
import { inParallel } from './in-parallel.ts';
import { medianRow, type Row } from './row.ts';
import { benchCampaign, benchKeys, makeLinks, randomHash, signDepsFor } from './sample-signing.ts';

const WARM = 30;
const ROUNDS = 60;
const WARM_ALONE = 150;
const PER_ROUND = 100;

/**
 * How a confirmation comes to the code: by API Gateway's event, one at a time, as in a Lambda environment; or from many at
 * once. And how far the table is: on this machine, or as far as AWS's own "single-digit milliseconds".
 */
const ways = [
  { name: 'one at a time, as Lambda calls', concurrency: 1, away: 0, goal: '≥ 0.9' },
  { name: '16 at once, in one process', concurrency: 16, away: 0, goal: '≥ 0.9' },
  { name: 'one at a time, table 5 ms away (simulated)', concurrency: 1, away: 5, goal: undefined },
] as const;

/**
 * The confirm path, from the request to the answer, against a bare loop of PutItem with the same items, on one DynamoDB
 * Local. Rounds take turns, and each turn gives one ratio.
 */
export async function* benchConfirmation(): AsyncGenerator<Row> {
  const dynamoDb = await startTestDatabase();
  try {
    const client = localDynamoDbClient(dynamoDb.endpoint);
    // Ours is the client that functions make, and finds the table as they do.
    pointSdkHere({ dynamoDb: dynamoDb.endpoint, sqs: dynamoDb.endpoint, ses: dynamoDb.endpoint });
    const tables = await createTables(client, 'bench');
    const keys = benchKeys();
    const campaign = await benchCampaign();
    const functionClient = createDynamoDb();
    const way = { away: 0 };
    for (const each of [client, functionClient]) keepAway(each, way);
    const deps = signDepsFor(campaign, { client: functionClient, table: tables.Signatures }, keys);
    const handler = lambdaHandler(createSignApp(deps), deps);
    // First: after it Node has compiled everything.
    yield* benchOwnCode(handler, functionClient, await makeLinks(keys, campaign, (WARM_ALONE + ROUNDS) * PER_ROUND));
    for (const { name, concurrency, away, goal } of ways) {
      way.away = away;
      const links = await makeLinks(keys, campaign, (WARM + ROUNDS) * PER_ROUND);
      const items = links.map((token) => {
        const link = openConfirmation(keys.token, token, Date.now());
        return toItem({ ...link, signer: randomHash(), confirmedAt: Date.now() });
      });
      const confirmAll = (from: number) => run(from, concurrency, (i) => confirmBy(handler, links[i]));
      const putAll = (from: number) =>
        run(from, concurrency, (i) =>
          client.send(new PutItemCommand({ TableName: tables.Signatures, Item: items[i] })),
        );
      const ratios: number[] = [];
      const ownCpu: number[] = [];
      for (let round = 0; round < WARM + ROUNDS; round++) {
        const order = round % 2 ? ([putAll, confirmAll] as const) : ([confirmAll, putAll] as const);
        const [first, second] = [await order[0](round * PER_ROUND), await order[1](round * PER_ROUND)];
        const [bare, ours] = round % 2 ? [first, second] : [second, first];
        if (round < WARM) continue;
        ratios.push(bare.ms / ours.ms);
        ownCpu.push((ours.cpuMs - bare.cpuMs) / PER_ROUND);
      }
      yield medianRow(`throughput of confirming / bare PutItem, ${name}`, 'x', ratios, goal);
      yield medianRow(`own CPU of a confirmation over the bare PutItem, ${name}`, 'ms', ownCpu, '≤ 1');
    }
  } finally {
    await dynamoDb.stop();
  }
}

/** Without a database the figure is steady enough to compare two versions by a hundredth of a millisecond. */
async function* benchOwnCode(handler: LambdaHandler, client: DynamoDBClient, links: readonly string[]) {
  const answer = { response: { statusCode: 200, headers: {} }, output: { $metadata: {} } };
  client.middlewareStack.add(() => async () => answer, { step: 'deserialize', name: 'at-once' });
  const cpu: number[] = [];
  for (let round = 0; round < WARM_ALONE + ROUNDS; round++) {
    const { cpuMs } = await run(round * PER_ROUND, 1, (i) => confirmBy(handler, links[i]));
    if (round >= WARM_ALONE) cpu.push(cpuMs / PER_ROUND);
  }
  client.middlewareStack.remove('at-once');
  yield medianRow('CPU of a confirmation, table that answers at once (simulated)', 'ms', cpu);
}

/** Lets each call wait as if the table were elsewhere. */
function keepAway(client: DynamoDBClient, way: { readonly away: number }): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      if (way.away > 0) await sleep(way.away);
      return next(args);
    },
    { step: 'finalizeRequest', name: 'away' },
  );
}

async function confirmBy(handler: LambdaHandler, token: string | undefined): Promise<void> {
  const { statusCode } = await handler(apiEvent('POST', '/api/confirmations', { json: { token } }));
  if (statusCode !== 201) throw new Error(`A confirmation answered ${statusCode}`);
}

interface Run {
  readonly ms: number;
  readonly cpuMs: number;
}

async function run(from: number, concurrency: number, call: (i: number) => Promise<unknown>): Promise<Run> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  await inParallel(PER_ROUND, concurrency, (i) => call(from + i));
  return { ms: performance.now() - began, cpuMs: cpuSince(cpu) };
}
