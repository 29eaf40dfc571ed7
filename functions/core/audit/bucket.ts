import type { RecordStore } from './records.ts';

/** The bucket of a stage. Buckets of all accounts share one space of names, so its name has the account. */
export const recordsBucketName = (place: { stage: string; account: string; region: string }): string =>
  `amparo-${place.stage}-records-${place.account}-${place.region}`;

/** So often S3 may ask to try again, because somebody else is writing the same key. */
const TRIES = 10;

/**
 * The records of a stage in AWS. The bucket's own policy refuses a request that could replace a record.
 * @param find the name of the bucket, which is asked for once.
 */
export function bucketOfRecords(find: () => Promise<string>): RecordStore {
  let connection: ReturnType<typeof connect> | undefined;
  const connect = async () => {
    const { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
    // An emulator has one address for all buckets.
    const client = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
    return { client, bucket: await find(), GetObjectCommand, ListObjectsV2Command, PutObjectCommand };
  };
  const connected = () => {
    connection ??= connect();
    return connection;
  };
  return {
    async putOnce(key, bytes) {
      const { client, bucket, PutObjectCommand } = await connected();
      const put = { Bucket: bucket, Key: key, Body: bytes, ContentType: 'application/json', IfNoneMatch: '*' };
      for (let left = TRIES; ; left--) {
        try {
          await client.send(new PutObjectCommand(put));
          return true;
        } catch (error) {
          if (isCalled(error, 'PreconditionFailed')) return false;
          if (!isCalled(error, 'ConditionalRequestConflict') || left === 1) throw error;
        }
      }
    },
    async get(key) {
      const { client, bucket, GetObjectCommand } = await connected();
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (isCalled(error, 'NoSuchKey')) return undefined;
        throw error;
      }
    },
    async list(folder) {
      const { client, bucket, ListObjectsV2Command } = await connected();
      const page = { Bucket: bucket, Prefix: folder, Delimiter: '/', MaxKeys: 1_000 };
      const { CommonPrefixes = [], Contents = [] } = await client.send(new ListObjectsV2Command(page));
      const names = [...CommonPrefixes.map(({ Prefix = '' }) => Prefix), ...Contents.map(({ Key = '' }) => Key)];
      return names.map((name) => name.slice(folder.length).replace('/', '')).sort();
    },
    close() {
      connection?.then(({ client }) => client.destroy()).catch(() => undefined);
    },
  };
}

const isCalled = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;
