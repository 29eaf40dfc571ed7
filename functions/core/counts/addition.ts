import type { Db, Item } from '../aws/db.ts';
import { isoTime } from '../running/clock.ts';

/**
 * An update that adds numbers to attributes of an item.
 * @param changedAt milliseconds since the epoch, if it changes public counts.
 */
export const addition = (
  { table }: Pick<Db, 'table'>,
  Key: Item,
  added: readonly (readonly [string, number])[],
  changedAt?: number,
) => ({
  TableName: table,
  Key,
  UpdateExpression: `${changedAt === undefined ? '' : 'SET changedAt = :at '}ADD ${added.map((_, i) => `#c${i} :c${i}`).join(', ')}`,
  ExpressionAttributeNames: Object.fromEntries(added.map(([name], i) => [`#c${i}`, name])),
  ExpressionAttributeValues: {
    ...Object.fromEntries(added.map(([, n], i) => [`:c${i}`, { N: String(n) }])),
    ...(changedAt !== undefined && { ':at': { S: isoTime(changedAt) } }),
  },
});
