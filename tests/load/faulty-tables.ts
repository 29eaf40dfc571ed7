import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../model/random.ts';
import { type Tally, tallied } from './tallied.ts';

/**
 * DynamoDB on a bad day: a proxy in front of a database. It keeps its port, while the database may be killed and come
 * back elsewhere.
 */
export interface FaultyTables {
  readonly endpoint: string;
  /** How often each fault was done to a call, and how many calls there were. */
  readonly done: Tally;
  /** Where calls go; to nowhere while the tables are down. */
  lead(to: string | undefined): void;
  /** Whether faults happen now. */
  rage(isOn: boolean): void;
  stop(): Promise<void>;
}

/** How many of a thousand calls meet each fault: 10 % end in a 5xx, before the call did its work or after it. */
const FAULTS = [
  ['5xx before', 70],
  ['5xx after the write', 30],
  ['throttled', 20],
  ['throughput exceeded', 20],
  ['answer lost after the write', 20],
  ['late', 60],
  ['silent', 2],
] as const;
type Fault = (typeof FAULTS)[number][0];

/** Now and then most calls fail, for longer than a client tries: a storm of 3 s in each 30 s. */
const STORM = { every: 30_000, lasts: 3_000, failing: 0.7 };

/** Longer than any client waits for an answer, in milliseconds. */
const SILENCE = 7_000;

export async function startFaultyTables(random: Random): Promise<FaultyTables> {
  const done = tallied();
  const agent = new Agent({ keepAlive: true });
  const began = Date.now();
  let target: string | undefined;
  let isRaging = false;

  const fault = (): Fault | undefined => {
    if (!isRaging) return undefined;
    if ((Date.now() - began) % STORM.every > STORM.every - STORM.lasts && random.chance(STORM.failing))
      return '5xx before';
    let dice = random.below(1_000);
    for (const [name, share] of FAULTS) {
      if (dice < share) return name;
      dice -= share;
    }
    return undefined;
  };

  /** Hands a call on. @throws {Error} if nothing answers. */
  const forward = async (call: IncomingMessage, body: Buffer): Promise<{ status: number; body: Buffer }> => {
    if (target === undefined) throw new Error('The tables are down.');
    const upstream = request(new URL(call.url ?? '/', target), { method: 'POST', headers: call.headers, agent });
    upstream.end(body);
    const [answer] = (await once(upstream, 'response')) as [IncomingMessage];
    return { status: answer.statusCode ?? 500, body: await buffer(answer) };
  };

  const serve = async (call: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(call);
    const what = fault();
    done.count('calls');
    if (what) done.count(what);
    if (what === 'late') await sleep(50 + random.below(1_500));
    if (what === 'silent') await sleep(SILENCE);
    if (what === '5xx before') return refuse(response, 500, 'InternalServerError');
    if (what === 'throttled') return refuse(response, 400, 'ThrottlingException');
    if (what === 'throughput exceeded') return refuse(response, 400, 'ProvisionedThroughputExceededException');
    const answer = await forward(call, body);
    if (what === '5xx after the write') return refuse(response, 500, 'InternalServerError');
    if (what === 'answer lost after the write') return void call.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(answer.body);
  };

  const server = createServer((call, response) => {
    serve(call, response).catch(() => {
      done.count('tables down');
      call.socket.destroy();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    done,
    lead: (to) => {
      target = to;
    },
    rage: (isOn) => {
      isRaging = isOn;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}

function refuse(response: ServerResponse, status: number, name: string): void {
  const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'On purpose.' });
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
}
