import { gzipSync } from 'node:zlib';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { createLimits } from '../../functions/core/limits/limits.ts';
import { createOutbox } from '../../functions/core/outbox/queue.ts';
import { type QueuedMail, sealMail } from '../../functions/core/outbox/queued-mail.ts';
import { type LambdaHandler, lambdaHandler } from '../../functions/http/lambda.ts';
import { sendBatch } from '../../functions/mail/send.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import type { SignDeps } from '../../functions/sign/deps.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { atOnce } from '../mail/at-once.ts';
import { startTestDatabase } from '../support/database.ts';
import { silentLog } from '../support/log.ts';
import { signed } from '../support/signed.ts';
import { knownProof } from '../support/solved.ts';
import { unitsOf } from '../support/units.ts';
import { apiEvent } from './api-event.ts';
import { benchSignDeps } from './attempt.ts';
import { startAwsStandIn } from './aws-stand-in.ts';
import { cpuSince } from './cpu.ts';
import { medianRow, type Row } from './row.ts';

const WARM = 3;
const ROUNDS = 9;
const PER_ROUND = 40;
const MAILS_A_BATCH = 10;
const RECORDS_A_BATCH = 100;
const CAMPAIGN = '/campaigns/bench';
/** This machine: it has no limits by network. */
const from = '127.0.0.1';

/**
 * What a signature takes of each function, with the SDK's calls: CPU time from the event to the answer, bytes of the answer,
 * units of the tables. One after the other, as Lambda runs a function. `npm run cost` counts with it.
 */
export async function* benchSignature(): AsyncGenerator<Row> {
  const [dynamoDb, aws] = [await startTestDatabase(), await startAwsStandIn()];
  try {
    const client = localDynamoDbClient(dynamoDb.endpoint);
    const tables = await createTables(client, 'signature');
    const plain = await benchSignDeps();
    const keys = await plain.keys();
    const sent: QueuedMail[] = [];
    const queue = createOutbox({ queueUrl: `${aws.endpoint}/1/mail`, keys: async () => keys.mail, clock: Date.now });
    const deps: SignDeps = {
      ...plain,
      signatures: { client, table: tables.Signatures },
      limits: createLimits({ client, table: tables.Limits }, Date.now),
      outbox: {
        async put(mail) {
          await queue.put(mail);
          sent.push(mail);
        },
      },
    };
    const sign = lambdaHandler(createSignApp(deps), deps);
    const calls = callsOf(sign, deps, sent);
    const cpu = new Map(Object.keys(calls).map((name) => [name, [] as number[]]));
    const bytes = new Map<string, number>();
    for (let round = 0; round < WARM + ROUNDS; round++) {
      for (const [name, prepare] of Object.entries(calls)) {
        const work = await prepare();
        const before = process.cpuUsage();
        for (const call of work) bytes.set(name, await call());
        if (round >= WARM) cpu.get(name)?.push(cpuSince(before) / work.length);
      }
    }
    for (const [name, spent] of cpu) {
      yield medianRow(`${name}: our CPU`, 'ms', spent);
      yield { name: `${name}: answer, gzipped, with its headers`, unit: 'B', value: bytes.get(name) ?? Number.NaN };
    }
    yield* benchMail(sent, deps);
    yield* benchTally({ client, table: tables.Counts });
  } finally {
    aws.stop();
    await dynamoDb.stop();
  }
}

type Prepared = () => Promise<(() => Promise<number>)[]>;

/** The calls of one signer after the other, each answered with how many bytes it gave. */
function callsOf(sign: LambdaHandler, deps: SignDeps, sent: readonly QueuedMail[]): Record<string, Prepared> {
  let signers = 0;
  const each = <Of>(items: readonly Of[], call: (item: Of) => Promise<number>) => items.map((item) => () => call(item));
  const post = (path: string, fields: Record<string, string>, status: number) =>
    answer(sign, apiEvent('POST', path, { form: fields, from }), status);
  const get = (path: string, query = '') => answer(sign, apiEvent('GET', path, { query, from }), 200);
  const newest = () =>
    sent.slice(-PER_ROUND).flatMap((mail) => (mail.kind === 'confirmation' ? [mail.confirmToken] : []));
  const fresh = async () => Array.from({ length: PER_ROUND }, () => `signer-${signers++}@example.org`);
  return {
    challenge: async () =>
      each(await fresh(), (email) =>
        answer(sign, apiEvent('POST', `/api${CAMPAIGN}/challenges`, { json: { email }, from }), 200),
      ),
    attempt: async () => {
      const { proof: ring } = await deps.keys();
      const about = { campaign: 'bench', now: Date.now() - 2_000 };
      const proved = (await fresh()).map(
        async (email) => [email, await knownProof(ring, { ...about, email })] as const,
      );
      return each(await Promise.all(proved), ([email, proof]) =>
        post(`/api${CAMPAIGN}/signatures`, { name: 'Leyla Məmmədova', email, country: 'AZ', proof }, 303),
      );
    },
    sent: async () => Array.from({ length: PER_ROUND }, () => () => get(`${CAMPAIGN}/sent`)),
    link: async () => each(newest(), (token) => get('/confirm', `token=${token}`)),
    confirmation: async () => each(newest(), (token) => post('/confirm', { token }, 200)),
  };
}

async function answer(handler: LambdaHandler, asked: APIGatewayProxyEventV2, status: number): Promise<number> {
  const { statusCode, headers = {}, body = '' } = await handler(asked);
  if (statusCode !== status) throw new Error(`${asked.rawPath} answered ${statusCode}`);
  return gzipSync(body).length + Object.entries(headers).join('\r\n').length;
}

async function* benchMail(sent: readonly QueuedMail[], { keys, publicUrl, log }: SignDeps): AsyncGenerator<Row> {
  const { mail: ring } = await keys();
  const ses = new SESv2Client({ maxAttempts: 1 });
  const deps = {
    ses,
    from: 'petition@example.org',
    keys: async () => ring,
    tagKeys: async () => ring,
    publicUrl,
    clock: Date.now,
    log,
    ...atOnce,
  };
  const cpu: number[] = [];
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const mails = sent.slice(round * MAILS_A_BATCH, (round + 1) * MAILS_A_BATCH);
    const bodies = await Promise.all(mails.map((mail) => sealMail(ring, mail, Date.now())));
    const before = process.cpuUsage();
    const { batchItemFailures } = await sendBatch(
      deps,
      bodies.map((body, i) => ({ messageId: String(i), body })),
    );
    if (batchItemFailures.length > 0) throw new Error('A mail failed');
    if (round >= WARM) cpu.push(cpuSince(before) / mails.length);
  }
  ses.destroy();
  yield medianRow('mail: our CPU for each', 'ms', cpu);
}

async function* benchTally(counts: Parameters<typeof unitsOf>[0]): AsyncGenerator<Row> {
  const deps = { counts, clock: Date.now, log: silentLog };
  const [cpu, units]: [number[], number[]] = [[], []];
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const batch = Array.from({ length: RECORDS_A_BATCH }, (_, i) => signed('bench', 1 + round * RECORDS_A_BATCH + i));
    const before = process.cpuUsage();
    const spent = await unitsOf(counts, () => tallyBatch(deps, 'lane', batch));
    if (round < WARM) continue;
    cpu.push(cpuSince(before));
    units.push(spent.reduce((sum, unit) => sum + unit, 0));
  }
  yield medianRow(`tally: our CPU for ${RECORDS_A_BATCH} records`, 'ms', cpu);
  yield medianRow(`tally: read and write units for ${RECORDS_A_BATCH} records`, '', units);
}
