import type { RecordStore } from './records.ts';

/** The bucket of a stage. Buckets of all accounts share one space of names, so its name has the account. */
export const recordsBucketName = (place: { stage: string; account: string; region: string }): string =>
  `amparo-${place.stage}-records-${place.account}-${place.region}`;

/**
 * The records of a stage in AWS. Loads the client of S3 at the first call.
 * @param find the name of the bucket, which is asked for once.
 */
export function bucketOfRecords(find: () => Promise<string>): RecordStore {
  let opening: Promise<RecordStore> | undefined;
  const open = async () => {
    const { recordsIn } = await import('./s3.ts');
    return recordsIn(await find());
  };
  const opened = () => {
    opening ??= open();
    return opening;
  };
  return {
    putOnce: async (key, bytes) => (await opened()).putOnce(key, bytes),
    get: async (key) => (await opened()).get(key),
    list: async (folder) => (await opened()).list(folder),
    close() {
      opening?.then((records) => records.close?.()).catch(() => undefined);
    },
  };
}
