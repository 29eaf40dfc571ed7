import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../infra/emulated/account.ts';
import type { Loot } from '../privacy/thief.ts';
import { deployed } from './account.ts';
import { signedBytes, signedFetch } from './signed-fetch.ts';

interface LogStream {
  readonly logStreamName: string;
}
interface LogEvent {
  readonly message: string;
}

/** Every line of every log: of the functions, and of the HTTP API. */
export async function logLoot(): Promise<Loot[]> {
  const loot: Loot[] = [];
  const { logGroups } = await askLogs<{ logGroups: { logGroupName: string }[] }>('DescribeLogGroups', {});
  for (const { logGroupName } of logGroups) {
    for (let nextToken: string | undefined, first = true; first || nextToken; first = false) {
      const page = await askLogs<{ logStreams: LogStream[]; nextToken?: string }>('DescribeLogStreams', {
        logGroupName,
        nextToken,
      });
      nextToken = page.nextToken;
      for (const { logStreamName } of page.logStreams) {
        const stream = { logGroupName, logStreamName, startFromHead: true };
        const { events } = await askLogs<{ events: LogEvent[] }>('GetLogEvents', stream);
        const lines = events.map(({ message }) => message).join('\n');
        loot.push({ place: `log ${logGroupName}`, bytes: Buffer.from(`${logStreamName}\n${lines}`) });
      }
    }
  }
  loot.push({ place: 'log of MiniStack', bytes: readFileSync(join(root, '.emulated/ministack.log')) });
  return loot;
}

const askLogs = <Answer>(action: string, body: object): Promise<Answer> =>
  signedFetch(deployed().endpoint, {
    service: 'logs',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `Logs_20140328.${action}` },
    body: JSON.stringify(body),
  }) as Promise<Answer>;

/** Every object of every bucket. */
export async function bucketLoot(): Promise<Loot[]> {
  const get = (path: string) => signedBytes(deployed().endpoint, { service: 's3', method: 'GET', path });
  const namesIn = (xml: Buffer, tag: string) =>
    [...xml.toString().matchAll(new RegExp(`<${tag}>([^<]+)</${tag}>`, 'g'))].map(([, name = '']) => name);
  const loot: Loot[] = [];
  for (const bucket of namesIn(await get('/'), 'Name')) {
    for (const key of namesIn(await get(`/${bucket}`), 'Key')) {
      loot.push({ place: `bucket ${bucket}/${key}`, bytes: await get(`/${bucket}/${key}`) });
    }
  }
  return loot;
}

export interface Waiting {
  readonly queue: string;
  readonly Body: string;
  readonly ReceiveCount: number;
}

/** Every message of every queue, dead letters among them, with all that the queue keeps of it. */
export async function waitingMessages(): Promise<Waiting[]> {
  const answer = await fetch(`${deployed().endpoint}/_ministack/sqs/messages`);
  const { messages } = (await answer.json()) as {
    messages: Record<string, Record<string, Record<string, Omit<Waiting, 'queue'>[]>>>;
  };
  return Object.values(messages)
    .flatMap((regions) => Object.values(regions))
    .flatMap((queues) => Object.entries(queues))
    .flatMap(([queue, all]) => all.map((message) => ({ ...message, queue })));
}
