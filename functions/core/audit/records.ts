/**
 * Where records are kept that nobody may change: a bucket, or a folder of one computer. A key is a path such as
 * `audit/000/000/001.json`: small letters, digits, hyphens and dots, so that every file system can have it.
 */
export interface RecordStore {
  /** Writes a record, unless there is one with this key. @returns false if there is one: it stays as it is. */
  putOnce(key: string, bytes: Uint8Array): Promise<boolean>;
  /** @returns undefined if there is none. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** The names in a folder such as `audit/000/`, in their order, those of folders without a slash. At most 1,000. */
  list(folder: string): Promise<string[]>;
  /** Ends its connections, if it has any. */
  close?(): void;
}
