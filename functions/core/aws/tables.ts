/**
 * The six tables: one description that the stack (TableV2) and one machine (CreateTable) both read. There are six, so
 * that IAM can give rights to each of them alone. The key of every table is two strings, `pk` and `sk`.
 */
export interface Table {
  /** Seconds since the epoch after which DynamoDB may remove the item. */
  readonly expiresBy?: 'expiresAt';
  /** The stream that wakes tally. */
  readonly stream?: 'NEW_AND_OLD_IMAGES';
}

export const tables = {
  Campaigns: {},
  Signatures: { stream: 'NEW_AND_OLD_IMAGES', expiresBy: 'expiresAt' },
  Counts: {},
  Limits: { expiresBy: 'expiresAt' },
  Webhooks: { expiresBy: 'expiresAt' },
  Organisers: { expiresBy: 'expiresAt' },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof tables;

/** The form of a stage's name, which is part of the names of its tables. */
export const stageNamePattern = /^[a-z][a-z0-9-]{0,15}$/;

/**
 * A table's name in AWS, the same for the stack and for the commands that organisers run with their own credentials.
 */
export const physicalTableName = (stage: string, table: TableName): string => `amparo-${stage}-${table.toLowerCase()}`;
