import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { beforeEach, expect, inject, it, onTestFinished, vi } from 'vitest';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { systemClock } from '../../functions/core/running/clock.ts';
import { tallyEvent } from '../../functions/tally/event.ts';
import { onlyGenuine } from '../../functions/tally/genuine.ts';
import { listShards, shardFinder } from '../../functions/tally/shards.ts';
import { localClientSettings, streamOf } from '../../infra/local/dynamodb.ts';
import { image } from '../support/signed.ts';
import { changesOf } from '../support/stream.ts';
import { freshTables } from '../support/tables.ts';

/** What a person with the right to call the function can make of it. The stream is a real one. */
const { Campaigns: campaigns, Signatures: signatures, Counts: counts } = await freshTables();
const streams = new DynamoDBStreamsClient(localClientSettings(inject('dynamoDbEndpoint')));
const streamArn = await streamOf(signatures.client, signatures.table);
for (const i of [1, 2, 3])
  await signatures.client.send(new PutItemCommand({ TableName: signatures.table, Item: image('genuine', i) }));
const [[shardId, changes] = ['', []]] = [...(await changesOf(signatures))];

let lists = 0;
let pauses = 0;
const logged: string[] = [];
const log = {
  info: () => undefined,
  error: (event: string, fields: object = {}) => void logged.push(`${event} ${JSON.stringify(fields)}`),
};
const finder = () =>
  shardFinder(
    () => {
      lists++;
      return listShards(streams, streamArn);
    },
    async () => void pauses++,
  );
let findShard = finder();

beforeEach(() => {
  [lists, pauses, logged.length, findShard] = [0, 0, 0, finder()];
});

/** Does what the function does with an event. */
async function tally(event: { shardId?: string; Records: DynamoDBRecord[] }): Promise<void> {
  await tallyEvent({ counts, clock: systemClock, log }, await onlyGenuine({ streamArn, findShard, log }, event));
}

const record = (sequence: string, campaign: string, more: Partial<DynamoDBRecord> = {}): DynamoDBRecord => ({
  eventSourceARN: streamArn,
  dynamodb: { SequenceNumber: sequence, NewImage: image(campaign, Number(sequence.slice(-6))) as never },
  ...more,
});
const records = (campaign: string, more?: Partial<DynamoDBRecord>) =>
  changes.map(({ sequence }) => record(sequence, campaign, more));
const totalOf = async (campaign: string) => (await queryCounts(counts, campaign)).total;

it('counts the records of the stream, and lists its shards once', async () => {
  for (const one of records('genuine')) await tally({ shardId, Records: [one] });
  expect(changes).toHaveLength(3);
  expect(await totalOf('genuine')).toBe(3);
  expect([lists, pauses, logged]).toEqual([1, 0, []]);
});

it('counts nothing of a lane that the stream does not list, and writes nothing of it into the log', async () => {
  await tally({ shardId: 'shardId-00000000000000000001-azra@example.org', Records: records('lane') });
  expect(await totalOf('lane')).toBe(0);
  expect(logged).toEqual(['tally-records-forged {"signatures":3}']);
});

it('counts nothing that names another stream, or none', async () => {
  const other = streamArn.replace(/.$/, 'x');
  await tally({ shardId, Records: records('stream', { eventSourceARN: other }) });
  const [{ dynamodb }] = records('stream') as [DynamoDBRecord];
  await tally({ shardId, Records: [{ dynamodb }] as DynamoDBRecord[] });
  expect(await totalOf('stream')).toBe(0);
  expect(logged).toEqual([
    `tally-records-forged ${JSON.stringify({ signatures: 3, lane: shardId })}`,
    `tally-records-forged ${JSON.stringify({ signatures: 1, lane: shardId })}`,
  ]);
});

it('counts no number that is not in the shard, and still counts the record beside it', async () => {
  const real = changes.map(({ sequence }) => BigInt(sequence));
  const span = { first: real[0] as bigint, last: real[1] as bigint };
  const Records = [
    ...[String(span.first - 1n), String(span.last + 1n), '-5', '0x10', '1e3', '', '9'.repeat(50)].map((sequence) =>
      record(sequence, 'numbers'),
    ),
    record(String(span.last), 'numbers'),
  ];
  const kept = await onlyGenuine({ streamArn, findShard: async () => span, log }, { shardId, Records });
  expect(kept.Records.map(({ dynamodb }) => dynamodb?.SequenceNumber)).toEqual([String(span.last)]);
  expect(logged).toEqual([`tally-records-forged ${JSON.stringify({ signatures: 7, lane: shardId })}`]);
});

it('looks once more for a shard that is too new for the list', async () => {
  const old = { ShardId: 'old' };
  const answers = [[old], [old, { ShardId: 'new', SequenceNumberRange: { StartingSequenceNumber: '7' } }]];
  const find = shardFinder(
    async () => answers[lists++] ?? [],
    async () => void pauses++,
  );
  expect(await find('new')).toEqual({ first: 7n, last: undefined });
  expect([await find('old'), await find('new')]).toMatchObject([{ first: 0n }, { first: 7n }]);
  expect([lists, pauses]).toEqual([2, 1]);
});

it('throws if the shards cannot be listed, so that the batch comes again', async () => {
  const failing = shardFinder(
    () => Promise.reject(new Error('throttled')),
    async () => undefined,
  );
  const event = { shardId, Records: records('later') };
  await expect(onlyGenuine({ streamArn, findShard: failing, log }, event)).rejects.toThrow('throttled');
  expect(logged).toEqual([]);
});

it('asks for no shard at the end of a window, which has no records', async () => {
  await tally({ shardId: 'unknown', Records: [] });
  expect([lists, logged]).toEqual([0, []]);
});

it('is asked by the function itself, before it counts', async () => {
  const endpoint = inject('dynamoDbEndpoint');
  const environment = {
    CAMPAIGNS_TABLE: campaigns.table,
    COUNTS_TABLE: counts.table,
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
  await handler({ shardId: 'shardId-invented', Records: records('whole') });
  expect(await totalOf('whole')).toBe(0);
  expect(String(written.mock.lastCall?.[0])).toContain('"event":"tally-records-forged"');
  await handler({ shardId, Records: records('whole') });
  expect(await totalOf('whole')).toBe(3);
});
