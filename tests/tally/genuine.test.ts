import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { beforeEach, expect, inject, it, onTestFinished, vi } from 'vitest';
import type { Db } from '../../functions/core/aws/db.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { getLaneSequence, queryCounts } from '../../functions/core/counts/store.ts';
import { queryPublished } from '../../functions/core/published/store.ts';
import { systemClock } from '../../functions/core/running/clock.ts';
import { tallyEvent, type WindowedEvent } from '../../functions/tally/event.ts';
import { localClientSettings, streamOf } from '../../infra/local/dynamodb.ts';
import { campaignOf } from '../support/campaign.ts';
import { image } from '../support/signed.ts';
import { changesOf } from '../support/stream.ts';
import { freshTables } from '../support/tables.ts';

/** What a person with the right to call the function can make of it. The stream is a real one. */
const streams = new DynamoDBStreamsClient(localClientSettings(inject('dynamoDbEndpoint')));
let tables: Record<'Signatures' | 'Counts' | 'Campaigns', Db>;
let streamArn: string;
let shardId: string;
/** The sequence numbers of three genuine signatures. */
let sequences: string[];

const calls: string[] = [];
const limits: (number | undefined)[] = [];
const logged: string[] = [];
const log = {
  info: () => undefined,
  error: (event: string, fields: object = {}) => void logged.push(`${event} ${JSON.stringify(fields)}`),
};

beforeEach(async () => {
  tables = await freshTables();
  streamArn = await streamOf(tables.Signatures.client, tables.Signatures.table);
  sequences = [];
  for (const i of [1, 2, 3]) await sign(i);
  const [[lane, changes] = ['', []]] = [...(await changesOf(tables.Signatures))];
  shardId = lane;
  sequences = changes.map(({ sequence }) => sequence);
  [calls.length, limits.length, logged.length] = [0, 0, 0];
});

const sign = (i: number) => {
  const { client, table } = tables.Signatures;
  return client.send(new PutItemCommand({ TableName: table, Item: image('genuine', i) }));
};

/** Does what the function does with an event. @returns the state that Lambda hands back with the next one. */
const tally = async (event: WindowedEvent): Promise<NonNullable<WindowedEvent['state']>> => {
  const noting = {
    send(command: { constructor: { name: string }; input: { Limit?: number } }) {
      calls.push(command.constructor.name);
      limits.push(command.input.Limit);
      return streams.send(command as never);
    },
  };
  const deps = { counts: tables.Counts, clock: systemClock, log, streamArn };
  return (await tallyEvent({ ...deps, streams: noting as never }, event)).state;
};

const record = (sequence: string, campaign = 'genuine', i = 1): DynamoDBRecord => ({
  eventSourceARN: streamArn,
  dynamodb: { SequenceNumber: sequence, NewImage: image(campaign, i) as never },
});
const genuine = (...some: string[]) =>
  some.map((sequence) => record(sequence, 'genuine', sequences.indexOf(sequence) + 1));
const totalOf = async (campaign: string) => (await queryCounts(tables.Counts, campaign)).total;
const READS = ['GetShardIteratorCommand', 'GetRecordsCommand'];

it('reads the records of a window’s first event again, and trusts the next ones, which have its pass', async () => {
  const [one = '', two = '', three = ''] = sequences;
  const state = await tally({ shardId, Records: genuine(one), state: {} });
  expect(calls).toEqual(READS);
  expect(await tally({ shardId, Records: genuine(two, three), state })).toEqual(state);
  expect(await tally({ shardId, Records: [], state })).toEqual(state);
  expect(calls).toEqual(READS);
  expect(await totalOf('genuine')).toBe(3);
  expect(logged).toEqual([]);
  // No more than it needs: the stream may have thousands behind it.
  expect(limits).toEqual([undefined, 1]);
});

it('counts what the stream has, whatever the event says of it', async () => {
  await tally({ shardId, Records: sequences.map((sequence) => record(sequence, 'invented')) });
  expect([await totalOf('invented'), await totalOf('genuine')]).toEqual([0, 3]);
  await tally({ shardId, Records: sequences.map((sequence) => record(sequence, 'invented')) });
  expect(await totalOf('genuine')).toBe(3);
});

it('counts a record once that an event names twice', async () => {
  const [one = ''] = sequences;
  await tally({ shardId, Records: genuine(one, one) });
  expect(await totalOf('genuine')).toBe(1);
});

it('counts nothing of an event with one invented record, and skips none that comes later in its lane', async () => {
  const [one = '', two = ''] = sequences;
  const huge = String(BigInt(two) + 10n ** 15n);
  for (const Records of [
    [record(huge)],
    [...genuine(one), record(huge)],
    [record(String(BigInt(one) - 1n))],
    ...['-5', '0x10', '1e3', '', '9'.repeat(50), 'azra@example.org'].map((odd) => [record(odd)]),
  ])
    await expect(tally({ shardId, Records })).rejects.toThrow('The stream does not have these records');
  expect(await getLaneSequence(tables.Counts, 'genuine', shardId)).toBeUndefined();
  expect(logged).toHaveLength(9);
  expect(new Set(logged)).toEqual(new Set(['tally-records-forged {"signatures":1}']));
  await tally({ shardId, Records: genuine(...sequences) });
  expect(await totalOf('genuine')).toBe(3);
});

