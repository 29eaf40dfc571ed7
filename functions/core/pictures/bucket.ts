import { basename } from 'node:path';
import { PICTURE_CACHE, typeOfPictureFile } from './address.ts';
import type { PictureStore } from './store.ts';

/** The public bucket of a stage. Buckets of all accounts share one space of names, so its name has the account. */
export const publicBucketName = (place: { stage: string; account: string; region: string }): string =>
  `amparo-${place.stage}-public-${place.account}-${place.region}`;

/**
 * The pictures of a stage in AWS. CloudFront sends them with the headers that are stored here.
 * @param find the name of the bucket, which is asked for once.
 */
export function bucketOfPictures(find: () => Promise<string>): PictureStore {
  let connection: ReturnType<typeof connect> | undefined;
  const connect = async () => {
    const { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } = await import(
      '@aws-sdk/client-s3'
    );
    // An emulator has one address for all buckets.
    const client = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
    const commands = { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand };
    return { client, bucket: await find(), ...commands };
  };
  const connected = () => {
    connection ??= connect();
    return connection;
  };
  return {
    async put(name, content) {
      const { client, bucket, PutObjectCommand } = await connected();
      const headers = { ContentType: typeOfPictureFile(basename(name)), CacheControl: PICTURE_CACHE };
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: content, ...headers }));
    },
    async get(name) {
      const { client, bucket, GetObjectCommand } = await connected();
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name }));
        return await Body?.transformToByteArray();
      } catch (error) {
        // Organisers may not list the bucket. To them, S3 says neither that a file is there nor that it is not.
        if (error instanceof Error && ['NoSuchKey', 'AccessDenied'].includes(error.name)) return undefined;
        throw error;
      }
    },
    async has(name) {
      const { client, bucket, HeadObjectCommand } = await connected();
      try {
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key: name }));
        return true;
      } catch (error) {
        // An answer without a body has no code: its status is all there is.
        const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
        if (status === 403 || status === 404) return false;
        throw error;
      }
    },
    async remove(name) {
      const { client, bucket, DeleteObjectCommand } = await connected();
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: name }));
    },
    close() {
      connection?.then(({ client }) => client.destroy()).catch(() => undefined);
    },
  };
}
