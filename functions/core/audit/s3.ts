import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { RecordStore } from './records.ts';

/** So often S3 may ask to try again, because somebody else is writing the same key. */
const TRIES = 10;

/** Milliseconds before a further try. It is drawn. */
const MOST_PAUSE = 40;

/** The records in a bucket. The bucket's own policy refuses a request that could replace a record. */
export function recordsIn(bucket: string): RecordStore {
  // An emulator has one address for all buckets.
  const client = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
  return {
    async putOnce(key, bytes) {
      const put = { Bucket: bucket, Key: key, Body: bytes, ContentType: 'application/json', IfNoneMatch: '*' };
      for (let left = TRIES; ; left--) {
        try {
          await client.send(new PutObjectCommand(put));
          return true;
        } catch (error) {
          if (isCalled(error, 'PreconditionFailed')) return false;
          if (!isCalled(error, 'ConditionalRequestConflict') || left === 1) throw error;
          // Two that have met would meet again.
          await sleep(randomInt(MOST_PAUSE));
        }
      }
    },
    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (isCalled(error, 'NoSuchKey')) return undefined;
        throw error;
      }
    },
    async list(folder) {
      const page = { Bucket: bucket, Prefix: folder, Delimiter: '/', MaxKeys: 1_000 };
      const { CommonPrefixes = [], Contents = [] } = await client.send(new ListObjectsV2Command(page));
      const names = [...CommonPrefixes.map(({ Prefix = '' }) => Prefix), ...Contents.map(({ Key = '' }) => Key)];
      return names.map((name) => name.slice(folder.length).replace('/', '')).sort();
    },
    close: () => client.destroy(),
  };
}

const isCalled = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;