it('counts nothing of a lane that the stream does not have, and writes nothing of it into the log', async () => {
  const invented = shardId.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
  await expect(tally({ shardId: invented, Records: genuine(...sequences) })).rejects.toThrow('does not have');
  expect(await totalOf('genuine')).toBe(0);
  expect(logged).toEqual(['tally-records-forged {"signatures":3}']);
});

it('gives no pass for records that were counted before: somebody could know them', async () => {
  await tally({ shardId, Records: genuine(...sequences) });
  expect(await tally({ shardId, Records: genuine(...sequences) })).toEqual({});
  calls.length = 0;
  expect(await tally({ shardId, Records: [] })).toEqual({});
  expect(calls).toEqual([]);
  const forged = { shardId, Records: [record(`${BigInt(sequences[2]!) + 1n}`)], state: { pass: 'guessed' } };
  await expect(tally(forged)).rejects.toThrow();
});

it('reads nothing of an event in which one number is none', async () => {
  const [one = ''] = sequences;
  const Records = [...genuine(one), record('azra@example.org')];
  await expect(tally({ shardId, Records })).rejects.toThrow('does not have');
  expect([logged, calls]).toEqual([['tally-records-forged {"signatures":2}'], []]);
});

it.each([
  ['ResourceNotFoundException', 'does not have these records', 3],
  ['ValidationException', 'does not have these records', 3],
  ['TrimmedDataAccessException', 'as AWS says it', 0],
])('takes %s of the stream for “%s”', async (name, words, forged) => {
  const message = 'as AWS says it';
  const error =
    name === 'ResourceNotFoundException'
      ? new ResourceNotFoundException({ message, $metadata: {} })
      : Object.assign(new Error(message), { name });
  const streams = { send: () => Promise.reject(error) };
  const deps = { counts: tables.Counts, clock: systemClock, log, streamArn, streams };
  await expect(tallyEvent(deps, { shardId, Records: genuine(...sequences) })).rejects.toThrow(words);
  expect(logged).toEqual(forged ? [`tally-records-forged {"signatures":${forged}}`] : []);
});

it('lets a batch come again if the stream does not answer, and calls nothing forged', async () => {
  const failing = { send: () => Promise.reject(new Error('throttled')) };
  const deps = { counts: tables.Counts, clock: systemClock, log, streamArn, streams: failing };
  const event = { shardId, Records: genuine(...sequences) };
  await expect(tallyEvent(deps, event)).rejects.toThrow('throttled');
  expect(logged).toEqual([]);
});

it('refuses an event that names no shard: counting without one could count twice', async () => {
  await expect(tally({ Records: genuine(...sequences) })).rejects.toThrow('no shard id');
});

it('believes an emulator, whose events name no shard, and counts them in the lane of its settings', async () => {
  const streams = { send: () => Promise.reject(new Error('An emulator’s shards are unknown')) };
  const deps = { counts: tables.Counts, clock: systemClock, log, streamArn, streams, singleLane: 'emulator' };
  await tallyEvent(deps, { Records: genuine(...sequences) });
  await tallyEvent(deps, { Records: genuine(...sequences) });
  expect(await totalOf('genuine')).toBe(3);
  expect(await getLaneSequence(tables.Counts, 'genuine', 'emulator')).toBe(sequences[2]);
});

it('reads page after page, also an empty one, until it has all records', async () => {
  const Records = sequences.map((sequence, i) => ({
    dynamodb: { SequenceNumber: sequence, NewImage: image('paged', i) },
  }));
  const pages = [[], Records.slice(0, 1), [], Records.slice(1)];
  const paged = {
    send: async (command: { constructor: { name: string } }) =>
      command.constructor.name === 'GetShardIteratorCommand'
        ? { ShardIterator: 'next' }
        : { Records: pages.shift() ?? [], NextShardIterator: 'next' },
  };
  const deps = { counts: tables.Counts, clock: systemClock, log, streamArn, streams: paged as never };
  await tallyEvent(deps, { shardId, Records: genuine(...sequences) });
  expect([await totalOf('paged'), pages]).toEqual([3, []]);
});

it('is what the function itself does, which shows the total of a live campaign at once', async () => {
  await putCampaign(tables.Campaigns, campaignOf({ slug: 'genuine', publish: 'live' }));
  const endpoint = inject('dynamoDbEndpoint');
  const environment = {
    CAMPAIGNS_TABLE: tables.Campaigns.table,
    COUNTS_TABLE: tables.Counts.table,
    SIGNATURES_STREAM: streamArn,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoint,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  const { handler } = await import('../../functions/tally/handler.ts');
  await expect(handler({ shardId, Records: [record(`${BigInt(sequences[2] ?? 0) + 10n ** 15n}`)] })).rejects.toThrow(
    'function-failed',
  );
  expect(written.mock.calls.join()).toContain('"event":"tally-records-forged"');
  const { state } = await handler({ shardId, Records: genuine(...sequences) });
  expect(await totalOf('genuine')).toBe(3);
  expect((await queryPublished(tables.Counts, 'genuine'))?.total).toBe(3);
  expect(state).toEqual({ pass: expect.any(String) });
});
